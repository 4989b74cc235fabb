"""Messages set aside, counted once for those who run the bot."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils.db import Database

from bot.storage.database import moment

_SETS = (
    ("inbox", "state = 'failed'"),
    # Who blocks the bot or deletes a case does so by right; and a notice that fails shall not bring about the next.
    (
        "outbox",
        "state in ('failed', 'unknown') and trouble not in ('blocked', 'case deleted')"
        ' and not (chat = :told and "case" is null)',
    ),
)


def untold(db: Database, now: datetime, told: str) -> tuple[int, int]:
    """How many updates and replies were set aside since the last call; ``told`` is the chat that hears of it."""
    table = db.table("told")
    rows = list(table.rows_where("what = 'troubles'"))
    since = rows[0]["until"] if rows else ""
    until = moment(now)
    found = [
        db.table(name).count_where(
            f"{where} and finished_at > :since and finished_at <= :until",
            {"since": since, "until": until, "told": told},
        )
        for name, where in _SETS
    ]
    table.upsert({"what": "troubles", "until": until}, pk="what")
    return found[0], found[1]
