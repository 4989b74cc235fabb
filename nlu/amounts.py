"""Amounts of money in whole đồng: *2tr5*, *hai triệu rưỡi*, *triệu hai*, *khoảng 4-5tr*, *1.500.000*, *1.5m*.

A small bare figure (5, 300, 2025) is no amount: nobody knows whether thousands or millions are meant, or a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nlu.numbers import (
    below_hundred,
    digit,
    digit_word,
    figures,
    neighbours,
    ruoi,
    worded,
)
from nlu.readings import AROUND, BEFORE, Around, Range, Reading, Tokens, is_word, matches, phrases, readable, tokens

MOST = 10**12
_LEAST_GROUPED = 1000  # 5.000
_LEAST_BARE = 10_000  # 50000
_MILLION = 10**6

UNITS: dict[int, tuple[str, ...]] = {
    10**9: ("tỷ", "tỉ", "billion", "bn"),
    _MILLION: (
        "triệu", "trịu", "chiệu", "tr", "trđ", "trd", "củ", "chai", "million", "millions", "mil", "mill", "mio", "m",
    ),
    1000: ("nghìn", "ngìn", "ngàn", "k", "kđ", "ng", "thousand"),
}  # fmt: skip
_ENGLISH_UNITS = frozenset(["billion", "bn", "million", "millions", "mil", "mill", "mio", "m", "thousand"])
_SHORT = ("k", "m", "tr", "ng")  # only behind figures
_WITHOUT_NUMBER: dict[int, tuple[str, ...]] = {  # "triệu hai" is one million two
    10**9: ("tỷ", "tỉ"),
    _MILLION: ("triệu", "củ"),
    100_000: ("trăm",),
    1000: ("nghìn", "ngàn"),
}
_TO = ("đến", "tới", "to")
_DASHES = frozenset("-–—~")
_OR = ("hoặc", "hay", "or")

_TIMES = "tháng, ngày, giờ, tiếng, tuần, năm, buổi, chuyến, cuốc, đơn, ca, lần, quý"
_EACH = ("một", "1", "mỗi", "mỗi một", "/", "/ 1", "cho một", "cho mỗi", "trên")
_PER = phrases(
    ", ".join(f"{each} {time}" for each in _EACH for (time,) in phrases(_TIMES)),
    ", ".join(f"{each} {time}" for each in ("hàng", "hằng", "từng") for time in ("tháng", "ngày", "tuần", "năm")),
    ", ".join(
        f"{each} {time}"
        for each in ("a", "an", "per", "each", "every", "/")
        for time in ("month", "day", "hour", "week", "year", "trip", "shift", "mo", "hr")
    ),
    "/ th, / t, / h, / thg, monthly, daily, hourly, tháng này, tháng rồi, tháng trước",
)
_BEFORE = Around(
    *BEFORE,
    *_PER,
    *phrases(
        "lương, lương cơ bản, lương cứng, thu nhập, mức, số tiền, tiền, chọn, đóng, chọn mức, muốn đóng, muốn, kiếm, kiếm được, được",
        "dc, đc, nhận, nhận được, lãnh, lĩnh, trả, làm, viện phí, hết, vnd, vnđ, tháng, ngày, bữa, mức lương",
        "earn, earned, make, made, get, got, paid, pay, income, salary, wage, bill, amount, my income, the, was, they pay me, me",
    ),
)
_AFTER = Around(
    *AROUND,
    *_PER,
    *phrases("đồng, đ, d, vnd, vnđ, ₫, chẵn, tròn, đó, gì đó, tiền lương, tiền mặt, bạc, bảo hiểm, lương"),
)
_CURRENCY = ("đồng", "đ", "vnd", "vnđ", "₫")


@dataclass(frozen=True, slots=True)
class Amount:
    """A reading of an amount. ``unit`` is what its leading number counts; ``named``: a unit is said."""

    value: Decimal
    unit: int
    named: bool = True


def parse_money(text: str) -> int | Range | None:
    """A typed amount in whole đồng; None where it is none, or could be two."""
    if not readable(text):
        return None
    ts = tokens(text)
    behind = _AFTER.ends(ts)
    found: set[int | Range] = set()
    for i in _BEFORE.starts(ts):
        for value, end in money(ts, i):
            if end in behind or (_lone_time(ts, end) and end + 1 in behind):
                found.add(value)
    return found.pop() if len(found) == 1 else None


def _lone_time(ts: Tokens, i: int) -> bool:
    """*5 triệu tháng*: but not behind a number, as *2 triệu 5 tháng* or *2tr1 tháng* may be two things."""
    if i < 2 or not is_word(ts, i, "tháng", "ngày", "giờ"):
        return False
    return not ts[i - 1].is_figure and digit(ts, i - 1) is None and digit_word(ts, i - 1) is None


def money(ts: Tokens, i: int) -> Iterator[Reading[int | Range]]:
    """Amounts and ranges of amounts at a place."""
    if i < len(ts) and ts[i].text == "0":
        yield 0, i + 1
    if is_word(ts, i, "không") and is_word(ts, i + 1, "đồng"):
        yield 0, i + 2
    for amount, end in amounts(ts, i):
        if (value := _whole(amount.value)) is not None:
            yield value, end
    yield from _in_one_breath(ts, i)
    yield from _from_to(ts, i)


def _whole(value: Decimal) -> int | None:
    return int(value) if 0 < value <= MOST and value == value.to_integral_value() else None


# --- one amount


def amounts(ts: Tokens, i: int, below: int = 10**10) -> Iterator[Reading[Amount]]:
    """Amounts at a place whose leading unit is below a limit."""
    for unit in (u for u in UNITS if u < below):
        for number, end in _multipliers(ts, i, unit):
            for tail, behind in _tails(ts, end + 1, unit):
                yield Amount(number * unit + tail, unit), behind
        if is_word(ts, i, "nửa") and is_word(ts, i + 1, *UNITS[unit]):
            yield Amount(Decimal(unit) / 2, unit), i + 2
        half = i + 2 if is_word(ts, i + 1, "a") else i + 1
        if is_word(ts, i, "half") and ts[half : half + 1] and ts[half].text in _ENGLISH_UNITS.intersection(UNITS[unit]):
            yield Amount(Decimal(unit) / 2, unit), half + 1
    for unit, words in _WITHOUT_NUMBER.items():
        if unit < below and is_word(ts, i, *words):
            for tail, behind in _tails(ts, i + 1, unit):
                if tail and (unit != 1000 or is_word(ts, i + 1, "rưỡi", "rưởi")):
                    yield Amount(unit + tail, unit), behind
    if below > 100_000 and (hundreds := digit(ts, i)) and is_word(ts, i + 1, "trăm"):  # "5 trăm" is 500 nghìn
        for tail, behind in _tails(ts, i + 2, 100_000):
            yield Amount(Decimal(hundreds * 100_000) + tail, 100_000), behind
    if below > 10**9:
        yield from _plain(ts, i)


def _plain(ts: Tokens, i: int) -> Iterator[Reading[Amount]]:
    """A figure without a unit: *1.500.000*, *500000*. *2025* without the currency is rather a year, *0912…* a telephone."""
    for figure, end in figures(ts, i):
        value = figure.value
        least = _LEAST_GROUPED if figure.thousands is not None or is_word(ts, end, *_CURRENCY) else _LEAST_BARE
        if value is not None and value >= least and ts[i].text[0] != "0":
            yield Amount(value, 1, named=False), end


def _multipliers(ts: Tokens, i: int, unit: int) -> Iterator[Reading[Decimal]]:
    """Numbers in front of a unit; the index is the unit's."""
    for figure, end in figures(ts, i):
        half = ruoi(ts, end)
        if half is not None and is_word(ts, half, *_ENGLISH_UNITS, "triệu") and is_word(ts, half, *UNITS[unit]):
            if figure.decimal is not None:
                yield figure.decimal + Decimal("0.5"), half  # "2 and a half million"
        elif is_word(ts, end, *UNITS[unit]):
            value = figure.value
            if figure.sign and unit >= _MILLION:  # 4,125 triệu is a fraction; 1.500 triệu may be anything
                decimal_sign = "." if ts[end].text in _ENGLISH_UNITS else ","
                value = figure.decimal if figure.sign == decimal_sign else None
            if value is not None:
                yield value, end
    for value, end in worded(ts, i):
        if value and is_word(ts, end, *UNITS[unit]) and ts[end].text not in _SHORT:
            yield value, end


def _tails(ts: Tokens, i: int, unit: int) -> Iterator[Reading[Decimal]]:
    """What may follow a unit: nothing, *rưỡi*, the *5* of *2tr5*, *hai trăm*, *300 nghìn*."""
    yield Decimal(0), i
    if (end := ruoi(ts, i)) is not None:
        yield Decimal(unit) / 2, end
    if i < len(ts) and ts[i].is_figure and ts[i].text.isdecimal():
        text = ts[i].text
        if (len(text) == 1 and text != "0") or (len(text) == 3 and unit != 100_000) or (len(text) == 2 and ts[i].glued):
            yield Decimal(text) * unit / 10 ** len(text), i + 1
    elif (tenths := digit_word(ts, i)) is not None:
        yield Decimal(tenths) * unit / 10, i + 1
    if unit == 100_000:
        for tens, end in below_hundred(ts, i):
            if tens >= 10:
                yield Decimal(tens) * 1000, end  # "hai trăm năm mươi" is 250 nghìn
    joined = i + 1 if is_word(ts, i, "và", "and", "lẻ") or (i < len(ts) and ts[i].text == ",") else i
    for lower, end in amounts(ts, joined, below=unit):
        if lower.unit == 100_000 and unit == 10**9:
            lower = Amount(lower.value * 1000, _MILLION)  # "1 tỷ 2 trăm" is 200 triệu
        if lower.value < unit and not (is_word(ts, joined + 1, "k") and lower.value * 100 < unit):  # what is "2tr5k"?
            yield lower.value, end


# --- two amounts


def _in_one_breath(ts: Tokens, i: int) -> Iterator[Reading[int | Range]]:
    """*hai ba triệu*: two or three million."""
    for (low, high), end in neighbours(ts, i):
        factor = 1
        if is_word(ts, end, "trăm", "chục") and high < 10:
            factor, end = (100 if is_word(ts, end, "trăm") else 10), end + 1
        for unit, words in UNITS.items():
            if is_word(ts, end, *words) and ts[end].text not in _SHORT:
                yield Range(low * factor * unit, high * factor * unit), end + 1
        if factor == 100:
            yield Range(low * 100_000, high * 100_000), end


def _from_to(ts: Tokens, i: int) -> Iterator[Reading[int | Range]]:
    start = i + 1 if is_word(ts, i, "từ", "from", "between") else i
    for low, middle in [*amounts(ts, start), *_bare(ts, start)]:
        first_end = middle
        for currency in _CURRENCY:
            if matches(ts, middle, (currency,)):
                first_end = middle + 1
        if first_end >= len(ts):
            continue
        either = is_word(ts, first_end, *_OR)
        to = ts[first_end].text in _DASHES or is_word(ts, first_end, *_TO)
        between = is_word(ts, i, "between") and is_word(ts, first_end, "and")
        if not (to or either or between):
            continue
        for high, end in amounts(ts, first_end + 1):
            lowest = _scaled(low, high)
            top = _whole(high.value)
            if lowest is None or top is None or not lowest < top:
                continue
            if not either or top - lowest == high.unit:
                yield Range(lowest, top), end


def _bare(ts: Tokens, i: int) -> Iterator[Reading[Amount]]:
    """A number whose unit is said later: the 4 of *4-5tr*."""
    for figure, end in figures(ts, i):
        if figure.decimal is not None and not figure.sign:
            yield Amount(figure.decimal, 0, named=False), end
    for value, end in worded(ts, i):
        yield Amount(value, 0, named=False), end


def _scaled(low: Amount, high: Amount) -> int | None:
    """The lower end of a range in đồng, its unit taken from the upper end where it has none."""
    if low.unit:
        return _whole(low.value)
    if not high.named or low.value >= _LEAST_GROUPED:
        return None
    if low.value * high.unit < high.value:
        return _whole(low.value * high.unit)
    thousands = low.value * 1000
    return _whole(thousands) if high.unit == _MILLION and low.value >= 100 and thousands < high.value else None
