"""Storing what arrives before anything else happens to it, and asking Telegram for it."""

from __future__ import annotations

import asyncio
import json
import logging
import warnings
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from telegram import Bot
from telegram.error import Conflict, TelegramError, TimedOut
from telegram.warnings import PTBUserWarning

from bot.conversation.session import Count
from bot.settings import Settings
from bot.storage import counts, inbox
from bot.storage.database import Store
from bot.storage.inbox import Received
from bot.telegram.connecting import REFUSED, TOKEN_REFUSED, reason, seconds_of
from bot.telegram.mapping import ALLOWED_UPDATES, CHANNEL, person_of
from bot.telegram.supervision import BackOff, Bell, Fatal, pause, unless_stopped

log = logging.getLogger(__name__)

BATCH = 100
# We ask for raw updates on purpose: parsed ones would be lost with the first that cannot be parsed.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'", category=PTBUserWarning)


class Receiver:
    """The way into the inbox, the same for both ways of receiving."""

    def __init__(self, store: Store, news: Bell) -> None:
        self._store = store
        self._news = news

    async def keep(self, raw_updates: Iterable[object]) -> None:
        """Store updates; once this returns they may be acknowledged."""
        received: list[Received] = []
        unusable = 0
        for raw in raw_updates:
            if isinstance(raw, dict) and isinstance(raw.get("update_id"), int):
                received.append(Received(str(raw["update_id"]), person_of(raw), json.dumps(raw)))
            else:
                unusable += 1
        now = datetime.now(UTC)
        if unusable:
            log.error("left out %d update(s) without a number", unusable)
            await self._store.run(counts.add, [Count(what="update", about="without_number")] * unusable, now)
        if received:
            await self._store.run(inbox.keep, CHANNEL, received, now)
            self._news.ring()


class Polling:
    """Long polling. Asking for the next updates is what acknowledges the ones before."""

    def __init__(self, bot: Bot, receiver: Receiver, settings: Settings, stop: asyncio.Event) -> None:
        self._bot = bot
        self._receiver = receiver
        self._settings = settings
        self._stop = stop
        self._back_off = BackOff(settings.telegram_retry_seconds)
        # Not kept on disk, and dropped when all is acknowledged: Telegram repeats what was not, the inbox knows
        # what it has, and after a quiet week Telegram starts numbering from somewhere else.
        self._offset: int | None = None

    async def run(self) -> None:
        conflicts = 0
        prepared = False
        while not self._stop.is_set():
            try:
                if not prepared:
                    await self._bot.delete_webhook()  # or Telegram gives out nothing here; pending updates stay
                    prepared = True
                raw_updates = await unless_stopped(self._ask(), self._stop)
            except REFUSED:
                raise Fatal(TOKEN_REFUSED) from None
            except Conflict:
                conflicts += 1
                await self._conflict(conflicts)
            except TimedOut as error:
                # An empty long poll that the network cut short: nothing is wrong yet.
                log.info("no answer to a request for updates (%s)", reason(error))
                await pause(self._stop, self._settings.telegram_retry_seconds)
            except TelegramError as error:
                seconds = max(self._back_off.next(), seconds_of(error))
                log.warning("no updates from Telegram (%s); asking again in %.3g s", reason(error), seconds)
                await pause(self._stop, seconds)
            else:
                conflicts = 0
                self._back_off.reset()
                if raw_updates:
                    await self._receiver.keep(raw_updates)
                self._offset = _next_offset(raw_updates or [])

    async def _ask(self) -> list[Any]:
        seconds = self._settings.telegram_poll_seconds
        result = await self._bot.do_api_request(
            "getUpdates",
            {"offset": self._offset, "limit": BATCH, "timeout": seconds, "allowed_updates": ALLOWED_UPDATES},
            read_timeout=seconds + 10,
        )
        if not isinstance(result, list):
            raise TelegramError("the answer to getUpdates is not a list")
        return result

    async def _conflict(self, count: int) -> None:
        """Only one process may ask for the updates of a bot."""
        if count >= self._settings.telegram_conflict_tries:
            raise Fatal(
                "Another instance is receiving for the same Telegram token. "
                "Stop the other one, or use a token of its own for this one."
            )
        seconds = self._back_off.next()
        log.warning("another instance is receiving for the same Telegram token; trying again in %.3g s", seconds)
        await pause(self._stop, seconds)


def _next_offset(raw_updates: list[Any]) -> int | None:
    """What to ask for next, which acknowledges these."""
    numbers = (raw.get("update_id") for raw in raw_updates if isinstance(raw, dict))
    return max((number + 1 for number in numbers if isinstance(number, int)), default=None)
