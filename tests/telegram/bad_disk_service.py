"""The echo service on a disk that a test spoils: SIGUSR1 fills the database up, SIGUSR2 makes it read-only,
SIGHUP mends it. SQLite itself then refuses, with the errors of a real disk."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.settings import Settings
from bot.storage import database
from bot.storage.database import Store
from bot.telegram import service
from tests.telegram.echo_service import Echo

SPOILS = {
    signal.SIGUSR1: ["pragma max_page_count = 1"],  # not below what is there: not a page more
    signal.SIGUSR2: ["pragma query_only = on"],
    signal.SIGHUP: ["pragma max_page_count = 1073741823", "pragma query_only = off"],
}


@asynccontextmanager
async def open_store(folder: Path) -> AsyncIterator[Store]:
    async with database.open_store(folder) as store:
        for number, statements in SPOILS.items():
            asyncio.get_running_loop().add_signal_handler(number, spoil, store, statements)
        yield store


def spoil(store: Store, statements: list[str]) -> None:
    for statement in statements:
        store._thread.submit(lambda statement=statement: store._db.execute(statement).fetchall())


if __name__ == "__main__":
    service.open_store = open_store  # type: ignore[attr-defined]
    sys.exit(asyncio.run(service.run(Settings(), Echo())))
