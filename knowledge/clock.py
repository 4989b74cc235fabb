"""The time zone in which days, office hours and the law are counted."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """The present day in Viet Nam."""
    return datetime.now(VIET_NAM).date()
