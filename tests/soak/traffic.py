"""Many people writing at once, and whether each of them got what they should.

Everybody counts: the words of an update are ``PERSON.NUMBER``, and the echo assistant numbers its answers in the
session. So one look at what was sent tells what was lost, repeated, answered out of turn or counted twice.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.telegram import raw_updates as raw

FIRST_PERSON = 10_000


@dataclass(frozen=True, slots=True)
class Traffic:
    """What arrives, in order; and how many updates each person sends."""

    updates: tuple[raw.Raw, ...]
    each: dict[int, int]


def traffic(people: int, updates: int, chance: random.Random) -> Traffic:
    """Updates of people who write in between each other, each as often as the others give or take one."""
    writers = [FIRST_PERSON + number % people for number in range(updates)]
    chance.shuffle(writers)
    each: Counter[int] = Counter()
    arriving = []
    for person in writers:
        each[person] += 1
        arriving.append(raw.text(person, f"{person}.{each[person]}"))
    return Traffic(tuple(arriving), dict(each))


@dataclass(frozen=True, slots=True)
class Repeat:
    """An answer that came twice, and when the two were begun."""

    words: str
    times: tuple[float, float]


@dataclass(slots=True)
class Verdict:
    """What came of the traffic."""

    answered: int = 0
    lost: list[str] = field(default_factory=list)
    repeats: list[Repeat] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Whatever must never be: three copies, out of turn, counted twice, to somebody else."""


def judge(expected: Traffic, sent: list[dict[str, Any]]) -> Verdict:
    """Compare what was sent with what the echo assistant says to this traffic."""
    verdict = Verdict()
    by_chat: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for message in sent:
        by_chat[message["chat"]].append(message)
    for person, number in expected.each.items():
        got = by_chat.pop(str(person), [])
        due = [f"text {person}.{turn} #{turn}" for turn in range(1, number + 1)]
        copies: defaultdict[str, list[float]] = defaultdict(list)
        for message in got:
            copies[message["text"]].append(message["begun"])
        in_turn = list(dict.fromkeys(message["text"] for message in got))
        if in_turn != [words for words in due if words in copies]:
            verdict.wrong.append(f"out of turn or not from here: {in_turn}")
        verdict.lost += [words for words in due if words not in copies]
        verdict.answered += len(copies)
        for words, times in copies.items():
            if len(times) == 2:
                verdict.repeats.append(Repeat(words, (times[0], times[1])))
            elif len(times) > 2:
                verdict.wrong.append(f"{len(times)} times: {words}")
    verdict.wrong += [f"to somebody who did not write: {chat}" for chat in by_chat]
    return verdict
