"""Hours of work with their fraction: *2,5*, *2 tiếng rưỡi*, *2h30*, *90 phút*, *an hour and a half*."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from nlu.numbers import figures, neighbours, ruoi, worded
from nlu.readings import AROUND, BEFORE, Around, Range, Reading, Tokens, is_word, phrases, whole

_HOUR = ("tiếng", "giờ", "hour", "hours", "hr", "hrs")
_MINUTE = ("phút", "minute", "minutes", "min", "mins")
_SHORT_HOUR, _SHORT_MINUTE = ("h", "g"), ("p", "ph", "m")  # only behind a figure: 2h, 30p
_BEFORE = Around(
    *BEFORE,
    *phrases("làm, làm thêm, tăng ca, làm tăng ca, ngày, một ngày, mỗi ngày, 1 ngày, worked, i worked, for"),
)
_AFTER = Around(
    *AROUND,
    *phrases("đồng hồ, một ngày, mỗi ngày, 1 ngày, / ngày, a day, per day, each day, every day, đó"),
)
_DASHES = frozenset("-–—~")
_TO = ("đến", "tới", "to", "hoặc", "hay", "or")
_WIDEST = 2  # hours; whatever is wider names two times of the clock: 8-17h
_CENT = Decimal("0.01")


def parse_hours(text: str) -> Decimal | Range | None:
    """A typed number of hours, to the hundredth; None where it is none, or could be two."""
    return whole(text, _typed, _BEFORE, _AFTER)


def _typed(ts: Tokens, i: int) -> Iterator[Reading[Decimal | Range]]:
    yield from _hours(ts, i)
    for (few, more), end in neighbours(ts, i):  # "hai ba tiếng"
        if is_word(ts, end, *_HOUR):
            yield Range(few, more), end + 1
    start = i + 1 if is_word(ts, i, "từ", "from") else i
    for low, middle in _numbers(ts, start):
        if middle < len(ts) and (ts[middle].text in _DASHES or is_word(ts, middle, *_TO)):
            for high, end in _hours(ts, middle + 1):
                if 0 < high - low <= _WIDEST:
                    yield Range(low, high), end


def _hours(ts: Tokens, i: int) -> Iterator[Reading[Decimal]]:
    if is_word(ts, i, "nửa", "half"):
        article = 1 if is_word(ts, i + 1, "an") else 0
        if is_word(ts, i + 1 + article, *_HOUR):
            yield Decimal("0.5"), i + 2 + article
    for number, end in _numbers(ts, i):
        if ts[i].is_figure and end == i + 1:
            yield number, end
            if (half := ruoi(ts, end)) is not None:
                yield number + Decimal("0.5"), half
        if _says(ts, end, _HOUR, _SHORT_HOUR):
            yield number, end + 1
            yield from _behind_hours(ts, end + 1, number)
        if _says(ts, end, _MINUTE, _SHORT_MINUTE):
            yield _in_hours(number), end + 1


def _numbers(ts: Tokens, i: int) -> Iterator[Reading[Decimal]]:
    for figure, end in figures(ts, i):
        if figure.decimal is not None and not figure.sign:
            yield figure.decimal, end
            if (half := ruoi(ts, end)) is not None:
                yield figure.decimal + Decimal("0.5"), half
    yield from worded(ts, i)


def _behind_hours(ts: Tokens, i: int, hours: Decimal) -> Iterator[Reading[Decimal]]:
    """What may follow whole hours: *rưỡi*, *30 phút*, the bare 30 of *2h30*."""
    if hours != hours.to_integral_value():
        return
    if (half := ruoi(ts, i)) is not None:
        yield hours + Decimal("0.5"), half
    start = i + 1 if is_word(ts, i, "và", "and") else i
    for minutes, end in _numbers(ts, start):
        if not 0 < minutes < 60 or minutes != minutes.to_integral_value():
            continue
        if _says(ts, end, _MINUTE, _SHORT_MINUTE):
            yield hours + _in_hours(minutes), end + 1
        elif start == i and ts[i].is_figure and len(ts[i].text) == 2 and end == i + 1:
            yield hours + _in_hours(minutes), end


def _in_hours(minutes: Decimal) -> Decimal:
    return (minutes / 60).quantize(_CENT, rounding=ROUND_HALF_UP).normalize()


def _says(ts: Tokens, i: int, names: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return is_word(ts, i, *names) or (i < len(ts) and ts[i].text in short and ts[i - 1].is_figure)
