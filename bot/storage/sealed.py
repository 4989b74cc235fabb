"""Which columns hold sealed texts, and how all of them get a new key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils.db import Database

from bot.storage.database import FILE, explained, transaction
from bot.storage.vault import CannotOpen, Vault, write_keys

SEALED = {"cases": ("sealed",), "case_messages": ("sealed",), "reminders": ("sealed",)}


@dataclass(frozen=True, slots=True)
class Openable:
    """How many sealed texts the keys open, and how many they do not."""

    yes: int
    no: int


def count(db: Database, vault: Vault) -> Openable:
    """Try every sealed text."""
    opened = [_opens(vault, text) for _, _, _, text in _texts(db)]
    return Openable(sum(opened), len(opened) - sum(opened))


def number(db: Database) -> int:
    """How many sealed texts there are."""
    return sum(1 for _ in _texts(db))


def openable(folder: Path, vault: Vault) -> Openable:
    """:func:`count` on the database of a data folder."""
    with opened(folder) as db:
        return count(db, vault) if db is not None else Openable(0, 0)


def reseal(db: Database, vault: Vault) -> int:
    """Seal with the first key what another key sealed. Returns how many texts. Raises :class:`CannotOpen`."""
    first = vault.first_only()
    others = [(table, column, key) for table, column, key, text in _texts(db) if not _opens(first, text)]
    for table, column, key in others:
        text = vault.open(db.table(table).get(key)[column])
        db.table(table).update(key, {column: first.seal(text)})
    return len(others)


def reseal_all(folder: Path, vault: Vault) -> int:
    """:func:`reseal` on the database of a data folder in one transaction, while a bot runs or not."""
    with opened(folder) as db:
        if db is None:
            return 0
        with transaction(db):
            changed = reseal(db, vault)
        # What the old key opens shall not remain behind in the log of writes.
        db.execute("pragma wal_checkpoint(truncate)").fetchall()
        return changed


def drop_old_keys(folder: Path, vault: Vault, file: Path) -> Openable:
    """Leave only the first key in the key file, if it opens everything. Returns what it opens.

    The transaction writes nothing: it keeps the running bot from storing another text in between.
    """
    first = vault.first_only()
    with opened(folder) as db:
        if db is None:
            write_keys(file, first.keys)
            return Openable(0, 0)
        with transaction(db):
            found = count(db, first)
            if not found.no:
                write_keys(file, first.keys)
            return found


@contextmanager
def opened(folder: Path) -> Iterator[Database | None]:
    """The database of a data folder as it is, without new tables; None: there is none yet."""
    if not (folder / FILE).exists():
        yield None
        return
    with explained(folder):
        db = Database(folder / FILE)
        try:
            # As for every other writing: what is replaced is overwritten.
            db.execute("pragma secure_delete = on")
            yield db
        finally:
            db.close()


def _texts(db: Database) -> Iterator[tuple[str, str, Any, str]]:
    """Table, column, key and content of every sealed text; tables this database does not have are left out."""
    for name in db.table_names():
        table = db.table(name)
        for column in SEALED.get(name, ()):
            if column in table.columns_dict:
                for key, row in table.pks_and_rows_where(f"{column} is not null and {column} != ''"):
                    yield name, column, key, row[column]


def _opens(vault: Vault, text: str) -> bool:
    try:
        vault.open(text)
    except CannotOpen:
        return False
    return True
