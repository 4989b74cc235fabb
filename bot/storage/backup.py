"""A copy of the runtime database that can be made while the bot works, checked before it takes its name."""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from datetime import datetime
from pathlib import Path

from sqlite_utils.db import Database

from bot.storage.database import FILE, LOCK, read_only
from bot.storage.vault import KEY_FILE, sync_folder
from knowledge.clock import VIET_NAM

DATED = "quyen-%Y-%m-%dT%H-%M.db"
_ANY_DATED = "quyen-????-??-??T??-??.db"
_UNFINISHED = ".quyen-backup-{}.part"
_ABANDONED_SECONDS = 24 * 3600


class BackupFailed(Exception):
    """There is no new backup; the message says why."""


def dated(folder: Path, now: datetime) -> Path:
    """The name of a backup in a folder of backups: its minute in Viet Nam, where no hour comes twice in a year."""
    return folder / now.astimezone(VIET_NAM).strftime(DATED)


def back_up(data_dir: Path, target: Path, *, force: bool = False) -> int:
    """Write the database of a data folder to ``target``: whole and checked, or not at all. Returns its size."""
    source = data_dir / FILE
    if not source.exists():
        raise BackupFailed(f"There is no database {source} to back up (QUYEN_DATA_DIR).")
    if target.name.startswith((FILE, LOCK, KEY_FILE)) and target.parent.resolve() == data_dir.resolve():
        raise BackupFailed(f"{target} belongs to the running bot: give the backup another name or folder.")
    if target.exists() and not force:
        raise BackupFailed(f"{target} is there already: give another name, or --force to replace it.")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _tidy(target.parent)
        unfinished = target.parent / _UNFINISHED.format(secrets.token_hex(8))
        try:
            os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            _copy(source, unfinished)
            _check(unfinished)
            _sync(unfinished)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(target.parent)
        return target.stat().st_size
    except OSError as error:
        raise BackupFailed(f"Cannot write the backup {target}: {error.strerror}.") from None
    except sqlite3.Error as error:  # says what is wrong with a file, not what is in it
        raise BackupFailed(f"Cannot copy {source} to {target}: {error}.") from None


def thin_out(newest: Path, keep: int) -> int:
    """Delete the oldest dated backups beside the ``newest``; ``keep`` remain. Returns how many were deleted."""
    folder = newest.parent
    # Named, not found by its name's order: where the clock was set back, it would not be the last.
    others = sorted(set(folder.glob(_ANY_DATED)) - {newest})
    old = others[: max(0, len(others) - keep + 1)]
    for backup in old:
        backup.unlink()
    sync_folder(folder)
    return len(old)


def _copy(source: Path, target: Path) -> None:
    """A fresh file with what is in the tables now: no page, no log of writes that could hold a wiped text."""
    db = read_only(source)
    try:
        db.execute("vacuum into ?", [str(target)])
    finally:
        db.close()


def _check(backup: Path) -> None:
    db = Database(backup)
    try:
        found = [row[0] for row in db.execute("pragma integrity_check")]
    finally:
        db.close()
    if found != ["ok"]:
        raise BackupFailed("The copy is damaged and was thrown away: see what quyen doctor says.")


def _sync(file: Path) -> None:
    with file.open("rb") as handle:
        os.fsync(handle.fileno())


def _tidy(folder: Path) -> None:
    """What a backup left behind that was killed: it holds what people wrote."""
    for left in folder.glob(_UNFINISHED.format("*")):
        if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            left.unlink(missing_ok=True)
