"""Durations in whole months: *15 năm 6 tháng*, *15n6t*, *hai năm rưỡi*, *2-3 năm*. A bare number counts months."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nlu.numbers import figures, neighbours, ruoi, worded
from nlu.readings import AROUND, BEFORE, Around, Range, Reading, Tokens, is_word, matches, phrases, whole

MOST = 1200
_YEAR = ("năm", "year", "years", "yr", "yrs")
_MONTH = ("tháng", "month", "months", "mth", "mths", "mo", "mos", "thg")
_QUARTER = ("quý", "quarter", "quarters")
_GLUED = {"n": 12, "y": 12, "t": 1, "th": 1, "m": 1, "nam": 12}
_AND = ("và", "and", "lẻ", "lẽ")
_TO = ("đến", "tới", "to")
_DASHES = frozenset("-–—~")
_BEFORE = Around(
    *BEFORE,
    *phrases(
        "đóng, đã, được, dc, đc, tham gia, làm, đi làm, chạy, đủ, thời gian, cả thảy, đóng bảo hiểm, đóng bhxh, bhxh, bảo hiểm",
        "bảo hiểm xã hội, for, paid, i have paid, worked, been paying, paying, contributed",
    ),
)
_AFTER = Around(
    *AROUND,
    *phrases(
        "nay, đó, đóng, bhxh, bảo hiểm, bảo hiểm xã hội, đóng bhxh, đóng bảo hiểm, already, now, of contributions"
    ),
)
_NOTHING = phrases(
    "chưa đóng tháng nào, chưa có tháng nào, chưa tháng nào, không đóng tháng nào, ko đóng tháng nào, không tháng nào",
    "chưa đóng ngày nào, chưa làm tháng nào, none",
)


def parse_months(text: str) -> int | Range | None:
    """A typed duration in months; None where it is none, or could be two."""
    return whole(text, _typed, _BEFORE, _AFTER)


def _typed(ts: Tokens, i: int) -> Iterator[Reading[int | Range]]:
    yield from durations(ts, i)
    for value, end in _bare(ts, i):
        if ts[i].is_figure or not is_word(ts, i, "năm", "không"):
            yield value, end
    for phrase in _NOTHING:
        if matches(ts, i, phrase):
            yield 0, i + len(phrase)
    for low, middle in _bare(ts, i):
        if ts[i].is_figure and middle < len(ts) and ts[middle].text in _DASHES:
            for high, end in _bare(ts, middle + 1):
                if low < high:
                    yield Range(low, high), end


def _bare(ts: Tokens, i: int) -> Iterator[Reading[int]]:
    for figure, end in figures(ts, i):
        if figure.thousands is None and (months := _months(figure.decimal, 1)) is not None:
            yield months, end
    for value, end in worded(ts, i, nam_is_five=False):
        if not is_word(ts, i, "a", "an") and (months := _months(value, 1)) is not None:
            yield months, end


def _months(number: Decimal | None, each: int) -> int | None:
    if number is None or number != (number * each).to_integral_value() / each or number * each > MOST:
        return None
    return int(number * each)


def durations(ts: Tokens, i: int) -> Iterator[Reading[int | Range]]:
    """Durations with a unit, and ranges of them, at a place."""
    for months, end, _ in _single(ts, i):
        yield months, end
    for (few, more), end in neighbours(ts, i):  # "hai ba năm"
        if (each := _unit(ts, end)) and more * each <= MOST:
            yield Range(few * each, more * each), end + 1
    start = i + 1 if is_word(ts, i, "từ", "from", "between") else i
    for low, middle in _lower_ends(ts, start):
        to = middle < len(ts) and (ts[middle].text in _DASHES or is_word(ts, middle, *_TO))
        between = is_word(ts, i, "between") and is_word(ts, middle, "and")
        either = is_word(ts, middle, "hoặc", "hay", "or")
        if not (to or either or between):
            continue
        for top, end, each in _single(ts, middle + 1):
            lowest = low if isinstance(low, int) else _months(low, each) if each else None
            if lowest is not None and lowest < top and (not either or top - lowest == each):
                yield Range(lowest, top), end


def _lower_ends(ts: Tokens, i: int) -> Iterator[Reading[int | Decimal]]:
    """Months, or a number whose unit is said later."""
    for months, end, _ in _single(ts, i):
        yield months, end
    for figure, end in figures(ts, i):
        if figure.decimal is not None:
            yield figure.decimal, end
    yield from worded(ts, i, nam_is_five=False)


def _unit(ts: Tokens, i: int) -> int:
    """Months in the unit at a place; 0 where there is none."""
    if i >= len(ts):
        return 0
    if is_word(ts, i, *_YEAR):
        return 12
    if is_word(ts, i, *_MONTH) or (ts[i].text == "th" and i > 0 and ts[i - 1].is_figure):
        return 1
    if is_word(ts, i, *_QUARTER):
        return 3
    return _GLUED.get(ts[i].text, 0) if ts[i].glued and ts[i - 1].is_figure else 0


def _single(ts: Tokens, i: int) -> Iterator[tuple[int, int, int]]:
    """One duration: months, the index behind, and the months of its unit (0 where several are said)."""
    for number, end in _numbers(ts, i):
        each = _unit(ts, end)
        if each and (months := _months(number, each)) is not None:
            yield months, end + 1, each
        if each == 12 and number == number.to_integral_value():
            for more, behind in _behind_years(ts, end + 1, ts[i].is_figure):
                if number * 12 + more <= MOST:
                    yield int(number) * 12 + more, behind, 0
    if is_word(ts, i, "nửa") and is_word(ts, i + 1, "năm"):
        yield 6, i + 2, 0
    if is_word(ts, i, "năm") and (half := ruoi(ts, i + 1)) is not None:
        yield 18, half, 0  # "năm rưỡi": a year and a half
    if is_word(ts, i, "half"):
        year = i + 2 if is_word(ts, i + 1, "a") else i + 1
        if is_word(ts, year, "year"):
            yield 6, year + 1, 0


def _numbers(ts: Tokens, i: int) -> Iterator[Reading[Decimal]]:
    for figure, end in figures(ts, i):
        if figure.decimal is not None and not figure.sign:
            yield figure.decimal, end
            if (half := ruoi(ts, end)) is not None:
                yield figure.decimal + Decimal("0.5"), half  # "2 and a half years"
    yield from worded(ts, i, nam_is_five=False)


def _behind_years(ts: Tokens, i: int, in_figures: bool) -> Iterator[Reading[int]]:
    """What may follow the years: *rưỡi*, *6 tháng*, the bare 6 of *15n6*."""
    if (half := ruoi(ts, i)) is not None:
        yield 6, half
    joined = i + 1 if is_word(ts, i, *_AND) or (i < len(ts) and ts[i].text == ",") else i
    for number, end in _numbers(ts, joined):
        if not 0 < number < 12 or number != number.to_integral_value():
            continue
        if _unit(ts, end) == 1:
            yield int(number), end + 1
        elif in_figures and joined == i and ts[i].is_figure and end == i + 1:
            yield int(number), end
