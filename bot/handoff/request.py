"""Asking for an adviser: consent, then subject, province, description and phone, all of which may be skipped.

Pure, but for the sealing of what the person wrote: it waits in the session in sealed form only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

from bot.conversation.buttons import button
from bot.conversation.forms import control_of
from bot.conversation.replies import Button, ButtonRows, Card
from bot.conversation.topics import NAMES
from bot.handoff.consent import VERSION, consent_card
from bot.handoff.groups import StaffGroups
from bot.handoff.provinces import PROVINCES, province_in
from bot.handoff.steps import Content, Open
from bot.handoff.wording import topic_name
from bot.i18n import gettext_for
from knowledge.schema import Language, Topic
from nlu.text import fold, words

EXPIRES = timedelta(minutes=30)
LONGEST = 3000  # characters of a description; a card for advisers must fit into one message
_LARGEST_CITIES = (79, 1, 48, 31, 92)
_PHONE = re.compile(r"\+?\d[\d .()-]{7,19}")
_LONGEST_PHONE = 80  # characters, with "call after seven" beside it
_NO_PHONE = re.compile(
    r"^(?:da )?(?:thoi(?: khoi)?|khoi|khong|ko|k|hong|no)(?: (?:can|co|cho|de(?: lai)?|thanks?|a|dau|nha))*$"
)
_STORY = 5  # words
_IN_A_ROW = 3

Asking = Literal["consent", "topic", "province", "description", "phone"]


class Sealing(Protocol):
    """What seals a text (:class:`bot.storage.vault.Vault`)."""

    def seal(self, text: str) -> str: ...

    def open(self, sealed: str) -> str: ...


class Request(BaseModel):
    """Where the asking stands. Gone half an hour after the last answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    asking: Asking = "consent"
    likely: Topic | None = None  # of the last answer
    topic: Topic | None = None
    province: int | None = None
    sealed: str  # of the Content so far
    touched: datetime

    def expired(self, now: datetime) -> bool:
        return now - self.touched > EXPIRES


@dataclass(frozen=True, slots=True)
class Asked:
    """The request after an event (None: over), what to say, and the case to open when all is said."""

    request: Request | None
    card: Card | None = None
    open: Open | None = None


@dataclass(frozen=True, slots=True)
class Requesting:
    """Runs the request of one turn."""

    groups: StaffGroups
    vault: Sealing
    days: int  # a closed case is kept
    language: Language
    now: datetime
    waiting: str | None = None
    subject_of: Callable[[str], Topic | None] = lambda _text: None
    """The subject a typed sentence is about, where it is not the name of one."""

    def start(self, content: Content, likely: Topic | None) -> Asked:
        request = Request(likely=likely, sealed=self.vault.seal(content.model_dump_json()), touched=self.now)
        return Asked(request, consent_card(self.groups, content, self.days, self.waiting, self.language))

    def press(self, request: Request, argument: str) -> Asked:
        """A button: ``yes``, ``bare``, ``no``, ``t:TOPIC``, ``p:NUMBER``, ``skip``; others ask the same again."""
        if argument == "no":
            return self._left()
        if request.asking == "consent":
            if argument == "bare":
                bare = Content(description=self._content(request).description)
                request = request.model_copy(update={"sealed": self.vault.seal(bare.model_dump_json())})
            return self._next(request) if argument in ("yes", "bare") else self._again(request)
        what, _colon, value = argument.partition(":")
        if argument == f"skip:{request.asking}":
            return self._next(request)
        match what, request.asking:
            case "t", "topic" if value in set(Topic):
                return self._next(request, topic=Topic(value))
            case "t", "topic":
                return Asked(request, self._all_topics())
            case "p", "province" if value.isdecimal() and int(value) in PROVINCES:
                return self._next(request, province=int(value))
            case "p", "province":
                return Asked(request, self._all_provinces())
        return self._again(request)

    def hear(self, request: Request, text: str) -> Asked:
        """A typed answer."""
        _ = gettext_for(self.language)
        control = control_of(text)
        if request.asking == "phone" and _NO_PHONE.match(" ".join(words(fold(text)))):
            return self._next(request)
        if control == "cancel":
            return self._left()
        if control == "skip" and request.asking != "consent":
            return self._next(request)
        match request.asking:
            case "topic":
                topic = _topic_in(text, self.language) or self.subject_of(text)
                return self._next(request, topic=topic) if topic else Asked(request, self._all_topics())
            case "province":
                province = province_in(text)
                return (
                    self._next(request, province=province)
                    if province
                    else Asked(
                        request,
                        self._all_provinces(
                            _("I do not know that province. Since July 2025 there are 34; choose the present one:")
                        ),
                    )
                )
            case "description":
                return self._next(request, description=text.strip()[:LONGEST])
            case "phone" if len(text) <= _LONGEST_PHONE and _PHONE.search(text):
                return self._next(request, phone=" ".join(text.split()))
            case "phone" if len(words(text)) >= _STORY:  # what happened, told late: it must not be lost
                return self._told_more(request, text)
            case "phone":
                return Asked(request, self._phone(_("That does not look like a phone number.")))
        return self._again(request)

    # --- the way through

    def _next(self, request: Request, **said: object) -> Asked:
        """Keep what was said, ask the next thing; after the last one open the case."""
        written = {name: value for name, value in said.items() if name in Content.model_fields}
        if written:
            content = self._content(request).model_copy(update=written)
            said = {"sealed": self.vault.seal(content.model_dump_json())}
        order: tuple[Asking, ...] = ("consent", "topic", "province", "description", "phone")
        place = order.index(request.asking) + 1
        if order[place : place + 1] == ("description",) and self._content(request).description:
            place += 1  # said already, with /case
        if place == len(order):
            request = request.model_copy(update=said)
            return Asked(
                None,
                open=Open(
                    language=self.language,
                    topic=request.topic,
                    province=request.province,
                    sealed=request.sealed,
                    consent=VERSION,
                ),
            )
        return self._again(request.model_copy(update={**said, "asking": order[place], "touched": self.now}))

    def _told_more(self, request: Request, text: str) -> Asked:
        """Keep what was written in place of a phone number with what happened, and ask for the number again."""
        _ = gettext_for(self.language)
        content = self._content(request)
        told = "\n".join(part for part in (content.description, text.strip()) if part)[:LONGEST]
        sealed = self.vault.seal(content.model_copy(update={"description": told}).model_dump_json())
        request = request.model_copy(update={"sealed": sealed, "touched": self.now})
        return Asked(request, self._phone(_("✓ I added this to what the adviser will read.")))

    def _content(self, request: Request) -> Content:
        return Content.model_validate_json(self.vault.open(request.sealed))

    def _again(self, request: Request) -> Asked:
        match request.asking:
            case "consent":
                card = consent_card(self.groups, self._content(request), self.days, self.waiting, self.language)
            case "topic":
                card = self._likely_topic(request.likely) if request.likely else self._all_topics()
            case "province":
                card = self._cities()
            case "description":
                card = self._description()
            case "phone":
                card = self._phone()
        return Asked(request, card)

    def _left(self) -> Asked:
        _ = gettext_for(self.language)
        row = (button(_("Free help by phone"), "help"), button(_("Menu"), "menu"))
        return Asked(None, Card(text=_("All right, nothing was sent and nothing is kept."), buttons=(row,)))

    # --- cards

    def _last_row(self, asking: Asking) -> tuple[Button, ...]:
        _ = gettext_for(self.language)
        return (button(_("Skip"), "case", f"skip:{asking}"), button(_("Cancel"), "case", "no"))

    def _likely_topic(self, likely: Topic) -> Card:
        _ = gettext_for(self.language)
        name = topic_name(likely, self.language)
        rows = ((button(name, "case", f"t:{likely}"),), (button(_("Something else"), "case", "t:all"),))
        return Card(text=_("**1/4** What is it about?"), buttons=(*rows, self._last_row("topic")))

    def _all_topics(self) -> Card:
        _ = gettext_for(self.language)
        choices = [
            button(_(name), "case", f"t:{topic}") for topic, name in NAMES.items() if topic is not Topic.ABOUT_BOT
        ]
        return Card(text=_("**1/4** What is it about?"), buttons=(*_rows(choices, 2), self._last_row("topic")))

    def _cities(self) -> Card:
        _ = gettext_for(self.language)
        choices = [button(PROVINCES[code], "case", f"p:{code}") for code in _LARGEST_CITIES]
        choices.append(button(_("Another province"), "case", "p:all"))
        text = _("**2/4** In which province do you work? Choose, or type its name.")
        return Card(text=text, buttons=(*_rows(choices, 2), self._last_row("province")))

    def _all_provinces(self, text: str | None = None) -> Card:
        _ = gettext_for(self.language)
        choices = [button(name, "case", f"p:{code}") for code, name in PROVINCES.items()]
        text = text or _("**2/4** In which province do you work? Choose, or type its name.")
        return Card(text=text, buttons=(*_rows(choices, _IN_A_ROW), self._last_row("province")))

    def _description(self) -> Card:
        _ = gettext_for(self.language)
        text = _(
            "**3/4** What happened? Write it in one message: what, since when, what you want. "
            "Leave out names and ID numbers. Pictures can follow when the case is open."
        )
        return Card(text=text, buttons=(self._last_row("description"),))

    def _phone(self, before: str = "") -> Card:
        _ = gettext_for(self.language)
        text = _("**4/4** A phone number, if the adviser may call you? You need not give one: they answer here.")
        return Card(text=f"{before}\n{text}".strip(), buttons=(self._last_row("phone"),))


def _rows(choices: list[Button], in_a_row: int) -> ButtonRows:
    return tuple(tuple(choices[at : at + in_a_row]) for at in range(0, len(choices), in_a_row))


def _topic_in(text: str, language: Language) -> Topic | None:
    """The subject whose name says what was typed, if just one does."""
    typed = " ".join(words(fold(text)))
    _ = gettext_for(language)
    found = [topic for topic, name in NAMES.items() if typed and typed in " ".join(words(fold(_(name))))]
    return found[0] if len(found) == 1 else None
