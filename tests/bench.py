"""``make bench``: speed and memory of the answer path, with real questions; ``--diet`` beside Rasa's default.

Prints figures; asserts nothing about time. Run on a quiet machine and compare ratios within one run.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.conversation.assembly import open_assistant
from bot.conversation.events import Text
from bot.conversation.session import Session
from bot.settings import Settings
from knowledge.loading import load_content
from nlu.evaluation import DEV, read_cases, right_topic
from nlu.local import PYTHON, ROOT, environment, free_port, train, training_data
from nlu.training import RASA, article_of

DIET = """recipe: default.v1
assistant_id: diet
language: vi
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: 100
  constrain_similarities: true
- name: EntitySynonymMapper
policies: null
"""


def _resident(pid: int) -> float:
    """Megabytes a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _children(pid: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                    yield int(entry.name)


def _spread(values: list[float]) -> str:
    ordered = sorted(values)
    return (
        f"median {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms, n={len(ordered)}"
    )


async def answer_path() -> None:
    """Question to composed answer, one by one and several at once."""
    cases = [case for case in read_cases(DEV / "questions.jsonl", "dev") if len(case.text) <= 200][:500]
    started = time.perf_counter()
    async with open_assistant(Settings(), print) as assistant:
        print(f"ready after {time.perf_counter() - started:.1f} s")
        session = Session(greeted=True)
        for case in cases[:20]:  # warm
            await assistant.respond(Text(case.text), session, datetime.now(UTC))
        times = []
        for case in cases:
            begun = time.perf_counter()
            await assistant.respond(Text(case.text), session, datetime.now(UTC))
            times.append((time.perf_counter() - begun) * 1000)
        print("question to composed answer:", _spread(times))
        gate = asyncio.Semaphore(16)

        async def one(text: str) -> None:
            async with gate:
                await assistant.respond(Text(text), session, datetime.now(UTC))

        begun = time.perf_counter()
        await asyncio.gather(*(one(case.text) for case in cases))
        print(f"16 at once: {len(cases) / (time.perf_counter() - begun):.0f} questions a second")
        print(
            f"bot: {_resident(os.getpid()):.0f} MB resident (most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f})"
        )
        for child in _children(os.getpid()):
            print(f"understanding server: {_resident(child):.0f} MB resident")


def beside_diet() -> None:
    """The same training data through Rasa's default configuration: accuracy, time, memory, speed."""
    content = load_content()
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        config, data, model = Path(folder) / "diet.yml", Path(folder) / "nlu.yml", Path(folder) / "diet.tar.gz"
        config.write_text(DIET, "utf-8")
        data.write_text(training_data(content), "utf-8")
        begun = time.perf_counter()
        command = [str(PYTHON), "-m", "rasa", "train", "nlu", "--nlu", str(data), "--config", str(config)]
        subprocess.run(
            [*command, "--out", folder, "--fixed-model-name", model.name], cwd=ROOT, env=environment(2), check=True
        )
        rows["DIET"] = (time.perf_counter() - begun, *_served(model))
        ours = train(None, print)
        begun = time.perf_counter()
        subprocess.run(
            [*command[:-1], str(RASA / "config.yml"), "--out", folder, "--fixed-model-name", "ours.tar.gz"],
            cwd=ROOT, env=environment(2), check=True,
        )  # fmt: skip
        rows["ours"] = (time.perf_counter() - begun, *_served(ours))
    print(f"{'':6}{'train s':>9}{'topic@1':>9}{'median ms':>11}{'MB':>7}")
    for name, (trained, accuracy, median, memory) in rows.items():
        print(f"{name:6}{trained:>9.0f}{accuracy:>9.1%}{median:>11.1f}{memory:>7.0f}")


def _served(model: Path) -> tuple[float, float, float]:
    """Share of dev questions with the right topic first, median ms over HTTP, MB of a server with this model."""
    port = free_port()
    endpoints = RASA / "endpoints.yml"
    command = [str(PYTHON), "-m", "rasa", "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port), "-m", str(model)]
    process = subprocess.Popen(
        [*command, "--endpoints", str(endpoints)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    cases = [c for c in read_cases(DEV / "questions.jsonl", "dev") if c.topic != "out_of_scope"]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            for _ in range(300):
                with contextlib.suppress(httpx.HTTPError):
                    if client.get("/status").is_success:
                        break
                time.sleep(0.5)
            right, times = 0, []
            for case in cases:
                begun = time.perf_counter()
                ranking = json.loads(client.post("/model/parse", json={"text": case.text}).text)["intent_ranking"]
                times.append((time.perf_counter() - begun) * 1000)
                first = next((a for r in ranking if (a := article_of(r["name"]))), "")
                right += right_topic(case, first)
        return right / len(cases), statistics.median(times), _resident(process.pid)
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--diet", action="store_true", help="also train and measure Rasa's default (many minutes)")
    arguments = parser.parse_args()
    asyncio.run(answer_path())
    if arguments.diet:
        beside_diet()


if __name__ == "__main__":
    main()
