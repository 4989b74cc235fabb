"""The runtime database: one SQLite file, one writer, one thread.

Work is a plain function ``work(db, …)``. ``await store.run(work, …)`` runs it in one transaction: either
everything it wrote is there, or nothing.
"""

from __future__ import annotations

import asyncio
import fcntl
import sqlite3
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlite_utils.db import Database

from bot.storage.migrations import runtime

FILE = "quyen.db"
LOCK = "quyen.lock"

P = ParamSpec("P")
T = TypeVar("T")


StoreFailed = sqlite3.Error
"""The disk or the database failed in a piece of work, whatever the work was about."""


class StoreUnusable(Exception):
    """The data folder cannot be used; the message says why."""


class StoreInUse(StoreUnusable):
    """Another process already works on this data folder."""


def moment(time: datetime) -> str:
    """A time as kept in the database: UTC, always equally long, so that texts sort as times do."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def open_database(path: Path | None) -> Database:
    """The database with every table in its newest shape; None: in memory, for tests."""
    if path is None:
        db = Database(memory=True)
    else:
        path.touch(mode=0o600)
        db = Database(path)
        db.enable_wal()
    # A stored update is acknowledged to Telegram, so it must survive a power cut as well as a crash.
    db.execute("pragma synchronous = full")
    # What a person asks to have deleted is overwritten, not only unlinked.
    db.execute("pragma secure_delete = on")
    runtime.apply(db)
    return db


class Store:
    """The database behind its own thread.

    A commit waits for the disk, which may take longer than an event loop should stand still; one thread
    keeps the loop free and the writes in order.
    """

    def __init__(self, db: Database, thread: ThreadPoolExecutor) -> None:
        self._db = db
        self._thread = thread

    async def run(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(db, …)`` in one transaction and return what it returns."""

        def transaction() -> T:
            with self._db.atomic():
                return work(self._db, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._thread, transaction)

    async def empty_log(self) -> None:
        """Empty the write-ahead log: what was wiped from the database still stands in it."""

        def checkpoint() -> None:
            self._db.execute("pragma wal_checkpoint(truncate)").fetchall()

        await asyncio.get_running_loop().run_in_executor(self._thread, checkpoint)


def _lock(folder: Path) -> TextIOWrapper:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (folder / LOCK).open("a", encoding="utf-8")
    except OSError as error:
        raise StoreUnusable(f"Cannot write to the data folder {folder} (QUYEN_DATA_DIR): {error.strerror}.") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise StoreInUse(
            f"Another bot is already running on the data folder {folder}. "
            "Stop it first, or give this one its own QUYEN_DATA_DIR."
        ) from None
    return file


@asynccontextmanager
async def open_store(folder: Path) -> AsyncIterator[Store]:
    """The store of a data folder; refuses with :class:`StoreUnusable`, such as while another process holds it."""
    lock = _lock(folder)
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
    loop = asyncio.get_running_loop()
    try:
        db = await loop.run_in_executor(thread, open_database, folder / FILE)
        try:
            yield Store(db, thread)
        finally:
            await loop.run_in_executor(thread, db.close)
    finally:
        thread.shutdown()
        lock.close()
