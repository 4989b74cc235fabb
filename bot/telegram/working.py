"""From the inbox to the conversation and on to the outbox: in order for one person, people in parallel."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import cached_property, partial
from time import monotonic
from typing import Any, Protocol

import telegram
from sqlite_utils.db import Database
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.conversation.events import Event
from bot.conversation.replies import Card
from bot.conversation.session import Count, Outcome, Session
from bot.handoff import applying
from bot.handoff.desk import Desk
from bot.handoff.steps import ALONE, Around
from bot.i18n import N_, gettext_for
from bot.reminders.desk import Errand
from bot.settings import Settings
from bot.storage import conversations, effects, inbox, mydata, outbox
from bot.storage.database import Store, StoreFailed, moment
from bot.storage.effects import Effects
from bot.storage.inbox import Update, Waiting
from bot.storage.outbox import Target
from bot.storage.vault import Vault
from bot.telegram import limiting
from bot.telegram.connecting import seconds_of
from bot.telegram.limiting import SLOW_DOWN, RateLimit, Verdict
from bot.telegram.logs import described
from bot.telegram.mapping import CHANNEL, Identity, Ignored, Incoming, Membership, read
from bot.telegram.staff import StaffIncoming, StaffRoom
from bot.telegram.supervision import Bell
from knowledge.clock import VIET_NAM

log = logging.getLogger(__name__)

MOST_FAILURES = 3  # then an update is set aside
MOST_TRIES = 20  # starts; more than failures only if the process was killed each time
LOOK_AGAIN = 1.0  # seconds; nothing depends on a bell having rung
ANSWER_SECONDS = 60.0
QUIET_SECONDS = 0.5  # an answer that takes longer is announced
TYPING_SECONDS = 4.5  # Telegram shows "typing" for five
GRACE_SECONDS = 5.0  # at the end, for the answers in hand
STAFF_PATIENCE = timedelta(days=1)  # what an adviser wrote waits so long for Telegram to say who they are
LONGEST_BACK_OFF = 300.0  # seconds
ADVISER = Session(language="vi")  # whose apology goes to an advisers' group
APOLOGY = N_("Something went wrong on our side, and your message was not answered. Please send it again.")


class Assistant(Protocol):
    """The conversation, as a channel sees it."""

    @property
    def desk(self) -> Desk | None: ...

    async def respond(self, event: Event, session: Session, now: datetime, around: Around = ALONE) -> Outcome: ...


class Workers:
    """Serve the inbox."""

    def __init__(
        self, bot: Bot, me: Identity, store: Store, assistant: Assistant, settings: Settings, news: Bell, mail: Bell
    ) -> None:
        self._bot = bot
        self._me = me
        self._store = store
        self._assistant = assistant
        self._settings = settings
        self._news = news
        self._mail = mail
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._desk = assistant.desk
        self._staff = StaffRoom(bot, me, self._desk) if self._desk is not None else None
        self._asides: set[asyncio.Task[None]] = set()
        self._error: Exception | None = None
        self._limit = RateLimit(settings.rate_per_minute)
        self._excused: Counter[int] = Counter()
        self._put_offs: Counter[int] = Counter()

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop``, then finish what is in hand."""
        self._error = None
        try:
            while not stop.is_set():
                if self._error is not None:
                    raise self._error
                free = self._settings.telegram_workers - len(self._in_hand)
                if free > 0:
                    waiting = await self._store.run(
                        inbox.first_of_each_person, CHANNEL, list(self._in_hand), free, _now()
                    )
                    for first in waiting:
                        self._start(first)
                await self._news.wait(LOOK_AGAIN)
        finally:
            await self._finish_what_is_in_hand()

    def _start(self, waiting: Waiting) -> None:
        task = asyncio.create_task(self._serve(waiting))
        self._in_hand[waiting.person] = task
        task.add_done_callback(partial(self._finished, waiting.person))

    def _finished(self, person: str, task: asyncio.Task[None]) -> None:
        del self._in_hand[person]
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._error = error
        self._news.ring()

    async def _finish_what_is_in_hand(self) -> None:
        tasks = {*self._in_hand.values(), *self._asides}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=GRACE_SECONDS)
            for task in late:
                task.cancel()  # has had no effect yet, and is served again after the next start
            await asyncio.gather(*late, return_exceptions=True)

    async def _serve(self, waiting: Waiting) -> None:
        update = await self._store.run(inbox.begin, waiting.id)
        try:
            meaning = self._meaning(telegram.Update.de_json(json.loads(update.body)))
        except Exception as error:
            # Another try would read the same thing.
            await self._give_up(update, f"cannot be read: {described(error)}")
            return
        match meaning:
            case Ignored(why, query_id):
                self._stop_the_button_spinning(query_id)
                await self._finish(update, Effects(counts=(Count(what="ignored", about=why),)))
            case Membership(chat, True):
                await self._finish(update, Effects(heard_from=chat, counts=(Count(what="unblocked"),)))
            case Membership(chat, False) if self._staff is not None and self._staff.is_staff(chat):
                log.error("the bot was put out of a staff group: let it in again, as an administrator")
                await self._finish(update, Effects(counts=(Count(what="desk", about="put_out"),)))
            case Membership(chat, False):
                await self._finish(update, Effects(blocked_by=chat, counts=(Count(what="blocked"),)))
            case StaffIncoming():
                await self._serve_staff(update, meaning)
            case Incoming():
                await self._answer(update, meaning)

    def _meaning(self, update: telegram.Update) -> Incoming | Membership | Ignored | StaffIncoming:
        staff = self._staff.read(update) if self._staff is not None else None
        return staff if staff is not None else read(update, self._me)

    async def _serve_staff(self, update: Update, incoming: StaffIncoming) -> None:
        assert self._staff is not None
        place = Target(chat=incoming.chat, thread=incoming.thread)
        self._stop_the_button_spinning(incoming.query_id)
        try:
            if update.tries - self._excused[update.id] > MOST_TRIES:
                await self._give_up(update, "too many tries", place, ADVISER)
                return
            try:
                effects = await self._staff.serve(incoming)
            except TelegramError as error:
                await self._put_off(update, place, error)
                return
            await self._finish(update, effects)
        except StoreFailed:
            self._excused[update.id] += 1
            raise
        except Exception as error:
            await self._failed(update, place, ADVISER, error)

    async def _put_off(self, update: Update, place: Target, error: TelegramError) -> None:
        """Telegram does not say who an adviser is: what they wrote waits for it, and is not lost in an outage."""
        if update.received_at < moment(_now() - STAFF_PATIENCE):
            await self._give_up(update, f"nobody could say whose it is: {described(error)}", place, ADVISER)
            return
        self._put_offs[update.id] += 1
        seconds = self._settings.telegram_retry_seconds * 2.0 ** min(self._put_offs[update.id] - 1, 20)
        seconds = max(seconds_of(error), min(LONGEST_BACK_OFF, seconds))
        log.warning("an adviser's message waits inbox=%d seconds=%.3g (%s)", update.id, seconds, described(error))
        await self._store.run(inbox.put_off, update.id, described(error), _now() + timedelta(seconds=seconds))
        asyncio.get_running_loop().call_later(seconds, self._news.ring)

    async def _answer(self, update: Update, incoming: Incoming) -> None:
        self._stop_the_button_spinning(incoming.query_id)
        session = Session(client_language=incoming.client_language)
        try:
            if update.tries - self._excused[update.id] > MOST_TRIES:
                await self._give_up(update, "too many tries", incoming.target, session)
                return
            session = await self._session(update, incoming)
            typing = asyncio.create_task(self._show_typing(incoming.target))
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    around = await self._around(update, incoming, session)
                    outcome = self._held_back(update, session, around)
                    if outcome is None:
                        outcome = await self._assistant.respond(incoming.event, session, _now(), around)
            finally:
                typing.cancel()
            await self._finish(
                update,
                Effects(
                    session=outcome.session,
                    target=incoming.target,
                    replies=outcome.replies,
                    counts=outcome.counts,
                    gap=outcome.gap,
                    forget=outcome.forget,
                    heard_from=incoming.target.chat if incoming.private else None,
                    reminder=self._reminder(incoming, outcome),
                    also=self._on_cases(update, incoming, outcome),
                ),
            )
        except StoreFailed:
            self._excused[update.id] += 1  # a full disk says nothing about the update, which keeps its turn
            raise
        except Exception as error:
            await self._failed(update, incoming.target, session, error)

    def _held_back(self, update: Update, session: Session, around: Around) -> Outcome | None:
        """What somebody hears who sends faster than a conversation goes; None: no reason to hold the message back."""
        if update.failures or not limiting.applies(around):
            return None  # a message that is tried again was let through before
        match self._limit.verdict(update.person, monotonic()):
            case Verdict.SAY_SO:
                slower = Card(text=gettext_for(session.speaks)(SLOW_DOWN))
                return Outcome(session=session, replies=(slower,), counts=(Count(what="rate", about="told"),))
            case Verdict.SILENCE:
                return Outcome(session=session, counts=(Count(what="rate", about="held_back"),))
        return None

    def _reminder(self, incoming: Incoming, outcome: Outcome) -> Errand | None:
        if outcome.reminder is None:
            return None
        return Errand(outcome.reminder, outcome.session.speaks, self._vault, incoming.private)

    @cached_property
    def _vault(self) -> Vault:
        return Vault.of(self._settings)

    async def _around(self, update: Update, incoming: Incoming, session: Session) -> Around:
        if self._desk is None or not incoming.private:
            return Around(private=incoming.private)
        return await self._store.run(
            applying.around, self._desk, CHANNEL, update.person, incoming.message, session.speaks, _now()
        )

    def _on_cases(
        self, update: Update, incoming: Incoming, outcome: Outcome
    ) -> Callable[[Database, datetime], None] | None:
        """What an outcome does to the person's cases, or shows of them, for the same transaction."""
        desk, target, speaks = self._desk, incoming.target, outcome.session.speaks
        if not (outcome.steps or outcome.forget or outcome.my_data):
            return None

        def work(db: Database, now: datetime) -> None:
            if outcome.forget:  # also cases of a time when there were advisers
                mydata.forget_in_groups(db, CHANNEL, update.person)
                applying.forget(db, CHANNEL, update.person, target, speaks, now)
            if outcome.my_data and incoming.private:
                names = {group.chat: group.name for group in desk.groups.groups} if desk is not None else {}
                copy = mydata.document(db, CHANNEL, update.person, target.chat, self._vault, names, speaks, now)
                outbox.put(db, CHANNEL, target, [copy], now)
            if desk is not None:
                applying.apply(db, desk, CHANNEL, update.person, target, outcome.steps, now)

        return work

    async def _session(self, update: Update, incoming: Incoming) -> Session:
        idle = timedelta(minutes=self._settings.session_idle_minutes)
        session = await self._store.run(conversations.load, update.person, _now() - idle)
        return session.model_copy(update={"client_language": incoming.client_language})

    async def _failed(self, update: Update, place: Target, session: Session, error: Exception) -> None:
        failures = update.failures + 1
        if failures >= MOST_FAILURES:
            await self._give_up(update, f"cannot be answered: {described(error)}", place, session)
            return
        seconds = self._settings.telegram_retry_seconds * 2 ** (failures - 1)
        log.warning("not answered, trying again inbox=%d seconds=%.3g (%s)", update.id, seconds, described(error))
        at = _now() + timedelta(seconds=seconds)
        await self._store.run(inbox.try_again, update.id, described(error), at)
        asyncio.get_running_loop().call_later(seconds, self._news.ring)

    async def _finish(self, update: Update, result: Effects) -> None:
        await self._store.run(effects.finish, CHANNEL, update, result, _now())
        self._excused.pop(update.id, None)
        self._put_offs.pop(update.id, None)
        log.info("done inbox=%d replies=%d", update.id, len(result.replies))
        if result.replies or result.reminder is not None or result.also is not None:
            self._mail.ring()

    async def _give_up(
        self, update: Update, trouble: str, place: Target | None = None, session: Session | None = None
    ) -> None:
        """Set an update aside, and tell the person if there is one: silence would be worse."""
        result = Effects(counts=(Count(what="update", about="set_aside"),))
        if place is not None and session is not None:
            result = Effects(counts=result.counts, target=place, replies=_apology(session))
        await self._store.run(effects.give_up, CHANNEL, update, trouble, result, _now())
        log.error("update set aside inbox=%d: %s", update.id, trouble)
        self._mail.ring()

    def _stop_the_button_spinning(self, query_id: str | None) -> None:
        if query_id is not None:
            self._aside(self._bot.answer_callback_query(query_id))

    def _aside(self, call: Coroutine[Any, Any, object]) -> None:
        """A courtesy that may fail: nothing depends on it."""

        async def courtesy() -> None:
            with contextlib.suppress(TelegramError):
                await call

        task = asyncio.create_task(courtesy())
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def _show_typing(self, target: Target) -> None:
        await asyncio.sleep(QUIET_SECONDS)
        with contextlib.suppress(TelegramError):
            while True:
                await self._bot.send_chat_action(int(target.chat), ChatAction.TYPING, message_thread_id=target.thread)
                await asyncio.sleep(TYPING_SECONDS)


def _apology(session: Session) -> tuple[Card, ...]:
    try:
        return (Card(text=gettext_for(session.speaks)(APOLOGY)),)
    except Exception:  # one update that cannot even be excused must not keep the others waiting
        log.exception("no words for an apology")
        return ()


def _now() -> datetime:
    return datetime.now(VIET_NAM)
