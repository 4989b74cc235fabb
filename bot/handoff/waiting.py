"""How long people wait: said honestly, and cut short by reminding."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from sqlite_utils.db import Database

from bot.i18n import gettext_for
from bot.storage import cases
from knowledge.schema import Language

LOOKED_AT = timedelta(days=60)
ENOUGH = 5  # cases, to say anything about the usual waiting time


def usual_wait(db: Database, group_chat: str, language: Language, now: datetime) -> str | None:
    """How long half of the people waited lately, in words; None where too few cases tell."""
    waits = [
        (datetime.fromisoformat(taken) - datetime.fromisoformat(opened)).total_seconds() / 3600
        for opened, taken in cases.waits(db, group_chat, now - LOOKED_AT)
    ]
    if len(waits) < ENOUGH:
        return None
    _ = gettext_for(language)
    hours = max(1, round(median(waits)))
    if hours <= 1:
        return _("Lately half of the people had an answer within an hour.")
    if hours < 48:
        return _("Lately half of the people had an answer within {hours} hours.").format(hours=hours)
    return _("Lately half of the people had an answer within {days} days.").format(days=round(hours / 24))
