"""Telegram and the network at their worst, by chance and all together: nobody goes without an answer."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest

from tests.soak.conftest import Show
from tests.soak.evidence import evidence, nothing_waits
from tests.soak.traffic import judge, traffic
from tests.soak.webhook_client import post_all
from tests.telegram import raw_updates as raw
from tests.telegram.conftest import StartBot
from tests.telegram.harness import BotProcess, Double, free_port, until

SEED = 4711
SECRET = "the-secret-of-the-webhook"
READ_SECONDS = "0.7"  # how long the bot waits for an answer; a request that hangs takes twice as long
FAILING, BLOCKING = 901, 902  # people with a story of their own


def odds(method: str, kind: str, share: float, **fields: Any) -> dict[str, Any]:
    return {"method": method, "kind": kind, "odds": share} | fields


UNCLEAR = ("cut", "garbage", "hang")  # the message arrived, and the bot cannot know
STORM = (
    odds("sendMessage", "429", 0.02, retry_after=1),
    odds("sendMessage", "500", 0.05),
    odds("sendMessage", "502", 0.03),
    odds("sendMessage", "cut", 0.03, before=True),
    odds("sendMessage", "cut", 0.03),
    odds("sendMessage", "garbage", 0.03),
    odds("sendMessage", "hang", 0.02, seconds=1.5),
    odds("getUpdates", "500", 0.05),
    odds("getUpdates", "conflict", 0.02),
    odds("getUpdates", "garbage", 0.05),
    odds("getUpdates", "cut", 0.05),
)


@dataclass(frozen=True, slots=True)
class Plan:
    updates: int
    people: int


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(Plan(updates=150, people=30), id="short"),
        pytest.param(Plan(updates=4000, people=250), id="full", marks=pytest.mark.soak),
    ],
)
def test_storm(double: Double, start_bot: StartBot, show: Show, plan: Plan) -> None:
    chance = random.Random(SEED)
    arriving = traffic(plan.people, plan.updates, chance)
    double.weather(SEED, *STORM)
    double.fail("sendMessage", "403", chat=str(BLOCKING))
    bot = start_bot(double, TEST_READ_SECONDS=READ_SECONDS)
    bot.wait_until_ready()
    double.receive(
        raw.text(FAILING, "raise x"), raw.text(FAILING, "sau"), raw.text(BLOCKING, "one"), raw.text(BLOCKING, "x")
    )
    for begin in range(0, plan.updates, 50):
        double.receive(*arriving.updates[begin : begin + 50])
    until(lambda: nothing_waits(bot, plan.updates + 4), "everything to be answered", patience=600)
    assert bot.terminate() == 0, bot.output
    state = double.state()
    own_stories = {str(FAILING), str(BLOCKING)}
    verdict = judge(arriving, [message for message in state["sent"] if message["chat"] not in own_stories])
    found = evidence(bot)
    struck = {what: number for what, number in state["struck"].items() if what.startswith("send")}
    show(
        f"faults: {plan.updates} updates of {plan.people} people; answered {verdict.answered}, lost {len(verdict.lost)}, "
        f"repeated {len(verdict.repeats)}, twice without word {len(found['unknown'])}; faults {state['struck']}"
    )
    assert found["sound"] == ["ok"]
    assert verdict.wrong == []
    # What may be missing: a connection cut twice, the first time before anything arrived. The operator can see it.
    assert set(verdict.lost) <= set(found["unknown"])
    assert len(verdict.repeats) <= sum(struck.get(f"sendMessage {kind}", 0) for kind in UNCLEAR)
    assert arriving.each.items() <= found["answered"].items()
    # One message could never be answered: said so, set aside, and the next one was answered.
    assert found["inbox"]["failed"] == 1
    assert list(dict.fromkeys(double.texts(FAILING)))[1:] == ["text sau #1"]
    assert len(double.texts(BLOCKING)) <= 2


def test_time_out_after_it_was_delivered(double: Double, start_bot: StartBot) -> None:
    bot = start_bot(double, TEST_READ_SECONDS=READ_SECONDS)
    double.fail("sendMessage", "hang", seconds=2, chat="1")
    double.receive(raw.text(1, "một"), raw.text(1, "hai"))
    assert double.wait_for_texts(1, 3) == ["text một #1", "text một #1", "text hai #2"]
    # Telegram says so of a button pressed twice; there is nothing left to do.
    double.fail(
        "sendMessage", "400", chat="2", description="message is not modified: specified new content is the same"
    )
    double.receive(raw.text(2, "một"), raw.text(2, "hai"))
    assert double.wait_for_texts(2) == ["text hai #2"]
    until(lambda: {row["state"] for row in bot.rows("outbox")} == {"sent"})


def test_updates_twice_and_out_of_turn(double: Double, start_bot: StartBot) -> None:
    chance = random.Random(SEED)
    port = free_port()
    bot: BotProcess = start_bot(
        double,
        WEBHOOK_URL="https://bot.example.org/hook",
        WEBHOOK_LISTEN=f"127.0.0.1:{port}",
        WEBHOOK_SECRET=SECRET,
    )
    updates = [{"update_id": 7000 + number} | raw.text(1 + number % 9, f"câu {number}") for number in range(90)]
    arriving = [*updates, *chance.sample(updates, 60)]
    chance.shuffle(arriving)
    double.introduce(range(1, 10))
    until(lambda: double.state()["webhook"], "the webhook")
    asyncio.run(post_all(port, SECRET, arriving))
    until(lambda: nothing_waits(bot, len(updates)), "everything to be answered")
    due: defaultdict[int, list[str]] = defaultdict(list)
    for update in arriving:
        said = due[update["message"]["chat"]["id"]]
        if update["message"]["text"] not in said:
            said.append(update["message"]["text"])  # answered at its first coming, in the order in which it came
    for person, said in due.items():
        assert double.texts(person) == [f"text {words} #{turn}" for turn, words in enumerate(said, start=1)]
