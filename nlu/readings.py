"""A typed answer as tokens, and the one value that all of it says.

A word typed without marks may be several words: *tam* is *tám* (eight) and *tầm* (about). So every reading
of the whole answer is made, and a value is taken only where all readings agree on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from nlu.text import clean, fold

LONGEST = 200  # characters; whatever is longer is no answer to a form's question


_folded = lru_cache(maxsize=4096)(fold)


@dataclass(frozen=True, slots=True)
class Range:
    """Between two values, both included: *4-5 triệu*."""

    low: int | Decimal
    high: int | Decimal


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure or a sign, in small letters, and where it stands in the cleaned text."""

    text: str
    folded: str
    start: int
    end: int
    glued: bool  # nothing stands between it and the token before

    @property
    def is_figure(self) -> bool:
        return self.text[0].isdecimal()

    def says(self, word: str) -> bool:
        """Whether it is this word, or may be: without marks, or with wrong marks where nothing else can be meant."""
        if self.text == word or word.isascii():
            return self.text == word
        plain = _folded(word)
        return self.folded == plain and (self.text == plain or plain in _MISSPELT)

    def says_any(self, words: Iterable[str]) -> bool:
        return any(self.says(word) for word in words)


Tokens = Sequence[Token]
T = TypeVar("T")
Reading = tuple[T, int]
"""A value, and the index of the token behind it."""
Grammar = Callable[[Tokens, int], Iterable[Reading[T]]]
Phrase = tuple[str, ...]

# Folded words that mean one thing only here, whatever marks they carry.
_MISSPELT = frozenset(["trieu", "ruoi", "khoang", "duoc", "luong", "nghin", "thang"])
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|->|=>|\.\.|[^\w\s]|_")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_HARMLESS = frozenset(".,;:!?…()\"'“”‘’")
_PICTURES = ("So", "Sk")  # categories of Unicode


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text: *2tr5/tháng* -> 2, tr, 5, /, tháng."""
    cleaned = clean(text)
    found: list[Token] = []
    for match in _TOKEN.finditer(cleaned):
        word = _STRETCHED.sub(r"\1", match[0].lower())
        glued = bool(found) and found[-1].end == match.start()
        found.append(Token(word, fold(word), match.start(), match.end(), glued))
    return tuple(found)


def readable(text: str) -> bool:
    """Whether a text can be a typed answer: not too long, and no figure that folding would change (½, ³)."""
    return len(text) <= LONGEST and not any(ch.isnumeric() and not ch.isdecimal() for ch in text)


def phrases(*groups: str) -> tuple[Phrase, ...]:
    """Phrases written with commas between them: ``"em, một tháng"``."""
    return tuple(tuple(phrase.split()) for group in groups for phrase in group.split(",") if phrase.strip())


# Words that may stand around any answer and change nothing.
AROUND = phrases(
    "em, e, tôi, tui, mình, mik, mk, cháu, của em, của tôi, của mình, chú, bác, dạ, vâng, thưa, ừ, à, ạ, ah, ak, ơi, là, thì, nha, nhé, nhe, nghen, nghe, á",
    "anh, chị, a, c, ad, bạn, rồi, r, thôi, hơn, tổng cộng, tất cả",
    "in total, total, or so, please, only, about, approx, approx ., ~, ≈",
)
BEFORE = (
    *AROUND,
    *phrases(
        "khoảng, tầm, chừng, cỡ, độ, gần, xấp xỉ, ước chừng, đâu đó, trung bình, bình quân, tb, tổng, cả, có, chỉ, mới, chắc, chắc là",
        "hình như, chắc khoảng, giờ, bây giờ, hiện, hiện tại, i, my, it, is, it's, i'm, am, have, i've, around, roughly, approximately, nearly, almost, over",
        "more than, just, say, maybe, probably",
    ),
)


def matches(ts: Tokens, i: int, phrase: Phrase) -> bool:
    """Whether a phrase stands at a place."""
    if i + len(phrase) > len(ts) or (phrase[0] == "1" and ts[i].glued):  # "2tr1 tháng" does not say "1 tháng"
        return False
    return all(t.says(word) for t, word in zip(ts[i:], phrase, strict=False))


class Around:
    """Phrases that may stand before or behind a value, found by their first word."""

    def __init__(self, *known: Phrase) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in known:
            self._by_first.setdefault(fold(phrase[0]), []).append(phrase)

    def starts(self, ts: Tokens) -> set[int]:
        """The places before which nothing but known phrases stand."""
        reached = {0}
        for i in range(len(ts)):
            if i in reached:
                reached.update(i + n for n in self._lengths(ts, i))
        return reached

    def ends(self, ts: Tokens) -> set[int]:
        """The places behind which nothing but known phrases stand."""
        reached = {len(ts)}
        for i in range(len(ts) - 1, -1, -1):
            if any(i + n in reached for n in self._lengths(ts, i)):
                reached.add(i)
        return reached

    def _lengths(self, ts: Tokens, i: int) -> Iterator[int]:
        if ts[i].text in _HARMLESS or unicodedata.category(ts[i].text[0]) in _PICTURES:
            yield 1
        for phrase in self._by_first.get(ts[i].folded, ()):
            if matches(ts, i, phrase):
                yield len(phrase)


def whole(text: str, grammar: Grammar[T], before: Around, behind: Around) -> T | None:
    """The one value a whole text says, with nothing but known words around it; None where readings differ."""
    if not readable(text):
        return None
    ts = tokens(text)
    ends = behind.ends(ts)
    values = {value for i in before.starts(ts) if i < len(ts) for value, end in grammar(ts, i) if end in ends}
    return values.pop() if len(values) == 1 else None


def is_word(ts: Tokens, i: int, *words: str) -> bool:
    """Whether one of the words stands at a place."""
    return 0 <= i < len(ts) and ts[i].says_any(words)
