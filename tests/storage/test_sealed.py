"""Changing the keys: ``quyen keys``."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlite_utils.db import Database

from bot.settings import Settings
from bot.storage.database import FILE, open_database, open_store
from bot.storage.sealed import SEALED, count
from bot.storage.vault import KEY_FILE, CannotOpen, Vault, new_key, read_keys
from tests.conftest import Run

WORDS = "Chủ nợ lương ba tháng"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir(mode=0o700)
    return tmp_path / "data"


@pytest.fixture
def db(folder: Path) -> Iterator[Database]:
    """The database as the running bot holds it open, with every table that keeps sealed texts."""
    db = open_database(folder / FILE)
    for name, columns in SEALED.items():
        if not db.table(name).exists():
            db.table(name).create({"id": int, **dict.fromkeys(columns, str)}, pk="id")
    yield db
    db.close()


def put(db: Database, vault: Vault, number: int) -> None:
    """So many sealed texts in every column made for them, beside one that is empty."""
    for name, columns in SEALED.items():
        table = db.table(name)
        for _ in range(number):
            sealed = {column: vault.seal(WORDS) for column in columns}
            needed = [column for column in table.columns if column.notnull or (column.is_pk and column.type == "TEXT")]
            table.insert({column.name: filler(column.type) for column in needed} | sealed)


def filler(type: str) -> str | int:
    return 0 if type == "INTEGER" else secrets.token_hex(8)


def texts(db: Database) -> list[str]:
    return [row[column] for name, columns in SEALED.items() for row in db.table(name).rows for column in columns]


def vault_in(folder: Path) -> Vault:
    return Vault.of(Settings(data_dir=folder))


def settle(folder: Path) -> None:
    """As if the keys had been changed a while ago."""
    file = folder / KEY_FILE
    os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 3600))


def test_a_new_key_is_printed_and_nothing_changed(run: Run, folder: Path) -> None:
    assert Vault([run("keys", "new").stdout.strip()]).keys != Vault([run("keys", "new").stdout.strip()]).keys
    assert list(folder.iterdir()) == []


def test_keys_are_changed_while_the_bot_runs(run: Run, folder: Path, db: Database) -> None:
    running = vault_in(folder)
    put(db, running, 30)
    before, old = texts(db), running.keys
    assert "30" not in run("keys", "new").stdout

    assert f"{len(before)} text(s) were sealed with it" in run("keys", "rotate").stdout
    assert len(read_keys(folder / KEY_FILE)) == 2
    assert read_keys(folder / KEY_FILE)[1:] == old
    assert not set(before) & set(texts(db))
    assert {running.open(text) for text in texts(db)} == {WORDS}

    put(db, running, 1)
    assert f"opens all {len(texts(db))} text(s)" in run("keys", "rotate", "--drop-old").stdout
    assert len(read_keys(folder / KEY_FILE)) == 1
    assert {vault_in(folder).open(text) for text in texts(db)} == {running.open(text) for text in texts(db)} == {WORDS}
    for text in texts(db):
        with pytest.raises(CannotOpen):
            Vault(old).open(text)
    stored = b"".join(path.read_bytes() for path in folder.glob(f"{FILE}*"))
    assert before[0].encode() not in stored  # what the old key opens is gone from the files


def test_the_old_key_stays_for_what_was_stored_with_it_late(run: Run, folder: Path, db: Database) -> None:
    late = vault_in(folder).first_only()  # does not look at the file
    run("keys", "rotate")
    put(db, late, 2)
    assert "(6 of them were sealed with it just now)" in run("keys", "rotate", "--drop-old").stdout
    assert count(db, vault_in(folder)).no == 0


async def test_not_at_once_while_the_bot_runs(run: Run, folder: Path) -> None:
    vault_in(folder)
    async with open_store(folder):
        run("keys", "rotate")
        assert "run this again in" in run("keys", "rotate", "--drop-old", exit_code=2).stderr
        assert len(read_keys(folder / KEY_FILE)) == 2
        settle(folder)
        run("keys", "rotate", "--drop-old")
        assert len(read_keys(folder / KEY_FILE)) == 1


def test_nothing_is_changed_while_a_key_is_missing(run: Run, folder: Path, db: Database) -> None:
    put(db, vault_in(folder), 2)
    put(db, Vault([new_key()]), 1)
    before, keys = texts(db), read_keys(folder / KEY_FILE)
    for command in (["rotate"], ["rotate", "--drop-old"]):
        stderr = run("keys", *command, exit_code=2).stderr
        assert "3 stored text(s) cannot be opened" in stderr
        assert KEY_FILE in stderr
    assert (texts(db), read_keys(folder / KEY_FILE)) == (before, keys)


def test_there_must_be_an_old_key_to_take_away(run: Run, folder: Path) -> None:
    run("keys", "rotate")
    run("keys", "rotate", "--drop-old")
    assert "one key only" in run("keys", "rotate", "--drop-old", exit_code=2).stderr


async def test_keys_of_the_setting(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = new_key(), new_key()
    monkeypatch.setenv("QUYEN_KEYS", old)
    assert "put a new one (quyen keys new) in front" in run("keys", "rotate", exit_code=2).stderr
    async with open_store(folder) as store:
        await store.run(put, Vault([old]), 1)
        monkeypatch.setenv("QUYEN_KEYS", f"{new},{old}")
        assert "Restart it first" in run("keys", "rotate", exit_code=2).stderr
        assert len({Vault([old]).open(text) for text in await store.run(texts)}) == 1
        run("keys", "rotate", "--restarted")
        assert {Vault([new]).open(text) for text in await store.run(texts)} == {WORDS}
    assert not (folder / KEY_FILE).exists()
    assert Vault.of(Settings(keys=SecretStr(new))).keys == [new]
