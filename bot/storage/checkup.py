"""How the data folder is, for operators: looked at without writing, while the bot runs or not.

No finding holds an id or a text of anybody.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlite_utils.db import Database

from bot.storage import cases
from bot.storage.database import FILE, is_in_use, moment, read_only
from bot.storage.migrations import runtime
from bot.storage.sealed import Openable, count, number
from bot.storage.vault import KEY_FILE, KeysUnusable, Vault

Level = Literal["ok", "warn", "bad"]
Keys = Vault | KeysUnusable | None
"""The vault, or why there is none; None: no key was needed yet."""

LITTLE_ROOM = 500  # MB
NO_ROOM = 50
STUCK = timedelta(minutes=10)
CLOCKS_DIFFER = timedelta(minutes=1)  # within one machine: less is only the time between two readings


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look has shown; in words, with what to do unless it is well."""

    check: str
    level: Level
    words: str


def check_folder(folder: Path) -> Iterator[Finding]:
    """The folder itself: there, writable, closed to others, with room left."""
    if not folder.is_dir():
        yield Finding("data folder", "warn", f"{folder} is not there yet: the bot makes it (QUYEN_DATA_DIR)")
        return
    files = (folder, *folder.glob(f"{FILE}*"), *folder.glob(KEY_FILE))
    open_to_others = [path.name for path in files if path.stat().st_mode & 0o077]
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding("data folder", "bad", f"{folder} cannot be written: give it to the user of the bot")
    elif open_to_others:
        named = ", ".join(open_to_others)
        yield Finding("data folder", "warn", f"others can read {named} in {folder}: chmod -R go= {folder}")
    else:
        yield Finding("data folder", "ok", f"{folder} is writable and closed to others")
    free = shutil.disk_usage(folder).free // 1_000_000
    level: Level = "ok" if free >= LITTLE_ROOM else "warn" if free >= NO_ROOM else "bad"
    advice = "" if level == "ok" else "; make room: with a full disk nothing is received or sent"
    yield Finding("disk", level, f"{free} MB free{advice}")


def check_bot(folder: Path) -> Finding:
    if is_in_use(folder):
        return Finding("bot", "ok", "a bot is running on this data folder")
    return Finding("bot", "warn", "no bot is running on this data folder: start it")


def check_database(folder: Path, vault: Keys, now: datetime) -> Iterator[Finding]:
    """The database: whole, of this version, nothing stuck, every sealed text can be opened."""
    file = folder / FILE
    if not file.exists():
        yield Finding("database", "warn", "there is none yet: the bot makes it at its first start")
        yield _keys(None, vault)
        return
    try:
        db = read_only(file)
        try:
            yield from _looks(db, vault, now)
        finally:
            db.close()
    except sqlite3.Error as error:  # says what is wrong with the file, not what is in it
        advice = "stop the bot, keep a copy of the folder, restore a backup"
        yield Finding("database", "bad", f"{file} cannot be read ({error}): look at its owner and mode; else {advice}")


def _looks(db: Database, vault: Keys, now: datetime) -> Iterator[Finding]:
    yield _integrity(db)
    yield _version(db)
    if db.table("inbox").exists() and db.table("outbox").exists():
        yield _inbox(db, now)
        yield _outbox(db, now)
        yield _clock(db, now)
    yield _keys(db, vault)


def _integrity(db: Database) -> Finding:
    damages = [row[0] for row in db.execute("pragma integrity_check") if row[0] != "ok"]
    if damages:
        advice = "stop the bot, keep a copy of the folder, restore a backup"
        return Finding("database", "bad", f"damaged in {len(damages)} place(s): {advice}")
    return Finding("database", "ok", "whole (integrity_check)")


def _version(db: Database) -> Finding:
    known, applied = _steps(), {step.name for step in runtime.applied(db)}
    if applied - known:
        return Finding("version", "bad", "the database was made by a newer version of the program: use that one")
    if missing := len(known - applied):
        return Finding("version", "warn", f"{missing} step(s) are missing: the next start of the bot makes them")
    return Finding("version", "ok", f"the newest ({len(known)} steps)")


def _steps() -> set[str]:
    """The names of all steps this program knows: an empty database lacks every one."""
    empty = Database(memory=True)
    try:
        return {step.name for step in runtime.pending(empty)}
    finally:
        empty.close()


def _inbox(db: Database, now: datetime) -> Finding:
    table = db.table("inbox")
    pending, failed = table.count_where("state = 'pending'"), table.count_where("state = 'failed'")
    stuck = table.count_where("state = 'pending' and received_at < ?", [moment(now - STUCK)])
    words = f"{pending} waiting{_oldest(db, 'inbox', 'received_at', now)}, {failed} set aside"
    if stuck:
        words += f"; {stuck} for longer than 10 minutes: is the bot running? See its log"
    elif failed:
        words += "; see 'update set aside' in the log"
    return Finding("inbox", "warn" if stuck or failed else "ok", words)


def _outbox(db: Database, now: datetime) -> Finding:
    table = db.table("outbox")
    unsent = "state in ('pending', 'sending')"
    waiting = table.count_where(unsent)
    unknown = table.count_where("state = 'unknown'")
    # Who blocks the bot or deletes a case does so by right.
    failed = table.count_where("state = 'failed' and trouble not in ('blocked', 'case deleted')")
    stuck = table.count_where(f"{unsent} and created_at < ?", [moment(now - STUCK)])
    oldest = _oldest(db, "outbox", "created_at", now)
    words = f"{waiting} waiting{oldest}, {unknown} with unknown outcome, {failed} set aside"
    if stuck:
        words += f"; {stuck} for longer than 10 minutes: is the bot running, does it reach Telegram? See its log"
    elif unknown or failed:
        words += "; see 'reply set aside' in the log"
    return Finding("outbox", "warn" if stuck or unknown or failed else "ok", words)


def _oldest(db: Database, name: str, since: str, now: datetime) -> str:
    unfinished = "state in ('pending', 'sending')"
    for row in db.table(name).rows_where(unfinished, select=f"min({since}) as since"):
        if row["since"] is not None:
            return f" (the oldest for {max(0.0, (now - datetime.fromisoformat(row['since'])).total_seconds()):.0f} s)"
    return ""


def _clock(db: Database, now: datetime) -> Finding:
    ahead = db.table("inbox").count_where("received_at > ?", [moment(now + CLOCKS_DIFFER)])
    if ahead:
        clock = now.astimezone(UTC).isoformat(timespec="minutes")
        return Finding("clock", "bad", f"{ahead} message(s) arrived in the future: set the clock, which says {clock}")
    return Finding("clock", "ok", "nothing arrived in the future")


def check_advisers(folder: Path, *, group: bool) -> Finding:
    """Whether somebody takes the cases: without a group the bot opens none, but some may be open from before."""
    waiting = 0
    if (folder / FILE).exists():
        with contextlib.suppress(sqlite3.Error), contextlib.closing(read_only(folder / FILE).conn) as connection:
            waiting = Database(connection).table("cases").count_where(cases.OPEN)
    if group:
        return Finding("advisers", "ok", f"a group is set; {waiting} open case(s)")
    if waiting:
        words = f"{waiting} open case(s) and no group that takes them: set QUYEN_STAFF_CHAT_ID"
        return Finding("advisers", "bad", words)
    return Finding("advisers", "ok", "QUYEN_STAFF_CHAT_ID is not set: the bot only names offices")


def _keys(db: Database | None, vault: Keys) -> Finding:
    if isinstance(vault, KeysUnusable):
        return Finding("keys", "bad", str(vault))
    if vault is None:
        if db is not None and (texts := number(db)):
            return Finding("keys", "bad", f"{texts} sealed text(s) and no key: put the key file back ({KEY_FILE})")
        return Finding("keys", "ok", "none yet: the bot makes one at first use")
    found = count(db, vault) if db is not None else Openable(0, 0)
    if found.no:
        lost = f"{found.no} of {found.yes + found.no} sealed text(s) cannot be opened"
        return Finding("keys", "bad", f"{lost} with the keys of {vault.place}: add the missing key behind the others")
    return Finding("keys", "ok", f"{len(vault.keys)} in {vault.place}; all {found.yes} sealed text(s) open")
