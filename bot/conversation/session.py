"""What the bot remembers of a running conversation; small, and gone after a time of silence."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.conversation.forms import FormState
from bot.conversation.replies import Reply
from bot.handoff.request import Request
from bot.handoff.steps import Step
from bot.reminders.reminder import Draft
from bot.reminders.steps import Step as ReminderStep
from knowledge.schema import Language
from nlu.schemes import Scheme


class Session(BaseModel):
    """The state of one person's conversation.

    Of what the person typed it holds only the answers of a running form, the last questions with names and
    numbers taken out, and, sealed, what is being said for a case.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    language: Language | None = None  # chosen by the person
    client_language: Language | None = None  # what the person's app is set to
    spoken: Language | None = None  # of the last message
    greeted: bool = False
    last_article: str | None = None
    suggested: tuple[str, ...] = ()  # articles offered by the last "did you mean"
    scheme: Scheme | None = None  # said on being asked; it need not be asked again
    failures: int = 0  # messages in a row that were not understood
    last_question: str | None = None  # scrubbed; only until the next message, so that it can be given as a gap
    form: FormState | None = None
    reminder: Draft | None = None  # while it is being set up
    recent: tuple[str, ...] = ()  # the last questions, scrubbed, so that a case can begin with them; for half an hour
    last_calculation: str | None = None  # the last result, for the same and as long
    request: Request | None = None  # of an adviser, while it is being asked for
    told: datetime | None = None  # when the person was last told that messages go to an adviser
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
    steps: tuple[Step, ...] = ()  # what is to be done with a case
    reminder: ReminderStep | None = None  # what is to be done with reminders; the channel says how it went
    gap: Gap | None = None
    forget: bool = False  # everything kept about the person goes
    my_data: bool = False  # the person wants a copy of everything kept
