"""The topics of the staff groups: one a case, made when the first message for it goes out."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from sqlite_utils.db import Database
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.conversation.replies import Card
from bot.handoff import relaying
from bot.handoff.desk import STAFF_CHANNEL, Desk
from bot.handoff.errands import Copy, Summary, TopicState
from bot.handoff.summary import summary_card, topic_title
from bot.i18n import gettext_for
from bot.storage import cases, outbox
from bot.storage.cases import Case
from bot.storage.database import Store
from bot.storage.outbox import Payload, Target
from bot.telegram.delivery import NotSent, Result, Unclear, classify
from bot.telegram.logs import without_quotations
from bot.telegram.rendering import CopyPart, EditPart, Part, TextPart, TopicPart, render

log = logging.getLogger(__name__)

LOST = ("thread not found", "message to edit not found", "topic_deleted", "topic_id_invalid")
"""What Telegram says where a topic or its card is gone: somebody deleted it."""


class Topics:
    """Looks after the topics while the outbox is sent."""

    def __init__(self, bot: Bot, store: Store, desk: Desk) -> None:
        self._bot = bot
        self._store = store
        self._desk = desk

    def is_staff(self, chat: str) -> bool:
        return self._desk.groups.of_chat(chat) is not None

    async def ready(self, payload: Payload) -> Result | None:
        """Make the topic and the card of a case if they are missing. None: it can be sent to; else why not yet.

        Nothing of the payload itself has been sent then, so it keeps its turn whatever came of this.
        """
        case = await self._case(payload)
        if case is None or case.group_chat != payload.target.chat:
            return None
        try:
            if case.thread is None:
                case = await self._open(case)
            if case.card is None:
                await self._show(case)
        except TelegramError as error:
            return await self._hindered(case, error)
        return None

    async def _case(self, payload: Payload) -> Case | None:
        return await self._store.run(cases.find, payload.case) if payload.case is not None else None

    async def _open(self, case: Case) -> Case:
        # Counted before: after a crash or a lost answer nobody knows whether a topic was made.
        case = await self._store.run(cases.change, case.number, topics_asked=case.topics_asked + 1)
        topic = await self._bot.create_forum_topic(int(case.group_chat), topic_title(case))
        return await self._store.run(_opened, case, topic.message_thread_id, _now())

    async def _show(self, case: Case) -> None:
        part = self._card(case)
        message = await self._bot.send_message(
            int(case.group_chat),
            part.html,
            parse_mode=ParseMode.HTML,
            reply_markup=part.keyboard,
            message_thread_id=case.thread,
        )
        await self._store.run(cases.change, case.number, card=message.message_id)

    def _card(self, case: Case) -> TextPart:
        """The summary in one message; what people may write is bounded so that it fits."""
        part = render(summary_card(self._desk, case))[-1]
        assert isinstance(part, TextPart)
        return part

    async def _hindered(self, case: Case, error: TelegramError) -> Result:
        result = classify(error)
        if case.thread is None and not isinstance(result, Unclear):
            await self._store.run(_not_opened, case.number)
        if isinstance(error, BadRequest):
            why = without_quotations(error.message)
            if case.thread is not None and any(words in error.message.lower() for words in LOST):
                await self._store.run(cases.change, case.number, thread=None, card=None)
            else:
                log.error(
                    "cannot use a topic in the staff group case=%d (%s): the group must have topics switched on, "
                    "and the bot must be an administrator that may manage them",
                    case.number,
                    why,
                )
            return NotSent(why)
        return NotSent(result.why) if isinstance(result, Unclear) else result

    async def parts(self, payload: Payload) -> tuple[Target, list[Part]]:
        """Where a payload goes and what it becomes there."""
        case = await self._case(payload)
        target = payload.target
        if case is not None and case.group_chat == target.chat:
            target = target.model_copy(update={"thread": case.thread})
        match payload.reply:
            case Copy(from_chat=chat, message=message):
                return target, [CopyPart(chat, message)]
            case TopicState(state=state, thread=thread):
                return target, [TopicPart(state, thread)]
            case Summary():
                if case is None or case.card is None:
                    return target, []
                part = self._card(case)
                return target, [EditPart(case.card, part.html, part.keyboard)]
            case reply:
                return target, render(reply)

    async def lost(self, payload: Payload, why: str) -> bool:
        """Forget a topic or a card that somebody deleted, so that it is made anew. True: worth another try."""
        case = await self._case(payload)
        if case is None or case.group_chat != payload.target.chat or not any(words in why.lower() for words in LOST):
            return False
        gone = {"card": None} if "edit" in why.lower() else {"thread": None, "card": None}
        await self._store.run(cases.change, case.number, **gone)
        return True

    async def not_delivered(self, payload: Payload, why: str) -> None:
        """Tell the side that wrote a message of a case that it did not arrive."""
        case = await self._case(payload)
        if case is None or (payload.target.chat != case.chat and not isinstance(payload.reply, Copy)):
            return
        await self._store.run(relaying.not_delivered, case, payload.target.chat, why, _now())


def _opened(db: Database, case: Case, thread: int, now: datetime) -> Case:
    if case.topics_asked > 1:
        _ = gettext_for("vi")
        text = _(
            "ℹ️ There may be a second, empty topic “{name}”: the connection broke while it was made. It can be deleted."
        ).format(name=topic_title(case))
        outbox.put(db, STAFF_CHANNEL, Target(chat=case.group_chat), [Card(text=text)], now)
    return cases.change(db, case.number, thread=thread, card=None, topics_asked=0)


def _not_opened(db: Database, number: int) -> None:
    """It surely was not made: not counted."""
    case = cases.get(db, number)
    cases.change(db, number, topics_asked=max(0, case.topics_asked - 1))


def _now() -> datetime:
    return datetime.now(UTC)
