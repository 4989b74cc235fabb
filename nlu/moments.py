"""The day a question is about: *sinh con 2/2025*, *năm 2027 đóng bao nhiêu*, *from next January*.

Only a day that decides which law counts: when a child is born, when somebody dies or is dismissed, or a time the
question itself names. Never a year of birth, the number of a law, or since when somebody has worked: better no day
than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nlu.dates import ENDS, When, plain_text, when_said
from nlu.readings import Tokens, tokens
from nlu.text import clean

Event = Literal["birth", "death", "dismissal", "named"]

_LONGEST = 8  # tokens of a written date
_LONGEST_TEXT = 1000  # characters that are looked at
_LONG_QUESTION = 25  # words: a date in a longer one is mostly part of the story
_LONG_LOOK_BACK = 14  # words: the same for a time that is past
_YEARS_BACK, _YEARS_AHEAD = 8, 5


@dataclass(frozen=True, slots=True)
class Moment:
    """A day whose law counts, and what happens on it. ``named``: the question names the time itself."""

    event: Event
    day: date


_LINK = r"(?: (?:vao|ngay|hom|dau|cuoi|giua|khoang|tam|tu|hoi|trong|la|luc|on|in|from|around|about|is|was|the))*"
_EVENTS: tuple[tuple[Event, re.Pattern[str]], ...] = (
    (
        "birth",
        re.compile(
            r"(?:\b(?:sinh|sanh|de|de mo|vuot can)(?: (?:con|be|em be|chau|mo|doi|thuong|som|dau long|gai|trai|thu \w+|lan \w+))*"
            r"|\b(?:due|due date|give birth|gave birth|giving birth|baby born|baby was born|born|delivered))"
            + _LINK
            + "$"
        ),
    ),
    ("death", re.compile(r"\b(?:mat|chet|qua doi|tu tran|died|passed away)" + _LINK + "$")),
    (
        "dismissal",
        re.compile(
            r"\b(?:cho nghi|cho nghi viec|cho thoi viec|bi duoi|bi duoi viec|sa thai|cham dut hop dong|dismissed|fired|laid off)"
            r"(?: trai luat)?" + _LINK + "$"
        ),
    ),
)
# A birth in the past that somebody who expects the next child only tells of.
_OLDER_CHILD = re.compile(
    r"\b(?:be|con|chau|dua) (?:\w+ )?(?:dau|lon|truoc|thu nhat)(?: long)? (?:\w+ ){0,2}(?:sinh|sanh|de)\b"
    r"|\b(?:first|older|elder|eldest|previous) (?:child|baby|kid|son|daughter)(?: \w+){0,2} born\b"
)
_NEXT_CHILD = re.compile(
    r"\b(?:be|con|chau|dua|lan) (?:thu )?(?:hai|ba|2|3|sau|nua)\b|\b(?:second|third|next) (?:child|baby)\b"
)
_EXPECTS = re.compile(
    r"(?<!luc )(?<!khi )(?<!hoi )\bdang (?:mang |co )?(?:bau|thai)\b|\blai (?:co |mang )?(?:bau|thai)\b"
    r"|\b(?:bay gio|gio|nay|hien) (?:\w+ )?(?:(?:moi|co|mang) )*(?:bau|thai)\b"
    r"|\b(?:bau|thai|sinh|mang thai) (?:tiep|them|nua|(?:be|dua|lan|con) (?:nua|tiep|sau|hai|2|thu (?:hai|ba|2|3)))\b(?=.*\b(?:gio|nay|sap)\b)"
    r"|\b(?:sap|chuan bi) (?:sinh|sanh|de)\b|\bpregnant (?:again|now)\b|\b(?:am|im|now) (?:pregnant|expecting)\b|\bexpecting (?:the|my|our|a|another)\b"
)
_STARTS = re.compile(
    r"\d{1,4}|ngay|thang|t|nam|dau|cuoi|sang|qua|next|last|this"
    r"|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*"
)
_NAMES_ITS_YEAR = re.compile(
    r"\d{4}|\d[/.-]\d\d$|\b(?:nam (?:ngoai|truoc|sau|toi)|(?:sang|qua) nam|(?:last|next) year)\b"
)
# What stands before a time that only begins, ends or dates something else.
_BACKGROUND = re.compile(
    r"\b(?:den|toi|cho den|het|het han|han|truoc|sau|until|till|before|after|by|since|sinh|sanh|sn|ns|born|ky|cap|lop|khoa|doi|dieu"
    r"|mot|hai|ba|bon|may|vai|nhieu|nhung|\d+)(?: (?:het|cuoi|dau|ngay|thang|nam|vao|the|end|of|dong))*$"
)
_LAW = re.compile(
    r"\b(?:luat|bo luat|nghi dinh|thong tu|cong van|quyet dinh|nghi quyet|law|code|decree|circular|nd cp)\b[^?.!]*$"
)
_ASKS_FIGURE = re.compile(
    r"\b(?:bao nhieu|nhieu|muc|may|phan tram|ty le|luong toi thieu|luong co so|chuan ngheo|gia|how much|how many|what was|what is|rate)\b"
)
_STORY = re.compile(
    r"(?<!\d )(?<!mot )(?<!moi )(?<!theo )(?<!may )\bgio\b"  # now; "1 giờ" is an hour
    r"|\b(?:bay gio|hien|nay|tu(?! nguyen| dong)|from|since|truoc|den|sinh|sanh|sn|born|lam|nghi|rut|tham gia|duoc|now|worked|quit|left)\b"
)
_NEXT_MONTH = re.compile(
    r"\bnext (jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b", re.IGNORECASE
)


def moment_in(text: str, on: date) -> Moment | None:
    """The one day that a question is about; None where it names none, or several."""
    text = _NEXT_MONTH.sub(r"\1 next year", clean(text[:_LONGEST_TEXT]))
    ts = tokens(text)
    found = {moment for start, end, when in _dates(text, ts, on) if (moment := _moment(ts, start, end, when, on))}
    events = {moment for moment in found if moment.event != "named"}
    chosen = events or found
    return chosen.pop() if len(chosen) == 1 else None


def _dates(text: str, ts: Tokens, on: date) -> Iterator[tuple[int, int, When]]:
    """From left to right the longest date at each place that says its year."""
    i = 0
    while i < len(ts):
        behind = i + 1
        if _STARTS.fullmatch(ts[i].folded) and not (ts[i].glued and i and ts[i - 1].text in "/-."):
            for end in range(min(len(ts), i + _LONGEST), i, -1):
                plain = plain_text(text[ts[i].start : ts[end - 1].end])
                when = when_said(plain, on) if plain and ts[end - 1].text.isalnum() else None
                if when is not None and plain is not None:
                    cut_short = end < len(ts) and (ts[end].is_figure or (ts[end].glued and ts[end].text in "/-"))
                    if when.said_year and _NAMES_ITS_YEAR.search(plain) and not cut_short:
                        yield i, end, when
                    behind = end
                    break
        i = behind


def _moment(ts: Tokens, start: int, end: int, when: When, on: date) -> Moment | None:
    day = _day(when, on)
    if day is None or not on.year - _YEARS_BACK <= day.year <= on.year + _YEARS_AHEAD:
        return None
    whole = [t.folded for t in ts if t.text.isalnum()]
    before = " ".join(t.folded for t in ts[max(0, start - 8) : start] if t.text.isalnum())
    for event, pattern in _EVENTS:
        if pattern.search(before):
            if event == "birth" and day <= on and _next_child(before, " ".join(whole)):
                return None
            # Of a year alone only that of a death, once it is over: any day of it is nearer than today's law.
            known = when.month is not None or (event == "death" and when.year < on.year)
            return Moment(event, day) if known else None
    if _BACKGROUND.search(before) or _LAW.search(" ".join(t.folded for t in ts[:start])):
        return None
    if day > on:
        return Moment("named", day) if len(whole) <= _LONG_QUESTION and not _same_time(when, on) else None
    rest = " ".join(t.folded for k, t in enumerate(ts) if t.text.isalnum() and not start <= k < end)
    if len(whole) > _LONG_LOOK_BACK or _same_time(when, on) or _STORY.search(rest) or not _ASKS_FIGURE.search(rest):
        return None
    return Moment("named", day)


def _next_child(before: str, whole: str) -> bool:
    """Whether the question is about the child after the one whose birth was in the past."""
    return bool(_EXPECTS.search(whole) or (_OLDER_CHILD.search(before) and _NEXT_CHILD.search(whole)))


def _same_time(when: When, on: date) -> bool:
    """Whether a year or month is the running one."""
    return when.year == on.year and when.month in (None, on.month)


def _day(when: When, on: date) -> date | None:
    """The day of the law for a time: the first of a month; of a year to come its first day, of a past one its last."""
    if not when.exists:
        return None
    if when.month is not None:
        return date(when.year, when.month, when.day or 1)
    return date(when.year, 12, 31) if when.year <= on.year or when.part in ENDS else date(when.year, 1, 1)
