"""What the bot says back, the same on every channel. Everything here can be kept as JSON.

Texts carry the little markup of :mod:`knowledge.markup`: ``**bold**`` and lines beginning with ``•``.
"""

from __future__ import annotations

import base64
from typing import Annotated, Literal

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

LONGEST_BUTTON_DATA = 64  # bytes; the smallest limit among the channels


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True)


class Button(_Reply):
    """A button: its label, and short stateless data such as ``1:art:pension/retirement-age``."""

    label: str
    data: str


ButtonRows = tuple[tuple[Button, ...], ...]


class Card(_Reply):
    """A text, with rows of buttons under it."""

    kind: Literal["card"] = "card"
    text: str
    buttons: ButtonRows = ()


class Picture(_Reply):
    """A PNG picture with a caption."""

    kind: Literal["picture"] = "picture"
    png: Base64Bytes
    caption: str = ""
    buttons: ButtonRows = ()

    @classmethod
    def of(cls, png: bytes, caption: str = "") -> Picture:
        """A picture from the bytes of a PNG file."""
        return cls(png=base64.b64encode(png), caption=caption)


class Document(_Reply):
    """A file to keep."""

    kind: Literal["document"] = "document"
    name: str
    content: Base64Bytes
    caption: str = ""


Reply = Annotated[Card | Picture | Document, Field(discriminator="kind")]
