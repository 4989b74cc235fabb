from __future__ import annotations

from datetime import datetime

from sqlite_utils.db import Database

from bot.storage import inbox
from bot.storage.inbox import Received, Waiting
from tests.storage.conftest import NOW, later


def arrive(db: Database, *persons: str, start: int = 1) -> None:
    inbox.keep(db, "t", [Received(str(start + i), person, "{}") for i, person in enumerate(persons)], NOW)


def first(db: Database, busy: list[str] | None = None, limit: int = 10, now: datetime = NOW) -> list[Waiting]:
    return inbox.first_of_each_person(db, "t", busy or [], limit, now)


def test_same_update_is_kept_once(db: Database) -> None:
    assert inbox.keep(db, "t", [Received("7", "a", "{}"), Received("8", "a", "{}")], NOW) == 2
    assert inbox.keep(db, "t", [Received("8", "a", "another"), Received("9", "a", "{}")], NOW) == 1
    assert inbox.keep(db, "other channel", [Received("8", "a", "{}")], NOW) == 1
    assert [row["body"] for row in db.table("inbox").rows] == ["{}"] * 4


def test_first_of_each_person_oldest_first(db: Database) -> None:
    arrive(db, "b", "a", "b", "c")
    assert first(db) == [Waiting(1, "b"), Waiting(2, "a"), Waiting(4, "c")]
    assert first(db, busy=["b", "c"]) == [Waiting(2, "a")]
    assert first(db, busy=["b"], limit=1) == [Waiting(2, "a")]
    inbox.done(db, 1, NOW)
    assert first(db) == [Waiting(2, "a"), Waiting(3, "b"), Waiting(4, "c")]


def test_an_update_that_waits_holds_up_only_its_person(db: Database) -> None:
    arrive(db, "a", "a", "b")
    inbox.try_again(db, 1, "KeyError", later(5))
    assert first(db) == [Waiting(3, "b")]
    assert first(db, now=later(5)) == [Waiting(1, "a"), Waiting(3, "b")]
    inbox.set_aside(db, 1, "KeyError", NOW)
    assert first(db) == [Waiting(2, "a"), Waiting(3, "b")]


def test_tries_and_failures_are_counted(db: Database) -> None:
    arrive(db, "a")
    assert [inbox.begin(db, 1).tries, inbox.begin(db, 1).tries] == [1, 2]
    inbox.try_again(db, 1, "KeyError", NOW)
    update = inbox.begin(db, 1)
    assert (update.tries, update.failures, update.person, update.body) == (3, 1, "a", "{}")


def test_set_aside_says_why(db: Database) -> None:
    arrive(db, "a")
    inbox.set_aside(db, 1, "cannot be read", NOW)
    row = db.table("inbox").get(1)
    assert (row["state"], row["trouble"]) == ("failed", "cannot be read")
