"""The only place that sends: from the outbox, in order for each chat, at the pace Telegram allows."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

from telegram import Bot

from bot.conversation.session import Count
from bot.handoff.errands import Copy, Statement, Summary, TopicState, Words
from bot.storage import counts, effects, outbox
from bot.storage.database import Store, StoreFailed, moment
from bot.storage.outbox import Head, Outgoing, Payload, Target
from bot.telegram.delivery import Gone, Later, Moved, NotSent, Refused, Result, Sent, Unclear, deliver
from bot.telegram.logs import described
from bot.telegram.mapping import CHANNEL
from bot.telegram.pacing import Pace
from bot.telegram.rendering import Part, TopicPart, render
from bot.telegram.supervision import Bell, Fatal
from bot.telegram.topics import Topics, recover

log = logging.getLogger(__name__)

AT_ONCE = 32  # requests in the air
LOOK_AGAIN = 1.0  # seconds; nothing depends on a bell having rung
LONGEST_BACK_OFF = 300.0  # seconds
WORTH_SENDING = timedelta(hours=24)  # an answer that could not be sent for so long is set aside
CASE_WORTH_SENDING = timedelta(days=7)  # what people wrote to each other is not given up so soon
LOST_TRIES = 5
DRAIN_SECONDS = 3.0  # at the end, for what can still go out at once


class Sender:
    """Empties the outbox."""

    def __init__(self, bot: Bot, store: Store, pace: Pace, first_back_off: float, topics: Topics | None = None) -> None:
        self.mail = Bell()
        self._bot = bot
        self._store = store
        self._pace = pace
        self._first_back_off = first_back_off
        self._topics = topics
        self._hindered: Counter[int] = Counter()
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._repeating: str | None = None
        self._error: Exception | None = None

    async def run(self, closing: asyncio.Event) -> None:
        """Send until ``closing``, then what can go out at once, and finish what is under way."""
        self._error = None
        await self._recover()
        deadline: float | None = None
        try:
            while True:
                if closing.is_set() and deadline is None:
                    deadline = monotonic() + DRAIN_SECONDS
                if self._error is not None:
                    raise self._error
                next_in = await self._start_what_is_due()
                if deadline is not None and not self._in_hand and (next_in is None or monotonic() + next_in > deadline):
                    return
                await self.mail.wait(LOOK_AGAIN if next_in is None else next_in)
        finally:
            if self._in_hand:
                await asyncio.wait(self._in_hand.values())

    async def _recover(self) -> None:
        repeated, given_up = await self._store.run(recover, _now())
        if repeated or given_up:
            log.warning("the last run ended while sending: repeating=%d set_aside=%d", repeated, given_up)

    async def _start_what_is_due(self) -> float | None:
        """Start a send for each chat whose turn it is. Returns when the pace allows the next one; None: none waits."""
        heads = await self._store.run(outbox.heads, CHANNEL, 200, _now())
        next_in: float | None = None
        for head in heads:
            if head.chat in self._in_hand or len(self._in_hand) >= AT_ONCE:
                continue  # the end of a send rings the bell
            # A second interruption sets a reply aside, so only one at a time is exposed to it.
            if head.interrupted and self._repeating in self._in_hand:
                continue
            now = monotonic()
            delay = self._pace.delay(head.chat, now)
            if delay > 0:
                next_in = delay if next_in is None else min(next_in, delay)
                continue
            self._pace.note(head.chat, now)
            if head.interrupted:
                self._repeating = head.chat
            task = asyncio.create_task(self._send(head))
            self._in_hand[head.chat] = task
            task.add_done_callback(partial(self._finished, head.chat))
        return next_in

    def _finished(self, chat: str, task: asyncio.Task[None]) -> None:
        del self._in_hand[chat]
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._error = error
        self.mail.ring()

    async def _send(self, head: Head) -> None:
        payload: Payload | None = None
        try:
            payload = await self._store.run(outbox.peek, head.id)
            if payload is not None and self._topics is not None:
                hindrance = await self._topics.ready(payload)
                if hindrance is not None:
                    self._hindered[head.id] += 1
                    not_yet = Outgoing(head.id, payload, 0, self._hindered[head.id], moment(_now()))
                    await self._record(head, not_yet, hindrance, last=False)
                    return
                self._hindered.pop(head.id, None)
            outgoing = await self._store.run(outbox.claim, head.id)
            if outgoing is None:
                return
            target, parts = await self._parts(outgoing)
        except StoreFailed:
            raise  # says nothing about the reply, which keeps its turn
        except Exception as error:
            log.error("reply set aside outbox=%d: it cannot be shown (%s)", head.id, described(error))
            if payload is not None:
                await self._not_delivered(payload, "cannot be shown")
            await self._store.run(outbox.set_aside, head.id, "cannot be shown", _now())
            return
        if outgoing.parts_sent >= len(parts):
            await self._store.run(outbox.part_sent, head.id, last=True, now=_now())
            return
        try:
            result = await deliver(self._bot, target, parts[outgoing.parts_sent])
        except Fatal:
            await self._store.run(outbox.try_again, head.id, "token refused", _now())
            raise
        except Exception as error:
            result = Refused(described(error))
        await self._record(head, outgoing, result, last=outgoing.parts_sent + 1 == len(parts))

    async def _record(self, head: Head, outgoing: Outgoing, result: Result, *, last: bool) -> None:
        now = _now()
        match result:
            case Sent():
                self._pace.served()
                await self._store.run(outbox.part_sent, head.id, last=last, now=now)
                log.info("sent outbox=%d part=%d", head.id, outgoing.parts_sent + 1)
            case Later(seconds):
                everybody = self._pace.refused(head.chat, seconds, monotonic())
                await self._store.run(outbox.try_again, head.id, "429", self._ring_at(now, seconds))
                log.warning(
                    "Telegram asks to wait outbox=%d seconds=%.3g for=%s",
                    head.id,
                    seconds,
                    "all chats" if everybody else "this chat",
                )
            case NotSent(why):
                await self._try_again(head, outgoing, why, now)
            case Unclear(why):
                at = self._ring_at(now, self._back_off(outgoing.tries))
                if await self._store.run(outbox.outcome_unknown, head.id, why, at, now):
                    await self._count("unknown")
                    await self._not_delivered(outgoing.payload, why)
                    log.error("reply set aside outbox=%d: twice no word whether it arrived (%s)", head.id, why)
                else:
                    log.warning("no word whether a reply arrived, repeating it once outbox=%d (%s)", head.id, why)
            case Gone(why) if self._topics is not None and self._topics.is_staff(head.chat):
                log.error("the staff group does not let the bot write: make it an administrator there (%s)", why)
                await self._try_again(head, outgoing, why, now)
            case Gone(why):
                await self._not_delivered(outgoing.payload, why)
                waiting = await self._store.run(effects.block, CHANNEL, head.chat, why, now)
                await self._count("blocked")
                log.info("a chat does not want to hear from the bot outbox=%d set_aside=%d (%s)", head.id, waiting, why)
            case Moved(chat):
                await self._store.run(effects.move, CHANNEL, head.chat, chat)
                log.info("a group has a new number outbox=%d", head.id)
                if self._topics is not None and self._topics.is_staff(head.chat):
                    log.error("the staff group %s is now %s: change QUYEN_STAFF_… and start anew", head.chat, chat)
            case Refused(why) if outgoing.tries < LOST_TRIES and await self._lost(outgoing, why):
                await self._try_again(head, outgoing, why, now)
            case Refused(why):
                await self._not_delivered(outgoing.payload, why)
                await self._set_aside(head, why, now)

    async def _try_again(self, head: Head, outgoing: Outgoing, why: str, now: datetime) -> None:
        payload = outgoing.payload
        of_case = payload.case is not None or isinstance(payload.reply, TopicState)  # the case itself may be gone
        if outgoing.created_at < moment(now - (CASE_WORTH_SENDING if of_case else WORTH_SENDING)):
            await self._not_delivered(payload, "too late")
            await self._set_aside(head, f"too late: {why}", now)
            return
        seconds = self._back_off(outgoing.tries)
        await self._store.run(outbox.try_again, head.id, why, self._ring_at(now, seconds))
        log.warning("not sent, trying again outbox=%d seconds=%.3g (%s)", head.id, seconds, why)

    async def _parts(self, outgoing: Outgoing) -> tuple[Target, list[Part]]:
        if self._topics is not None:
            return await self._topics.parts(outgoing.payload)
        reply = outgoing.payload.reply
        match reply:
            case TopicState(state=state, thread=thread):  # a case of a time when there were advisers is deleted
                return outgoing.payload.target, [TopicPart(state, thread)]
            case Copy() | Words() | Statement() | Summary():
                raise ValueError("there is no staff group any more")
            case _:
                return outgoing.payload.target, render(reply)

    async def _lost(self, outgoing: Outgoing, why: str) -> bool:
        return self._topics is not None and await self._topics.lost(outgoing.payload, why)

    async def _not_delivered(self, payload: Payload, why: str) -> None:
        if self._topics is not None:
            await self._topics.not_delivered(payload, why)

    async def _set_aside(self, head: Head, why: str, now: datetime) -> None:
        await self._store.run(outbox.set_aside, head.id, why, now)
        await self._count("failed")
        log.error("reply set aside outbox=%d: Telegram refused it (%s)", head.id, why)

    async def _count(self, what: str) -> None:
        await self._store.run(counts.add, [Count(what="outbox", about=what)], _now())

    def _back_off(self, tries: int) -> float:
        return min(LONGEST_BACK_OFF, self._first_back_off * 2.0 ** min(tries - 1, 20))

    def _ring_at(self, now: datetime, seconds: float) -> datetime:
        asyncio.get_running_loop().call_later(seconds, self.mail.ring)
        return now + timedelta(seconds=seconds)


def _now() -> datetime:
    return datetime.now(UTC)
