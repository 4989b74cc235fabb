"""The running bot: every loop, from the first word with Telegram to the orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from telegram import Bot
from telegram.error import BadRequest

from bot.handoff import closing
from bot.handoff.attending import attend
from bot.reminders.sending import keep_sending
from bot.settings import Settings
from bot.storage import waits
from bot.storage.database import Store, StoreFailed, StoreUnusable, open_store
from bot.storage.retention import Kept, clean
from bot.storage.vault import Vault
from bot.telegram import logs
from bot.telegram.connecting import REFUSED, TOKEN_REFUSED, build_bot, connect
from bot.telegram.mapping import ALLOWED_UPDATES, CHANNEL, Identity
from bot.telegram.pacing import Pace
from bot.telegram.profile import show_profile
from bot.telegram.receiving import Polling, Receiver
from bot.telegram.sending import Sender
from bot.telegram.supervision import Bell, Ending, Fatal, pause, supervise
from bot.telegram.topics import Topics
from bot.telegram.webhook import WebhookServer
from bot.telegram.working import Assistant, Workers

log = logging.getLogger(__name__)

_Loop = Callable[[], Awaitable[None]]
CLEANING_SECONDS = 600
ATTENDING_SECONDS = 60
CONNECTIONS = 20  # that Telegram may open to the webhook at once


async def run(settings: Settings, assistant: Assistant) -> int:
    """Serve until SIGTERM or SIGINT. Returns the exit code: 2 if the operator has to do something first."""
    secret = _webhook_secret(settings)
    logs.configure([secret, settings.telegram_token.get_secret_value() if settings.telegram_token else ""])
    ending = Ending()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.stop.set)
    try:
        bot = build_bot(settings)
        async with open_store(settings.data_dir) as store:
            try:
                me = await connect(bot, settings, ending.stop)
                if me is not None:
                    await Service(bot, me, store, assistant, settings, secret, ending).run()
            finally:
                await bot.shutdown()
    except (Fatal, StoreUnusable) as problem:
        ending.because_of(Fatal(str(problem)))
    except StoreFailed as problem:
        # Not 2: whoever starts the bot again shall do so, the disk may have room by then.
        log.critical("%s", problem)
        return 1
    except Exception:
        log.critical("the bot ended because of an error it did not expect", exc_info=True)
        return 1
    if ending.problem is not None:
        log.critical("%s", ending.problem)
        return 2
    log.info("ended in order")
    return 0


class Service:
    """The loops of one bot, and the order in which they end."""

    def __init__(
        self,
        bot: Bot,
        me: Identity,
        store: Store,
        assistant: Assistant,
        settings: Settings,
        secret: str,
        ending: Ending,
    ) -> None:
        self._bot = bot
        self._me = me
        self._settings = settings
        self._secret = secret
        self._ending = ending
        self._store = store
        self._news = Bell()
        self._receiver = Receiver(store, self._news)
        self._desk = assistant.desk
        topics = Topics(bot, store, self._desk) if self._desk is not None else None
        self._sender = Sender(bot, store, Pace(enabled=settings.pace), settings.telegram_retry_seconds, topics)
        self._workers = Workers(bot, me, store, assistant, settings, self._news, self._sender.mail)
        self._vault = Vault.of(settings)

    async def run(self) -> None:
        """First nothing new comes in, then what is in hand is answered, then the answers go out."""
        stop = self._ending.stop
        closing = asyncio.Event()
        receiving = self._supervised("receiving", self._webhook if self._settings.webhook_url else self._polling, stop)
        working = self._supervised("working", lambda: self._workers.run(stop), stop)
        sending = self._supervised("sending", lambda: self._sender.run(closing), closing)
        profile = self._supervised("profile", lambda: self._profile(stop), stop)
        cleaning = self._supervised("cleaning", lambda: self._clean(stop), stop)
        attending = self._supervised("attending", lambda: self._attend(stop), stop)
        reminding = self._supervised("reminding", lambda: self._remind(stop), stop)
        log.info("ready as @%s by %s", self._me.username, "webhook" if self._settings.webhook_url else "long polling")
        await stop.wait()
        profile.cancel()
        cleaning.cancel()
        attending.cancel()
        self._news.ring()
        await asyncio.gather(receiving, working, reminding)
        closing.set()
        self._sender.mail.ring()
        await asyncio.gather(sending, profile, cleaning, attending, return_exceptions=True)

    async def _profile(self, stop: asyncio.Event) -> None:
        await show_profile(self._bot, stop, self._settings.telegram_retry_seconds)

    async def _remind(self, stop: asyncio.Event) -> None:
        await keep_sending(self._store, CHANNEL, self._vault, self._sender.mail.ring, stop)

    async def _clean(self, stop: asyncio.Event) -> None:
        """Every few minutes: wipe and delete what is over its time."""
        kept = Kept(
            bodies=timedelta(hours=self._settings.inbox_body_hours),
            sessions=timedelta(minutes=self._settings.session_idle_minutes),
        )
        while not stop.is_set():
            if pulled := await self._store.run(waits.pull_back, datetime.now(UTC)):
                log.warning("the clock was set back; what would have waited for it goes on now rows=%d", pulled)
            await self._store.run(clean, kept, datetime.now(UTC))
            await self._store.empty_log()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), CLEANING_SECONDS)

    async def _attend(self, stop: asyncio.Event) -> None:
        """Every minute: what time alone brings about for cases."""
        kept = timedelta(days=self._settings.case_kept_days)
        while not stop.is_set():
            if self._desk is not None:
                await self._store.run(attend, self._desk, datetime.now(UTC))
            else:  # cases of a time when there were advisers
                await self._store.run(closing.delete_old, kept, datetime.now(UTC))
            self._sender.mail.ring()
            await pause(stop, ATTENDING_SECONDS)

    def _supervised(self, name: str, loop: _Loop, stop: asyncio.Event) -> asyncio.Task[None]:
        return asyncio.create_task(supervise(name, loop, stop, self._ending, self._settings.telegram_retry_seconds))

    async def _polling(self) -> None:
        await Polling(self._bot, self._receiver, self._settings, self._ending.stop).run()

    async def _webhook(self) -> None:
        server = WebhookServer(self._secret, self._receiver.keep)
        async with server.listening(self._settings.webhook_listen):
            await self._tell_telegram_the_address()
            await self._ending.stop.wait()

    async def _tell_telegram_the_address(self) -> None:
        try:
            await self._bot.set_webhook(
                self._settings.webhook_url or "",
                secret_token=self._secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=CONNECTIONS,
            )
        except REFUSED:
            raise Fatal(TOKEN_REFUSED) from None
        except BadRequest as error:
            raise Fatal(f"Telegram does not accept QUYEN_WEBHOOK_URL: {error.message}") from None


def _webhook_secret(settings: Settings) -> str:
    if settings.webhook_secret is not None and (secret := settings.webhook_secret.get_secret_value()):
        return secret  # never an empty one: every request would have it
    return secrets.token_urlsafe(32)
