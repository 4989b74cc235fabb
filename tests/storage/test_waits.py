"""A clock that goes back keeps nobody waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlite_utils.db import Database

from bot.conversation.replies import Card
from bot.storage import inbox, outbox, waits
from bot.storage.inbox import Received, Waiting
from bot.storage.outbox import Head, Target
from tests.storage.conftest import NOW, later

HOUR = timedelta(hours=1)


@pytest.fixture
def waiting(db: Database) -> Database:
    """A message and a reply that were put off by seconds."""
    inbox.keep(db, "t", [Received("1", "a", "{}")], NOW)
    inbox.try_again(db, 1, "KeyError", later(4))
    outbox.put(db, "t", Target(chat="7"), [Card(text="xin chào")], NOW)
    outbox.try_again(db, 1, "500", later(4))
    return db


def test_put_off_before_the_clock_went_back(waiting: Database) -> None:
    now = NOW - HOUR
    assert inbox.first_of_each_person(waiting, "t", [], 10, now) == []
    assert outbox.heads(waiting, "t", 10, now) == []
    assert waits.pull_back(waiting, now) == 2
    assert inbox.first_of_each_person(waiting, "t", [], 10, now) == [Waiting(1, "a")]
    assert outbox.heads(waiting, "t", 10, now) == [Head(1, "7")]


def test_waits_that_are_possible_stay(waiting: Database) -> None:
    assert waits.pull_back(waiting, NOW) == 0
    assert inbox.first_of_each_person(waiting, "t", [], 10, later(3)) == []
    assert inbox.first_of_each_person(waiting, "t", [], 10, later(4)) == [Waiting(1, "a")]


def test_what_telegram_asked_for_is_kept_to(waiting: Database) -> None:
    outbox.try_again(waiting, 1, "429", NOW + 5 * HOUR)
    assert waits.pull_back(waiting, NOW) == 0
    assert waits.pull_back(waiting, NOW - 24 * HOUR) == 2


def test_what_arrives_and_leaves_with_the_earlier_clock_is_served(waiting: Database) -> None:
    now = NOW - HOUR
    inbox.keep(waiting, "t", [Received("2", "b", "{}")], now)
    outbox.put(waiting, "t", Target(chat="8"), [Card(text="xin chào")], now)
    assert inbox.first_of_each_person(waiting, "t", [], 10, now) == [Waiting(2, "b")]
    assert outbox.heads(waiting, "t", 10, now) == [Head(2, "8")]
    inbox.done(waiting, 2, now)
    assert outbox.claim(waiting, 2) is not None
    outbox.part_sent(waiting, 2, last=True, now=now)
    assert inbox.first_of_each_person(waiting, "t", [], 10, now) == []
