from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils.db import Database

from bot.storage.database import FILE, StoreInUse, moment, open_database, open_store
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
