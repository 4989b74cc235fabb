from __future__ import annotations

import asyncio
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils.db import Database

from bot.storage.database import FILE, StoreFailed, StoreInUse, moment, open_database, open_store
from bot.storage.migrations import runtime


def insert(db: Database, key: str) -> None:
    db.table("counts").insert({"what": key, "about": "", "day": "", "n": 1})


def insert_and_fail(db: Database, key: str) -> None:
    insert(db, key)
    raise ValueError(key)


def keys(db: Database) -> list[str]:
    return [row["what"] for row in db.table("counts").rows]


async def test_work_is_one_transaction(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        await store.run(insert, "kept")
        with pytest.raises(ValueError):
            await store.run(insert_and_fail, "lost")
        assert await store.run(keys) == ["kept"]
    async with open_store(tmp_path) as store:
        assert await store.run(keys) == ["kept"]


async def test_work_that_waits_together_fails_alone(tmp_path: Path) -> None:
    def tables(db: Database) -> None:
        db.execute("insert into nowhere values (1)")

    async with open_store(tmp_path) as store:
        works = [(insert, "a"), (insert_and_fail, "b"), (insert, "c"), (insert_and_fail, "d"), (insert, "e")]
        done = await asyncio.gather(
            *[store.run(work, key) for work, key in works], store.run(tables), return_exceptions=True
        )
        assert [type(outcome) for outcome in done[:5]] == [type(None), ValueError, type(None), ValueError, type(None)]
        assert isinstance(done[5], sqlite3.OperationalError)
        assert sorted(await store.run(keys)) == ["a", "c", "e"]
    async with open_store(tmp_path) as store:
        assert sorted(await store.run(keys)) == ["a", "c", "e"]


async def test_work_that_waits_together_is_committed_once(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        commits: list[str] = []
        await store.run(lambda db: db.conn.set_trace_callback(lambda sql: commits.append(sql)))
        await asyncio.gather(*[store.run(insert, str(number)) for number in range(20)])
        assert len(await store.run(keys)) == 20
    assert sum(sql.lower().startswith("commit") for sql in commits) < 20


async def test_disk_that_fails_one_piece_fails_no_other(tmp_path: Path) -> None:
    def full(db: Database) -> None:
        insert(db, "lost")
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        db.conn.rollback()  # as SQLite itself may do
        raise error

    async with open_store(tmp_path) as store:
        works = [store.run(insert, "a"), store.run(full), store.run(insert, "c")]
        done = await asyncio.gather(*works, return_exceptions=True)
        assert [type(outcome) for outcome in done] == [type(None), StoreFailed, type(None)]
        assert sorted(await store.run(keys)) == ["a", "c"]


async def test_second_user_of_a_folder_is_refused(tmp_path: Path) -> None:
    async with open_store(tmp_path):
        with pytest.raises(StoreInUse, match="already running on the data folder"):
            async with open_store(tmp_path):
                pass
    async with open_store(tmp_path):
        pass


async def test_only_the_operator_can_read_the_file(tmp_path: Path) -> None:
    async with open_store(tmp_path / "data"):
        pass
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / FILE).stat().st_mode) == 0o600


def test_every_table_is_there_and_opening_again_changes_nothing(tmp_path: Path) -> None:
    db = open_database(tmp_path / FILE)
    assert db.journal_mode == "wal"
    assert runtime.pending(db) == []
    schema = db.schema
    db.close()
    assert open_database(tmp_path / FILE).schema == schema


def test_moments_sort_as_times_do() -> None:
    early = datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC)
    late = datetime(2026, 11, 21, 17, 0, 0, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert moment(early) < moment(late)
    assert len(moment(early)) == len(moment(late))
