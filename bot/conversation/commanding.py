"""What a command leads to."""

from __future__ import annotations

import re

from bot.conversation.menus import menu_card, topic_card
from bot.conversation.replies import Card
from bot.conversation.session import Session
from bot.conversation.smalltalk import FORGOTTEN, FORGOTTEN_HERE, GREETING, HELP, NOT_HERE, plain_card, privacy_card
from bot.conversation.turn import Turn
from bot.i18n import gettext_for
from bot.reminders.setting_up import Told
from bot.reminders.steps import Show
from bot.reminders.texts import KEPT as REMINDERS_KEPT
from bot.reminders.texts import ONLY_ALONE
from bot.storage.counts import linked_topic

_CAMPAIGN = re.compile(r"^[A-Za-z0-9_-]{1,64}$")  # what a deep link may carry


class Commanding(Turn):
    """A turn that begins with a command, or with words that mean one."""

    def command(self, name: str, argument: str) -> None:
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
            case "reminders" | "remind" if not self._around.private:
                self.say(Card(text=gettext_for(self.language)(ONLY_ALONE)))
            case "reminders" | "remind":
                self._set_up(Told(self._session.reminder, step=Show()))
            case "privacy":
                self.say(self._privacy())
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

    def _privacy(self) -> Card:
        reminders = gettext_for(self.language)(REMINDERS_KEPT)
        return privacy_card(self._case_days, reminders, self._operator, self.language)

    def _start(self, payload: str) -> None:
        """/start, perhaps from a shared link ``TOPIC_CAMPAIGN``: the topic's questions at once."""
        self.say(Card(text=gettext_for(self.language)(GREETING)))
        topic = linked_topic(payload)
        if topic is not None:
            self._count("start", payload if _CAMPAIGN.match(payload) else topic)
        card = topic_card(self._knowledge, topic, self.language) if topic is not None else None
        self.say(card if card is not None else menu_card(self.language, bool(self._calculators)))
