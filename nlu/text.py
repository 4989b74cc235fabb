"""Text as people type it, brought to one form: Unicode, tone marks, teencode, abbreviations.

Pure standard library and Python 3.10 syntax: the bot, the knowledge base and the Rasa process share it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*", re.UNICODE)
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")


def clean(text: str) -> str:
    """NFC text without invisible characters and with single spaces; the marks stay."""
    text = unicodedata.normalize("NFKC", text)
    text = _INVISIBLE.sub("", text)
    text = "".join(ch if ch.isprintable() or ch.isspace() else " " for ch in text)
    return _SPACE.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def fold(text: str) -> str:
    """Small letters without tone marks, ``đ`` as ``d``: *Đóng bảo hiểm* -> *dong bao hiem*."""
    return _fold_word(clean(text))


def words(text: str) -> list[str]:
    """The words of a text, cleaned, in small letters, marks kept, three repeated letters cut to one."""
    return _WORD.findall(_STRETCHED.sub(r"\1", clean(text).lower()))


def has_marks(text: str) -> bool:
    """Whether a text carries any Vietnamese mark (tone, hat, hook, or đ)."""
    return fold(text) != clean(text).lower()
