"""Everything one update leads to, applied together: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils.db import Database

from bot.conversation.replies import Reply
from bot.conversation.session import Count, Gap, Session
from bot.reminders.desk import Errand
from bot.storage import blocked, cases, conversations, counts, gaps, inbox, outbox, reminders, retention
from bot.storage.outbox import Target


@dataclass(frozen=True, slots=True)
class Effects:
    """The new session, the replies in order and where they go, what to count."""

    session: Session | None = None
    target: Target | None = None
    replies: tuple[Reply, ...] = ()
    counts: tuple[Count, ...] = ()
    heard_from: str | None = None
    """A chat that wrote to the bot, and so has not blocked it (any longer)."""
    gap: Gap | None = None
    """A question the person agreed to hand to the maintainers."""
    forget: bool = False
    """Whether everything kept about the person goes, before the rest is applied."""
    blocked_by: str | None = None
    """A chat that does not want to hear from the bot any more."""
    reminder: Errand | None = None
    """What is to be done with reminders; it adds to the replies."""
    also: Callable[[Database, datetime], None] | None = None
    """More work of the same transaction, after the replies: on cases."""


def finish(db: Database, channel: str, update: inbox.Update, effects: Effects, now: datetime) -> None:
    """Apply the effects of an update and mark it done."""
    _apply(db, channel, update, effects, now)
    inbox.done(db, update.id, now)


def give_up(db: Database, channel: str, update: inbox.Update, trouble: str, effects: Effects, now: datetime) -> None:
    """Set an update aside, with an apology perhaps."""
    _apply(db, channel, update, effects, now)
    inbox.set_aside(db, update.id, trouble, now)


def block(db: Database, channel: str, chat: str, reason: str, now: datetime) -> int:
    """Remember that a chat blocked the bot; what waited for it is set aside. Returns how much that was."""
    blocked.remember(db, channel, chat, reason, now)
    reminders.forget_chat(db, channel, chat)
    return outbox.give_up_chat(db, channel, chat, "blocked", now)


def move(db: Database, channel: str, chat: str, new_chat: str) -> None:
    """A group got a new number: what waits for it goes there, and so do its cases."""
    outbox.move_chat(db, channel, chat, new_chat)
    cases.move_group(db, chat, new_chat)


def _apply(db: Database, channel: str, update: inbox.Update, effects: Effects, now: datetime) -> None:
    if effects.heard_from is not None:
        blocked.forget(db, channel, effects.heard_from)
    if effects.blocked_by is not None:
        block(db, channel, effects.blocked_by, "said so", now)
    if effects.forget:
        retention.forget(db, channel, update.person, effects.target.chat if effects.target else None)
    if effects.gap is not None:
        gaps.add(db, effects.gap, now)
    if effects.session is not None:
        conversations.save(db, update.person, effects.session, now)
    if effects.target is not None:
        outbox.put(db, channel, effects.target, effects.replies, now)
        if effects.reminder is not None:
            said = effects.reminder.carry_out(db, channel, update.person, effects.target.chat, now)
            outbox.put(db, channel, effects.target, said, now)
    counts.add(db, effects.counts, now)
    if effects.also is not None:
        effects.also(db, now)
