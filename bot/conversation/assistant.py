"""The conversation: one event in, replies and the new session out. Knows no channel."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.calculators.registry import forms
from bot.conversation.events import Attachment, Command, Event, Press, Text
from bot.conversation.forms import EXPIRES
from bot.conversation.hearing import Hearing
from bot.conversation.pressing import Pressing
from bot.conversation.session import Outcome, Session
from bot.conversation.smalltalk import ONLY_TEXT, plain_card
from bot.conversation.turn import Means
from bot.conversation.understanding import Understander
from bot.handoff.desk import Desk
from bot.handoff.steps import ALONE, Around
from knowledge.database import Knowledge
from nlu.text import words


class _Turn(Hearing, Pressing):
    """The work on one event, whatever its kind."""


class Assistant:
    """Answers events. Pure apart from asking the understanding and reading the knowledge base."""

    def __init__(
        self,
        knowledge: Knowledge,
        understander: Understander,
        idle: timedelta = timedelta(days=30),
        on: date | None = None,
        desk: Desk | None = None,
        operator: str | None = None,
    ) -> None:
        self._idle = idle
        taking = desk if desk is not None and desk.groups else None
        self._means = Means(knowledge, understander, forms(), on, taking, operator)

    @property
    def desk(self) -> Desk | None:
        """The advisers' desk, if anybody takes cases."""
        return self._means.desk

    async def respond(self, event: Event, session: Session, now: datetime, around: Around = ALONE) -> Outcome:
        """What one event leads to. Never raises for anything a person can send."""
        if session.last_seen is not None and now - session.last_seen > self._idle:
            session = Session(language=session.language, client_language=session.client_language)
        if session.last_seen is not None and now - session.last_seen > EXPIRES:
            session = session.model_copy(update={"recent": (), "last_question": None, "last_calculation": None})
        session = session.model_copy(update={"last_seen": now})
        if session.form is not None and (session.form.expired(now) or session.form.calculator not in self._means.forms):
            session = session.model_copy(update={"form": None})
        if session.request is not None and (self._means.desk is None or session.request.expired(now)):
            session = session.model_copy(update={"request": None})
        if session.reminder is not None and session.reminder.expired(now):
            session = session.model_copy(update={"reminder": None})
        turn = _Turn(self._means, session, now, around)
        match event:
            case Text(text):
                if not turn.to_case(event, text=True):
                    await turn.text(text)
            case Press(data):
                turn.press(data)
            case Command("bot", argument) if argument:  # how a group asks
                await turn.text(argument)
            case Command(name, argument):
                turn.command(name, argument)
            case Attachment(_, caption):
                if turn.to_case(event, text=False):
                    pass
                elif words(caption):
                    await turn.text(caption)
                else:
                    turn.say(plain_card(ONLY_TEXT, turn.language))
        return turn.outcome()
