"""Typed answers as values: money, durations, dates, periods, percentages, numbers, yes or no.

The rule of every reader here: better no value than a wrong one. What is not read is asked again.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from nlu.numbers import figure, in_words
from nlu.text import clean, fold

MOST_MONEY = 10**12
MOST_MONTHS = 1200
KINDS = ("money", "months", "date", "period", "percent", "number", "yesno")


@dataclass(frozen=True, slots=True)
class Range:
    """Between two values, both included: *4-5 triệu*."""

    low: int | Decimal
    high: int | Decimal


Value = int | Decimal | str | bool | tuple[str, str] | Range

_NO_VALUE = re.compile(
    r"\b(?:khong|ko|k|hong|chua) (?:biet|nho|ro|chac)\b|\bquen (?:roi|mat)\b|\bbo qua\b|\bnot sure\b|\bno idea\b|\bdon.?t know\b|\bmay\b|\bvai\b|\bforgot\b"
)
_ABOUT = re.compile(
    r"\b(?:khoang|tam|chung|co|gan|hon|tren|duoi|xap xi|do|dau do|about|around|roughly|approximately|nearly|almost|over|la|thi|em|toi|minh|tui|dang|duoc|dong"
    r"|luong|thu nhap|moi thang|hang thang|mot thang|thang nay|a thang|per month|a month|monthly|/ ?thang|/ ?th|/ ?month|vnd|vnđ|d|₫|a|nha|nhe|thoi|my|is|it|i|earn|have|paid|for)\b|[~≈]"
)
_TO = re.compile(r"\s*(?:-|–|—|\bden\b|\btoi\b|\bto\b|\bhoac\b|\bor\b)\s*")
_UNIT = {
    "ty": 10**9, "ti": 10**9, "billion": 10**9, "bn": 10**9,
    "trieu": 10**6, "tr": 10**6, "cu": 10**6, "chai": 10**6, "million": 10**6, "mil": 10**6, "mio": 10**6, "m": 10**6,
    "tram": 10**5, "nghin": 10**3, "ngan": 10**3, "ng": 10**3, "k": 10**3, "thousand": 10**3,
}  # fmt: skip
_UNITS = "|".join(sorted(_UNIT, key=len, reverse=True))
_AMOUNT = re.compile(rf"^(?P<n>[\d.,\s]*\d|[a-z\s]+?)\s*(?P<u>{_UNITS})(?![a-z])\s*(?P<rest>.*)$")


def parse(kind: str, text: str, on: date) -> Value | None:
    """A typed text as a value of a kind of :data:`KINDS`; None where it is no such value."""
    return _READERS[kind](text, on)


# --- money


def parse_money(text: str) -> int | Range | None:
    """An amount in whole đồng: *2tr5*, *hai triệu rưỡi*, *khoảng 4-5tr*, *1.500.000*."""
    plain = fold(text)
    if _NO_VALUE.search(plain) or "$" in plain or "usd" in plain or re.search(r"-\s*\d", plain[:2]):
        return None
    plain = re.sub(r"(?<=\d)\s*(?:vnd|dong|d)\b", " ", plain)
    plain = " ".join(_ABOUT.sub(" ", plain).replace("?", " ").replace("!", " ").strip(" .,;").split())
    plain = re.sub(r"^(?:tu|from|between) ", "", plain)
    parts = _TO.split(plain)
    if len(parts) == 2 and all(parts):
        high = _amount(parts[1])
        low = _amount(parts[0])
        unit = re.search(rf"({_UNITS})(?![a-z])", parts[1])
        if (low is None or low < 1000) and unit is not None:
            low = _amount(f"{parts[0]} {unit[1]}")
        return Range(low, high) if low is not None and high is not None and low < high else None
    amount = _amount(plain)
    return amount if amount is not None and amount >= 1000 else None


def _amount(plain: str) -> int | None:
    plain = plain.strip()
    bare = figure(plain)
    if bare is not None:
        return int(bare) if bare == bare.to_integral_value() and 1000 <= bare <= MOST_MONEY else None
    if re.match(r"^(?:trieu|ty)\b", plain):  # "triệu hai"
        plain = f"mot {plain}"
    match = _AMOUNT.match(plain)
    if not match:
        return None
    n = figure(match["n"]) if match["n"][0].isdigit() else _words_number(match["n"].split())
    if n is None:
        return None
    unit = _UNIT[match["u"]]
    if match["u"] == "tram" and match["rest"].split()[:1] in (["nghin"], ["ngan"], ["k"]):
        n, unit, rest = n * 100, 1000, " ".join(match["rest"].split()[1:])
    else:
        rest = match["rest"].strip()
    tail = _tail(rest, unit)
    if tail is None:
        return None
    total = n * unit + tail
    return int(total) if total == total.to_integral_value() and total <= MOST_MONEY else None


def _tail(rest: str, unit: int) -> Decimal | None:
    """What stands behind the unit: *rưỡi*, the *5* of *2tr5*, *2 trăm*, *300 nghìn*."""
    rest = rest.strip(" .,")
    if not rest:
        return Decimal(0)
    if rest in ("ruoi", "ruoi.", "and a half"):
        return Decimal(unit) / 2
    if rest.isdecimal():
        if len(rest) <= 3 and unit >= 10**6:
            return Decimal(rest) * unit / 10 ** len(rest)
        return None
    words = rest.split()
    if len(words) == 1 and (n := in_words(words)) is not None and 0 < n < 10:
        return Decimal(n) * unit / 10  # "triệu hai", "mười hai triệu tám", "một triệu mốt"
    smaller = _amount(rest)
    return Decimal(smaller) if smaller is not None and smaller < unit else None


def _words_number(words: list[str]) -> Decimal | None:
    if words[-2:] == ["and", "half"] or words[-3:] == ["and", "a", "half"]:
        whole = in_words(words[: words.index("and")])
        return None if whole is None else Decimal(whole) + Decimal("0.5")
    if words == ["nua"] or words == ["half"]:
        return Decimal("0.5")
    number = in_words(words)
    return None if number is None else Decimal(number)


# --- durations

_NUMBER = r"(?:\d+(?:[.,]\d+)?|(?:[a-z]+ ){0,2}[a-z]+)"
_YEARS = re.compile(rf"^(?P<n>{_NUMBER})\s*(?:nam|years?|yrs?|y|n)(?![a-z])(?P<rest>.*)$")
_MONTHS = re.compile(rf"^(?P<n>{_NUMBER})\s*(?:thang|months?|mos?|m|t|th)(?![a-z])(?P<rest>.*)$")


def parse_months(text: str) -> int | Range | None:
    """A duration in months: *15 năm 6 tháng*, *15n6t*, *hai năm rưỡi*, *18*."""
    plain = fold(text)
    if _NO_VALUE.search(plain):
        return None
    plain = re.sub(
        r"\b(?:duoc|khoang|tam|chung|gan|hon|da|dong|paid|about|around|for|nearly|over|roi|a|em|toi|minh|tong cong|tat ca|i have|i|have|le)\b|[,;.?!]$",
        " ",
        plain,
    )
    plain = " ".join(plain.split())
    if re.fullmatch(r"(?:a|mot)? ?year", plain) or plain == "year":
        return 12
    if plain in ("nua nam", "half year", "half"):
        return 6
    parts = _TO.split(plain)
    if len(parts) == 2 and all(parts):
        unit = re.search(r"(nam|years?|thang|months?)(?![a-z])", parts[1])
        low, high = (
            _duration(parts[0] if re.search("[a-z]", parts[0]) or unit is None else f"{parts[0]} {unit[1]}"),
            _duration(parts[1]),
        )
        return Range(low, high) if low is not None and high is not None and low < high else None
    return _duration(plain)


def _duration(plain: str) -> int | None:
    months: Decimal | None = None
    if match := _YEARS.match(plain):
        n = _count(match["n"])
        if n is None:
            return None
        months, rest = n * 12, match["rest"].strip(" ,va").strip()
        if rest in ("ruoi", "and a half", "nd a half"):
            months, rest = months + 6, ""
        if rest.startswith("nd "):
            rest = rest[3:]
        if rest:
            more = _MONTHS.match(rest) if not rest.isdecimal() else re.match(r"(?P<n>\d+)(?P<rest>)$", rest)
            odd = _count(more["n"]) if more and not more["rest"].strip() else None
            if odd is None or odd > 11:
                return None
            months += odd
    elif match := _MONTHS.match(plain):
        n = _count(match["n"])
        rest = match["rest"].strip()
        if n is None or rest not in ("", "ruoi"):
            return None
        months = n
    elif plain.isdecimal():
        months = Decimal(plain)
    elif plain.endswith("years and a half"):
        n = _count(plain.removesuffix("years and a half").strip())
        months = None if n is None else n * 12 + 6
    if months is None or months != months.to_integral_value() or not 0 <= months <= MOST_MONTHS:
        return None
    return int(months)


def _count(text: str) -> Decimal | None:
    return figure(text) if text[0].isdigit() else _words_number(text.split())


# --- dates

_EN_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_YEAR = r"(?:19|20)\d{2}"


def parse_date(text: str, on: date) -> str | None:
    """A day, month or year with the precision typed: ``1990``, ``1990-05``, ``1990-05-12``. Day before month."""
    plain = " ".join(fold(text).replace(",", " ").split()).strip(" .?!")
    if _NO_VALUE.search(plain):
        return None
    if (relative := _relative(plain, on)) is not None:
        return relative
    plain = re.sub(
        r"\b(?:sinh|ngay sinh|nam sinh|vao|hom|luc|tu|from|born|on|in|la|em|toi|minh|i was|the)\b", " ", plain
    )
    plain = " ".join(plain.split())
    if match := re.fullmatch(rf"({_YEAR})-(\d{{1,2}})(?:-(\d{{1,2}}))?", plain):
        return _date(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := re.fullmatch(
        rf"(?:(?:ngay|mung|mong)? ?(\d{{1,2}}) ?[/.-] ?)?(\d{{1,2}}) ?[/.-] ?({_YEAR}|\d{{2}})", plain
    ):
        year = int(match[3])
        if len(match[3]) == 2:
            if match[1] is None:
                return None
            year = _century(year, on)
        return _date(year, int(match[2]), int(match[1]) if match[1] else None)
    number = r"(\d{1,2}|[a-z]+(?: [a-z]+){0,2}?)"
    if match := re.fullmatch(
        rf"(?:(?:ngay|mung|mong) {number} )?(?:cuoi |dau |giua )?thang {number} (?:nam )?({_YEAR})", plain
    ):
        day = _count(match[1]) if match[1] else None
        month = Decimal(12) if match[2] == "chap" else Decimal(1) if match[2] == "gieng" else _count(match[2])
        return (
            None
            if month is None or (match[1] and day is None)
            else _date(int(match[3]), int(month), int(day) if day else None)
        )
    if match := re.fullmatch(
        rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? )?([a-z]{{3,9}})(?: (\d{{1,2}})(?:st|nd|rd|th)?)? ({_YEAR})", plain
    ):
        month_number = _EN_MONTHS.get(match[2][:3])
        if month_number is not None:
            day_text = match[1] or match[3]
            return _date(int(match[4]), month_number, int(day_text) if day_text else None)
    if match := re.fullmatch(rf"(?:nam )?({_YEAR})", plain):
        return match[1]
    if match := re.fullmatch(r"(?:nam )?(\d{2})", plain):
        return str(_century(int(match[1]), on)) if int(match[1]) > (on.year % 100) else None
    if match := re.fullmatch(r"(?:cuoi |dau |giua )?thang (\d{1,2})(?: nam nay)?", plain):
        return _date(on.year, int(match[1]), None)
    if match := re.fullmatch(r"(?:ngay |mung )?(\d{1,2}) ?[/.-] ?(\d{1,2})", plain):
        return _date(on.year, int(match[2]), int(match[1]))
    return None


def _relative(plain: str, on: date) -> str | None:
    before = on.replace(day=1) - timedelta(days=1)
    after = (on.replace(day=28) + timedelta(days=4)).replace(day=1)
    return {
        "hom nay": f"{on}", "today": f"{on}", "bua nay": f"{on}",
        "hom qua": f"{on - timedelta(days=1)}", "yesterday": f"{on - timedelta(days=1)}", "bua qua": f"{on - timedelta(days=1)}",
        "hom kia": f"{on - timedelta(days=2)}", "ngay mai": f"{on + timedelta(days=1)}", "tomorrow": f"{on + timedelta(days=1)}",
        "thang nay": f"{on:%Y-%m}", "this month": f"{on:%Y-%m}", "thang truoc": f"{before:%Y-%m}", "thang roi": f"{before:%Y-%m}",
        "last month": f"{before:%Y-%m}", "thang sau": f"{after:%Y-%m}", "thang toi": f"{after:%Y-%m}", "next month": f"{after:%Y-%m}",
        "nam nay": f"{on.year}", "this year": f"{on.year}", "nam ngoai": f"{on.year - 1}", "last year": f"{on.year - 1}",
        "nam sau": f"{on.year + 1}", "sang nam": f"{on.year + 1}", "next year": f"{on.year + 1}",
    }.get(plain)  # fmt: skip


def _century(year: int, on: date) -> int:
    return 2000 + year if year <= on.year % 100 else 1900 + year


def _date(year: int, month: int, day: int | None) -> str | None:
    if not 1900 <= year <= 2100 or not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else None


def parse_period(text: str, on: date) -> tuple[str, str] | None:
    """From one month to another, both included: *từ 3/2010 đến 12/2021*, *2015 đến nay*."""
    plain = " ".join(fold(text).split())
    parts = re.split(
        r"\s*(?:\bden het\b|\btoi het\b|\bcho den\b|\bden\b|\btoi\b|\bto\b|\buntil\b|\btill\b|–|—| - |(?<=\d{4})-(?=\d))\s*",
        plain,
    )
    if len(parts) != 2:
        return None
    first = parse_date(parts[0], on)
    now = re.fullmatch(r"(?:bay gio|nay|hien tai|gio|now|today|present|hom nay)", parts[1].strip(" .?!"))
    last = f"{on:%Y-%m}" if now else parse_date(parts[1], on)
    if first is None or last is None:
        return None
    start = first[:7] if len(first) >= 7 else f"{first}-01"
    end = last[:7] if len(last) >= 7 else f"{last}-12"
    return (start, end) if start <= end else None


# --- percent, number, yes or no


def parse_percent(text: str) -> Decimal | Range | None:
    """A percentage: *22%*, *hai mươi hai phần trăm*, *một nửa*."""
    plain = " ".join(_ABOUT.sub(" ", fold(text)).split()).strip(" .?!")
    if _NO_VALUE.search(plain):
        return None
    if plain in ("nua", "mot nua", "half", "phan nua"):
        return Decimal(50)
    plain = re.sub(r"\s*(?:%|phan tram|percent|per cent)", "", plain).strip()
    parts = _TO.split(plain)
    if len(parts) == 2 and all(parts):
        low, high = _count(parts[0]), _count(parts[1])
        return Range(low, high) if low is not None and high is not None and low < high <= 100 else None
    value = _count(plain) if plain else None
    return value if value is not None and 0 <= value <= 100 else None


_NOBODY = re.compile(
    r"^(?:khong|ko|chua) (?:co )?(?:ai|nguoi nao|con nao|dua nao|gi)?$|^(?:khong|none|nobody|no one|zero)$"
)


def parse_number(text: str) -> int | Range | None:
    """A count of people or things: *3 người*, *hai vợ chồng*, *ba đứa*."""
    plain = " ".join(fold(text).split()).strip(" .?!")
    if _NO_VALUE.search(plain):
        return None
    if _NOBODY.match(plain):
        return 0
    plain = re.sub(
        r"\b(?:nguoi|dua|con|chau|be|thanh vien|vo chong|me con|bo con|cai|lan|ngay|buoi|chuyen|don|cuoc|gio|members?|people|persons?|children|kids?|times?|days?|trips?|hours?|nha|co|em|toi|minh|khoang|tam|chung|a|i have|about|around|moi tuan|moi ngay|a day|a week)\b",
        " ",
        plain,
    )
    plain = " ".join(plain.split())
    if not plain:
        return None
    parts = _TO.split(plain)
    if len(parts) == 2 and all(parts):
        low, high = _count(parts[0]), _count(parts[1])
        whole = low is not None and high is not None and low == int(low) and high == int(high) and low < high
        return Range(int(low), int(high)) if whole and low is not None and high is not None else None
    value = _count(plain)
    return int(value) if value is not None and value == value.to_integral_value() and value <= 100_000 else None


_YES = re.compile(
    r"^(?:da |vang |u |ok )*(?:co|roi|dung|phai|u|uh|um|uhm|ok|vang|da|chac|duoc|yes|yep|yeah|yup|true|correct|sure|y|of course)(?: (?:roi|chu|a|em|anh|chi|nhe|nha|luon|that|the|co|i (?:do|did|have|am)))*$"
)
_NO = re.compile(
    r"^(?:da |vang |a )*(?:khong|ko|k|hong|hem|hok|kg|chua|sai|no|nope|nah|not|never|n|false|dau co)(?: (?:co|phai|a|em|anh|chi|nhe|nha|dau|bao gio|he|duoc|yet|i (?:do not|did not|don t|haven t|am not)))*$"
)


def parse_yesno(text: str) -> bool | None:
    """Yes or no; None for anything less clear."""
    plain = " ".join(re.sub(r"[^\w\s]", " ", fold(clean(text))).split())
    if _NO_VALUE.search(plain):
        return None
    if _NO.match(plain):
        return False
    return True if _YES.match(plain) else None


_READERS: dict[str, Callable[[str, date], Value | None]] = {
    "money": lambda text, on: parse_money(text),
    "months": lambda text, on: parse_months(text),
    "date": parse_date,
    "period": parse_period,
    "percent": lambda text, on: parse_percent(text),
    "number": lambda text, on: parse_number(text),
    "yesno": lambda text, on: parse_yesno(text),
}

_FIND = {
    "money": re.compile(
        r"(?:\d[\d.,]*\s?(?:tr|triệu|trieu|củ|m|million|mil|k|nghìn|ngàn|nghin|ngan|tỷ|ty)(?!\w)(?:\s?(?:rưỡi|ruoi|\d{1,3}(?!\d)(?!\s*(?:năm|nam|tháng|thang|year|month))))?|\d+tr\d{1,3}|\d{1,3}(?:[.,]\d{3}){1,3}\s*(?:đồng|dong|đ|vnd|₫)?)",
        re.IGNORECASE,
    ),
    "months": re.compile(
        r"\d+\s*(?:năm|nam|years?)(?:\s*(?:rưỡi|ruoi|\d+\s*(?:tháng|thang|months?)))?(?!\s*\d)|\d+\s*(?:tháng|thang|months?)(?!\s*\d)",
        re.IGNORECASE,
    ),
    "percent": re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|phần trăm|phan tram|percent)", re.IGNORECASE),
}


def find_values(kind: str, text: str, on: date) -> list[str]:
    """The pieces of a longer text that say a value of a kind, as typed."""
    return [m[0].strip() for m in _FIND[kind].finditer(clean(text)) if parse(kind, m[0], on) is not None]
