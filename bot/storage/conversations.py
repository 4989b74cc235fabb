"""The running conversation of each person."""

from __future__ import annotations

from datetime import datetime

from pydantic import ValidationError
from sqlite_utils.db import Database

from bot.conversation.session import Session
from bot.storage.database import moment


def load(db: Database, person: str, since: datetime) -> Session:
    """The person's session, or a fresh one after a silence that began before ``since``."""
    kept = "select session from conversations where person = ? and updated_at >= ?"
    for (session,) in db.execute(kept, [person, moment(since)]).fetchall():
        try:
            return Session.model_validate_json(session)
        except ValidationError:
            # Written by a version with another idea of a session: better to greet anew than never to answer.
            return Session()
    return Session()


def save(db: Database, person: str, session: Session, now: datetime) -> None:
    db.execute(
        "insert into conversations (person, session, updated_at) values (?, ?, ?)"
        " on conflict (person) do update set session = excluded.session, updated_at = excluded.updated_at",
        [person, session.model_dump_json(), moment(now)],
    )
