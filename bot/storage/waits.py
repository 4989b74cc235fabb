"""Waits that no clock will end: what was put off before the clock of the machine was set back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils.db import Database

from bot.storage.database import moment

LONGEST = timedelta(minutes=10)
"""Longer than any pause of ours between two tries."""
LONGEST_ASKED_FOR = timedelta(days=1)
"""Telegram itself may ask for more."""


def pull_back(db: Database, now: datetime) -> int:
    """Let everything go on now that waits for longer than is possible. Returns how many rows."""
    impossible = "state = 'pending' and not_before > case trouble when '429' then :asked_for else :own end"
    moments = {"own": moment(now + LONGEST), "asked_for": moment(now + LONGEST_ASKED_FOR)}
    pulled = 0
    for name in ("inbox", "outbox"):
        table = db.table(name)
        for row in list(table.rows_where(impossible, moments, select="id")):
            table.update(row["id"], {"not_before": None})
            pulled += 1
    return pulled
