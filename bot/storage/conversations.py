"""The running conversation of each person."""

from __future__ import annotations

from datetime import datetime

from pydantic import ValidationError
from sqlite_utils.db import Database

from bot.conversation.session import Session
from bot.storage.database import moment


def load(db: Database, person: str, since: datetime) -> Session:
    """The person's session, or a fresh one after a silence that began before ``since``."""
    for row in db.table("conversations").rows_where("person = ? and updated_at >= ?", [person, moment(since)]):
        try:
            return Session.model_validate_json(row["session"])
        except ValidationError:
            # Written by a version with another idea of a session: better to greet anew than never to answer.
            return Session()
    return Session()


def save(db: Database, person: str, session: Session, now: datetime) -> None:
    db.table("conversations").upsert(
        {"person": person, "session": session.model_dump_json(), "updated_at": moment(now)}, pk="person"
    )
