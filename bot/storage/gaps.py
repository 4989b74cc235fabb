"""The gap queue: questions that were not answered well, for the maintainers. Nothing in it says who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils.db import Database

from bot.conversation.session import Gap
from knowledge.clock import VIET_NAM


@dataclass(frozen=True, slots=True)
class QueuedGap:
    """A gap as it waits; ``intent`` once a maintainer has said what it is about."""

    id: int
    text: str
    language: str
    why: str
    nearest: str
    intent: str | None
    day: str


def add(db: Database, gap: Gap, now: datetime) -> None:
    """Keep a gap under its day only: an hour could tell who asked."""
    day = now.astimezone(VIET_NAM).date().isoformat()
    db.table("gaps").insert({**gap.model_dump(), "intent": None, "day": day})


def waiting(db: Database, *, assigned: bool) -> list[QueuedGap]:
    """The gaps that have been assigned, or those that have not, oldest first."""
    where = "intent is not null" if assigned else "intent is null"
    return [QueuedGap(**row) for row in db.table("gaps").rows_where(where, order_by="id")]


def assign(db: Database, id: int, intent: str) -> None:
    """Say what a gap is about. Raises sqlite_utils' NotFoundError for an unknown number."""
    db.table("gaps").get(id)
    db.table("gaps").update(id, {"intent": intent})


def remove(db: Database, ids: list[int]) -> None:
    """Take gaps out of the queue, once they are training phrases or worthless."""
    for id in ids:
        db.table("gaps").delete_where("id = ?", [id])
