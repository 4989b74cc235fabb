"""The conversation: one event in, replies and the new session out. Knows no channel."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.calculators.registry import forms
from bot.conversation.advisers import advisers_card, provinces_card
from bot.conversation.answers import answer_card, details_card, further_card, suggestion_card
from bot.conversation.buttons import Pressed, button, pressed
from bot.conversation.calculating import Calculated, Calculating
from bot.conversation.dated import day_asked, without_day
from bot.conversation.events import Attachment, Command, Event, Press, Text
from bot.conversation.forms import EXPIRES, NOT_AN_ANSWER
from bot.conversation.menus import group_card, menu_card, topic_card
from bot.conversation.replies import Card, Reply
from bot.conversation.schemes import article_told, scheme_card, scheme_learned, telling_card
from bot.conversation.session import Count, Gap, Outcome, Session
from bot.conversation.smalltalk import (
    FORGOTTEN,
    FORGOTTEN_HERE,
    GAP_OFFER,
    GREETING,
    HELP,
    NO_WORDS,
    NOT_HERE,
    NOT_UNDERSTOOD,
    NOTICE,
    ONLY_TEXT,
    SCOPE,
    plain_card,
    privacy_card,
    smalltalk_card,
)
from bot.conversation.understanding import Understander
from bot.conversation.urgent import urgent_card
from bot.handoff.desk import Desk
from bot.handoff.request import LONGEST
from bot.handoff.steps import ALONE, Around, Content, Step
from bot.handoff.talking import CaseTalk, Talked
from bot.i18n import gettext_for
from bot.reminders.setting_up import SettingUp, Told
from bot.reminders.steps import Show
from bot.reminders.steps import Step as ReminderStep
from bot.reminders.texts import KEPT as REMINDERS_KEPT
from bot.reminders.texts import ONLY_ALONE
from bot.reminders.ways_in import under_answer, under_result
from bot.storage.counts import linked_topic
from knowledge.clock import VIET_NAM
from knowledge.database import Knowledge
from knowledge.schema import Language, Topic
from nlu.decision import Decision, Kind
from nlu.scrubbing import scrubbed
from nlu.text import language_of, words
from nlu.urgent import urgent_in

_SUGGESTED = 3
_RECENT = 3  # questions a case begins with
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
        desk: Desk | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._understander = understander
        self._idle = idle
        self._on = on  # answers by the law of another day; None: of the day of the question
        self._forms = forms()
        self._desk = desk if desk is not None and desk.groups else None  # None: nobody takes cases

    @property
    def desk(self) -> Desk | None:
        """The advisers' desk, if anybody takes cases."""
        return self._desk

    async def respond(self, event: Event, session: Session, now: datetime, around: Around = ALONE) -> Outcome:
        """What one event leads to. Never raises for anything a person can send."""
        if session.last_seen is not None and now - session.last_seen > self._idle:
            session = Session(language=session.language, client_language=session.client_language)
        if session.last_seen is not None and now - session.last_seen > EXPIRES:
            session = session.model_copy(update={"recent": (), "last_question": None, "last_calculation": None})
        session = session.model_copy(update={"last_seen": now})
        if session.form is not None and (session.form.expired(now) or session.form.calculator not in self._forms):
            session = session.model_copy(update={"form": None})
        if session.request is not None and (self._desk is None or session.request.expired(now)):
            session = session.model_copy(update={"request": None})
        if session.reminder is not None and session.reminder.expired(now):
            session = session.model_copy(update={"reminder": None})
        turn = _Turn(self, session, now, around)
        match event:
            case Text(text):
                if not turn.to_case(event, text=True):
                    await turn.text(text)
            case Press(data):
                turn.press(data)
            case Command(name, argument):
                await turn.command(name, argument)
            case Attachment(_, caption):
                if turn.to_case(event, text=False):
                    pass
                elif words(caption):
                    await turn.text(caption)
                else:
                    turn.say(plain_card(ONLY_TEXT, turn.language))
        return turn.outcome()


class _Turn:
    """The work on one event: collects replies, counts and the changes of the session."""

    def __init__(self, assistant: Assistant, session: Session, now: datetime, around: Around) -> None:
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
        self._steps: list[Step] = []
        self._desk = assistant.desk if around.private else None
        self._around = around
        self._gap: Gap | None = None
        self._reminder: ReminderStep | None = None
        self._forget = False
        self._my_data = False
        self._case_days = assistant.desk.kept_days if assistant.desk is not None else None

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
        self._talked(talk.relay(event, self._session.told))
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
        self._count("urgent", urgent.kind)
        self.say(urgent_card(self._knowledge, urgent.kind, self.language))
        return True

    # --- text

    async def text(self, text: str) -> None:
        spoken = language_of(text)
        if spoken is not None:
            self._remember(spoken=spoken)
        self._remember(last_question=None)
        if not words(text):
            self.say(plain_card(NO_WORDS, self.language))
            return
        urgent = self._urgent(text)
        talk = self._case_talk()
        if talk is not None and self._session.request is not None:
            self._talked(talk.hear(self._session.request, text))
            return
        draft = self._session.reminder
        if draft is not None and (told := self._setting_up().hear(draft, text)) is not None:
            self._set_up(told)
            return
        form = self._session.form
        if form is not None and (heard := self._calculating().hear(form, text)) is not None:
            self._calculated(heard)
            return
        question = scrubbed(text)[:_GAP_LONGEST]
        recent = self._session.recent
        self._remember(last_question=question)
        if self._desk is not None:  # kept only where a case can begin with them
            self._remember(recent=(*recent, question)[-_RECENT:])
        if (article := article_told(self._knowledge, self._session.suggested, text)) is not None:
            self._learn_scheme(article)
            self._answer(article)
            return
        if form is None and draft is None and await self._answer_several(text):
            return
        decision = await self._understander.understand(
            text, self.language, self._on, self._session.last_article, self._session.scheme
        )
        self._count(decision.kind)
        if decision.kind in (Kind.SMALLTALK, Kind.HANDOFF, Kind.COMMAND):
            self._remember(recent=recent)  # no question an adviser would want to read
        if (
            form is not None
            and form.asking is not None
            and decision.kind not in (Kind.ANSWER, Kind.CALCULATOR, Kind.HANDOFF, Kind.COMMAND)
            and not decision.sure_subject
        ):
            # Neither an answer nor a clear question: ask again rather than guess.
            _ = gettext_for(self.language)
            self._calculated(self._calculating().resume(form, (_(NOT_AN_ANSWER),)))
            return
        if draft is not None and decision.kind not in (Kind.ANSWER, Kind.CALCULATOR, Kind.HANDOFF, Kind.COMMAND):
            self._set_up(self._setting_up().again(draft))
            return
        if urgent and decision.kind not in (Kind.ANSWER, Kind.SUGGEST):
            return  # help comes first; "I cannot answer that" would only be noise
        match decision.kind:
            case Kind.ANSWER:
                self._answer(decision.candidates[0].article, text)
            case Kind.SUGGEST if decision.asks_scheme:
                self._ask_scheme(decision, text)
            case Kind.SUGGEST:
                self._suggest([candidate.article for candidate in decision.candidates], text)
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
        clear = decision.kind in (Kind.ANSWER, Kind.HANDOFF) or decision.sure_subject
        if form is not None and form.asking is not None and clear:
            self._calculated(self._calculating().resume(form))  # a question in the middle is answered, then we go on

    def _calculating(self) -> Calculating:
        return Calculating(self._knowledge, self._forms, self._on, self._now, self.language)

    def _calculated(self, outcome: Calculated) -> None:
        self._remember(form=outcome.state, failures=0)
        if outcome.result is not None and self._desk is not None:
            self._remember(last_calculation=outcome.result[:_GAP_LONGEST])
        if outcome.state is not None and outcome.state.asking is not None:
            self._remember(reminder=None)  # one thing is asked at a time
        form = self._forms.get(outcome.state.calculator) if outcome.state is not None else None
        law = self._knowledge.law(self._on)
        self._replies.extend(under_result(outcome.replies, form, outcome.state, law, self.language))

    # --- reminders

    def _setting_up(self) -> SettingUp:
        return SettingUp(self._knowledge, self._on, self._now, self.language)

    def _set_up(self, told: Told) -> None:
        self._remember(reminder=told.draft, failures=0)
        self._reminder = told.step
        self._replies.extend(told.cards)

    def _answer(self, article_id: str, text: str = "") -> None:
        on = day_asked(text, article_id, self._on) or self._on
        card = answer_card(self._knowledge, article_id, on, self._today, self.language, self._calculators)
        self.say(under_answer(card, article_id, self.language))
        self._remember(last_article=article_id, suggested=(), failures=0)
        self._count("article", article_id)

    async def _answer_several(self, text: str) -> bool:
        """Answer the surest of several questions and offer the others; False for an ordinary message."""
        answers = await self._understander.several(text, self.language, self._on, self._session.scheme)
        articles = [decision.candidates[0].article for decision in answers]
        if not articles:
            return False
        self._count(Kind.ANSWER)
        self._answer(articles[0], text)
        days = {name: day_asked(text, name, self._on) for name in articles[1:]}
        self.say(further_card(self._knowledge, days, self.language))
        return True

    def _ask_scheme(self, decision: Decision, text: str) -> None:
        """Ask which social insurance it is; each button leads to that scheme's article."""
        shown = tuple(candidate.article for candidate in decision.candidates[:2])
        days = {name: day_asked(text, name, self._on) for name in shown}
        self.say(scheme_card(self._knowledge, shown[0], self.language, days, decision.sure_subject))
        self._remember(suggested=shown, failures=0 if decision.sure_subject else self._session.failures)

    def _learn_scheme(self, article_id: str) -> None:
        if (scheme := scheme_learned(self._knowledge, self._session.suggested, article_id)) is not None:
            self._remember(scheme=scheme)

    def _suggest(self, article_ids: list[str], text: str) -> None:
        shown = tuple(article_ids[:_SUGGESTED])
        days = {name: day_asked(text, name, self._on) for name in shown}
        self.say(suggestion_card(self._knowledge, shown, self.language, days))
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
        self.say(advisers_card(self._knowledge, topic, self.language, offer_case=self._desk is not None))

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
            case "art" if self._knowledge.article(article := without_day(argument)[0]) is not None:
                self._learn_scheme(article)
                self._remember(last_article=article, suggested=(), failures=0)
                self._count("article", article)
                on = without_day(argument)[1] or self._on
                card = answer_card(self._knowledge, article, on, self._today, self.language, self._calculators)
                return under_answer(card, article, self.language)
            case "more":
                article, day = without_day(argument)
                return details_card(self._knowledge, article, day or self._on, self.language)
            case "scheme":
                return telling_card(self._knowledge, argument, self.language)
            case "yes":
                self._count("useful", argument if self._knowledge.article(argument) else "")
                return Card(text=_("Thank you. Share the answer with somebody who needs it."))
            case "no":
                known = argument if self._knowledge.article(argument) else ""
                self._count("not_useful", known)
                return self._sorry(known or "not_useful")
            case "none":
                self._count("none_of_these")
                return self._sorry("none_of_these")
            case "gap":
                return self._give_gap(argument)
            case "help":
                self._adviser(argument if argument in set(Topic) else "")
                return _SAID
            case "where":
                return self._offices_of_province(argument)
            case "case" if argument.partition(":")[0] == "ask":
                self._ask_for_adviser(argument.partition(":")[2])
                return _SAID
            case "case" if (talk := self._case_talk()) is not None:
                self._talked(talk.press(self._session.request, argument))
                return _SAID
            case "calc" if argument in self._forms:
                self._count("calculator", argument)
                self._calculated(self._calculating().start(argument))
                return _SAID
            case "calc" if self._forms:
                return self._calculating().list_card()
            case "rem" if not self._around.private:
                return Card(text=_(ONLY_ALONE))
            case "rem":
                self._set_up(self._setting_up().press(self._session.reminder, argument, self._session.form))
                return _SAID
            case "form":
                self._calculated(self._calculating().press(self._session.form, argument))
                return _SAID
            case "lang" if argument in ("vi", "en"):
                self._remember(language=argument)
                return menu_card(self.language, bool(self._calculators))
            case _:
                return None

    def _offices_of_province(self, argument: str) -> Card:
        """``TOPIC``: which province; ``TOPIC.NUMBER``: who helps there."""
        topic, dot, number = argument.partition(".")
        if not dot or not number.isdecimal():
            return provinces_card(topic, self.language)
        return advisers_card(
            self._knowledge, topic, self.language, int(number[:3]), offer_case=self._desk is not None
        )

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

    def _give_gap(self, why: str) -> Card:
        _ = gettext_for(self.language)
        question = self._session.last_question
        nearest = self._session.last_article if why == "not_useful" else next(iter(self._session.suggested), None)
        if self._knowledge.article(why) is not None:
            why, nearest = "not_useful", why
        if question is None or why not in GAP_REASONS:
            return Card(text=_("I no longer have that question. You can simply ask it again."))
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
            case "case" if argument and self._around.case is not None and (talk := self._case_talk()) is not None:
                self._talked(talk.add(argument))
            case "case":
                self._ask_for_adviser("", argument)
            case "bot" if argument:
                await self.text(argument)
            case "reminders" if not self._around.private:
                self.say(Card(text=gettext_for(self.language)(ONLY_ALONE)))
            case "reminders":
                self._set_up(Told(self._session.reminder, step=Show()))
            case "privacy":
                self.say(privacy_card(self._case_days, gettext_for(self.language)(REMINDERS_KEPT), self.language))
            case "mydata" if not self._around.private:
                self.say(Card(text=gettext_for(self.language)(NOT_HERE)))
            case "mydata":
                self._my_data = True
            case "forget" | "delete":
                self._forget = True
                self.say(Card(text=gettext_for(self.language)(FORGOTTEN if self._around.private else FORGOTTEN_HERE)))
                self._session = Session(client_language=self._session.client_language, greeted=True)
            case _:
                self.say(menu_card(self.language, bool(self._calculators)))

    def _choose_language(self, language: str) -> None:
        self._remember(language=language)
        self.say(menu_card(self.language, bool(self._calculators)))

    def _start(self, payload: str) -> None:
        """/start, perhaps from a shared link ``TOPIC_CAMPAIGN``: the topic's questions at once."""
        self.say(Card(text=gettext_for(self.language)(GREETING)))
        topic = linked_topic(payload)
        if topic is not None:
            self._count("start", payload if _CAMPAIGN.match(payload) else topic)
        card = topic_card(self._knowledge, topic, self.language) if topic is not None else None
        self.say(card if card is not None else menu_card(self.language, bool(self._calculators)))
