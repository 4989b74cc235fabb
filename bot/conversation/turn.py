"""The work on one event: what every kind of event may lead to. What each kind means stands in the neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.calculators.form import Form
from bot.conversation.advisers import advisers_card
from bot.conversation.answers import answer_card
from bot.conversation.buttons import button
from bot.conversation.calculating import Calculated, Calculating
from bot.conversation.dated import day_asked
from bot.conversation.events import Attachment, Text
from bot.conversation.replies import Card, Reply
from bot.conversation.schemes import scheme_learned
from bot.conversation.session import Count, Gap, Outcome, Session
from bot.conversation.smalltalk import GAP_OFFER, NOT_UNDERSTOOD, NOTICE, plain_card
from bot.conversation.understanding import Understander
from bot.conversation.urgent import urgent_card
from bot.handoff.desk import Desk
from bot.handoff.request import LONGEST
from bot.handoff.steps import Around, Content, Step
from bot.handoff.talking import CaseTalk, Talked
from bot.i18n import gettext_for
from bot.reminders.setting_up import SettingUp, Told
from bot.reminders.steps import Step as ReminderStep
from bot.reminders.ways_in import under_answer, under_result
from knowledge.clock import VIET_NAM
from knowledge.database import Knowledge
from knowledge.schema import Language, Topic
from nlu.urgent import UrgentKind, urgent_in

LONGEST_KEPT = 500  # characters of a question or a result that is kept


@dataclass(frozen=True, slots=True)
class Means:
    """What every turn works with."""

    knowledge: Knowledge
    understander: Understander
    forms: dict[str, Form]
    on: date | None  # answers by the law of another day; None: of the day of the question
    desk: Desk | None  # None: nobody takes cases
    operator: str | None = None  # who answers for the data that is kept, and how to reach them


class Turn:
    """Collects replies, counts and the changes of the session."""

    def __init__(self, means: Means, session: Session, now: datetime, around: Around) -> None:
        self._knowledge = means.knowledge
        self._understander = means.understander
        self._forms = means.forms
        self._calculators = tuple(means.forms)
        self._now = now
        self._today = now.astimezone(VIET_NAM).date()
        self._on = means.on or self._today
        self._session = session
        self._replies: list[Reply] = []
        self._counts: list[Count] = []
        self._steps: list[Step] = []
        self._desk = means.desk if around.private else None
        self._around = around
        self._gap: Gap | None = None
        self._reminder: ReminderStep | None = None
        self._forget = False
        self._my_data = False
        self._case_days = means.desk.kept_days if means.desk is not None else None
        self._operator = means.operator

    @property
    def language(self) -> Language:
        return self._session.speaks

    def outcome(self) -> Outcome:
        if not self._session.greeted:
            # The law asks a machine to say that it is one, before anything else.
            self._replies.insert(0, Card(text=gettext_for(self.language)(NOTICE)))
            self._remember(greeted=True)
        return Outcome(
            session=self._session,
            replies=tuple(self._replies),
            counts=tuple(self._counts),
            steps=tuple(self._steps),
            gap=self._gap,
            reminder=self._reminder,
            forget=self._forget,
            my_data=self._my_data,
        )

    def say(self, reply: Reply) -> None:
        self._replies.append(reply)

    def _remember(self, **changes: object) -> None:
        self._session = self._session.model_copy(update=changes)

    def _count(self, what: str, about: str = "") -> None:
        self._counts.append(Count(what=what, about=about))

    # --- a case in the hands of advisers

    def _case_talk(self) -> CaseTalk | None:
        return CaseTalk(self._desk, self._around, self.language, self._now) if self._desk is not None else None

    def to_case(self, event: Text | Attachment, *, text: bool) -> bool:
        """Pass a message on if it belongs to an open case: every one once an adviser has it, before that pictures."""
        talk = self._case_talk()
        if talk is None or self._around.case is None or (text and self._around.state != "taken"):
            return False
        words_said = event.text if isinstance(event, Text) else event.caption
        if urgent_in(words_said) is not None:
            self._urgent(words_said)
        form, draft = self._session.form, self._session.reminder
        asking = draft is not None or (form is not None and form.asking is not None)
        # Who types an answer for the bot is told each time that it went to the adviser, and how to reach the bot.
        self._talked(talk.relay(event, None if asking else self._session.told))
        return True

    def _talked(self, talked: Talked) -> None:
        self._remember(**talked.changes)
        self._replies.extend(talked.cards)
        self._steps.extend(talked.steps)

    def _ask_for_adviser(self, topic: str, said: str = "") -> None:
        """Begin a case, with what was asked and worked out lately, and with what is ``said`` of it."""
        talk = self._case_talk()
        if talk is None:
            self.say(advisers_card(self._knowledge, topic, self.language))
            return
        article = self._session.last_article or ""
        likely = next((t for t in Topic if t == (topic or article.partition("/")[0])), None)
        content = Content(
            questions=self._session.recent,
            calculation=self._session.last_calculation,
            description=said[:LONGEST] or None,
        )
        self._talked(talk.ask(content, likely))

    def _urgent(self, text: str) -> bool:
        """Numbers that help at once, before anything else. True: the message was urgent."""
        urgent = urgent_in(text)
        if urgent is None:
            return False
        self._urgent_first(urgent.kind)
        return True

    def _urgent_first(self, kind: UrgentKind) -> None:
        self._count("urgent", kind)
        asking = self._session.request is not None
        self.say(urgent_card(self._knowledge, kind, self.language, offer_person=not asking))

    # --- calculators and reminders

    def _calculating(self) -> Calculating:
        return Calculating(self._knowledge, self._forms, self._on, self._now, self.language)

    def _calculated(self, outcome: Calculated) -> None:
        self._remember(form=outcome.state, failures=0)
        if outcome.result is not None and self._desk is not None:
            self._remember(last_calculation=outcome.result[:LONGEST_KEPT])
        if outcome.state is not None and outcome.state.asking is not None:
            self._remember(reminder=None)  # one thing is asked at a time
        form = self._forms.get(outcome.state.calculator) if outcome.state is not None else None
        law = self._knowledge.law(self._on)
        self._replies.extend(under_result(outcome.replies, form, outcome.state, law, self.language))

    def _setting_up(self) -> SettingUp:
        return SettingUp(self._knowledge, self._on, self._now, self.language)

    def _set_up(self, told: Told) -> None:
        self._remember(reminder=told.draft, failures=0)
        self._reminder = told.step
        self._replies.extend(told.cards)

    # --- answers

    def _answer(self, article_id: str, text: str = "") -> None:
        on = day_asked(text, article_id, self._on) or self._on
        card = answer_card(self._knowledge, article_id, on, self._today, self.language, self._calculators)
        self.say(under_answer(card, article_id, self.language))
        self._remember(last_article=article_id, suggested=(), failures=0)
        self._count("article", article_id)

    def _learn_scheme(self, article_id: str) -> None:
        if (scheme := scheme_learned(self._knowledge, self._session.suggested, article_id)) is not None:
            self._remember(scheme=scheme)

    def _adviser(self, topic: str) -> None:
        self._count("adviser", topic)
        self.say(advisers_card(self._knowledge, topic, self.language, offer_case=self._desk is not None))

    def _sorry(self, why: str) -> Card:
        """Not helped: other words, a person, and, with consent, the question for those who mend the answers.

        ``why``: one of the reasons of a gap, or the article that was not useful, which need not be the last one.
        """
        _ = gettext_for(self.language)
        card = plain_card(NOT_UNDERSTOOD, self.language)
        if self._session.last_question is None:
            return card
        text = card.text + "\n" + _(GAP_OFFER).format(question=self._session.last_question)
        return Card(text=text, buttons=((button(_("Yes, use it to improve the answers"), "gap", why),), *card.buttons))
