"""What a conversation wants done with a person's reminders; the channel applies it in the transaction of the update."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.reminders.reminder import Reminder


class _Step(BaseModel):
    model_config = ConfigDict(frozen=True)


class Keep(_Step):
    """Keep a reminder; ``consent`` is the version of the text agreed to."""

    kind: Literal["keep"] = "keep"
    reminder: Reminder
    consent: str


class Stop(_Step):
    """Delete one reminder of this person."""

    kind: Literal["stop"] = "stop"
    id: str


class Show(_Step):
    """List the reminders of this person."""

    kind: Literal["show"] = "show"


Step = Annotated[Keep | Stop | Show, Field(discriminator="kind")]
