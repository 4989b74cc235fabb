"""The steps a conversation asks for, applied to the cases in the transaction of the update."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils.db import Database

from bot.conversation.replies import Card
from bot.handoff import closing, opening, relaying
from bot.handoff.desk import Desk
from bot.handoff.steps import Around, Open, Rate, Relay, Reopen, Step, Withdraw
from bot.handoff.waiting import usual_wait
from bot.i18n import N_, gettext_for
from bot.storage import cases, outbox
from bot.storage.cases import Case
from bot.storage.outbox import Target
from knowledge.schema import Language

GONE = N_("I do not have that case any more.")
JUST_CLOSED = N_("Your case was closed just now, so this was not passed on. To ask for an adviser again, write /case.")


def around(
    db: Database, desk: Desk, channel: str, person: str, message: int | None, language: Language, now: datetime
) -> Around:
    """What a conversation has to know of the person's cases before it responds."""
    case = cases.open_of(db, channel, person)
    wait = usual_wait(db, desk.groups.groups[0].chat, language, now) if desk.groups else None
    if case is None:
        return Around(message=message, waiting=wait)
    return Around(case.number, case.state, message, wait)


def apply(
    db: Database, desk: Desk, channel: str, person: str, target: Target, steps: Sequence[Step], now: datetime
) -> None:
    """Apply steps in order. A case that is not the person's own is as good as unknown."""
    for step in steps:
        match step:
            case Open():
                opening.open_case(db, desk, channel, person, target, step, now)
            case Relay(message=message, text=text):
                open_one = cases.open_of(db, channel, person)
                if open_one is not None:
                    relaying.from_worker(db, desk, open_one, message, text, now)
                else:  # closed while the message was on its way
                    outbox.put(db, channel, target, [_both(JUST_CLOSED)], now)
            case Rate(case=number, rating=rating) if own := _own(db, channel, person, number):
                closing.rate(db, own, rating, now)
            case Reopen(case=number) if own := _own(db, channel, person, number):
                opening.reopen(db, desk, own, "worker", now)
            case Withdraw(case=number) if own := _own(db, channel, person, number):
                closing.withdraw(db, own, now)
            case Rate() | Reopen() | Withdraw():
                outbox.put(db, channel, target, [_both(GONE)], now)


def forget(db: Database, channel: str, person: str, target: Target, language: Language, now: datetime) -> None:
    """Delete the person's cases and say what advisers may still have."""
    count = closing.forget(db, channel, person, now)
    if count:
        _ = gettext_for(language)
        text = _(
            "I have also deleted your cases ({count}) and asked Telegram to delete their topics in the advisers' group. "
            "What an adviser wrote down or saved elsewhere I cannot reach: ask them to delete it too."
        ).format(count=count)
        outbox.put(db, channel, target, [Card(text=text)], now)


def _own(db: Database, channel: str, person: str, number: int) -> Case | None:
    case = cases.find(db, number)
    return case if case is not None and (case.channel, case.person) == (channel, person) else None


def _both(message: str) -> Card:
    """In both languages: here nobody knows which one the person speaks."""
    return Card(text=f"{gettext_for('vi')(message)}\n{gettext_for('en')(message)}")
