"""The bot without a network: real receiving, working and sending in one process, the Bot API a function call away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from sqlite_utils.db import Database
from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.settings import Settings
from bot.storage.database import Store, open_database
from bot.telegram.mapping import Identity
from bot.telegram.pacing import Pace
from bot.telegram.receiving import Receiver
from bot.telegram.sending import Sender
from bot.telegram.supervision import Bell
from bot.telegram.working import Assistant, Workers
from tests.telegram.bot_api_double import ME, SENDING, TOKEN, BotApi, error

IDENTITY = Identity(ME["id"], ME["username"])


class DirectRequest(BaseRequest):
    """Hands the requests of the Telegram library to the double's rules, without HTTP."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.refused: list[tuple[str, str]] = []
        """Sendings that the rules refused: the method, and why."""

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        params = dict(request_data.json_parameters) if request_data is not None else {}
        for name, part in (request_data.multipart_data if request_data is not None else {}).items():
            params[name] = str(part[0])
            if not part[1]:
                self.refused.append((name, "file must be non-empty"))
        what = url.rpartition("/")[2]
        if what in SENDING:
            self.api.chats.add(params["chat_id"])  # whom the bot may write to is not the question here
        answer = self.api.call(what, params)
        code, body = answer if isinstance(answer, tuple) else error(500, "Internal Server Error")
        if what in SENDING and code != 200:
            self.refused.append((what, body["description"]))
        return code, json.dumps(body).encode()


class BotInProcess:
    """What a run looks at."""

    def __init__(self, store: Store, api: BotApi, request: DirectRequest, receiver: Receiver) -> None:
        self.store = store
        self.api = api
        self.request = request
        self._receiver = receiver

    async def receive(self, *updates: Any) -> None:
        """Let updates arrive."""
        self.api.control("updates", {"updates": updates})
        arrived, self.api.updates = self.api.updates, []
        await self._receiver.keep(arrived)

    async def idle(self) -> None:
        """Wait until everything that arrived has been answered and sent."""
        while await self.store.run(_something_waits):  # noqa: ASYNC110
            await asyncio.sleep(0.001)

    async def rows(self, table: str) -> list[dict[str, Any]]:
        def all_rows(db: Database) -> list[dict[str, Any]]:
            return list(db.table(table).rows)

        return await self.store.run(all_rows)


def _something_waits(db: Database) -> bool:
    waiting = "select exists(select 1 from {} where finished_at is null)"
    return any(db.execute(waiting.format(table)).fetchone()[0] for table in ("inbox", "outbox"))


@asynccontextmanager
async def bot_in_process(assistant: Assistant, **settings: Any) -> AsyncIterator[BotInProcess]:
    """A running bot whose database is in memory."""
    chosen = Settings(telegram_retry_seconds=0.001, pace=False, **settings)
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=1) as thread:
        store = Store(await loop.run_in_executor(thread, open_database, None), thread)
        api = BotApi()
        request = DirectRequest(api)
        bot = Bot(TOKEN, request=request, get_updates_request=request)
        news = Bell()
        sender = Sender(bot, store, Pace(enabled=False), chosen.telegram_retry_seconds)
        workers = Workers(bot, IDENTITY, store, assistant, chosen, news, sender.mail)
        stop, closing = asyncio.Event(), asyncio.Event()
        working, sending = asyncio.create_task(workers.run(stop)), asyncio.create_task(sender.run(closing))
        try:
            yield BotInProcess(store, api, request, Receiver(store, news))
        finally:
            stop.set()
            news.ring()
            await working
            closing.set()
            sender.mail.ring()
            await sending
