"""Several questions in one message: *… ? … ?*, *1) … 2) …*, *cho hỏi … với lại …*."""

from __future__ import annotations

import re

from nlu.text import clean, words

_MOST = 3  # parts that are looked at
_FEWEST_WORDS = 4  # fewer do not stand by themselves
_NUMBERED = re.compile(r"(?:^|(?<=[\s:;,.?!]))(?:câu |cau |thứ |q)?([1-9])\s?[).:/](?=\s*[^\W\d])", re.IGNORECASE)
_MARKED = re.compile(r"\?+\s*")
_JOINED = re.compile(
    r"[\s,.;]+(?:với lại|voi lai|vs lại|ngoài ra|ngoai ra|tiện thể|tien the|sẵn cho hỏi|san cho hoi|cho hỏi thêm|cho hoi them"
    r"|hỏi thêm|hoi them|and also|another question|one more question|also,)[\s,:]+",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:không|khong|ko|hông|hong|hok|hk|chưa|chua|sao|gì|gi|bao nhiêu|bao nhieu|nhiêu|bn|mấy|may|nào|nao|đâu|dau|ai|khi nào|bao lâu|bao lau"
    r"|how|what|when|where|who|which|can|do|does|is|are|should|will)\b",
    re.IGNORECASE,
)


def questions_in(text: str) -> list[str]:
    """The questions of a message that asks two or three; nothing for one, and for more than can be told apart."""
    text = clean(text)
    parts = _numbered(text) or _asked(text) or _joined(text)
    parts = [part for part in (part.strip(" ,.;:-–\n") for part in parts) if len(words(part)) >= _FEWEST_WORDS]
    return parts if 2 <= len(parts) <= _MOST else []


def _numbered(text: str) -> list[str]:
    """*1) … 2) …*: figures that count up from one."""
    found = list(_NUMBERED.finditer(text))
    if len(found) < 2 or [int(match[1]) for match in found] != list(range(1, len(found) + 1)):
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [text[match.end() : end] for match, end in zip(found, ends, strict=True)]


def _asked(text: str) -> list[str]:
    """Pieces that end in a question mark, where there are two or more."""
    *asked, _rest = _MARKED.split(text)
    return asked if len(asked) >= 2 else []


def _joined(text: str) -> list[str]:
    """*… với lại …*, where both sides ask."""
    parts = _JOINED.split(text)
    return parts if len(parts) >= 2 and all(_ASKS.search(part) for part in parts) else []
