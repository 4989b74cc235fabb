"""What a conversation wants done with a case; the channel applies it in the transaction of the update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.storage.cases import State
from knowledge.schema import Language, Topic

Rating = Literal["useful", "partly", "not_useful"]


class _Step(BaseModel):
    model_config = ConfigDict(frozen=True)


class Content(_Step):
    """Everything a person said for a case. Kept sealed only."""

    questions: tuple[str, ...] = ()
    calculation: str | None = None
    description: str | None = None
    phone: str | None = None


class Open(_Step):
    """Open a case; ``sealed`` is a sealed :class:`Content`, ``consent`` the version of the text agreed to."""

    kind: Literal["open"] = "open"
    language: Language
    topic: Topic | None
    province: int | None
    sealed: str
    consent: str


class Relay(_Step):
    """Pass the person's message on. ``message`` is its number in the person's chat; ``text`` where there is none."""

    kind: Literal["relay"] = "relay"
    message: int | None = None
    text: str | None = None


class Rate(_Step):
    kind: Literal["rate"] = "rate"
    case: int
    rating: Rating


class Reopen(_Step):
    kind: Literal["reopen"] = "reopen"
    case: int


class Withdraw(_Step):
    """The person does not need an adviser any more."""

    kind: Literal["withdraw"] = "withdraw"
    case: int


Step = Annotated[Open | Relay | Rate | Reopen | Withdraw, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Around:
    """What the conversation has to know beside its session: an open case, and the message in hand."""

    case: int | None = None
    state: State | None = None
    message: int | None = None  # its number in the chat, where the channel can copy messages
    waiting: str | None = None  # how long advisers took lately, in words; None: not known
    private: bool = True  # in a group others read along: no cases there


ALONE = Around()
