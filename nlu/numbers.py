"""Numbers as people write them: figures, Vietnamese words (marked or not), English words.

Every function gives readings: a value and the index of the token behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nlu.readings import Reading, Tokens, is_word
from nlu.text import fold

_LONGEST_FIGURE = 20
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,0+)?|\d{1,3}(?:,\d{3})+(?:\.0+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_HALVES = ("rưỡi", "rưởi")


def _with_plain(words: dict[str, int]) -> dict[str, int]:
    return {**{fold(word): value for word, value in words.items()}, **words}


_DIGITS = _with_plain(
    {
        "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    }
)  # fmt: skip
_ONLY_BEHIND_TENS = _with_plain({"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5})
_ENGLISH = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in figures. ``1.500`` is fifteen hundred or one and a half: ``thousands`` and ``decimal``."""

    thousands: Decimal | None
    decimal: Decimal | None
    sign: str = ""  # the point or comma where both are possible

    @property
    def value(self) -> Decimal | None:
        """The usual reading: three figures behind a sign are thousands."""
        return self.thousands if self.thousands is not None else self.decimal


def figures(ts: Tokens, i: int) -> Iterator[Reading[Figure]]:
    """A number in figures at a place, also in groups with spaces: *1 500 000*."""
    if i >= len(ts) or not ts[i].is_figure or len(ts[i].text) > _LONGEST_FIGURE:
        return
    text = ts[i].text
    if text.isdecimal():
        yield Figure(None, Decimal(text)), i + 1
        end = i + 1
        while end < len(ts) and len(ts[end].text) == 3 and ts[end].text.isdecimal() and not ts[end].glued:
            end += 1
        joined = "".join(t.text for t in ts[i:end])
        if end > i + 1 and len(text) <= 3 and text[0] != "0" and len(joined) <= _LONGEST_FIGURE:
            yield Figure(Decimal(joined), None), end
        return
    as_decimal = Decimal(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else None
    if _GROUPED.fullmatch(text) and text[0] != "0":
        sign = next(ch for ch in text if not ch.isdecimal())
        other = "," if sign == "." else "."
        grouped = Decimal(text.split(other)[0].replace(sign, ""))
        yield Figure(grouped, as_decimal, sign if as_decimal is not None else ""), i + 1
    elif as_decimal is not None:
        yield Figure(None, as_decimal), i + 1


def digit(ts: Tokens, i: int) -> int | None:
    """A single figure or its word."""
    if i >= len(ts):
        return None
    return int(ts[i].text) if len(ts[i].text) == 1 and ts[i].is_figure else _DIGITS.get(ts[i].text)


def digit_word(ts: Tokens, i: int) -> int | None:
    """The word of a digit as it stands at the end: *hai*, *tư*, *mốt* (*một* there is mostly *a month*)."""
    if i >= len(ts) or ts[i].text in ("một", "không", "khong"):
        return None
    return _ONLY_BEHIND_TENS.get(ts[i].text, _DIGITS.get(ts[i].text))


def below_hundred(ts: Tokens, i: int, nam_is_five: bool = True) -> Iterator[Reading[int]]:
    """A number from 0 to 99 in words. ``nam_is_five``: whether *hai mươi năm* may be 25 (it may be twenty years)."""
    tens = 0
    if is_word(ts, i, "mười"):
        yield 10, i + 1
        tens, i = 10, i + 1
    elif is_word(ts, i, "chục"):
        yield 10, i + 1
        return
    elif (first := digit(ts, i)) is not None:
        if not ts[i].is_figure:
            yield first, i + 1
        if first < 2:
            return
        if is_word(ts, i + 1, "mươi"):
            yield first * 10, i + 2
            tens, i = first * 10, i + 2
        elif is_word(ts, i + 1, "chục"):
            yield first * 10, i + 2
            return
        elif not ts[i].is_figure and i + 1 < len(ts) and ts[i + 1].text in _ONLY_BEHIND_TENS:
            yield first * 10 + _ONLY_BEHIND_TENS[ts[i + 1].text], i + 2  # "hai lăm", "ba mốt"
            return
    if tens and i < len(ts) and (nam_is_five or not ts[i].says("năm")):
        unit = _ONLY_BEHIND_TENS.get(ts[i].text, _DIGITS.get(ts[i].text))
        if unit:
            yield tens + unit, i + 1


def below_thousand(ts: Tokens, i: int, nam_is_five: bool = True) -> Iterator[Reading[int]]:
    """A number from 0 to 999 in Vietnamese words: *hai trăm linh năm*, *mười lăm*."""
    yield from below_hundred(ts, i, nam_is_five)
    hundreds, behind = digit(ts, i), i + 2
    if is_word(ts, i, "trăm"):
        hundreds, behind = 1, i + 1
    elif hundreds is None or not is_word(ts, i + 1, "trăm"):
        return
    yield hundreds * 100, behind
    if is_word(ts, behind, "linh", "lẻ", "lẽ"):
        unit = digit(ts, behind + 1)
        if unit:
            yield hundreds * 100 + unit, behind + 2
        return
    for rest, end in below_hundred(ts, behind, nam_is_five):
        if rest >= 10:
            yield hundreds * 100 + rest, end


def english(ts: Tokens, i: int) -> Iterator[Reading[int]]:
    """A number from 0 to 999 in English words; *a* is one."""
    for value, end in _english_below_hundred(ts, i):
        yield value, end
        if value < 10 and is_word(ts, end, "hundred"):
            yield from _english_hundreds(ts, value * 100, end + 1)
    if is_word(ts, i, "a", "an"):
        yield 1, i + 1
        if is_word(ts, i + 1, "hundred"):
            yield from _english_hundreds(ts, 100, i + 2)


def _english_hundreds(ts: Tokens, hundreds: int, i: int) -> Iterator[Reading[int]]:
    yield hundreds, i
    for rest, end in _english_below_hundred(ts, i + 1 if is_word(ts, i, "and") else i):
        yield hundreds + rest, end


def _english_below_hundred(ts: Tokens, i: int) -> Iterator[Reading[int]]:
    if i >= len(ts):
        return
    word = ts[i].text
    if word in _ENGLISH:
        yield _ENGLISH[word], i + 1
    elif word in _ENGLISH_TENS:
        yield _ENGLISH_TENS[word], i + 1
        unit = i + 2 if is_word(ts, i + 1, "-") else i + 1
        if unit < len(ts) and 0 < _ENGLISH.get(ts[unit].text, 0) < 10:
            yield _ENGLISH_TENS[word] + _ENGLISH[ts[unit].text], unit + 1


def worded(ts: Tokens, i: int, nam_is_five: bool = True) -> Iterator[Reading[Decimal]]:
    """A number in words of either language, also with a fraction: *hai phẩy năm*, *two and a half*."""
    for reader in (below_thousand(ts, i, nam_is_five), english(ts, i)):
        for value, end in reader:
            yield Decimal(value), end
            if is_word(ts, end, "phẩy", "phảy", "chấm", "point"):
                tenths = digit(ts, end + 1)
                if tenths is None and end + 1 < len(ts):
                    tenths = _ENGLISH.get(ts[end + 1].text)
                if tenths is not None and tenths < 10:
                    yield value + Decimal(tenths) / 10, end + 2
            if (half := and_a_half(ts, end)) is not None:
                yield value + Decimal("0.5"), half


def and_a_half(ts: Tokens, i: int) -> int | None:
    """Behind *and a half*, if that stands at a place."""
    if is_word(ts, i, "and") and is_word(ts, i + 1, "a") and is_word(ts, i + 2, "half"):
        return i + 3
    return None


def ruoi(ts: Tokens, i: int) -> int | None:
    """Behind *rưỡi* or *and a half*, if that stands at a place."""
    return i + 1 if is_word(ts, i, *_HALVES) else and_a_half(ts, i)


def neighbours(ts: Tokens, i: int) -> Iterator[Reading[tuple[int, int]]]:
    """Two numbers that follow each other, said in one breath: *hai ba* is two or three."""
    for low, middle in below_hundred(ts, i, nam_is_five=False):
        for high, end in below_hundred(ts, middle, nam_is_five=False):
            if high == low + 1 and low > 0:
                yield (low, high), end


def one_number(text_tokens: Tokens) -> int | None:
    """The whole number that all of the tokens say, in figures or words."""
    values = {int(v) for v, end in worded(text_tokens, 0) if end == len(text_tokens) and v == int(v)}
    for figure, end in figures(text_tokens, 0):
        if end == len(text_tokens) and figure.thousands is None and figure.decimal is not None:
            values.add(int(figure.decimal))
    return values.pop() if len(values) == 1 else None
