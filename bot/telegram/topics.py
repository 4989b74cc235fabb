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
from bot.handoff.desk import STAFF_CHANNEL, Desk, to_staff
from bot.handoff.errands import Copy, Statement, Summary, TopicState, Words
from bot.handoff.summary import summary_card, topic_title
from bot.i18n import gettext_for
from bot.storage import cases, outbox
from bot.storage.cases import Case
from bot.storage.database import Store
from bot.storage.outbox import Payload, Target
from bot.telegram.delivery import NO_TOPIC, NotSent, Result, Unclear, classify, says
from bot.telegram.logs import without_quotations
from bot.telegram.rendering import CopyPart, EditPart, Part, TextPart, TopicPart, render

log = logging.getLogger(__name__)

LOST = (*NO_TOPIC, "message to edit not found")
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
        if case is None or case.group_chat != payload.target.chat or isinstance(payload.reply, TopicState):
            return None
        opened: Case | None = case
        try:
            if case.thread is None:
                opened = await self._open(case)
            if opened is not None and opened.card is None:
                await self._show(opened)
        except TelegramError as error:
            return await self._hindered(case, error)
        return None

    async def _case(self, payload: Payload) -> Case | None:
        return await self._store.run(cases.find, payload.case) if payload.case is not None else None

    async def _open(self, case: Case) -> Case | None:
        """Make the topic. None: the case was deleted meanwhile, or belongs to another group now."""
        # Counted before: after a crash or a lost answer nobody knows whether a topic was made.
        asked = await self._store.run(_asked, case)
        if asked is None:
            return None
        topic = await self._bot.create_forum_topic(int(asked.group_chat), topic_title(asked))
        return await self._store.run(_opened, asked, topic.message_thread_id, _now())

    async def _show(self, case: Case) -> None:
        part = self._card(case)
        message = await self._bot.send_message(
            int(case.group_chat),
            part.html,
            parse_mode=ParseMode.HTML,
            reply_markup=part.keyboard,
            message_thread_id=case.thread,
        )
        await self._store.run(_shown, case, message.message_id, _now())

    def _card(self, case: Case) -> TextPart:
        """The summary, which is one message however much was said."""
        [part] = render(summary_card(self._desk, case))
        assert isinstance(part, TextPart)
        return part

    async def _hindered(self, case: Case, error: TelegramError) -> Result:
        result = classify(error)
        if case.thread is None and not isinstance(result, Unclear):
            await self._store.run(_not_opened, case)
        if isinstance(error, BadRequest):
            why = without_quotations(error.message)
            if case.thread is not None and says(error.message, LOST):
                await self._store.run(_lost, case, card_only=False)
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
        elif payload.case is not None and (case is None or (target.chat != case.chat and target.thread is None)):
            return target, []  # the case is gone, or another group has got everything of it
        match payload.reply:
            case Copy(from_chat=chat, message=message):
                return target, [CopyPart(chat, message)]
            case TopicState(state=state, thread=thread):
                return target, [TopicPart(state, thread)]
            case Summary():
                # The number of the card means another message in the group that had the case before.
                if case is None or case.card is None or case.group_chat != target.chat:
                    return target, []
                part = self._card(case)
                return target, [EditPart(case.card, part.html, part.keyboard)]
            case Words() | Statement() as errand:
                if case is None:
                    return target, []
                card = await self._store.run(relaying.opened, self._desk, case, errand, target.chat)
                return target, render(card) if card is not None else []
            case reply:
                return target, render(reply)

    async def lost(self, payload: Payload, why: str) -> bool:
        """Forget a topic or a card that somebody deleted, so that it is made anew. True: worth another try."""
        case = await self._case(payload)
        if case is None or case.group_chat != payload.target.chat or not says(why, LOST):
            return False
        return await self._store.run(_lost, case, card_only="edit" in why.lower())

    async def not_delivered(self, payload: Payload, why: str) -> None:
        """Tell the side that wrote a message of a case that it did not arrive."""
        await self._store.run(not_delivered, payload, why, _now())


def not_delivered(db: Database, payload: Payload, why: str, now: datetime) -> None:
    """Tell the side that wrote a message of a case that it did not arrive; nothing for what is not of a case."""
    case = cases.find(db, payload.case) if payload.case is not None else None
    if case is not None and (payload.target.chat == case.chat or isinstance(payload.reply, Copy | Words)):
        relaying.not_delivered(db, case, payload.target.chat, why, now)


def recover(db: Database, now: datetime) -> tuple[int, int]:
    """After a crash: repeat what may not have arrived, or set it aside and tell who wrote it. Returns how many each."""
    repeated, given_up = outbox.recover(db, STAFF_CHANNEL, now)
    for payload in filter(None, given_up):
        not_delivered(db, Payload.model_validate_json(payload), "interrupted", now)
    return repeated, len(given_up)


# While Telegram was asked, the case may have been deleted or handed on: then nothing is written over it.


def _asked(db: Database, case: Case) -> Case | None:
    if not _stands(db, case):
        return None
    return cases.change(db, case.number, topics_asked=case.topics_asked + 1)


def _opened(db: Database, case: Case, thread: int, now: datetime) -> Case | None:
    if not _stands(db, case):
        gone = TopicState(state="delete", thread=thread)
        outbox.put(db, STAFF_CHANNEL, Target(chat=case.group_chat), [gone], now)
        return None
    if case.topics_asked > 1:
        _ = gettext_for("vi")
        text = _(
            "ℹ️ There may be a second, empty topic “{name}”: the connection broke while it was made. It can be deleted."
        ).format(name=topic_title(case))
        outbox.put(db, STAFF_CHANNEL, Target(chat=case.group_chat), [Card(text=text)], now)
    return cases.change(db, case.number, thread=thread, card=None, topics_asked=0)


def _shown(db: Database, case: Case, card: int, now: datetime) -> None:
    if _stands(db, case):
        cases.change(db, case.number, card=card)
        if case.state == "closed":  # before its topic was there, or after somebody deleted it
            to_staff(db, case, [TopicState(state="close", thread=case.thread or 0)], now)


def _not_opened(db: Database, case: Case) -> None:
    """It surely was not made: not counted."""
    if _stands(db, case):
        cases.change(db, case.number, topics_asked=max(0, cases.get(db, case.number).topics_asked - 1))


def _lost(db: Database, case: Case, *, card_only: bool) -> bool:
    if not _stands(db, case):
        return False
    gone = {"card": None} if card_only else {"thread": None, "card": None}
    cases.change(db, case.number, **gone)
    return True


def _stands(db: Database, case: Case) -> bool:
    """Whether the case is still there, in the same group and topic."""
    now = cases.find(db, case.number)
    return now is not None and (now.group_chat, now.thread) == (case.group_chat, case.thread)


def _now() -> datetime:
    return datetime.now(UTC)
