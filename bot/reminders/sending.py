"""Sends what is due: into the outbox, and on to its next day or away, in one transaction."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import ValidationError
from sqlite_utils.db import Database

from bot.conversation.session import Count
from bot.reminders.desk import Sealing
from bot.reminders.reminder import Reminder, civil, today_of
from bot.reminders.texts import message_card
from bot.storage import counts, outbox, reminders
from bot.storage.database import Store, moment
from bot.storage.outbox import Target
from bot.storage.reminders import Kept
from bot.storage.vault import CannotOpen
from knowledge.clock import VIET_NAM

log = logging.getLogger(__name__)

LOOK_AGAIN = 20.0  # seconds
AT_ONCE = 50  # in one transaction
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """What one look did. ``unreadable`` reminders are looked at again a day later: the key may come back."""

    messages: int = 0
    unreadable: int = 0
    more: bool = False
    trouble: str = ""


def send_due(db: Database, channel: str, vault: Sealing, now: datetime) -> Sent:
    """Put every reminder that is due into the outbox, at a civil hour only."""
    if not civil(now):
        return Sent()
    found = reminders.due(db, channel, now, AT_ONCE)
    messages, unreadable, trouble = 0, 0, ""
    for kept in found:
        try:
            reminder = Reminder.model_validate_json(vault.open(kept.sealed))
        except CannotOpen as error:
            trouble = str(error)
        except ValidationError:
            trouble = "A stored reminder has another shape than this version of the bot knows."
        else:
            messages += _send(db, kept, reminder, now)
            continue
        unreadable += 1
        reminders.move(db, kept.id, now + _A_DAY)
    if messages:
        counts.add(db, [Count(what="reminder", about="sent")] * messages, now)
    return Sent(messages, unreadable, len(found) == AT_ONCE, trouble)


def _send(db: Database, kept: Kept, reminder: Reminder, now: datetime) -> int:
    """One message however many days were missed, with what is true today. Returns whether it goes out."""
    today = today_of(now)
    following = reminder.next_after(today)
    late = kept.due_at < moment(now - _A_DAY)
    card = message_card(reminder, kept.id, today, late)
    put = outbox.put(db, kept.channel, Target(chat=kept.chat), (card,), now)
    if following is None or not put:  # nothing goes to a chat that blocked the bot, now or later
        reminders.delete(db, kept.id)
    else:
        reminders.move(db, kept.id, following)
    return put


def _now() -> datetime:
    return datetime.now(UTC).astimezone(VIET_NAM)


async def keep_sending(
    store: Store, channel: str, vault: Sealing, ring: Callable[[], None], stop: asyncio.Event
) -> None:
    """Look for due reminders until ``stop``; ``ring`` tells the sender that there is mail."""
    while not stop.is_set():
        sent = await store.run(send_due, channel, vault, _now())
        if sent.unreadable:
            log.error("reminders set aside for a day number=%d: %s", sent.unreadable, sent.trouble)
        if sent.messages:
            log.info("reminders sent number=%d", sent.messages)
            ring()
        if sent.more:
            continue
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_AGAIN):
                await stop.wait()
