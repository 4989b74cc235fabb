"""What buttons carry: ``1:VERB:ARGUMENT``, short, versioned, without state.

An old button still works after a restart or an upgrade; one that no longer means anything gives the
menu.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.replies import LONGEST_BUTTON_DATA, Button

VERSION = "1"
VERBS = frozenset(
    {
        "menu",
        "group",
        "topic",
        "art",
        "more",
        "yes",
        "no",
        "help",
        "none",
        "scheme",
        "lang",
        "calc",
        "form",
        "gap",
        "rem",
        "case",
        "desk",
        "where",
    }
)
LONGEST_LABEL = 60  # characters; longer ones are cut at a word


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button's meaning."""

    verb: str
    argument: str = ""


def button(label: str, verb: str, argument: str = "") -> Button:
    """A button that means ``verb`` with ``argument``."""
    if verb not in VERBS:
        raise ValueError(f"no button verb '{verb}'")
    data = f"{VERSION}:{verb}:{argument}" if argument else f"{VERSION}:{verb}"
    if len(data.encode()) > LONGEST_BUTTON_DATA:
        raise ValueError(f"button data '{data}' is longer than {LONGEST_BUTTON_DATA} bytes")
    return Button(label=shortened(label), data=data)


def pressed(data: str) -> Pressed | None:
    """The meaning of a button's data; None for one this version does not know."""
    version, _, rest = data.partition(":")
    verb, _, argument = rest.partition(":")
    return Pressed(verb, argument) if version == VERSION and verb in VERBS else None


def shortened(label: str, longest: int = LONGEST_LABEL) -> str:
    """A label cut at a word so that it fits on a button."""
    label = " ".join(label.replace("**", "").split())
    return label if len(label) <= longest else label[: longest - 1].rsplit(" ", 1)[0] + "…"
