"""Reminders that people asked for. What they say is sealed; beside it stands only what sending needs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlite_utils.db import Database

from bot.storage.database import moment


@dataclass(frozen=True, slots=True)
class Kept:
    """A reminder as it is kept. ``sealed`` holds a :class:`bot.reminders.reminder.Reminder`."""

    id: str  # never used again, so that an old button cannot stop another reminder
    channel: str
    person: str
    chat: str
    due_at: str
    sealed: str
    consent: str  # version of the text agreed to
    created_at: str  # when it was agreed to


_COLUMNS = tuple(field.name for field in fields(Kept))


def _kept(row: dict[str, Any]) -> Kept:
    return Kept(**{name: row[name] for name in _COLUMNS})


def add(
    db: Database, channel: str, person: str, chat: str, due: datetime, sealed: str, consent: str, now: datetime
) -> str:
    """Keep a reminder; its new id."""
    id = secrets.token_hex(6)
    db.table("reminders").insert(
        {
            "id": id,
            "channel": channel,
            "person": person,
            "chat": chat,
            "due_at": moment(due),
            "sealed": sealed,
            "consent": consent,
            "created_at": moment(now),
        }
    )
    return id


def of_person(db: Database, channel: str, person: str) -> list[Kept]:
    """The reminders of a person, the next one first."""
    rows = db.table("reminders").rows_where("channel = ? and person = ?", [channel, person], order_by="due_at, id")
    return [_kept(row) for row in rows]


def due(db: Database, channel: str, now: datetime, limit: int) -> list[Kept]:
    """What is to go out, the oldest first."""
    rows = db.table("reminders").rows_where(
        "channel = ? and due_at <= ?", [channel, moment(now)], order_by="due_at, id", limit=limit
    )
    return [_kept(row) for row in rows]


def move(db: Database, id: str, due: datetime) -> None:
    """Let a reminder wait for its next day."""
    db.table("reminders").update(id, {"due_at": moment(due)})


def delete(db: Database, id: str) -> None:
    db.table("reminders").delete_where("id = ?", [id])


def stop(db: Database, channel: str, person: str, id: str) -> bool:
    """Delete a reminder of this very person. False: there is none (any longer)."""
    mine = "id = ? and channel = ? and person = ?"
    found = db.table("reminders").count_where(mine, [id, channel, person]) > 0
    db.table("reminders").delete_where(mine, [id, channel, person])
    return found


def forget_person(db: Database, channel: str, person: str) -> None:
    db.table("reminders").delete_where("channel = ? and person = ?", [channel, person])


def forget_chat(db: Database, channel: str, chat: str) -> None:
    """Delete what would go to a chat that does not want to hear from the bot."""
    db.table("reminders").delete_where("channel = ? and chat = ?", [channel, chat])
