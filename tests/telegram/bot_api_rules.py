"""What Telegram accepts in a message, as far as the bot's messages go."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA = 64
MOST_BUTTONS = 100
TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "tg-spoiler"}

_TOKEN = re.compile(r"<(/?)([a-zA-Z-]*)([^<>]*)>|<")


class Refusal(Exception):
    """A 400 of the Bot API."""


@dataclass(frozen=True)
class Parsed:
    """A text without its tags; entities as (tag, offset, length) in UTF-16 units."""

    text: str
    entities: list[tuple[str, int, int]]


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> Parsed:
    """As parse_mode HTML reads it."""
    text = ""
    entities: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    position = 0
    for token in _TOKEN.finditer(source):
        text += html.unescape(source[position : token.start()])
        position = token.end()
        closing, name = token[1], (token[2] or "").lower()
        if name not in TAGS:
            raise Refusal(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {token.start()}')
        if not closing:
            opened.append((name, utf16(text)))
            continue
        if not opened or opened[-1][0] != name:
            raise Refusal(f"can't parse entities: Unmatched end tag at byte offset {token.start()}")
        _, start = opened.pop()
        if utf16(text) > start:
            entities.append((name, start, utf16(text) - start))
    if opened:
        raise Refusal(f"can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1][0]}\"")
    return Parsed(text + html.unescape(source[position:]), entities)


def checked_text(source: str, parse_mode: str | None, *, caption: bool = False) -> Parsed:
    if any("\ud800" <= letter <= "\udfff" for letter in source):
        raise Refusal("text must be encoded in UTF-8")
    parsed = parse_html(source) if parse_mode == "HTML" else Parsed(source, [])
    if not caption and not parsed.text.strip():
        raise Refusal("message text is empty")
    if utf16(parsed.text) > (LONGEST_CAPTION if caption else LONGEST_TEXT):
        raise Refusal("message caption is too long" if caption else "message is too long")
    return parsed


def checked_buttons(reply_markup: str | None) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = json.loads(reply_markup)["inline_keyboard"] if reply_markup else []
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise Refusal("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            if not button.get("text", "").strip():
                raise Refusal("text buttons are unallowed in the inline keyboard")
            if not 0 < len(button.get("callback_data", "").encode()) <= LONGEST_DATA:
                raise Refusal("BUTTON_DATA_INVALID")
    return rows
