"""Messages of an open case, from the person to the advisers and back. Copied, never forwarded: a copy names nobody."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils.db import Database

from bot.conversation.replies import Card
from bot.handoff.desk import STAFF_CHANNEL, TERMINAL, Desk, language_of_case, reaches_worker, to_staff, to_worker
from bot.handoff.errands import Copy, Statement, Words
from bot.handoff.summary import statement
from bot.i18n import gettext_for
from bot.storage import cases
from bot.storage.cases import Case


def from_worker(db: Database, desk: Desk, case: Case, message: int | None, text: str | None, now: datetime) -> None:
    """Pass a person's message on to the advisers of the case."""
    if message is not None and case.group_chat != TERMINAL:
        cases.add_message(db, case.number, "worker", now, chat=case.chat, message=message)
        to_staff(db, case, [Copy(from_chat=case.chat, message=message)], now)
    elif text:
        row = cases.add_message(db, case.number, "worker", now, sealed=desk.vault.seal(text))
        to_staff(db, case, [Words(message=row)], now)


def from_adviser(db: Database, case: Case, message: int, now: datetime) -> None:
    """Pass an adviser's message on to the person."""
    if reaches_worker(db, case, Copy(from_chat=case.group_chat, message=message), now):
        cases.add_message(db, case.number, "adviser", now, chat=case.group_chat, message=message)


def written_by_adviser(db: Database, desk: Desk, case: Case, text: str, now: datetime) -> None:
    """An answer that was not written in the topic: shown to the person as an adviser's, and in the topic."""
    row = cases.add_message(db, case.number, "adviser", now, sealed=desk.vault.seal(text))
    reaches_worker(db, case, Words(message=row), now)
    to_staff(db, case, [Words(message=row)], now)


def opened(db: Database, desk: Desk, case: Case, errand: Words | Statement, chat: str) -> Card | None:
    """Sealed words as they are shown in a chat; None: they are gone. Raises CannotOpen."""
    if isinstance(errand, Statement):
        return statement(desk, case)
    for message in cases.messages(db, case.number):
        if message.id == errand.message and message.sealed is not None:
            text = desk.vault.open(message.sealed)
            if message.author == "worker":
                return Card(text=text)
            _ = gettext_for(language_of_case(case))
            return Card(text=_("**👤 The adviser:**") + f"\n{text}" if chat == case.chat else f"👤 {text}")
    return None


def told_again(db: Database, case: Case, now: datetime) -> None:
    """Everything the person sent, for a group that has just got the case."""
    for message in cases.messages(db, case.number):
        if message.author != "worker":
            continue
        if message.message is not None and message.chat is not None:
            to_staff(db, case, [Copy(from_chat=message.chat, message=message.message)], now)
        elif message.sealed is not None:
            to_staff(db, case, [Words(message=message.id)], now)


def not_delivered(db: Database, case: Case, chat: str, why: str, now: datetime) -> None:
    """One side's message did not arrive at the other: the side that wrote it is told."""
    if chat == case.chat:
        _ = gettext_for("vi")
        to_staff(db, case, [Card(text=_("⚠️ A message did not reach the person ({why}).").format(why=why))], now)
    elif case.channel == STAFF_CHANNEL:
        _ = gettext_for(language_of_case(case))
        text = _("⚠️ One of your messages could not be passed to the adviser. Please send it again.")
        to_worker(db, case, [Card(text=text)], now)
