"""The runtime database: one SQLite file, one writer, one thread.

Work is a plain function ``work(db, …)``. ``await store.run(work, …)`` runs it in one transaction: either
everything it wrote is there, or nothing. Work that waits at the same time shares a transaction, each piece behind a
savepoint of its own, because the disk is what takes long: one wait for it serves them all.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlite_utils.db import Database

from bot.storage.migrations import runtime

log = logging.getLogger(__name__)

FILE = "quyen.db"
LOCK = "quyen.lock"
SAID_AGAIN_SECONDS = 60.0
MOST_TOGETHER = 100  # pieces of work in one transaction

P = ParamSpec("P")
T = TypeVar("T")


_OWNER = "the database may not be opened or written: look at its owner and mode, and whether the disk is read-only"
_HELD = "another program holds the database: end it"
_DAMAGED = "the database is damaged: stop the bot and see what quyen doctor says"
_CAUSES = {
    sqlite3.SQLITE_FULL: "the disk is full: make room on it",
    sqlite3.SQLITE_IOERR: "the disk does not read or write, or has no room: look at it and at the log of the system",
    sqlite3.SQLITE_READONLY: _OWNER,
    sqlite3.SQLITE_CANTOPEN: _OWNER,
    sqlite3.SQLITE_PERM: _OWNER,
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


class StoreFailed(Exception):
    """The disk or the database failed in a piece of work, whatever the work was about; the message says how."""


@contextmanager
def explained(folder: Path | None) -> Iterator[None]:
    """Turns an error of the disk or the database into :class:`StoreFailed`; errors of the work itself pass."""
    try:
        yield
    except sqlite3.Error as error:
        cause = _CAUSES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if cause is None:
            raise
        raise StoreFailed(f"Data folder {folder or 'in memory'}: {cause}.") from error


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All of it or nothing. The right to write is taken at the start: between a reading and a writing no other
    process can then change the rows."""
    db.execute("begin immediate")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


class StoreUnusable(Exception):
    """The data folder cannot be used; the message says why."""


class StoreInUse(StoreUnusable):
    """Another process already works on this data folder."""


def moment(time: datetime) -> str:
    """A time as kept in the database: UTC, always equally long, so that texts sort as times do."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def open_existing(folder: Path) -> Database:
    """The database of a data folder, for a command. Raises :class:`StoreUnusable` rather than make an empty one."""
    path = folder / FILE
    if not path.exists():
        raise StoreUnusable(f"there is no runtime database at {path}; set QUYEN_DATA_DIR to the bot's data folder")
    return open_database(path)


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


def read_only(path: Path) -> Database:
    """The database as another process may look at it while the bot works: nothing can be written."""
    return Database(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))


@dataclass(slots=True)
class _Piece:
    """A piece of work that waits, and what came of it."""

    work: Callable[[], Any]
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = field(default=None)

    def settle(self) -> None:
        if self.future.done():
            return  # whoever asked went away
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Store:
    """The database behind its own thread.

    A commit waits for the disk, which may take longer than an event loop should stand still; one thread
    keeps the loop free and the writes in order.
    """

    def __init__(self, db: Database, thread: ThreadPoolExecutor, folder: Path | None = None) -> None:
        self._db = db
        self._thread = thread
        self._folder = folder
        self._waiting: deque[_Piece] = deque()
        self._trouble: str | None = None
        self._said = -SAID_AGAIN_SECONDS

    async def run(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(db, …)`` in one transaction and return what it returns.

        Of a disk that fails it may be run a second time, after nothing of the first was kept.
        """
        loop = asyncio.get_running_loop()
        piece = _Piece(partial(work, self._db, *args, **kwargs), loop.create_future())
        self._waiting.append(piece)
        self._thread.submit(self._work_off, loop)
        result: T = await piece.future
        return result

    def _work_off(self, loop: asyncio.AbstractEventLoop) -> None:
        """Do what waits. Often an earlier turn has done it already."""
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        pieces = [piece for piece in taken if not piece.future.cancelled()]
        if pieces and not self._done_together(pieces):
            for piece in pieces:
                self._done_together([piece])
        for piece in pieces:
            loop.call_soon_threadsafe(piece.settle)

    def _done_together(self, pieces: Sequence[_Piece]) -> bool:
        """Do pieces of work in one transaction. False: several, and the disk failed, so each has to be tried alone."""
        before = self._db.conn.total_changes
        try:
            with explained(self._folder), transaction(self._db):
                for piece in pieces:
                    piece.error = None
                    if len(pieces) == 1:
                        piece.result = piece.work()
                    else:
                        self._behind_savepoint(piece)
        except Exception as error:
            if len(pieces) > 1:
                return False
            if isinstance(error, StoreFailed):
                self._note(str(error))
            pieces[0].error = error
            return True
        if self._db.conn.total_changes > before:
            self._note(None)
        return True

    def _behind_savepoint(self, piece: _Piece) -> None:
        """Do one of several pieces of work: its own errors undo only what it did itself, those of the disk all."""
        self._db.execute("savepoint piece")
        try:
            with explained(self._folder):
                piece.result = piece.work()
        except StoreFailed:
            raise
        except Exception as error:
            self._db.execute("rollback to piece")  # fails if SQLite gave up the whole transaction: then all is repeated
            piece.error = error
        self._db.execute("release piece")

    async def empty_log(self) -> None:
        """Empty the write-ahead log: what was wiped from the database still stands in it."""

        def checkpoint() -> None:
            with explained(self._folder):
                self._db.execute("pragma wal_checkpoint(truncate)").fetchall()

        await asyncio.get_running_loop().run_in_executor(self._thread, checkpoint)

    def _note(self, trouble: str | None) -> None:
        """Say it once if the data cannot be written, and once if they can be again: every loop comes to know it."""
        if trouble is None:
            if self._trouble is not None:
                log.warning("the data folder can be written again")
        elif trouble != self._trouble:
            if monotonic() - self._said < SAID_AGAIN_SECONDS:
                return  # on a disk that is almost full small writings still succeed, in turn with others that fail
            log.error("%s What is not stored stays with Telegram; the bot goes on once it can write.", trouble)
            self._said = monotonic()
        self._trouble = trouble


def is_in_use(folder: Path) -> bool:
    """Whether a running bot holds the data folder."""
    try:
        with (folder / LOCK).open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


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


def _open(folder: Path) -> Database:
    try:
        with explained(folder):
            return open_database(folder / FILE)
    except OSError as error:
        raise StoreFailed(f"Data folder {folder}: the database cannot be opened: {error.strerror}.") from None


@asynccontextmanager
async def open_store(folder: Path) -> AsyncIterator[Store]:
    """The store of a data folder; refuses with :class:`StoreUnusable`, such as while another process holds it."""
    lock = _lock(folder)
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
    loop = asyncio.get_running_loop()
    try:
        db = await loop.run_in_executor(thread, _open, folder)
        try:
            yield Store(db, thread, folder)
        finally:
            await loop.run_in_executor(thread, db.close)
    finally:
        thread.shutdown()
        lock.close()
