"""What happened how often on a day, without any person in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils.db import Database

from bot.conversation.session import Count

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


def add(db: Database, counts: Iterable[Count], now: datetime) -> None:
    """Add one to each count, under the day it is in Viet Nam."""
    table = db.table("counts")
    day = now.astimezone(VIET_NAM).date().isoformat()
    for count in counts:
        key = {"what": count.what, "about": count.about, "day": day}
        rows = list(table.rows_where("what = :what and about = :about and day = :day", key, select="n"))
        table.upsert({**key, "n": (rows[0]["n"] if rows else 0) + 1}, pk=("what", "about", "day"))
