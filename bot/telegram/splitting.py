"""Cutting a text into parts that Telegram takes, on borders a reader would choose."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"


def units(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 code units: most emoji count twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def split(text: str, limit: int) -> list[str]:
    """Parts of at most ``limit`` units that give the text again when joined, white space included."""
    parts = []
    start = 0
    while (end := _reach(text, start, limit)) < len(text):
        cut = _border(text, start, end)
        parts.append(text[start:cut])
        start = cut
    return [*parts, text[start:]]


def _reach(text: str, start: int, limit: int) -> int:
    """The furthest end of a part that begins at ``start``."""
    used = 0
    for position in range(start, len(text)):
        used += 2 if text[position] > "\uffff" else 1
        if used > limit:
            return position
    return len(text)


def _border(text: str, start: int, end: int) -> int:
    """Where to cut: after a paragraph, else a line, else a word; inside a word only if it is that long."""
    for separator in ("\n\n", "\n"):
        found = text.rfind(separator, start, end)
        if found >= 0 and found + len(separator) - start >= (end - start) // 2:
            return found + len(separator)
    for position in range(end, start + (end - start) // 4, -1):
        if text[position - 1].isspace():
            return position
    return _between_letters(text, start, end)


def _between_letters(text: str, start: int, end: int) -> int:
    """Not between a letter and its marks, nor inside a joined emoji, if that can be helped."""
    for position in range(end, max(start + 1, end - 32), -1):
        following, before = text[position], text[position - 1]
        joined = _JOINER in (following, before) or unicodedata.category(following) in {"Mn", "Me", "Sk"}
        if not joined:
            return position
    return end
