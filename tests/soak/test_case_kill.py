"""Killed again and again while people and advisers write to each other: no message of a case is lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.handoff.steps import Content
from bot.settings import Settings
from bot.storage import cases
from bot.storage.database import FILE, open_database, transaction
from bot.storage.vault import Vault
from knowledge.database import Knowledge
from tests.soak.conftest import Show
from tests.soak.evidence import nothing_waits
from tests.telegram import raw_updates as raw
from tests.telegram.conftest import StartBot
from tests.telegram.harness import BotProcess, Double, until

SEED = 815
STAFF, ADVISER = -100900, 5
FIRST_PERSON, FIRST_TOPIC = 20_000, 300
LATENCY = (0.0, 0.05)


@dataclass(frozen=True, slots=True)
class Plan:
    kills: int
    cases: int
    messages: int


def prepare(folder: Any, plan: Plan) -> None:
    """Cases in the hands of an adviser; every second one has no topic yet."""
    vault = Vault.of(Settings(data_dir=folder))
    db = open_database(folder / FILE)
    with transaction(db):
        for number in range(plan.cases):
            person = str(FIRST_PERSON + number)
            values = {
                "channel": "telegram", "person": f"telegram:{person}", "chat": person, "language": "vi",
                "topic": None, "province": None, "sealed": vault.seal(Content().model_dump_json()), "consent": "1",
                "consented_at": "2026-11-22", "group_chat": str(STAFF), "state": "taken", "taken_by": str(ADVISER),
                "thread": FIRST_TOPIC + number if number % 2 else None,
            }  # fmt: skip
            cases.open_case(db, values, datetime.now(UTC))
    db.close()


def messages(plan: Plan, chance: random.Random) -> tuple[list[raw.Raw], Counter[tuple[str, str]]]:
    """What people and advisers write, and the copies that have to arrive: (chat, words)."""
    updates, due = [], Counter[tuple[str, str]]()
    for number in range(plan.messages):
        case = chance.randrange(plan.cases)
        person = FIRST_PERSON + case
        if case % 2 and chance.random() < 0.5:
            update = raw.text(ADVISER, "trả lời", raw.group(STAFF))
            fields = {"message_id": number + 1, "message_thread_id": FIRST_TOPIC + case, "is_topic_message": True}
            due[(str(person), f"copy of {STAFF}/{number + 1}")] += 1
        else:
            update = raw.text(person, "kể tiếp")
            fields = {"message_id": number + 1}
            due[(str(STAFF), f"copy of {person}/{number + 1}")] += 1
        update["message"].update(fields)
        updates.append(update)
    return updates, due


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(Plan(kills=4, cases=8, messages=80), id="short"),
        pytest.param(Plan(kills=60, cases=60, messages=1500), id="full", marks=pytest.mark.soak),
    ],
)
def test_case_kill(
    double: Double, start_bot: StartBot, knowledge: Knowledge, show: Show, plan: Plan, tmp_path: Any
) -> None:
    chance = random.Random(SEED)
    (tmp_path / "data").mkdir(mode=0o700)
    prepare(tmp_path / "data", plan)
    topics = [FIRST_TOPIC + number for number in range(plan.cases) if number % 2]
    double.forum(STAFF, topics, u5="member")
    double.introduce(FIRST_PERSON + number for number in range(plan.cases))
    double.latency(before=LATENCY, after=LATENCY)
    updates, due = messages(plan, chance)
    bot: BotProcess = start_bot(
        double, module="tests.telegram.real_service", STAFF_CHAT_ID=str(STAFF), RATE_PER_MINUTE="0",
        KNOWLEDGE_DB=str(knowledge.path),
    )  # fmt: skip
    for number in range(plan.kills):
        begin, end = (len(updates) * part // plan.kills for part in (number, number + 1))
        polls = double.progress()["polls"]
        double.receive(*updates[begin:end])
        until(lambda seen=polls: double.progress()["polls"] > seen or bot.process.poll() is not None, "a request")  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.8))
        assert bot.process.poll() is None, bot.output
        bot.kill()
        bot.start()
    until(lambda: nothing_waits(bot, plan.messages), "everything to be passed on", patience=600)
    assert bot.terminate() == 0, bot.output

    sent = [m for m in double.state()["sent"] if m["method"] == "copyMessage"]
    copies = Counter((m["chat"], m["text"]) for m in sent)
    unknown = [row for row in bot.rows("outbox") if row["state"] == "unknown"]
    lost = [one for one in due if one not in copies]
    repeated = sum(1 for number in copies.values() if number > 1)
    made = {row["thread"] for row in bot.rows("cases")}
    show(
        f"cases: {plan.kills} kills, {plan.messages} messages of {plan.cases} cases; arrived {len(copies)}, "
        f"lost {len(lost)}, repeated {repeated}, given up after two interruptions {len(unknown)}; "
        f"topics made {len(double.topics(STAFF)) - len(topics)} for {plan.cases - len(topics)} cases"
    )
    assert set(copies) <= set(due)
    assert len(lost) <= len(unknown)
    assert max(copies.values()) <= 2
    told = [m for m in double.state()["sent"] if "⚠️" in m["text"]]
    assert len(told) >= len(lost)  # who wrote it knows
    assert None not in made or plan.messages < plan.cases * 4
    for case in range(plan.cases):  # in order, in both directions
        person = str(FIRST_PERSON + case)
        there = [int(m["text"].rpartition("/")[2]) for m in sent if m["text"].startswith(f"copy of {person}/")]
        back = [int(m["text"].rpartition("/")[2]) for m in sent if m["chat"] == person]
        for numbers in (there, back):
            assert list(dict.fromkeys(numbers)) == sorted(set(numbers))
