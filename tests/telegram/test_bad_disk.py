"""End to end: a disk that is full or may not be written, and then has room again."""

from __future__ import annotations

import asyncio
import json
import resource
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlite_utils.db import Database
from telegram import Bot

from bot.conversation.events import Event
from bot.conversation.replies import Card
from bot.conversation.session import Outcome, Session
from bot.settings import Settings
from bot.storage import inbox
from bot.storage.database import StoreFailed, open_store
from bot.storage.inbox import Received
from bot.telegram.mapping import Identity, person_of
from bot.telegram.receiving import Receiver
from bot.telegram.supervision import Bell
from bot.telegram.webhook import SECRET_HEADER, WebhookServer
from bot.telegram.working import MOST_TRIES, Workers
from tests.telegram import raw_updates as raw
from tests.telegram.bad_disk_service import SPOILS, spoil
from tests.telegram.conftest import StartBot
from tests.telegram.echo_service import Echo
from tests.telegram.harness import BotProcess, Double, free_port, until

PEOPLE, EACH = range(60, 64), 8
WORDS = "chữ " * 700

Do = Callable[[BotProcess], None]


class SpoiledBot(BotProcess):
    def start(self, command: Iterable[str] = ("-m", "tests.telegram.bad_disk_service")):  # type: ignore[no-untyped-def]
        return super().start(command)


@pytest.fixture
def bot(double: Double, tmp_path: Path) -> Iterator[BotProcess]:
    bot = SpoiledBot(double, tmp_path)
    yield bot
    bot.kill()


def sends(number: signal.Signals) -> Do:
    return lambda bot: bot.process.send_signal(number)


def allow(bytes: int | None) -> Do:
    """The largest file the process may write, as from a quota; None: the log of writes may not grow at all."""

    def limit(bot: BotProcess) -> None:
        most = bytes or max(64 * 1024, (bot.folder / "data" / "quyen.db-wal").stat().st_size)
        hard = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (most, hard))

    return limit


def stated(bot: BotProcess, words: str) -> int:
    return sum(words in line for line in bot.output.splitlines())


@pytest.mark.parametrize(
    ("spoil", "mend", "sentence"),
    [
        (sends(signal.SIGUSR1), sends(signal.SIGHUP), "the disk is full: make room on it"),
        (sends(signal.SIGUSR2), sends(signal.SIGHUP), "may not be opened or written"),
        (allow(None), allow(1 << 40), "the disk does not read or write, or has no room"),
    ],
    ids=["full", "read-only", "quota"],
)
def test_nothing_is_lost_and_one_line_says_why(
    double: Double, bot: BotProcess, spoil: Do, mend: Do, sentence: str
) -> None:
    double.receive(raw.text(59, "hi"))
    double.wait_for_texts(59)
    spoil(bot)
    for number in range(EACH):
        double.receive(*[raw.text(person, f"{number} {WORDS}") for person in PEOPLE])
    bot.wait_for_output(sentence)
    bot.wait_for_output("waits for the data folder and looks again")
    until(lambda: double.state()["unconfirmed"], "what is not stored to stay with Telegram")
    assert stated(bot, sentence) == 1
    assert bot.process.poll() is None

    mend(bot)
    last = len(PEOPLE) * EACH
    until(lambda: sum(row["state"] == "done" for row in bot.rows("inbox")) == last + 1, "all to be answered")
    for person in PEOPLE:
        until(lambda p=person: f"#{EACH}" in "".join(double.texts(p)), f"the last answer to {person}")  # type: ignore[misc]
        texts = double.texts(person)
        numbers = [text.split()[1] for text in dict.fromkeys(texts)]
        assert numbers == [str(number) for number in range(EACH)]
        assert max(Counter(texts).values()) <= 2  # what was in the air may come twice, never more
    assert bot.terminate() == 0, bot.output
    assert stated(bot, sentence) == 1
    assert stated(bot, "the data folder can be written again") == 1
    assert {row["state"] for row in bot.rows("outbox")} == {"sent"}
    assert "Traceback" not in bot.output


def test_a_damaged_database_is_told_at_the_start(double: Double, start_bot: StartBot, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "quyen.db").write_bytes(b"not a database" * 1000)
    bot = start_bot(double)
    assert bot.wait_for_exit() == 1
    (line,) = bot.output.strip().splitlines()
    assert "the database is damaged" in line


class LongAnswers(Echo):
    """What it says takes room; how far the update came does not."""

    async def respond(self, event: Event, session: Session, now: datetime, around: object = None) -> Outcome:
        return Outcome(session=session, replies=(Card(text="dài " * 5000),))


def arrive(db: Database) -> None:
    body = {"update_id": 1} | raw.text(1, "hi")
    inbox.keep(db, "telegram", [Received("1", person_of(body), json.dumps(body))], datetime.now(UTC))


def state(db: Database) -> tuple[str, int]:
    return db.table("inbox").get(1)["state"], db.table("outbox").count


async def test_a_full_disk_does_not_count_as_failed_tries(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        await store.run(arrive)
        me = Identity(12345, "quyen_test_bot")
        workers = Workers(Bot("1:x"), me, store, LongAnswers(), Settings(), Bell(), Bell())
        stop = asyncio.Event()
        spoil(store, SPOILS[signal.SIGUSR1])
        for _ in range(MOST_TRIES + 5):
            with pytest.raises(StoreFailed, match="the disk is full"):
                await workers.run(stop)
        assert await store.run(state) == ("pending", 0)
        spoil(store, SPOILS[signal.SIGHUP])
        running = asyncio.create_task(workers.run(stop))
        while (await store.run(state))[0] == "pending":  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        assert await store.run(state) == ("done", 1)
        stop.set()
        workers._news.ring()
        await running


async def test_errors_of_the_work_are_not_taken_for_the_disk(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        with pytest.raises(sqlite3.IntegrityError):
            await store.run(lambda db: db.table("counts").insert({"what": None, "about": None, "day": None, "n": None}))


async def test_a_webhook_request_that_cannot_be_stored_is_not_acknowledged(tmp_path: Path) -> None:
    port = free_port()
    update = {"update_id": 1} | raw.text(1, "hi " * 1000)
    async with open_store(tmp_path) as store, httpx.AsyncClient(trust_env=False) as client:
        server = WebhookServer("secret", Receiver(store, Bell()).keep)
        async with server.listening(f"127.0.0.1:{port}"):

            async def post() -> int:
                headers = {SECRET_HEADER.decode(): "secret"}
                return (await client.post(f"http://127.0.0.1:{port}/", json=update, headers=headers)).status_code

            spoil(store, SPOILS[signal.SIGUSR2])
            assert await post() == 503
            spoil(store, SPOILS[signal.SIGHUP])
            assert await post() == 200


def test_a_clock_set_back_delays_nothing(double: Double, start_bot: StartBot, tmp_path: Path) -> None:
    bot = start_bot(double)
    bot.wait_until_ready()
    double.fail("sendMessage", "429", chat="59", retry_after=3600)
    double.receive(raw.text(59, "hi"))
    until(lambda: [row["trouble"] for row in bot.rows("outbox")] == ["429"], "the reply to be put off for an hour")
    bot.kill()
    db = Database(tmp_path / "data" / "quyen.db")
    db.table("outbox").update(1, {"trouble": "500"})  # a pause of our own is never so long
    db.close()
    bot.start()
    assert double.wait_for_texts(59) == ["text hi #1"]
    assert "the clock was set back; what would have waited for it goes on now rows=1" in bot.output
