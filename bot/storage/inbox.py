"""What arrived, kept until its effects are applied once.

States: ``pending`` waits for its turn, ``done`` has had its effects, ``failed`` was set aside.
A row outlives its work: its key is what makes a second delivery of the same update harmless. Its text
is wiped as it finishes (:mod:`bot.storage.retention` wipes the rest); the key stays for longer than a channel repeats
itself (Telegram: a day).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils.db import Database

from bot.storage.database import moment


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came in: its number in the channel, whose turn it is, and the raw text."""

    update_id: str
    person: str
    body: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first unfinished update of a person."""

    id: int
    person: str


@dataclass(frozen=True, slots=True)
class Update:
    """An update in hand. ``tries`` counts starts, this one too; ``failures`` those that ended in an error."""

    id: int
    person: str
    body: str
    tries: int
    failures: int
    received_at: str


def keep(db: Database, channel: str, updates: Sequence[Received], now: datetime) -> int:
    """Store what arrived; what was stored before stays as it is. Returns how many are new."""
    inbox = db.table("inbox")
    before = db.conn.total_changes
    inbox.insert_all(
        (
            {
                "channel": channel,
                "update_id": update.update_id,
                "person": update.person,
                "body": update.body,
                "received_at": moment(now),
            }
            for update in updates
        ),
        ignore=True,
    )
    return db.conn.total_changes - before


def first_of_each_person(db: Database, channel: str, busy: Collection[str], limit: int, now: datetime) -> list[Waiting]:
    """The oldest unfinished update of each person who is not being served, if it may be tried now; oldest first."""
    # From the oldest on, until there are enough: however many wait, only a few are looked at.
    rows = db.query(
        "select id, person from inbox as first where state = 'pending' and channel = ?"
        " and person not in (select value from json_each(?)) and coalesce(not_before, '') <= ?"
        " and not exists (select 1 from inbox as earlier where earlier.state = 'pending'"
        " and earlier.channel = first.channel and earlier.person = first.person and earlier.id < first.id)"
        " order by id limit ?",
        [channel, json.dumps(list(busy)), moment(now), limit],
    )
    return [Waiting(row["id"], row["person"]) for row in rows]


def begin(db: Database, id: int) -> Update:
    """Take an update in hand. The try is written down first, so that one that kills the process is known."""
    ((person, body, tries, failures, received_at),) = db.execute(
        "update inbox set tries = tries + 1 where id = ? returning person, body, tries, failures, received_at", [id]
    ).fetchall()
    return Update(id, person, body, tries, failures, received_at)


def done(db: Database, id: int, now: datetime) -> None:
    """Its effects have been applied: what it said is not needed any more and is wiped."""
    db.execute("update inbox set state = 'done', finished_at = ?, body = '' where id = ?", [moment(now), id])


def try_again(db: Database, id: int, trouble: str, at: datetime) -> None:
    """Leave an update waiting, and with it everything the same person sent after it."""
    inbox = db.table("inbox")
    inbox.update(id, {"failures": inbox.get(id)["failures"] + 1, "trouble": trouble, "not_before": moment(at)})


def put_off(db: Database, id: int, trouble: str, at: datetime) -> None:
    """As :func:`try_again`, for a reason that says nothing about the update: the try does not count."""
    put_off = "update inbox set tries = max(tries - 1, 0), trouble = ?, not_before = ? where id = ?"
    db.execute(put_off, [trouble, moment(at), id])


def set_aside(db: Database, id: int, trouble: str, now: datetime) -> None:
    """Give an update up, so that the person's next one gets its turn."""
    db.table("inbox").update(id, {"state": "failed", "trouble": trouble, "finished_at": moment(now)})
