"""The advisers' desk: what every piece of work on a case needs, and the ways to its two sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils.db import Database

from bot.conversation.replies import Card, Reply
from bot.handoff.errands import Errand, Summary
from bot.handoff.groups import StaffGroup, StaffGroups
from bot.handoff.hours import OfficeHours
from bot.handoff.request import Sealing
from bot.handoff.steps import Content
from bot.i18n import gettext_for
from bot.settings import Settings
from bot.storage import outbox
from bot.storage.cases import Case
from bot.storage.outbox import Target
from bot.storage.vault import Vault
from knowledge.database import Knowledge
from knowledge.schema import Language, Topic
from knowledge.search import search

TERMINAL = "terminal"
"""The channel of `quyen chat`; its staff side is `quyen cases`."""
STAFF_CHANNEL = "telegram"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the work on cases needs."""

    groups: StaffGroups
    vault: Sealing
    knowledge: Knowledge
    hours: OfficeHours
    kept_days: int
    idle_days: int
    remind_minutes: int
    comfort_hours: int

    @classmethod
    def of(cls, settings: Settings, knowledge: Knowledge) -> Desk:
        """The desk of the settings' staff groups, perhaps none."""
        groups = StaffGroups.of(settings.staff_chat_id, settings.staff_groups, settings.staff_name)
        return cls._with(groups, settings, knowledge)

    @classmethod
    def in_terminal(cls, settings: Settings, knowledge: Knowledge) -> Desk:
        """The desk of `quyen chat`, whose advisers are whoever types `quyen cases`."""
        here = StaffGroup(chat_id=0, name="quyen cases (trên máy này)")
        return cls._with(StaffGroups((here,)), settings, knowledge)

    @classmethod
    def _with(cls, groups: StaffGroups, settings: Settings, knowledge: Knowledge) -> Desk:
        return cls(
            groups,
            Vault.of(settings),
            knowledge,
            OfficeHours.read(settings.staff_hours),
            settings.case_kept_days,
            settings.case_idle_days,
            settings.case_remind_minutes,
            settings.case_comfort_hours,
        )

    def content(self, case: Case) -> Content:
        """What the person said, opened."""
        return Content.model_validate_json(self.vault.open(case.sealed))

    def subject_of(self, text: str) -> Topic | None:
        """The subject of the article that fits some words best; None where none fits."""
        found = search(self.knowledge, text, limit=1)
        return Topic(found[0].article.partition("/")[0]) if found else None

    def group_name(self, case: Case) -> str:
        group = self.groups.of_chat(case.group_chat)
        return group.name if group is not None else case.group_chat


def language_of_case(case: Case) -> Language:
    return "en" if case.language == "en" else "vi"


def to_worker(db: Database, case: Case, replies: Iterable[Reply | Errand], now: datetime) -> int:
    """Put something for the person of a case into the outbox. Returns how much: nothing for who blocked the bot."""
    return outbox.put(db, case.channel, Target(chat=case.chat), replies, now, case=case.number)


def reaches_worker(db: Database, case: Case, reply: Reply | Errand, now: datetime) -> bool:
    """Put something of an adviser for the person into the outbox; advisers are told if the person blocked the bot."""
    if to_worker(db, case, [reply], now):
        return True
    _ = gettext_for("vi")
    text = _("⚠️ The person has blocked the bot, so this was not sent. Send it again when they write.")
    tell_staff(db, case, text, now)
    return False


def to_staff(db: Database, case: Case, replies: Iterable[Reply | Errand], now: datetime) -> None:
    """Put something for the topic of a case into the outbox; in the terminal `quyen cases show` tells all."""
    if case.group_chat != TERMINAL:
        outbox.put(db, STAFF_CHANNEL, Target(chat=case.group_chat, thread=case.thread), replies, now, case=case.number)


def tell_staff(db: Database, case: Case, text: str, now: datetime) -> None:
    to_staff(db, case, [Card(text=text)], now)


def refresh_card(db: Database, case: Case, now: datetime) -> None:
    """The summary card and its buttons follow the state of the case."""
    to_staff(db, case, [Summary()], now)
