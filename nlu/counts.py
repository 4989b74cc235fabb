"""Percentages and counts of people or things: *22%*, *một nửa*, *ba đứa*, *hai vợ chồng*, *không có ai*."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nlu.numbers import figures, neighbours, worded
from nlu.readings import AROUND, BEFORE, Around, Range, Reading, Tokens, is_word, matches, phrases, whole
from nlu.yesno import NO_WORDS

MOST_COUNTED = 100_000
_DASHES = frozenset("-–—~")
_TO = ("đến", "tới", "to")

# --- percentages

_PERCENT = phrases("%, phần trăm, percent, per cent, pct")
_HALF = phrases("một nửa, phân nửa, nửa, half, a half, 1 nửa")
_BEFORE_PERCENT = Around(
    *BEFORE,
    *phrases("giảm, mất, được, bị, hưởng, tỷ lệ, tỉ lệ, mức, suy giảm, hỗ trợ, thương tật, rate, the, was"),
)
_AFTER_PERCENT = Around(*AROUND, *phrases("off, đó"))


def parse_percent(text: str) -> Decimal | Range | None:
    """A typed percentage from 0 to 100; None where it is none, or could be two."""
    return whole(text, _percentages, _BEFORE_PERCENT, _AFTER_PERCENT)


def _percentages(ts: Tokens, i: int) -> Iterator[Reading[Decimal | Range]]:
    for phrase in _HALF:
        if matches(ts, i, phrase):
            yield Decimal(50), i + len(phrase)
    if is_word(ts, i, "nửa") and (end := _percent_sign(ts, i + 1)) is not None:
        yield Decimal("0.5"), end
    for value, end in _shares(ts, i):
        if value == 0 or value >= 1:  # a bare 0.22 may be a share of one
            yield value, end
        if (behind := _percent_sign(ts, end)) is not None:
            yield value, behind
    yield from percent_ranges(ts, i)


def signed_percentages(ts: Tokens, i: int) -> Iterator[Reading[Decimal | Range]]:
    """Percentages with their sign or word at a place."""
    for value, end in _shares(ts, i):
        if (behind := _percent_sign(ts, end)) is not None:
            yield value, behind
    for value_range, end in percent_ranges(ts, i):
        if matches(ts, end - 1, ("%",)) or not ts[end - 1].is_figure:
            yield value_range, end


def percent_ranges(ts: Tokens, i: int) -> Iterator[Reading[Range]]:
    """*80-90%*, *từ 5% tới 10%*."""
    start = i + 1 if is_word(ts, i, "từ", "from") else i
    for low, end in _shares(ts, start):
        middle = _percent_sign(ts, end) or end
        if middle < len(ts) and (ts[middle].text in _DASHES or is_word(ts, middle, *_TO)):
            for high, last in _shares(ts, middle + 1):
                if low < high:
                    yield Range(low, high), _percent_sign(ts, last) or last


def _shares(ts: Tokens, i: int) -> Iterator[Reading[Decimal]]:
    for figure, end in figures(ts, i):
        signed = _percent_sign(ts, end) is not None
        if figure.decimal is not None and figure.decimal <= 100 and (signed or not figure.sign):  # 18.000 is money
            yield figure.decimal, end
    for value, end in worded(ts, i):
        signed = _percent_sign(ts, end) is not None
        if value <= 100 and (signed or (value >= 10 and not is_word(ts, i, "trăm"))):
            yield value, end


def _percent_sign(ts: Tokens, i: int) -> int | None:
    return next((i + len(phrase) for phrase in _PERCENT if matches(ts, i, phrase)), None)


# --- counts

_COUNTED = phrases(
    "người, ng, nguoi, đứa, con, cháu, bé, thành viên, nhân khẩu, cái, lần, ngày, buổi, chuyến, đơn, cuốc, giờ, tiếng, ca",
    "người con, đứa con, đứa trẻ, em bé, cháu bé, trẻ, người lớn, miệng ăn",
    "member, members, people, persons, person, child, children, kid, kids, times, time, day, days, trip, trips, hour, hours",
    "order, orders, ride, rides, of us, baby, babies",
)
_TOGETHER = phrases("vợ chồng, mẹ con, cha con, bố con, ba con, bà cháu, ông cháu, anh em, chị em, mẹ con em")
_BEFORE_COUNT = Around(
    *BEFORE,
    *phrases(
        "nhà, nhà có, gia đình, gia đình có, cả nhà, cả gia đình, hộ, hộ có, được, đẻ, sinh, nuôi, làm, chạy, mỗi ngày"
    ),
    *phrases("mỗi tuần, một ngày, một tuần, 1 ngày, 1 tuần, ngày, tuần, there are, we are, we have, have"),
)
_AFTER_COUNT = Around(
    *AROUND,
    *phrases(
        "một ngày, một tuần, một tháng, mỗi ngày, mỗi tuần, mỗi tháng, 1 ngày, 1 tuần, 1 tháng, / ngày, / tuần, / tháng, a day, a week",
        "per day, per week, trong nhà, trong hộ, in my household, in the household, in the family, in total, at home, đó, hết",
    ),
)
_NOBODY = phrases("none, nobody, no one, zero, no kids, no children, no child, no people, not any")
_LACKING = phrases(
    "ai, ai cả, ai hết, con, người nào, đứa nào, cháu nào, con nào, bé nào, cái nào, lần nào, ngày nào, nào"
)
_ALONE = phrases("một mình, có một mình, mỗi mình, mình em, mình tôi, just me, only me, just myself, me alone, alone")
_TWINS = {phrase: n for n, words in ((2, "sinh đôi, twins"), (3, "sinh ba, triplets")) for phrase in phrases(words)}


def parse_number(text: str) -> int | Range | None:
    """A typed count; None where it is none, or could be two."""
    return whole(text, _counts, _BEFORE_COUNT, _AFTER_COUNT)


def _counts(ts: Tokens, i: int) -> Iterator[Reading[int | Range]]:
    counts: list[Reading[int | Range]] = [*_numbers(ts, i), *_ranges(ts, i)]
    for value, end in counts:
        yield value, end
        yield from ((value, end + len(noun)) for noun in _COUNTED if matches(ts, end, noun))
        if isinstance(value, int) and 2 <= value <= 20:
            yield from ((value, end + len(noun)) for noun in _TOGETHER if _fit(value, noun) and matches(ts, end, noun))
    yield from _nobody(ts, i)
    for phrase in _ALONE:
        if matches(ts, i, phrase):
            yield 1, i + len(phrase)
    for phrase, number in _TWINS.items():
        if matches(ts, i, phrase):
            yield number, i + len(phrase)


def _fit(value: int, noun: tuple[str, ...]) -> bool:
    return value == 2 or noun != ("vợ", "chồng")


def _nobody(ts: Tokens, i: int) -> Iterator[Reading[int]]:
    for phrase in _NOBODY:
        if matches(ts, i, phrase):
            yield 0, i + len(phrase)
    if i < len(ts) and ts[i].text in NO_WORDS:
        has = is_word(ts, i + 1, "có")
        end = i + 2 if has else i + 1
        if has or not is_word(ts, i, "chưa"):
            yield 0, end  # "không", "chưa có"
        yield from ((0, end + len(phrase)) for phrase in _LACKING if matches(ts, end, phrase))


def _numbers(ts: Tokens, i: int) -> Iterator[Reading[int]]:
    for figure, end in figures(ts, i):
        value = figure.value
        if value is not None and value == value.to_integral_value() and value <= MOST_COUNTED:
            yield int(value), end
    for value, end in worded(ts, i):
        counted = any(matches(ts, end, noun) for noun in _COUNTED)
        vague = is_word(ts, i, "a", "an", "trăm", "không") or (ts[i].text == "nam" and end == i + 1)  # "nam": male
        if value == value.to_integral_value() and (counted or not vague):
            yield int(value), end


def _ranges(ts: Tokens, i: int) -> Iterator[Reading[Range]]:
    for (low, high), end in neighbours(ts, i):
        yield Range(low, high), end
    start = i + 1 if is_word(ts, i, "từ", "from", "between") else i
    for low, middle in _numbers(ts, start):
        to = middle < len(ts) and (ts[middle].text in _DASHES or is_word(ts, middle, *_TO))
        either = is_word(ts, middle, "hoặc", "hay", "or") or (is_word(ts, i, "between") and is_word(ts, middle, "and"))
        if to or either:
            for high, end in _numbers(ts, middle + 1):
                if low < high and (to or high == low + 1 or is_word(ts, i, "between")):
                    yield Range(low, high), end
