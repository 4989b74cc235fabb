"""Dates: *12/5/1990*, *tháng 5 năm 1990*, *sinh năm 90*, *mùng 3 tháng sau*.

The day always stands before the month. A date keeps the precision typed, and what names no year is of this year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlu.numbers import one_number
from nlu.readings import readable, tokens
from nlu.text import has_marks

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
ENDS = ("cuoi", "het")
_YEARS_AHEAD = 10  # '30 may be 2030 as well as 1930


@dataclass(frozen=True, slots=True)
class When:
    """A year, month or day. ``said_year`` is False where the year was left out; ``part`` is *đầu* or *cuối* of a year."""

    year: int
    month: int | None = None
    day: int | None = None
    said_year: bool = True
    part: str = ""

    @property
    def exists(self) -> bool:
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            return False
        if self.month is None:
            return self.day is None
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= monthrange(self.year, self.month)[1]

    def __str__(self) -> str:
        month = "" if self.month is None else f"-{self.month:02}"
        return f"{self.year}{month}" + ("" if self.day is None else f"-{self.day:02}")


def parse_date(text: str, on: date) -> str | None:
    """A typed date as ``1990``, ``1990-05`` or ``1990-05-12``, as precisely as it was typed."""
    plain = plain_text(text)
    when = when_said(plain, on) if plain is not None else None
    return str(when) if when is not None and when.part not in ENDS else None


# --- text

_UNFIT = frozenset(
    ["mấy", "máy", "mây", "vài", "âm", "tết", "mãi", "mái"]
)  # "mấy 1990" is not May 1990, "mãi" not "mai"
_KEPT = frozenset(["sáu", "mốt"])  # "tháng sáu" is not "tháng sau", "ngày mốt" not "ngày một"


def plain_text(text: str) -> str | None:
    """The text folded, with single spaces and without what ends a sentence; None where it can be no date.

    *Sau* (next) is written *toi* where marks tell it from *sáu* (six); without marks it stays and may be either.
    """
    if not readable(text):
        return None
    ts = tokens(text)
    if any(t.text in _UNFIT for t in ts):
        return None
    marked = has_marks(text)
    plain = ""
    for token in ts:
        if token.text in ",;:()\"'!?…":
            continue
        word = token.text if token.text in _KEPT else "toi" if marked and token.text == "sau" else token.folded
        plain += word if token.glued else f" {word}"
    return plain.strip(" .") or None


_LEADING = re.compile(
    r"(?:da|vang|em|e|toi|tui|minh|con|chau|la|thi|sinh ngay|ngay sinh|nam sinh|sinh|sn|ns|dob|date of birth|birthday|vao|hom|luc|hoi"
    r"|tu|tu ngay|from|born|on|in|i was|it was|i|was|is|it is|my|the|since|khoang|chac|around|about|tam(?= \d| nam| thang)|dong|dong tu|lam|lam tu|bhxh"
    r"|bao hiem|toi dong|di lam|worked|paid|ngay) "
)
_TRAILING = re.compile(r" (?:a|nha|nhe|nghen|roi|thoi|ne|em|do|day|luon|anh|chi)$")


def when_said(plain: str, on: date) -> When | None:
    """What a folded text says, without the words around it."""
    while True:
        shorter = plain
        while True:
            if (when := _exact(shorter, on)) is not None:
                return when if when.exists else None
            if (match := _LEADING.match(shorter)) is None:
                break
            shorter = shorter[match.end() :]
        if (without := _TRAILING.sub("", plain)) == plain:
            return None
        plain = without


def _exact(plain: str, on: date) -> When | None:
    for pattern, reader in _PATTERNS:
        if match := pattern.fullmatch(plain):
            return reader(match, on)
    return None


def _number(text: str | None) -> int | None:
    return one_number(tokens(text)) if text else None


def _century(two_figures: int, on: date) -> int | None:
    """The year of two figures; None where it may be one to come."""
    now = on.year % 100
    if now < two_figures <= now + _YEARS_AHEAD:
        return None
    return (2000 if two_figures <= now else 1900) + two_figures


def _year(text: str | None, on: date) -> int | None:
    """``1990``, ``90``, ``nam ngoai`` … as a year."""
    if text is None:
        return None
    text = text.removeprefix("nam ").strip()
    if text.isdecimal():
        return int(text) if len(text) == 4 else _century(int(text), on)
    if match := re.fullmatch(r"2k(\d{0,2})", text):
        return 2000 + int(match[1] or 0)
    return on.year + _SHIFTS[text] if text in _SHIFTS else None


_SHIFTS = {
    "nay": 0, "this year": 0, "ngoai": -1, "truoc": -1, "roi": -1, "last year": -1, "sau": 1, "toi": 1, "next year": 1,
}  # fmt: skip


# --- patterns: each folded text in full

_Reader = Callable[[re.Match[str], date], When | None]
_NUMERAL = r"(?:\d{1,2}|[a-záố]+(?: [a-záố]+){0,2}?)"
_SAID_YEAR = r"(?P<year>(?:nam )?(?:19|20)\d\d|nam \d\d|nam (?:nay|ngoai|truoc|sau|toi)|(?:this|last|next) year)"
_PART = r"(?:(?:cuoi|dau|giua|early|late|mid|end of|beginning of) )?"
_EN_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_EN_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = {
    "2": 0,
    "hai": 0,
    "3": 1,
    "ba": 1,
    "4": 2,
    "tu": 2,
    "5": 3,
    "nam": 3,
    "6": 4,
    "sau": 4,
    "sáu": 4,
    "7": 5,
    "bay": 5,
}
_EN_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_BEFORE = r"(?:truoc|roi|vua roi|vua qua|qua)"
_AFTER = r"(?:sau|toi|den)"


def _written(match: re.Match[str], on: date) -> When | None:
    """Day, month, year in figures."""
    year = _year(match["y"], on)
    return When(year, int(match["m"]), int(match["d"])) if year is not None else None


def _month_and_year(match: re.Match[str], on: date) -> When | None:
    if len(match["y"]) == 2 and int(match["y"]) <= 31:  # 3/10 may be a day
        return None
    year = _year(match["y"], on)
    return When(year, int(match["m"])) if year is not None else None


def _this_year(match: re.Match[str], on: date) -> When | None:
    return When(on.year, int(match["m"]), int(match["d"]), said_year=False)


def _month_in_words(match: re.Match[str], on: date) -> When | None:
    """*(ngày 3) tháng 9 (năm 2026)*."""
    month = 4 if match["m"] == "tu" else _number(match["m"])
    said_day = match.groupdict().get("d")
    day = _number(said_day)
    if month is None or (said_day is not None and day is None):
        return None
    if match["m"] == "nam" and match["year"] is not None and not match["year"].startswith("nam"):
        return None  # "tháng năm 1990": the fifth month, or the month forgotten
    if match["m"] == "sau" and match["year"] is None:
        return None  # June, or next month
    year = _year(match["year"], on)
    if year is None and match["year"] is not None:
        return None
    return When(on.year if year is None else year, month, day, said_year=year is not None)


def _english_month(match: re.Match[str], on: date) -> When | None:
    day = match["d"] or match["d2"]
    year = _year(match["year"], on)
    if year is None and match["name"] == "may" and day is None:
        return None
    return When(
        on.year if year is None else year,
        _EN_MONTHS[match["name"][:3]],
        int(day) if day else None,
        said_year=year is not None,
    )


def _only_year(match: re.Match[str], on: date) -> When | None:
    year = _year(match["year"], on)
    return When(year, part=match.groupdict().get("part") or "") if year is not None else None


def _born(match: re.Match[str], on: date) -> When | None:
    """*sinh năm tám lăm*, *sinh năm bảy hai*."""
    said = match["n"].split()
    two = [_number(word) for word in said] if len(said) == 2 else []
    number = _number(match["n"])
    if number is None and len(two) == 2 and two[0] and two[1] is not None and two[0] < 10 and two[1] < 10:
        number = two[0] * 10 + two[1]
    year = _century(number, on) if number is not None and 30 <= number < 100 else None
    return When(year) if year is not None else None


def _day(day: date) -> When:
    return When(day.year, day.month, day.day)


def _weekday(match: re.Match[str], on: date) -> When | None:
    weekday = _WEEKDAYS[match["w"]] if match["w"] else 6
    weeks = 0 if match["which"] == "nay" else -1 if re.fullmatch(_BEFORE, match["which"]) else 1
    return _day(_monday(on) + timedelta(days=weekday, weeks=weeks))


def _english_weekday(match: re.Match[str], on: date) -> When | None:
    weeks = {"last": -1, "this": 0, "next": 1}[match["which"] or match["which2"]]
    return _day(_monday(on) + timedelta(days=_EN_WEEKDAYS.index(match["w"] or match["w2"]), weeks=weeks))


def _last_weekday(match: re.Match[str], on: date) -> When | None:
    """*last Monday*, only where it cannot be two days."""
    weekday = _EN_WEEKDAYS.index(match["w"])
    of_last_week = _monday(on) + timedelta(days=weekday, weeks=-1)
    latest = on - timedelta(days=(on.weekday() - weekday) % 7 or 7)
    return _day(latest) if latest == of_last_week else None


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _ago(match: re.Match[str], on: date) -> When | None:
    number = _number(match["n"])
    if number is None or number > 100:
        return None
    unit = match["unit"]
    if unit.startswith(("ngay", "hom", "day")):
        return _day(on - timedelta(days=number))
    if unit.startswith(("tuan", "week")):
        return _day(on - timedelta(weeks=number))
    if unit.startswith(("thang", "month")):
        return _month_from(on, -number) if number <= 12 else None
    return When(on.year - number)


def _month_from(on: date, months: int) -> When:
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return When(year, month + 1)


def _relative_month(match: re.Match[str], on: date) -> When | None:
    """*tháng trước*, *cuối tháng này*, *mùng 3 tháng sau*."""
    which = match["which"]
    shift = 0 if which in ("nay", "this") else 1 if which in ("toi", "next") else -1
    when = _month_from(on, shift)
    if match["d"] is None:
        return when
    day = _number(match["d"])
    return replace(when, day=day) if day is not None else None


_DAYS = {
    "hom nay": 0, "bua nay": 0, "ngay hom nay": 0, "today": 0, "hom qua": -1, "bua qua": -1, "ngay hom qua": -1, "yesterday": -1,
    "hom kia": -2, "ngay mai": 1, "mai": 1, "tomorrow": 1, "ngay kia": 2, "ngay mốt": 2, "the day before yesterday": -2,
    "the day after tomorrow": 2,
}  # fmt: skip


def _near_day(match: re.Match[str], on: date) -> When | None:
    return _day(on + timedelta(days=_DAYS[match[0]]))


def _near_year(match: re.Match[str], on: date) -> When | None:
    if match[0] == "nam kia":
        return When(on.year - 2)
    text = {"sang nam": "next year", "qua nam": "next year"}.get(match[0], match[0])
    year = _year(text, on)
    return When(year) if year is not None else None


_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        ("|".join(_DAYS), _near_day),
        (r"nam (?:nay|ngoai|truoc|roi|sau|toi|kia)|sang nam|qua nam|(?:this|last|next) year", _near_year),
        (
            rf"{_PART}(?:(?:ngay|mung|mong|hom) (?P<d>{_NUMERAL}) )?thang (?P<which>nay|truoc|roi|vua roi|vua qua|qua|toi)",
            _relative_month,
        ),
        (r"(?:(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?(?P<which>this|last|next) month", _relative_month),
        (
            rf"(?:(?:thu|t) ?(?P<w>[2-7]|hai|ba|tu|nam|sau|sáu|bay)|chu nhat|cn) tuan (?P<which>nay|{_BEFORE}|{_AFTER})",
            _weekday,
        ),
        (
            rf"(?P<w>{'|'.join(_EN_WEEKDAYS)})(?: of)? (?P<which>last|this|next) week|(?P<which2>last|this|next) week (?P<w2>{'|'.join(_EN_WEEKDAYS)})",
            _english_weekday,
        ),
        (rf"last (?P<w>{'|'.join(_EN_WEEKDAYS)})", _last_weekday),
        (rf"(?:cach (?:day|nay) )(?P<n>{_NUMERAL}) (?P<unit>ngay|hom|tuan|thang|nam)", _ago),
        (rf"(?P<n>{_NUMERAL}) (?P<unit>ngay|hom|tuan|thang|nam) truoc", _ago),
        (rf"(?P<n>{_NUMERAL}) (?P<unit>days?|weeks?|months?|years?) ago", _ago),
        (r"(?P<y>\d{4}) ?[-/.] ?(?P<m>\d{1,2}) ?[-/.] ?(?P<d>\d{1,2})", _written),
        (r"(?P<y>\d{4}) ?[-/] ?(?P<m>\d{1,2})", _month_and_year),
        (r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)", _written),
        (r"(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>(?:19|20)\d\d)", _written),
        (
            r"(?:ngay |mung |mong |hom )?(?P<d>\d{1,2}) ?(?P<s>[/.-]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<y>\d{4}|\d{2})",
            _written,
        ),
        (r"(?:ngay |mung |mong |hom )?(?P<d>\d{1,2}) ?[/-] ?(?P<m>\d{1,2}) (?:nam )?(?P<y>\d{4})", _written),
        (r"(?:ngay )?(?P<d>\d{1,2}) (?P<m>\d{1,2}) (?P<y>\d{4})", _written),
        (rf"{_PART}(?:thang ?|t ?|th ?)?(?P<m>\d{{1,2}}) ?[/.-] ?(?P<y>\d{{4}})", _month_and_year),
        (rf"{_PART}(?:thang |t)?(?P<m>\d{{1,2}}) ?[/-] ?(?P<y>\d{{2}})(?<=[3-9]\d)(?<!3[01])", _month_and_year),
        (r"(?:t|th) ?(?P<m>\d{1,2}) (?:nam )?(?P<y>\d{4})", _month_and_year),
        (r"(?:ngay|mung|mong|hom) (?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2})", _this_year),
        (r"(?P<d>\d{1,2}) ?/ ?(?P<m>\d{1,2})", _this_year),
        (rf"(?:ngay|mung|mong|hom) (?P<d>{_NUMERAL}) thang (?P<m>{_NUMERAL})(?:[ /-]{_SAID_YEAR})?", _month_in_words),
        (rf"(?P<d>\d{{1,2}}) thang (?P<m>{_NUMERAL})(?:[ /-]{_SAID_YEAR})?", _month_in_words),
        (rf"{_PART}thang ?(?P<m>{_NUMERAL})(?:[ /-]{_SAID_YEAR})?", _month_in_words),
        (
            rf"{_PART}(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?{_EN_MONTH}(?: (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?: {_SAID_YEAR})?",
            _english_month,
        ),
        (
            r"(?:(?P<part>dau|cuoi|het) )?(?P<year>(?:nam )?(?:19|20)\d\d|nam (?:nay|ngoai)|nam \d\d|(?:nam )?2k\d{0,2})",
            _only_year,
        ),
        (r"(?:sinh|sn|ns) (?P<year>\d\d)", _only_year),
        (rf"(?:nam )(?P<n>{_NUMERAL})", _born),
    )
)
