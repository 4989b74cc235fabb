"""What a written message leads to: first what is urgent, then what was being asked, then a new question."""

from __future__ import annotations

import re

from bot.conversation.answers import further_card, suggestion_card
from bot.conversation.buttons import button
from bot.conversation.commanding import Commanding
from bot.conversation.dated import day_asked
from bot.conversation.forms import NOT_AN_ANSWER
from bot.conversation.replies import Card
from bot.conversation.schemes import article_told, scheme_card
from bot.conversation.smalltalk import NO_WORDS, SCOPE, plain_card, smalltalk_card
from bot.conversation.turn import LONGEST_KEPT
from bot.i18n import gettext_for
from nlu.decision import Decision, Kind
from nlu.scrubbing import scrubbed
from nlu.text import fold, language_of, words

_SUGGESTED = 3
_WHOLE_QUESTION = 7  # words: hardly an answer to a form that it could not read
_REMIND = re.compile(
    r"^(?:(?:bot|ban|quyen) (?:oi )?|hay |lam on |can you |please )*(?:nhac(?: giup| ho| gium)? (?:em|e|toi|minh|tui|anh|chi|co|chu|con|chau)\b|remind me\b)"
)
_RECENT = 3  # questions a case begins with


class Hearing(Commanding):
    """A turn that begins with words."""

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
        if _REMIND.match(" ".join(words(fold(text)))):
            self.command("reminders", "")
            return
        question = scrubbed(text)[:LONGEST_KEPT]
        recent = self._session.recent
        self._remember(last_question=question)
        if self._desk is not None:  # kept only where a case can begin with them
            self._remember(recent=(*recent, question)[-_RECENT:])
        if (article := article_told(self._knowledge, self._session.suggested, text)) is not None:
            self._learn_scheme(article)
            self._answer(article)
            return
        if form is None and draft is None and await self._answer_several(text, urgent):
            return
        decision = await self._understander.understand(
            text, self.language, self._on, self._session.last_article, self._session.scheme
        )
        self._count(decision.kind)
        if decision.urgent is not None and not urgent:  # no rule saw it, but its meaning says so
            self._urgent_first(decision.urgent)
            urgent = decision.kind is not Kind.CALCULATOR
        if decision.kind in (Kind.SMALLTALK, Kind.HANDOFF, Kind.COMMAND) and decision.urgent is None:
            self._remember(recent=recent)  # no question an adviser would want to read
        if (
            form is not None
            and form.asking is not None
            and decision.kind not in (Kind.ANSWER, Kind.CALCULATOR, Kind.HANDOFF, Kind.COMMAND)
            and not decision.sure_subject
            and not (decision.kind is Kind.SUGGEST and len(words(text)) >= _WHOLE_QUESTION)
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
                self.command((decision.intent or "").removeprefix("command."), "")
            case _:
                self._out_of_scope()
        clear = decision.kind in (Kind.ANSWER, Kind.SUGGEST, Kind.HANDOFF) or decision.sure_subject
        if form is not None and form.asking is not None and clear:
            self._calculated(self._calculating().resume(form))  # a question in the middle is answered, then we go on

    async def _answer_several(self, text: str, urgent: bool) -> bool:
        """Answer the surest of several questions and offer the others; False for an ordinary message.

        ``urgent``: the card for what is urgent was shown already.
        """
        answers = await self._understander.several(text, self.language, self._on, self._session.scheme)
        articles = [decision.candidates[0].article for decision in answers]
        if not articles:
            return False
        self._count(Kind.ANSWER)
        kind = next((decision.urgent for decision in answers if decision.urgent is not None), None)
        if kind is not None and not urgent:
            self._urgent_first(kind)
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
