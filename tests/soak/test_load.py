"""Thousands of updates at once: everybody is answered, in order. Figures are shown, no time is asserted."""

from __future__ import annotations

import asyncio
import os
import random
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.understanding import Understander
from knowledge.database import Knowledge
from tests.soak.conftest import Show
from tests.soak.scripts import answers, scripts
from tests.soak.traffic import FIRST_PERSON
from tests.soak.webhook_client import post_all
from tests.telegram import raw_updates as raw
from tests.telegram.conftest import StartBot
from tests.telegram.harness import ECHO, BotProcess, Double, free_port, until

SEED = 4711
ANSWERING = (0.05, 0.05)  # seconds the double takes for each message
SCRIPTS = 40
SEARCH = "tests.telegram.real_service"
SECRET = "the-secret-of-the-webhook"


@dataclass(frozen=True, slots=True)
class Plan:
    people: int
    each: int
    module: str
    webhook: bool
    per_second: float | None = None
    """How fast updates arrive; None: all at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """One update with what must be sent after it."""

    number: int
    person: int
    update: raw.Raw
    answers: tuple[str, ...]


def lines(plan: Plan, knowledge: Knowledge, chance: random.Random) -> list[Line]:
    """Everything that arrives, people in between each other, each person's lines in order."""
    if plan.module == ECHO:
        said = [tuple(f"câu {turn}" for turn in range(plan.each))]
        heard = [tuple((f"text {words} #{turn + 1}",) for turn, words in enumerate(said[0]))]
    else:
        said = scripts(min(SCRIPTS, plan.people // 4), plan.each, chance)
        assistant = Assistant(knowledge, Understander(knowledge, None))
        heard = [asyncio.run(answers(assistant, script)) for script in said]
    order = [FIRST_PERSON + person for person in range(plan.people) for _ in range(plan.each)]
    chance.shuffle(order)
    turns: defaultdict[int, int] = defaultdict(int)
    arriving = []
    for number, person in enumerate(order, start=1):
        turn, script = turns[person], person % len(said)
        turns[person] += 1
        update = {"update_id": number} | raw.text(person, said[script][turn])
        arriving.append(Line(number, person, update, heard[script][turn]))
    return arriving


def send(plan: Plan, double: Double, port: int, arriving: list[Line]) -> dict[str, float]:
    """Let everything arrive; when each update was handed out, by its number (polling: the double knows)."""
    updates = [line.update for line in arriving]
    pause = 1 / plan.per_second if plan.per_second else 0.0
    if plan.webhook:
        return asyncio.run(post_all(port, SECRET, updates, pause))
    if not pause:
        double.receive(*updates)
    started = time.monotonic()
    for number, update in enumerate(updates if pause else ()):
        time.sleep(max(0.0, started + number * pause - time.monotonic()))
        double.receive(update)
    return {}


def delays(arriving: list[Line], handed: dict[str, float], sent: list[dict[str, Any]]) -> list[float]:
    """Seconds from each update to its last message; fails unless everybody got exactly what they should, in order."""
    by_chat: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for message in sent:
        by_chat[message["chat"]].append(message)
    due: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for line in arriving:
        due[str(line.person)] += [(line.number, text) for text in line.answers]
    last: dict[int, float] = {}
    assert by_chat.keys() == due.keys()
    for chat, expected in due.items():
        assert [message["text"] for message in by_chat[chat]] == [text for _, text in expected]
        for (number, _), message in zip(expected, by_chat[chat], strict=True):
            last[number] = message["begun"]
    return sorted(begun - handed[str(number)] for number, begun in last.items())


class Usage:
    """Most memory and processor time of a process, looked at while it runs."""

    def __init__(self, process: int) -> None:
        self._folder = Path(f"/proc/{process}")

    def megabytes(self) -> float:
        for line in (self._folder / "status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return 0.0

    def seconds(self) -> float:
        fields = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def plans(people: int, each: int) -> list[Plan]:
    return [Plan(people, each, module, webhook) for module in (ECHO, SEARCH) for webhook in (False, True)]


def name(plan: Plan) -> str:
    kind = "echo" if plan.module == ECHO else "search"
    rate = f"-{plan.per_second:.0f}-a-second" if plan.per_second else ""
    return f"{kind}-{'webhook' if plan.webhook else 'polling'}{rate}-{plan.people * plan.each}"


STEADY = [Plan(500, 4, ECHO, False, 40), Plan(500, 4, SEARCH, True, 20)]
FULL = [*plans(people=2000, each=5), *STEADY]
SHORT = [Plan(60, 3, ECHO, True), Plan(40, 3, SEARCH, False)]


@pytest.mark.parametrize(
    "plan",
    [pytest.param(plan, id=name(plan)) for plan in SHORT]
    + [pytest.param(plan, id=name(plan), marks=pytest.mark.soak) for plan in FULL],
)
def test_load(double: Double, start_bot: StartBot, knowledge: Knowledge, show: Show, plan: Plan) -> None:
    arriving = lines(plan, knowledge, random.Random(SEED))
    port = free_port()
    settings = {"KNOWLEDGE_DB": str(knowledge.path)}
    if plan.webhook:
        settings |= {"WEBHOOK_URL": "https://bot.example.org/hook", "WEBHOOK_LISTEN": f"127.0.0.1:{port}"}
        settings |= {"WEBHOOK_SECRET": SECRET}
    bot: BotProcess = start_bot(double, module=plan.module, **settings)
    double.latency(before=ANSWERING)
    double.introduce({line.person for line in arriving})
    bot.wait_until_ready()
    if plan.webhook:
        until(lambda: double.state()["webhook"], "the webhook")
    usage = Usage(bot.process.pid)
    spent = usage.seconds()
    handed: dict[str, float] = {}
    sender = threading.Thread(target=lambda: handed.update(send(plan, double, port, arriving)))
    sender.start()
    expected = sum(len(line.answers) for line in arriving)
    until(lambda: double.progress()["sent"] >= expected, f"{expected} messages", patience=600)
    sender.join()
    spent, memory = usage.seconds() - spent, usage.megabytes()
    assert bot.terminate() == 0, bot.output
    state = double.state()
    took = delays(arriving, handed or state["handed"], state["sent"])
    seconds = max(message["begun"] for message in state["sent"]) - min((handed or state["handed"]).values())
    show(
        f"load {name(plan)}: {len(arriving)} updates of {plan.people} people, {expected} messages in {seconds:.0f} s: "
        f"{len(arriving) / seconds:.0f} updates a second, {expected / seconds:.0f} messages a second; update to reply "
        f"median {took[len(took) // 2]:.2f} s, p95 {took[int(len(took) * 0.95)]:.2f} s; bot {memory:.0f} MB at most, "
        f"{spent / len(arriving) * 1000:.1f} ms processor time an update"
    )
    assert {row["state"] for row in bot.rows("outbox")} == {"sent"}
