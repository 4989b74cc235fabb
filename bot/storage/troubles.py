"""Messages set aside, counted once for those who run the bot."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils.db import Database

from bot.storage.database import moment

_SETS = (("inbox", "state = 'failed'"), ("outbox", "state in ('failed', 'unknown') and trouble != 'blocked'"))


def untold(db: Database, now: datetime) -> tuple[int, int]:
    """How many updates and replies were set aside since the last call."""
    table = db.table("told")
    rows = list(table.rows_where("what = 'troubles'"))
    since = rows[0]["until"] if rows else ""
    until = moment(now)
    found = [
        db.table(name).count_where(f"{where} and finished_at > ? and finished_at <= ?", [since, until])
        for name, where in _SETS
    ]
    table.upsert({"what": "troubles", "until": until}, pk="what")
    return found[0], found[1]
