"""What the bot remembers of a running conversation; small, and gone after a time of silence."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.conversation.forms import FormState
from bot.conversation.replies import Reply
from knowledge.schema import Language


class Session(BaseModel):
    """The state of one person's conversation.

    Of what the person typed it holds only the answers of a running form, and the last question with names and
    numbers taken out.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    language: Language | None = None  # chosen by the person
    client_language: Language | None = None  # what the person's app is set to
    spoken: Language | None = None  # of the last message
    greeted: bool = False
    last_article: str | None = None
    suggested: tuple[str, ...] = ()  # articles offered by the last "did you mean"
    failures: int = 0  # messages in a row that were not understood
    last_question: str | None = None  # scrubbed; only until the next message, so that it can be given as a gap
    form: FormState | None = None
    last_seen: datetime | None = None

    @property
    def speaks(self) -> Language:
        """The language to answer in: the person's choice, else the message's, else the app's, else vi."""
        return self.language or self.spoken or self.client_language or "vi"


class Count(BaseModel):
    """Something to count without any person in it, such as ``("answer", "pension")``."""

    model_config = ConfigDict(frozen=True)
    what: str
    about: str = ""


class Gap(BaseModel):
    """A question that was not answered well, names and numbers taken out, given with the person's consent."""

    model_config = ConfigDict(frozen=True)
    text: str
    language: Language
    why: str  # not_useful | none_of_these | not_understood
    nearest: str = ""  # the article shown or the best one offered


class Outcome(BaseModel):
    """What one event leads to: the new session, the replies in order, what to count."""

    model_config = ConfigDict(frozen=True)
    session: Session
    replies: tuple[Reply, ...] = ()
    counts: tuple[Count, ...] = ()
    gap: Gap | None = None
    forget: bool = False  # everything kept about the person goes
