"""How fast the bot answers, and what it holds in memory."""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.conversation.assembly import open_assistant
from bot.conversation.events import Text
from bot.conversation.session import Session
from bot.settings import Settings
from nlu.evaluation import DEV, read_cases
from nlu.local import train
from nlu.styles import without_marks
from tests.bench.processes import megabytes, processor, server, spread

_CHAT = 200  # characters; longer ones are stories
_AT_ONCE = 8


async def speed() -> None:
    """A batch by the command, questions over HTTP one by one and several at once, whole answers."""
    texts = list(dict.fromkeys(case.text for case in read_cases(DEV / "questions.jsonl", "dev")))
    chat = [text for text in texts if len(text) <= _CHAT]
    chat = list(dict.fromkeys([*chat, *(without_marks(text) for text in chat)]))[:1000]
    stories = [text for text in texts if len(text) > _CHAT][:200]
    batch("1,000 questions of chat length", chat)
    batch("long stories", stories)
    with server(train(None, print)) as running:
        print(f"server: ready after {running.ready:.1f} s, {megabytes(running.pid):.0f} MB")
        used = processor(running.pid)
        asked = await over_http(running.url, chat[:500])
        used = (processor(running.pid) - used) / asked * 1000
        print(f"server: {used:.1f} ms of processor a question, so at most {1000 / used:.0f} a second")
        print(f"server: {megabytes(running.pid):.0f} MB after them")
    await answers(chat[:500])


def batch(name: str, texts: Sequence[str]) -> None:
    """``quyen ask --batch`` from the start of the command to its end."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
        asked.write_text("\n".join(lines), "utf-8")
        begun = time.perf_counter()
        command = [sys.executable, "-m", "bot.cli", "ask", "--batch", asked, "--out", answered]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        took = time.perf_counter() - begun
        times = [json.loads(line)["ms"] for line in answered.read_text("utf-8").splitlines()]
    print(f"batch, {name}: {took:.1f} s with the start of the server; four at a time each took {spread(times)}")


async def over_http(url: str, texts: Sequence[str]) -> int:
    """Questions put to the server alone; how many they were."""
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:

        async def one(text: str) -> float:
            begun = time.perf_counter()
            (await client.post("/model/parse", json={"text": text})).raise_for_status()
            return (time.perf_counter() - begun) * 1000

        for text in texts[:20]:
            await one(text)
        print("server, one by one:", spread([await one(text) for text in texts]))
        gate = asyncio.Semaphore(_AT_ONCE)

        async def among_others(text: str) -> None:
            async with gate:
                await one(text)

        begun = time.perf_counter()
        await asyncio.gather(*(among_others(text) for text in texts))
        print(f"server, {_AT_ONCE} at once: {len(texts) / (time.perf_counter() - begun):.0f} questions a second")
        return 20 + 2 * len(texts)


async def answers(texts: Sequence[str]) -> None:
    """From a question to the composed answer, one by one."""
    async with open_assistant(Settings(), print) as assistant:
        session, times = Session(greeted=True), []
        for number, text in enumerate(texts):
            begun = time.perf_counter()
            await assistant.respond(Text(text), session, datetime.now(UTC))
            if number >= 20:
                times.append((time.perf_counter() - begun) * 1000)
        print("question to composed answer:", spread(times))
        print(f"middle of the first and of the last hundred: {statistics.median(times[:100]):.1f} and "
              f"{statistics.median(times[-100:]):.1f} ms")  # fmt: skip
