"""What a person can do to the bot, the same on every channel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AttachmentKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    DOCUMENT = "document"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Text:
    """A typed message, exactly as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button; ``data`` is what the button carried, possibly from an older version."""

    data: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command without its slash, and what stood behind it (for ``start``: the deep link payload)."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that is not text. ``caption`` is what was typed with it."""

    kind: AttachmentKind
    caption: str = ""


Event = Text | Press | Command | Attachment
