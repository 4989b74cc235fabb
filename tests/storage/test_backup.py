from __future__ import annotations

import asyncio
import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils.db import Database

from bot.settings import Settings
from bot.storage import inbox
from bot.storage.backup import BackupFailed, back_up, dated, thin_out
from bot.storage.database import FILE, open_database, open_store
from bot.storage.inbox import Received
from bot.storage.migrations import runtime
from bot.storage.vault import KEY_FILE, Vault
from tests.conftest import Run
from tests.storage.conftest import NOW

MARKER = "cô Bảy ở hẻm 42 hỏi tiền thai sản"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one message that waits."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    db = open_database(folder / FILE)
    inbox.keep(db, "t", [Received("1", "a", "{}")], NOW)
    db.close()
    return folder


def rows(file: Path) -> list[tuple[str, str]]:
    db = Database(file)
    try:
        return [(row["update_id"], row["body"]) for row in db.table("inbox").rows]
    finally:
        db.close()


def test_a_backup_is_one_closed_and_whole_file(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "one.db"
    assert back_up(folder, target) == target.stat().st_size
    assert rows(target) == [("1", "{}")]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700
    assert [path.name for path in target.parent.iterdir()] == ["one.db"]


def test_what_was_wiped_does_not_come_back(folder: Path, tmp_path: Path) -> None:
    running = open_database(folder / FILE)
    inbox.keep(running, "t", [Received(str(n), "a", f"{MARKER} {'x' * n * 50}") for n in range(2, 90)], NOW)
    for number in range(2, 90):
        inbox.done(running, number, NOW)
    assert MARKER.encode() in b"".join(path.read_bytes() for path in folder.iterdir())  # the log of writes has it
    back_up(folder, tmp_path / "copy.db")
    assert MARKER.encode() not in (tmp_path / "copy.db").read_bytes()
    assert len(rows(tmp_path / "copy.db")) == 89
    running.close()


async def test_a_backup_while_the_bot_writes_has_whole_transactions(tmp_path: Path) -> None:
    def both(db: Database, number: int) -> None:
        for update_id in (f"{number} first", f"{number} second"):
            inbox.keep(db, "t", [Received(update_id, "a", "x" * 3000)], NOW)

    async with open_store(tmp_path) as store:
        await store.run(both, -1)
        stop = asyncio.Event()

        async def write() -> int:
            number = 0
            while not stop.is_set():
                await store.run(both, number)
                number += 1
            return number

        writing = asyncio.create_task(write())
        for copy in range(5):
            await asyncio.to_thread(back_up, tmp_path, tmp_path / f"{copy}.db")
        stop.set()
        written = await writing
    assert written > 5
    sizes = [len(rows(tmp_path / f"{copy}.db")) for copy in range(5)]
    assert sizes == sorted(sizes)
    assert all(size % 2 == 0 for size in sizes)
    assert 0 < sizes[0] < sizes[-1] <= 2 * (written + 1)


def test_a_backup_takes_the_place_of_nothing(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("something else", "utf-8")
    with pytest.raises(BackupFailed, match="--force"):
        back_up(folder, target)
    assert target.read_text("utf-8") == "something else"
    back_up(folder, target, force=True)
    assert rows(target) == [("1", "{}")]


@pytest.mark.parametrize("name", [FILE, f"{FILE}-wal", KEY_FILE, "quyen.lock"])
def test_never_onto_the_bot_s_own_files(folder: Path, name: str) -> None:
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())
    with pytest.raises(BackupFailed, match="belongs to the running bot"):
        back_up(folder, folder / name, force=True)
    assert sorted((path.name, path.read_bytes()) for path in folder.iterdir()) == before


def test_without_a_database_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="There is no database"):
        back_up(tmp_path, tmp_path / "copies" / "one.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_gives_no_backup(folder: Path, tmp_path: Path) -> None:
    content = bytearray((folder / FILE).read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    (folder / FILE).write_bytes(content)
    with pytest.raises(BackupFailed):
        back_up(folder, tmp_path / "copies" / "one.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_target_that_cannot_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupFailed, match=r"Cannot write the backup .*/file/one\.db"):
        back_up(folder, tmp_path / "file" / "one.db")


def test_the_newest_of_the_dated_ones_are_kept(folder: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    days = [NOW + timedelta(days=day) for day in range(5)]
    for day in days:
        back_up(folder, dated(copies, day))
    (copies / "quyen-before-the-upgrade.db").touch()
    assert thin_out(dated(copies, days[-1]), 2) == 3
    assert sorted(path.name for path in copies.iterdir()) == [
        "quyen-2026-11-24T17-00.db",
        "quyen-2026-11-25T17-00.db",
        "quyen-before-the-upgrade.db",
    ]
    back_up(folder, dated(copies, NOW))  # after the clock was set back
    assert thin_out(dated(copies, NOW), 1) == 2
    assert dated(copies, NOW).exists()


def test_what_a_killed_backup_left_goes_after_a_day(folder: Path, tmp_path: Path) -> None:
    old, fresh = tmp_path / ".quyen-backup-0.part", tmp_path / ".quyen-backup-1.part"
    old.touch()
    fresh.touch()
    os.utime(old, (0, 0))
    back_up(folder, tmp_path / "copy.db")
    assert (old.exists(), fresh.exists()) == (False, True)


def test_the_command_says_where_the_key_is(run: Run, folder: Path, tmp_path: Path) -> None:
    printed = run("backup", tmp_path / "one.db").stdout
    assert str(tmp_path / "one.db") in printed
    assert f"The keys are not in it: they are in {folder / KEY_FILE}" in printed
    assert "--force" in run("backup", tmp_path / "one.db", exit_code=2).stderr
    run("backup", tmp_path / "one.db", "--force")
    copies = tmp_path / "copies"
    copies.mkdir()
    dated(copies, datetime(2026, 1, 1, tzinfo=UTC)).touch()
    assert "1 older backup(s) deleted" in run("backup", copies, "--keep", "1").stdout
    (copy,) = copies.iterdir()
    assert rows(copy) == [("1", "{}")]


async def test_a_backup_is_restored_into_a_new_folder(folder: Path, tmp_path: Path) -> None:
    """As docs/operations.md says: the copy as quyen.db, the key file beside it, both for the owner only."""
    vault = Vault.of(Settings(data_dir=folder))
    db = open_database(folder / FILE)
    db.table("gaps").insert({"text": vault.seal(MARKER), "language": "vi", "why": "nothing", "day": "2026-11-21"})
    db.close()
    back_up(folder, tmp_path / "copy.db")
    shutil.copy(folder / KEY_FILE, tmp_path / KEY_FILE)
    shutil.rmtree(folder)

    other = tmp_path / "another"
    os.mkdir(other, 0o700)  # noqa: PTH102
    shutil.copy(tmp_path / "copy.db", other / FILE)
    shutil.copy(tmp_path / KEY_FILE, other / KEY_FILE)
    async with open_store(other) as store:
        (gap,) = await store.run(lambda db: list(db.table("gaps").rows))
        assert Vault.of(Settings(data_dir=other)).open(gap["text"]) == MARKER
        assert await store.run(inbox.first_of_each_person, "t", [], 10, NOW) == [inbox.Waiting(1, "a")]
        assert await store.run(lambda db: (db.journal_mode, runtime.pending(db))) == ("wal", [])
