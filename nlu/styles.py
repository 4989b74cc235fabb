"""The same question as other people would type it: without tone marks, in teencode. For measuring only."""

from __future__ import annotations

import re
import unicodedata

from nlu.text import clean

_TEENCODE = {
    "không": "ko",
    "được": "dc",
    "bảo hiểm xã hội": "bhxh",
    "bảo hiểm y tế": "bhyt",
    "bảo hiểm thất nghiệp": "bhtn",
    "hợp đồng lao động": "hđlđ",
    "hợp đồng": "hđ",
    "công ty": "cty",
    "bao nhiêu": "bn",
    "như thế nào": "ntn",
    "người": "ng",
    "mình": "mik",
    "gì": "j",
    "biết": "bik",
    "rồi": "r",
    "vậy": "z",
    "em": "e",
    "anh": "a",
    "với": "vs",
    "tháng": "th",
    "trước": "trc",
    "muốn": "mún",
    "cũng": "cx",
    "luôn": "lun",
    "quá": "wá",
}
_PATTERN = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _TEENCODE), key=len, reverse=True))})\b", re.IGNORECASE)
_MARKS = str.maketrans({"đ": "d", "Đ": "D"})


def without_marks(text: str) -> str:
    """A text as typed without tone marks, capitals and signs kept."""
    decomposed = unicodedata.normalize("NFD", clean(text).translate(_MARKS))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def in_teencode(text: str) -> str:
    """A text with its commonest words in teencode."""
    return _PATTERN.sub(lambda match: _TEENCODE[match[0].lower()], clean(text))
