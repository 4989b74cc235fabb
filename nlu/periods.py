"""Periods of whole months: *từ 3/2010 đến 12/2021*, *2010-2015*, *2015 đến nay*, *cả năm 2020*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nlu.dates import ENDS, When, plain_text, when_said

_SEPARATOR = re.compile(
    r" (?:cho den het|cho toi het|den het|toi het|cho den|cho toi|den|toi|to|until|till|through) | ?(?:->|=>|→|–|—|-|~|\.\.) ?"
)
_NOW = re.compile(
    r"(?:thoi diem |luc )?(?:nay|bay gio|hien tai|hien nay|gio|hien gio|now|today|present|the present|hom nay)(?: a)?"
)


def parse_period(text: str, on: date) -> tuple[str, str] | None:
    """A typed period as its first and last month, ``YYYY-MM``."""
    plain = plain_text(text)
    if plain is None:
        return None
    if match := re.fullmatch(r"(?:\w+ )?(?:ca|nguyen|tron|the whole|the whole of|all of) (?:nam )?(\d{4})", plain):
        year = When(int(match[1]))
        return (f"{year}-01", f"{year}-12") if year.exists else None
    if match := re.fullmatch(r"(?:\w+ )?since (.+)", plain):
        plain = f"{match[1]} to now"
    found = {period for first, sign, last in _cuts(plain) if (period := _period(first, sign, last, on)) is not None}
    return found.pop() if len(found) == 1 else None


def _cuts(plain: str) -> Iterator[tuple[str, str, str]]:
    """Every way to cut a text in two at a separator."""
    start = 0
    while match := _SEPARATOR.search(plain, start):
        yield plain[: match.start()], match[0].strip(), plain[match.end() :]
        start = match.start() + 1


def _period(first_text: str, sign: str, last_text: str, on: date) -> tuple[str, str] | None:
    now = _NOW.fullmatch(last_text) is not None
    last = When(on.year, on.month) if now else when_said(last_text, on)
    if last is None or last.part == "dau":
        return None
    first = when_said(first_text, on)
    bare = re.fullmatch(r"(?:.* )?(?:tu|thang|from) (\d{1,2})", first_text)
    if bare and sign[0].isalpha() and not now and first is None and last.month is not None and last.day is None:
        first = When(last.year, int(bare[1]), said_year=False)  # "từ 3 đến 8/2024"
    if first is None or first.part in ENDS:
        return None
    if not first.said_year:
        if (not now and (first.day is None) != (last.day is None)) or (first.day is not None and not last.said_year):
            return None
        first = replace(first, year=last.year)
    elif not last.said_year and not now:
        return None
    if not first.exists or not last.exists:
        return None
    start = f"{first.year}-{first.month or 1:02}"
    end = f"{last.year}-{last.month or 12:02}"
    return (start, end) if start <= end else None
