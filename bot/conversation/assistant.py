"""The conversation: one event in, replies and the new session out. Knows no channel."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calculators.registry import forms
from bot.conversation.advisers import advisers_card
from bot.conversation.answers import answer_card, details_card, suggestion_card
from bot.conversation.buttons import Pressed, button, pressed
from bot.conversation.calculating import Calculated, Calculating
from bot.conversation.events import Attachment, Command, Event, Press, Text
from bot.conversation.forms import NOT_AN_ANSWER
from bot.conversation.menus import group_card, menu_card, topic_card
from bot.conversation.replies import Card, Reply
from bot.conversation.session import Count, Gap, Outcome, Session
from bot.conversation.smalltalk import (
    FORGOTTEN,
    GAP_OFFER,
    GREETING,
    HELP,
    NO_WORDS,
    NOT_UNDERSTOOD,
    NOTICE,
    ONLY_TEXT,
    PRIVACY,
    SCOPE,
    plain_card,
    smalltalk_card,
)
from bot.conversation.understanding import Understander
from bot.i18n import gettext_for
from knowledge.database import Knowledge
from knowledge.schema import Language, Topic
from nlu.decision import Kind
from nlu.scrubbing import scrubbed
from nlu.text import language_of, words

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
_SUGGESTED = 3
_GAP_LONGEST = 500  # characters of a question that may be given as a gap
GAP_REASONS = frozenset({"not_useful", "none_of_these", "not_understood"})
_SAID = Card(text="")  # stands for a card whose replies were said already
_CAMPAIGN = re.compile(r"^[A-Za-z0-9_-]{1,64}$")  # what a deep link may carry


class Assistant:
    """Answers events. Pure apart from asking the understanding and reading the knowledge base."""

    def __init__(
        self,
        knowledge: Knowledge,
        understander: Understander,
        idle: timedelta = timedelta(days=30),
        on: date | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._understander = understander
        self._idle = idle
        self._on = on  # answers by the law of another day; None: of the day of the question
        self._forms = forms()

    async def respond(self, event: Event, session: Session, now: datetime) -> Outcome:
        """What one event leads to. Never raises for anything a person can send."""
        if session.last_seen is not None and now - session.last_seen > self._idle:
            session = Session(language=session.language, client_language=session.client_language)
        session = session.model_copy(update={"last_seen": now})
        if session.form is not None and (session.form.expired(now) or session.form.calculator not in self._forms):
            session = session.model_copy(update={"form": None})
        turn = _Turn(self, session, now)
        match event:
            case Text(text):
                await turn.text(text)
            case Press(data):
                turn.press(data)
            case Command(name, argument):
                await turn.command(name, argument)
            case Attachment(_, caption):
                if words(caption):
                    await turn.text(caption)
                else:
                    turn.say(plain_card(ONLY_TEXT, turn.language))
        return turn.outcome()


class _Turn:
    """The work on one event: collects replies, counts and the changes of the session."""

    def __init__(self, assistant: Assistant, session: Session, now: datetime) -> None:
        self._knowledge = assistant._knowledge
        self._understander = assistant._understander
        self._forms = assistant._forms
        self._calculators = tuple(assistant._forms)
        self._now = now
        self._today = now.astimezone(VIET_NAM).date()
        self._on = assistant._on or self._today
        self._session = session
        self._replies: list[Reply] = []
        self._counts: list[Count] = []
        self._gap: Gap | None = None
        self._forget = False

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
            gap=self._gap,
            forget=self._forget,
        )

    def say(self, reply: Reply) -> None:
        self._replies.append(reply)

    def _remember(self, **changes: object) -> None:
        self._session = self._session.model_copy(update=changes)

    def _count(self, what: str, about: str = "") -> None:
        self._counts.append(Count(what=what, about=about))

    # --- text

    async def text(self, text: str) -> None:
        spoken = language_of(text)
        if spoken is not None:
            self._remember(spoken=spoken)
        self._remember(last_question=None)
        if not words(text):
            self.say(plain_card(NO_WORDS, self.language))
            return
        form = self._session.form
        if form is not None and (heard := self._calculating().hear(form, text)) is not None:
            self._calculated(heard)
            return
        self._remember(last_question=scrubbed(text)[:_GAP_LONGEST])
        decision = await self._understander.understand(text, self.language, self._on, self._session.last_article)
        self._count(decision.kind)
        if (
            form is not None
            and form.asking is not None
            and decision.kind not in (Kind.ANSWER, Kind.CALCULATOR, Kind.HANDOFF, Kind.COMMAND)
        ):
            # Neither an answer nor a clear question: ask again rather than guess.
            _ = gettext_for(self.language)
            self._calculated(self._calculating().resume(form, (_(NOT_AN_ANSWER),)))
            return
        match decision.kind:
            case Kind.ANSWER:
                self._answer(decision.candidates[0].article)
            case Kind.SUGGEST:
                self._suggest([candidate.article for candidate in decision.candidates])
            case Kind.CALCULATOR if decision.calculator in self._forms:
                self._calculated(self._calculating().start(decision.calculator, text))
            case Kind.SMALLTALK:
                self._remember(failures=0)
                self.say(smalltalk_card(decision.intent or "", self.language))
            case Kind.HANDOFF:
                self._adviser("")
            case Kind.COMMAND:
                await self.command((decision.intent or "").removeprefix("command."), "")
            case _:
                self._out_of_scope()
        if form is not None and form.asking is not None and decision.kind in (Kind.ANSWER, Kind.HANDOFF):
            self._calculated(self._calculating().resume(form))  # a question in the middle is answered, then we go on

    def _calculating(self) -> Calculating:
        return Calculating(self._knowledge, self._forms, self._on, self._now, self.language)

    def _calculated(self, outcome: Calculated) -> None:
        self._remember(form=outcome.state, failures=0)
        self._replies.extend(outcome.replies)

    def _answer(self, article_id: str) -> None:
        self.say(answer_card(self._knowledge, article_id, self._on, self._today, self.language, self._calculators))
        self._remember(last_article=article_id, suggested=(), failures=0)
        self._count("article", article_id)

    def _suggest(self, article_ids: list[str]) -> None:
        shown = tuple(article_ids[:_SUGGESTED])
        self.say(suggestion_card(self._knowledge, shown, self.language))
        self._remember(suggested=shown, failures=self._session.failures + 1)
        if self._session.failures >= 2:
            self._offer_person()

    def _out_of_scope(self) -> None:
        _ = gettext_for(self.language)
        self._remember(failures=self._session.failures + 1)
        hotline = self._knowledge.offices.get("legal-aid-hotline")
        text = _(SCOPE)
        if hotline is not None and hotline.phone:
            text += "\n" + _("Other legal matters: ask the State legal aid line **{phone}** (free of charge).").format(
                phone=hotline.phone
            )
        self.say(Card(text=text, buttons=((button(_("Menu"), "menu"), button(_("Talk to an adviser"), "help")),)))

    def _offer_person(self) -> None:
        self.say(self._sorry("not_understood"))
        self._remember(failures=0)

    def _adviser(self, topic: str) -> None:
        self._count("adviser", topic)
        self.say(advisers_card(self._knowledge, topic, self.language))

    # --- buttons

    def press(self, data: str) -> None:
        meaning = pressed(data) or Pressed("menu")
        card = self._pressed(meaning)
        if card is _SAID:
            return
        self.say(card if card is not None else menu_card(self.language, bool(self._calculators)))

    def _pressed(self, meaning: Pressed) -> Card | None:
        """The card a button leads to; None (the menu) where its subject is gone."""
        _ = gettext_for(self.language)
        argument = meaning.argument
        match meaning.verb:
            case "group":
                return group_card(self._knowledge, argument, self.language)
            case "topic":
                return topic_card(self._knowledge, argument, self.language)
            case "art" if self._knowledge.article(argument) is not None:
                self._remember(last_article=argument, suggested=(), failures=0)
                self._count("article", argument)
                return answer_card(self._knowledge, argument, self._on, self._today, self.language, self._calculators)
            case "more":
                return details_card(self._knowledge, argument, self._on, self.language)
            case "yes":
                self._count("useful", argument if self._knowledge.article(argument) else "")
                return Card(text=_("Thank you. Share the answer with somebody who needs it."))
            case "no":
                known = argument if self._knowledge.article(argument) else ""
                self._count("not_useful", known)
                return self._sorry("not_useful")
            case "none":
                self._count("none_of_these")
                return self._sorry("none_of_these")
            case "gap":
                return self._give_gap(argument)
            case "help":
                self._count("adviser", argument if argument in set(Topic) else "")
                return advisers_card(self._knowledge, argument, self.language)
            case "calc" if argument in self._forms:
                self._count("calculator", argument)
                self._calculated(self._calculating().start(argument))
                return _SAID
            case "calc" if self._forms:
                return self._calculating().list_card()
            case "form":
                self._calculated(self._calculating().press(self._session.form, argument))
                return _SAID
            case "lang" if argument in ("vi", "en"):
                self._remember(language=argument)
                return menu_card(self.language, bool(self._calculators))
            case _:
                return None

    def _sorry(self, why: str) -> Card:
        """Not helped: other words, a person, and, with consent, the question for those who mend the answers."""
        _ = gettext_for(self.language)
        card = plain_card(NOT_UNDERSTOOD, self.language)
        if self._session.last_question is None:
            return card
        text = card.text + "\n" + _(GAP_OFFER).format(question=self._session.last_question)
        return Card(text=text, buttons=((button(_("Yes, use it to improve the answers"), "gap", why),), *card.buttons))

    def _give_gap(self, why: str) -> Card:
        _ = gettext_for(self.language)
        question = self._session.last_question
        if question is None or why not in GAP_REASONS:
            return Card(text=_("I no longer have that question. You can simply ask it again."))
        nearest = self._session.last_article if why == "not_useful" else next(iter(self._session.suggested), None)
        self._gap = Gap(text=question, language=self.language, why=why, nearest=nearest or "")
        self._remember(last_question=None)
        return Card(
            text=_("Thank you. The question goes to the people who write the answers, without anything about you.")
        )

    # --- commands

    async def command(self, name: str, argument: str) -> None:
        match name:
            case "start":
                self._start(argument)
            case "menu" | "topics":
                self.say(menu_card(self.language, bool(self._calculators)))
            case "help":
                self.say(plain_card(HELP, self.language))
            case "adviser":
                self._adviser("")
            case "language":
                chosen = argument if argument in ("vi", "en") else ("en" if self.language == "vi" else "vi")
                self._choose_language(chosen)
            case "language_vi" | "language_en":
                self._choose_language(name.removeprefix("language_"))
            case "calc" | "calculators" if self._forms:
                self.say(self._calculating().list_card())
            case "privacy":
                self.say(plain_card(PRIVACY, self.language))
            case "forget" | "delete":
                self._forget = True
                self.say(Card(text=gettext_for(self.language)(FORGOTTEN)))
                self._session = Session(client_language=self._session.client_language, greeted=True)
            case _:
                self.say(menu_card(self.language, bool(self._calculators)))

    def _choose_language(self, language: str) -> None:
        self._remember(language=language)
        self.say(menu_card(self.language, bool(self._calculators)))

    def _start(self, payload: str) -> None:
        """/start, perhaps from a shared link ``TOPIC_CAMPAIGN``: the topic's questions at once."""
        self.say(Card(text=gettext_for(self.language)(GREETING)))
        topic = next(
            (t for t in sorted(Topic, key=len, reverse=True) if payload == t or payload.startswith(f"{t}_")), None
        )
        if topic is not None:
            self._count("start", payload if _CAMPAIGN.match(payload) else topic)
        card = topic_card(self._knowledge, topic, self.language) if topic is not None else None
        self.say(card if card is not None else menu_card(self.language, bool(self._calculators)))
