"""The staff groups: which updates belong to a case, who may act on it, and the counts for members."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlite_utils.db import Database
from telegram import Bot, ChatMember, InaccessibleMessage, Message, Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest

from bot.conversation.events import Command, Event, Press
from bot.conversation.session import Count
from bot.counts_command import for_advisers
from bot.handoff import staff
from bot.handoff.desk import Desk
from bot.handoff.staff import Member, StaffEvent
from bot.storage import outbox
from bot.storage.effects import Effects
from bot.storage.outbox import Target
from bot.telegram.delivery import says
from bot.telegram.mapping import CHANNEL, Identity, Ignored, event_of
from knowledge.clock import VIET_NAM

log = logging.getLogger(__name__)

_MAY_NOT_ASK = ("member list is inaccessible", "chat_admin_required", "not enough rights")


@dataclass(frozen=True, slots=True)
class StaffIncoming:
    """Something done in a topic of a staff group, by somebody whose role is not known yet."""

    chat: str
    thread: int | None  # None: the group's General, where only /counts is meant for the bot
    user: int
    event: Event
    message: int
    query_id: str | None = None


class StaffRoom:
    """Reads and serves what advisers do."""

    def __init__(self, bot: Bot, me: Identity, desk: Desk) -> None:
        self._bot = bot
        self._me = me
        self._desk = desk

    def is_staff(self, chat: str) -> bool:
        return self._desk.groups.of_chat(chat) is not None

    def read(self, update: Update) -> StaffIncoming | Ignored | None:
        """What an update means for a case; None: it has nothing to do with a topic of a staff group."""
        query = update.callback_query
        message = query.message if query is not None else (update.message or update.edited_message)
        if query is not None and isinstance(message, InaccessibleMessage) and self.is_staff(str(message.chat.id)):
            return Ignored("button_of_a_message_out_of_reach", query.id)  # nobody can say in which topic it stands
        if not isinstance(message, Message) or not self.is_staff(str(message.chat.id)):
            return None
        thread = message.message_thread_id if message.is_topic_message else None
        place = (str(message.chat.id), thread)
        if query is not None:
            if not query.data or thread is None:
                return None
            return StaffIncoming(*place, query.from_user.id, Press(query.data), message.message_id, query.id)
        sender = message.from_user
        # A correction would reach the person as a second message; an anonymous sender cannot be checked.
        if update.edited_message is not None or sender is None or sender.is_bot or message.sender_chat is not None:
            return Ignored("not_for_the_person") if thread is not None else None
        event, _meant = event_of(message, self._me)
        if event is None or (thread is None and not _wants_counts(event)):
            # In a topic nothing is a question to the bot, though it may be an answer to a message that it copied.
            return Ignored("not_for_the_person") if thread is not None else None
        return StaffIncoming(*place, sender.id, event, message.message_id)

    async def serve(self, incoming: StaffIncoming) -> Effects:
        """What the update leads to. The role is asked for each time: who left the group can do nothing any more.

        Raises TelegramError if nobody can say what the role is.
        """
        member = await self._member(incoming.chat, incoming.user)
        if member is None:
            return Effects(counts=(Count(what="desk", about="refused"),))
        if _wants_counts(incoming.event) or incoming.thread is None:
            return Effects(also=partial(_show_counts, place=Target(chat=incoming.chat, thread=incoming.thread)))
        event = StaffEvent(incoming.chat, incoming.thread, member, incoming.event, incoming.message)
        return Effects(heard_from=incoming.chat, also=partial(_act, desk=self._desk, event=event))

    async def _member(self, chat: str, user: int) -> Member | None:
        try:
            found: ChatMember = await self._bot.get_chat_member(int(chat), user)
        except BadRequest as error:
            if says(error.message, _MAY_NOT_ASK):
                log.error("the bot cannot see who is in the staff group: make it an administrator there")
                raise
            return None  # nobody of this number was ever in the group
        match found.status:
            case ChatMemberStatus.OWNER | ChatMemberStatus.ADMINISTRATOR:
                return Member(str(user), coordinator=True)
            case ChatMemberStatus.MEMBER:
                return Member(str(user))
            case ChatMemberStatus.RESTRICTED if getattr(found, "is_member", False):
                return Member(str(user))
        return None


def _wants_counts(event: Event) -> bool:
    return isinstance(event, Command) and event.name == "counts"


def _show_counts(db: Database, now: datetime, *, place: Target) -> None:
    card = for_advisers(db, now.astimezone(VIET_NAM).date())
    outbox.put(db, CHANNEL, place, [card], now)


def _act(db: Database, now: datetime, *, desk: Desk, event: StaffEvent) -> None:
    staff.act(db, desk, event, now)
