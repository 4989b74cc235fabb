"""What is sent for a case besides replies: copies of messages, sealed words, the summary card, the state of the topic.

None of it holds what people said: it is looked up, and opened, as it is sent.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Errand(BaseModel):
    model_config = ConfigDict(frozen=True)


class Copy(_Errand):
    """Copy a message, whatever it is, without saying whose it was."""

    kind: Literal["copy"] = "copy"
    from_chat: str
    message: int


class Words(_Errand):
    """Words of a case that are kept sealed; ``message`` is the number of their row."""

    kind: Literal["words"] = "words"
    message: int


class Statement(_Errand):
    """Everything the person said when the case was opened, where the summary card has no room for it."""

    kind: Literal["statement"] = "statement"


class Summary(_Errand):
    """Bring the summary card of the case in line with its present state."""

    kind: Literal["summary"] = "summary"


class TopicState(_Errand):
    """Close, reopen or delete a topic; ``thread`` because the case may be gone by then."""

    kind: Literal["topic"] = "topic"
    state: Literal["close", "reopen", "delete"]
    thread: int


Errand = Annotated[Copy | Words | Statement | Summary | TopicState, Field(discriminator="kind")]
