"""Typed days of a reminder: what leaves the year out is the nearest such day, before or after today."""

from __future__ import annotations

import re
from datetime import date

from nlu.dates import ENDS, When, plain_text, when_said


def read_day(text: str, today: date) -> date | None:
    """A whole day as typed, perhaps with words before it; None where the text says none, or two."""
    figures = re.search(r"\d.*", text, re.DOTALL)
    for piece in (text, *([figures[0]] if figures else [])):
        plain = plain_text(piece)
        when = when_said(plain, today) if plain is not None else None
        if when is not None and when.day is not None and when.month is not None and when.part not in ENDS:
            return _nearest(when, today) if not when.said_year else date(when.year, when.month, when.day)
    return None


def _nearest(when: When, today: date) -> date | None:
    """Said in November, *15/1* is the January to come; said in January, *20/12* was last month."""
    years = (today.year - 1, today.year, today.year + 1)
    found = [date(w.year, w.month or 1, w.day or 1) for w in (When(y, when.month, when.day) for y in years) if w.exists]
    return min(found, key=lambda day: abs((day - today).days), default=None)
