"""Killed (SIGKILL) at any point, again and again: in the middle of starting, storing, answering, sending."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass

import pytest

from tests.soak.conftest import Show
from tests.soak.evidence import evidence, nothing_waits
from tests.soak.traffic import Traffic, judge, traffic
from tests.telegram.conftest import StartBot
from tests.telegram.harness import BotProcess, Double, until

SEED = 4711
LATENCY = (0.0, 0.1)  # of a sending, before and after it is done: many kills fall in between
STILLBORN = 0.15  # share of lives that end before or while the bot is starting
PATIENCE = 120.0  # seconds; only a run that fails waits so long
READ_LATE = 1.0  # seconds after a kill in which the double may come to read what was sent before it
LAST_BREATH = 0.1  # seconds, by chance, from what a life was given to do to its end


@dataclass(frozen=True, slots=True)
class Plan:
    kills: int
    updates: int
    people: int


def live(double: Double, bot: BotProcess, polls: int, messages: int, arrived: int) -> None:
    """Until the bot has asked for updates and sent so many messages: a slow machine shall not kill more often."""
    until(lambda: double.progress()["polls"] > polls, "a request for updates", patience=PATIENCE)
    goal = double.progress()["sent"] + messages
    until(lambda: double.progress()["sent"] >= goal or nothing_waits(bot, arrived), "messages", patience=PATIENCE)


def kill_again_and_again(
    double: Double, bot: BotProcess, arriving: Traffic, plan: Plan, chance: random.Random
) -> list[float]:
    """Let updates arrive in portions, and kill at random in each. Returns when it was killed."""
    killed = []
    for number in range(plan.kills):
        begin, end = (len(arriving.updates) * part // plan.kills for part in (number, number + 1))
        polls = double.progress()["polls"]
        double.receive(*arriving.updates[begin:end])
        if chance.random() < STILLBORN:
            time.sleep(chance.uniform(0, 1))
        else:
            live(double, bot, polls, chance.randint(0, 2 * (end - begin)), end)
            time.sleep(chance.uniform(0, LAST_BREATH))
        assert bot.process.poll() is None, bot.output
        bot.kill()
        killed.append(time.monotonic())
        polls = double.progress()["polls"]
        bot.start()
    until(lambda: double.progress()["polls"] > polls, "the last start", patience=PATIENCE)
    return killed


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(Plan(kills=5, updates=150, people=12), id="short"),
        pytest.param(Plan(kills=220, updates=5500, people=275), id="full", marks=pytest.mark.soak),
    ],
)
def test_kill(double: Double, start_bot: StartBot, show: Show, plan: Plan) -> None:
    chance = random.Random(SEED)
    arriving = traffic(plan.people, plan.updates, chance)
    bot = start_bot(double)
    double.latency(before=LATENCY, after=LATENCY)
    killed = kill_again_and_again(double, bot, arriving, plan, chance)
    until(lambda: nothing_waits(bot, plan.updates), "everything to be answered", patience=600)
    assert bot.terminate() == 0, bot.output
    verdict = judge(arriving, double.state()["sent"])
    found = evidence(bot)
    recovered = [int(number) for number in re.findall(r"repeating=(\d+)", bot.output)]
    show(
        f"kill: {len(killed)} kills, {plan.updates} updates of {plan.people} people; answered {verdict.answered}, "
        f"lost {len(verdict.lost)}, repeated {len(verdict.repeats)}; starts that found a sending interrupted: "
        f"{len(recovered)} ({sum(recovered)} sendings), given up after two interruptions: {len(found['unknown'])}"
    )
    assert found["sound"] == ["ok"]
    assert found["inbox"] == {"done": plan.updates}
    assert found["answered"] == arriving.each  # each update had its effect on the session once
    assert found["heard"] == plan.updates
    assert set(found["outbox"]) <= {"sent", "unknown"}
    assert verdict.wrong == []
    # Only a sending that was interrupted twice may be missing, and the operator can see it.
    assert set(verdict.lost) <= set(found["unknown"])
    assert len(verdict.repeats) <= sum(recovered)
    for repeat in verdict.repeats:
        first, second = repeat.times
        assert any(first - READ_LATE <= moment <= second for moment in killed), repeat
