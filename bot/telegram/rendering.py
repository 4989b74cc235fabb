"""Replies as Telegram takes them: HTML with everything escaped, in parts within its limits."""

from __future__ import annotations

import html
import logging
import re
from dataclasses import dataclass
from typing import Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit

from bot.conversation.replies import LONGEST_BUTTON_DATA, ButtonRows, Card, Document, Picture, Reply
from bot.telegram.splitting import split, units

log = logging.getLogger(__name__)

_BOLD = re.compile(r"\*\*(?!\*)(.+?)\*\*")
_CONTROLS = dict.fromkeys(range(32), None) | {ord("\n"): "\n", ord("\t"): " "}

Keyboard = InlineKeyboardMarkup | None


@dataclass(frozen=True, slots=True)
class TextPart:
    html: str
    keyboard: Keyboard = None


@dataclass(frozen=True, slots=True)
class PhotoPart:
    png: bytes
    html: str = ""
    keyboard: Keyboard = None


@dataclass(frozen=True, slots=True)
class FilePart:
    name: str
    content: bytes
    html: str = ""


@dataclass(frozen=True, slots=True)
class CopyPart:
    """A copy of another message."""

    from_chat: str
    message: int


@dataclass(frozen=True, slots=True)
class EditPart:
    """A new text for a message that stands there."""

    message: int
    html: str
    keyboard: Keyboard = None


@dataclass(frozen=True, slots=True)
class TopicPart:
    """Close, reopen or delete a topic."""

    state: Literal["close", "reopen", "delete"]
    thread: int


Part = TextPart | PhotoPart | FilePart | CopyPart | EditPart | TopicPart


def render(reply: Reply) -> list[Part]:
    """The messages one reply becomes, in order; none if there is nothing to show."""
    match reply:
        case Card():
            return [*_texts(reply.text, keyboard(reply.buttons))]
        case Picture():
            buttons = keyboard(reply.buttons)
            if _fits_caption(reply.caption):
                return [PhotoPart(reply.png, to_html(reply.caption), buttons)]
            return [PhotoPart(reply.png), *_texts(reply.caption, buttons)]
        case Document():
            if _fits_caption(reply.caption):
                return [FilePart(reply.name, reply.content, to_html(reply.caption))]
            return [FilePart(reply.name, reply.content), *_texts(reply.caption, None)]


def to_html(markup: str) -> str:
    """One text as HTML, however long."""
    return "".join(_as_html(text, bold) for text, bold in _runs(markup))


def html_parts(markup: str, limit: int) -> list[str]:
    """A text as HTML parts, each at most ``limit`` units long once Telegram has read its tags."""
    runs = _runs(markup)
    parts: list[str] = []
    for piece in split("".join(text for text, _ in runs), limit):
        taken, runs = _take(runs, len(piece))
        if piece.strip():  # Telegram refuses a message of nothing but white space
            parts.append("".join(_as_html(text, bold) for text, bold in taken))
    return parts


def keyboard(rows: ButtonRows) -> Keyboard:
    """The buttons under a message. One that Telegram would refuse is left out: the answer matters more."""
    kept = []
    for row in rows:
        good = [button for button in row if button.label.strip() and 0 < _bytes(button.data) <= LONGEST_BUTTON_DATA]
        if len(good) < len(row):
            log.error("left out %d button(s) whose label or data Telegram would refuse", len(row) - len(good))
        if good:
            kept.append([InlineKeyboardButton(_clean(button.label), callback_data=button.data) for button in good])
    return InlineKeyboardMarkup(kept) if kept else None


def _texts(markup: str, buttons: Keyboard) -> list[TextPart]:
    parts = [TextPart(part) for part in html_parts(markup, MessageLimit.MAX_TEXT_LENGTH)]
    return [*parts[:-1], TextPart(parts[-1].html, buttons)] if parts else []


def _fits_caption(caption: str) -> bool:
    return units("".join(text for text, _ in _runs(caption))) <= MessageLimit.CAPTION_LENGTH


def _runs(markup: str) -> list[tuple[str, bool]]:
    """The visible text in stretches that are bold or not. ``**`` without its partner on the line stays as it is."""
    runs = []
    position = 0
    text = _clean(markup)
    for bold in _BOLD.finditer(text):
        runs += [(text[position : bold.start()], False), (bold[1], True)]
        position = bold.end()
    return [run for run in [*runs, (text[position:], False)] if run[0]]


def _take(runs: list[tuple[str, bool]], length: int) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """The first ``length`` letters of the stretches, and the rest; a bold one may be cut in two."""
    taken: list[tuple[str, bool]] = []
    for index, (text, bold) in enumerate(runs):
        if length < len(text):
            return [*taken, (text[:length], bold)] if length else taken, [(text[length:], bold), *runs[index + 1 :]]
        taken.append((text, bold))
        length -= len(text)
    return taken, []


def _as_html(text: str, bold: bool) -> str:
    escaped = html.escape(text, quote=False)
    return f"<b>{escaped}</b>" if bold else escaped


def _clean(text: str) -> str:
    """Without what cannot be sent: control characters, halves of surrogate pairs."""
    return text.translate(_CONTROLS).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
