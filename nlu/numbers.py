"""Numbers as people write them, in figures and in Vietnamese or English words, on folded text."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_ENGLISH = {
    "zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_GROUPED = re.compile(r"^\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*$")


def figure(text: str) -> Decimal | None:
    """A number in figures: ``1.500.000``, ``1,5``, ``1.5``, ``500000``."""
    text = text.strip()
    if _GROUPED.match(text):
        return Decimal(re.sub(r"[.,\s]", "", text))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        return Decimal(text.replace(",", "."))
    return None


def in_words(words: list[str]) -> int | None:
    """A number below a thousand in Vietnamese words, or below a hundred in English: *hai muoi lam* -> 25."""
    if not words:
        return None
    if len(words) <= 2 and all(word in _ENGLISH for word in words):
        values = [_ENGLISH[word] for word in words]
        if len(values) == 1:
            return values[0]
        return sum(values) if values[0] >= 20 and values[0] % 10 == 0 and 0 < values[1] < 10 else None
    return _vietnamese(words)


def _vietnamese(words: list[str]) -> int | None:
    rest = list(words)
    total = 0
    if len(rest) >= 2 and rest[1] == "tram":
        if rest[0] not in _DIGITS:
            return None
        total, rest = _DIGITS[rest[0]] * 100, rest[2:]
        if rest[:1] in (["le"], ["linh"]):
            rest = rest[1:]
            return total + _DIGITS[rest[0]] if len(rest) == 1 and rest[0] in _DIGITS else None
        if not rest:
            return total
    if rest == ["chuc"]:
        return total + 10
    match rest:
        case ["muoi" | "chuc"]:
            return total + 10
        case ["muoi", unit] if unit in _DIGITS and unit != "khong":
            return total + 10 + _DIGITS[unit]
        case [ten, "muoi" | "chuc"] if ten in _DIGITS:
            return total + _DIGITS[ten] * 10
        case [ten, "muoi", unit] if ten in _DIGITS and (unit in _DIGITS or unit == "mot"):
            return total + _DIGITS[ten] * 10 + _DIGITS[unit]
        case [ten, unit] if ten in _DIGITS and unit in ("mot", "lam", "nham", "tu") and _DIGITS[ten] >= 2:
            return total + _DIGITS[ten] * 10 + _DIGITS[unit]  # "hai lam" for 25
        case [unit] if unit in _DIGITS:
            return total + _DIGITS[unit]
        case _:
            return None
