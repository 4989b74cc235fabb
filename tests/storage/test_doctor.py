from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from sqlite_utils.db import Database

from bot.conversation.replies import Card
from bot.settings import Settings
from bot.storage import cases, effects, inbox, outbox
from bot.storage.checkup import check_database, check_folder
from bot.storage.database import FILE, LOCK, open_database, read_only
from bot.storage.inbox import Received
from bot.storage.outbox import Target
from bot.storage.vault import KEY_FILE, Vault, new_key, write_keys
from tests.conftest import Run

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(hours=1)
PERSON, WORDS = "telegram:987654321", "tiền của chị Tám"
CHECKS = {
    "data folder", "disk", "bot", "database", "version", "inbox", "outbox", "clock", "keys", "knowledge base",
    "understanding", "advisers",
}  # fmt: skip

Spoil = Callable[[Path, Database], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir(mode=0o700)
    return tmp_path / "data"


@pytest.fixture
def server() -> Iterator[str]:
    """Something that says it has a model, as an understanding server does."""

    class Status(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"model_file": "models/abc.tar.gz"}')

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = HTTPServer(("127.0.0.1", 0), Status)
    Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()


def message(db: Database, at: datetime) -> None:
    inbox.keep(db, "telegram", [Received(str(db.table("inbox").count), PERSON, WORDS)], at)


def reply(db: Database, at: datetime) -> None:
    outbox.put(db, "telegram", Target(chat="987654321"), [Card(text=WORDS)], at)


def sealed(db: Database, vault: Vault) -> None:
    if not db.table("reminders").exists():
        db.table("reminders").create({"id": int, "sealed": str}, pk="id")
    others = {column.name: "x" for column in db.table("reminders").columns if column.type == "TEXT"}
    db.table("reminders").insert(others | {"sealed": vault.seal(WORDS)})


def test_a_well_bot(run: Run, folder: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUYEN_NLU_URL", server)
    monkeypatch.setenv("QUYEN_STAFF_CHAT_ID", "-100")
    db = open_database(folder / FILE)  # which the running bot holds open
    with (folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        message(db, NOW)
        reply(db, NOW)
        sealed(db, Vault.of(Settings(data_dir=folder)))
        printed = run("doctor").stdout
        found = json.loads(run("doctor", "--json").stdout)
    db.close()
    assert found["worst"] == "ok"
    assert {check["check"] for check in found["checks"]} == CHECKS
    assert {check["level"] for check in found["checks"]} == {"ok"}
    assert len(printed.splitlines()) == len(CHECKS)
    assert "all 1 sealed text(s) open" in printed
    assert "987654321" not in printed
    assert "Tám" not in printed


def test_a_folder_that_was_never_used(run: Run, tmp_path: Path) -> None:
    printed = run("doctor", exit_code=1).stdout
    assert "is not there yet" in printed
    assert not (tmp_path / "data").exists()


def wrong_key(folder: Path, db: Database) -> None:
    sealed(db, Vault.of(Settings(data_dir=folder)))
    write_keys(folder / KEY_FILE, [new_key()])


def no_key(folder: Path, db: Database) -> None:
    sealed(db, Vault([new_key()]))


def open_key(folder: Path, db: Database) -> None:
    Vault.of(Settings(data_dir=folder))
    (folder / KEY_FILE).chmod(0o644)


def damage(folder: Path, db: Database) -> None:
    for _ in range(200):
        message(db, NOW)
    db.execute("pragma wal_checkpoint(truncate)").fetchall()
    content = bytearray((folder / FILE).read_bytes())
    content[8192:20000] = b"\x5a" * (20000 - 8192)
    (folder / FILE).write_bytes(content)


def of_a_newer_version(folder: Path, db: Database) -> None:
    db.table("_sqlite_migrations").insert({"migration_set": "runtime", "name": "m999_later", "applied_at": ""})


def of_an_older_version(folder: Path, db: Database) -> None:
    db.table("_sqlite_migrations").delete_where("name = 'm006_gaps'")


def failed_update(folder: Path, db: Database) -> None:
    message(db, NOW)
    inbox.set_aside(db, 1, "cannot be read", NOW)


def open_case(folder: Path, db: Database) -> None:
    values = {"channel": "telegram", "person": PERSON, "chat": "987654321", "language": "vi", "group_chat": "-100"}
    sealed = Vault.of(Settings(data_dir=folder)).seal(WORDS)
    cases.open_case(db, values | {"sealed": sealed, "consent": "1", "consented_at": ""}, NOW)


def unknown_outcome(folder: Path, db: Database) -> None:
    reply(db, NOW)
    for _ in range(2):
        outbox.outcome_unknown(db, 1, "cut", NOW, NOW)


@pytest.mark.parametrize(
    ("spoil", "check", "level", "words"),
    [
        (lambda folder, db: folder.chmod(0o755), "data folder", "warn", "others can read data"),
        (lambda folder, db: message(db, LONG_AGO), "inbox", "warn", "1 waiting (the oldest for "),
        (failed_update, "inbox", "warn", "0 waiting, 1 set aside"),
        (lambda folder, db: reply(db, LONG_AGO), "outbox", "warn", "1 for longer than 10 minutes"),
        (unknown_outcome, "outbox", "warn", "1 with unknown outcome"),
        (lambda folder, db: message(db, NOW + timedelta(hours=1)), "clock", "bad", "arrived in the future"),
        (wrong_key, "keys", "bad", "1 of 1 sealed text(s) cannot be opened"),
        (no_key, "keys", "bad", "1 sealed text(s) and no key"),
        (open_key, "keys", "bad", "can be read by others"),
        (damage, "database", "bad", "keep a copy of the folder, restore a backup"),
        (of_a_newer_version, "version", "bad", "newer version"),
        (open_case, "advisers", "bad", "1 open case(s) and no group"),
        (of_an_older_version, "version", "warn", "1 step(s) are missing"),
    ],
)
def test_what_is_wrong_is_told(run: Run, folder: Path, spoil: Spoil, check: str, level: str, words: str) -> None:
    db = open_database(folder / FILE)
    spoil(folder, db)
    db.close()
    found = json.loads(run("doctor", "--json", exit_code={"warn": 1, "bad": 2}[level]).stdout)
    (finding,) = [finding for finding in found["checks"] if finding["check"] == check]
    assert (finding["level"], words in finding["words"]) == (level, True), finding
    shown = json.dumps(found, ensure_ascii=False)
    assert "987654321" not in shown
    assert "Tám" not in shown


def test_who_blocked_the_bot_is_no_trouble(run: Run, folder: Path) -> None:
    db = open_database(folder / FILE)
    reply(db, NOW)
    effects.block(db, "telegram", "987654321", "said so", NOW)
    db.close()
    assert "ok    outbox" in run("doctor", exit_code=1).stdout


def test_a_knowledge_base_of_older_content(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "older.db"
    monkeypatch.setenv("QUYEN_KNOWLEDGE_DB", str(older))
    assert "older.db is missing; run: quyen kb build" in run("doctor", exit_code=1).stdout
    assert not older.exists()


def test_room_on_the_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def level(free: int) -> str:
        monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**12, 0, free))
        (disk,) = [finding for finding in check_folder(folder) if finding.check == "disk"]
        return disk.level

    assert [level(free * 1_000_000) for free in (501, 499, 49)] == ["ok", "warn", "bad"]


def test_looking_changes_nothing(folder: Path) -> None:
    db = open_database(folder / FILE)
    message(db, NOW)
    db.close()
    before = (folder / FILE).read_bytes()
    assert len(list(check_database(folder, None, NOW))) == 6
    assert (folder / FILE).read_bytes() == before
    assert not (folder / KEY_FILE).exists()
    with pytest.raises(Exception, match="readonly"):
        message(read_only(folder / FILE), NOW)
