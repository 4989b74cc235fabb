"""The person's side of a case in a turn of the conversation: asking for an adviser, adding to a case, rating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.buttons import button
from bot.conversation.events import Attachment, Event, Text
from bot.conversation.replies import Card
from bot.handoff.closing import RATINGS
from bot.handoff.desk import Desk
from bot.handoff.request import Asked, Request, Requesting
from bot.handoff.steps import Around, Content, Open, Rate, Relay, Reopen, Step, Withdraw
from bot.i18n import gettext_for
from knowledge.schema import Language, Topic

SAY_AGAIN = timedelta(minutes=5)  # after so long the bot says once more where messages go


@dataclass(frozen=True, slots=True)
class Talked:
    """What came of it: changes of the session, cards, steps for the channel to take."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseTalk:
    """Runs the person's side for one turn."""

    desk: Desk
    around: Around
    language: Language
    now: datetime

    def _requesting(self) -> Requesting:
        return Requesting(
            self.desk.groups,
            self.desk.vault,
            self.desk.kept_days,
            self.language,
            self.now,
            self.around.waiting,
            self.desk.subject_of,
        )

    def ask(self, content: Content, likely: Topic | None) -> Talked:
        """The person wants an adviser: ask for consent; with an open case, say so."""
        if self.around.case is not None:
            return self._open_already()
        return self._asked(self._requesting().start(content, likely))

    def hear(self, request: Request, text: str) -> Talked:
        return self._asked(self._requesting().hear(request, text))

    def press(self, request: Request | None, argument: str) -> Talked:
        """A ``case`` button: of the running request, or about a case by its number."""
        action, _colon, rest = argument.partition(":")
        number, _colon, value = rest.partition(":")
        case = int(number) if number.isdecimal() and len(number) < 10 else None
        match action:
            case "rate" if case is not None and value in RATINGS:
                return Talked(steps=(Rate(case=case, rating=next(r for r in RATINGS if r == value)),))
            case "reopen" if case is not None:
                return Talked(steps=(Reopen(case=case),))
            case "withdraw" if case is not None:
                return Talked(changes={"request": None}, steps=(Withdraw(case=case),))
        if self.around.case is not None:
            return self._open_already()
        if request is None:  # an old button: nothing of the request is kept any more
            _ = gettext_for(self.language)
            card = Card(
                text=_("That was a while ago, and I kept nothing of it. Shall we begin again?"),
                buttons=((button(_("✍️ Hand my case to an adviser"), "case", "ask"), button(_("Menu"), "menu")),),
            )
            return Talked(cards=(card,))
        return self._asked(self._requesting().press(request, argument))

    def relay(self, event: Event, told: datetime | None) -> Talked:
        """A message that belongs to the open case goes to the advisers; the person is told now and then."""
        text = event.text if isinstance(event, Text) else event.caption if isinstance(event, Attachment) else ""
        said = told is not None and self.now - told < SAY_AGAIN
        return Talked(
            changes={"told": self.now},
            cards=() if said else (self._passed_on(),),
            steps=(Relay(message=self.around.message, text=text or None),),
        )

    def add(self, text: str) -> Talked:
        """``/case WORDS``: add to the open case."""
        if self.around.case is None:
            return Talked()
        return Talked(cards=(self._passed_on(),), steps=(Relay(text=text),))

    def _asked(self, asked: Asked) -> Talked:
        steps: tuple[Open, ...] = (asked.open,) if asked.open is not None else ()
        return Talked({"request": asked.request}, (asked.card,) if asked.card is not None else (), steps)

    def _open_already(self) -> Talked:
        _ = gettext_for(self.language)
        state = _("An adviser has it.") if self.around.state == "taken" else _("It waits for an adviser.")
        text = _(
            "Your case **{number}** is open. {state} To add something, write /case and what you want to say."
        ).format(number=self.around.case, state=state)
        withdraw = button(_("I do not need the adviser any more"), "case", f"withdraw:{self.around.case}")
        return Talked(
            cards=(Card(text=text, buttons=((button(_("Free help by phone meanwhile"), "help"),), (withdraw,))),)
        )

    def _passed_on(self) -> Card:
        _ = gettext_for(self.language)
        if self.around.state == "taken":
            text = _("✓ Passed on to your adviser. I keep quiet; to ask me, write /bot and your question.")
        else:
            text = _("✓ Added to your case **{number}**. It waits for an adviser.").format(number=self.around.case)
        return Card(text=text)
