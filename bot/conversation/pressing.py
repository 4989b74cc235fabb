"""What a pressed button leads to."""

from __future__ import annotations

from bot.conversation.advisers import advisers_card, provinces_card
from bot.conversation.answers import answer_card, details_card
from bot.conversation.buttons import Pressed, pressed
from bot.conversation.dated import without_day
from bot.conversation.menus import group_card, menu_card, topic_card
from bot.conversation.replies import Card
from bot.conversation.schemes import telling_card
from bot.conversation.session import Gap
from bot.conversation.turn import Turn
from bot.i18n import gettext_for
from bot.reminders.texts import ONLY_ALONE
from bot.reminders.ways_in import under_answer
from knowledge.schema import Topic

GAP_REASONS = frozenset({"not_useful", "none_of_these", "not_understood"})
_SAID = Card(text="")  # stands for a card whose replies were said already


class Pressing(Turn):
    """A turn that begins with a button."""

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
        return advisers_card(self._knowledge, topic, self.language, int(number[:3]), offer_case=self._desk is not None)

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
