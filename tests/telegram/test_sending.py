from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils.db import Database
from telegram import Bot

from bot.conversation.replies import Card
from bot.storage import outbox
from bot.storage.database import Store, open_store
from bot.storage.outbox import Target
from bot.telegram import sending
from bot.telegram.delivery import Moved, NotSent, Result, Sent
from bot.telegram.pacing import Pace
from bot.telegram.rendering import Part, TextPart
from bot.telegram.sending import Sender
from bot.telegram.supervision import Fatal

NOW = datetime.now(UTC)


@dataclass
class Telegram:
    """What came of each attempt, as written in the script; what is not there arrives."""

    script: list[Result | Exception] = field(default_factory=list)
    attempts: list[tuple[str, str]] = field(default_factory=list)

    async def deliver(self, bot: Bot, target: Target, part: Part) -> Result:
        assert isinstance(part, TextPart)
        self.attempts.append((target.chat, part.html))
        result = self.script.pop(0) if self.script else Sent()
        if isinstance(result, Exception):
            raise result
        return result


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Telegram:
    telegram = Telegram()
    monkeypatch.setattr(sending, "deliver", telegram.deliver)
    return telegram


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path) as store:
        yield store


def put(db: Database, chat: str, *texts: str, at: datetime = NOW) -> None:
    outbox.put(db, "telegram", Target(chat=chat), [Card(text=text) for text in texts], at)


def rows(db: Database) -> list[tuple[Any, ...]]:
    return [(row["chat"], row["state"], row["trouble"]) for row in db.table("outbox").rows]


async def drain(store: Store) -> None:
    """Send what can go out at once."""
    closing = asyncio.Event()
    closing.set()
    await Sender(Bot("1:x"), store, Pace(enabled=False), 0.001).run(closing)


async def test_in_order_for_each_chat(store: Store, telegram: Telegram) -> None:
    await store.run(put, "1", "a", "b", "c")
    await store.run(put, "2", "d")
    await drain(store)
    assert [text for chat, text in telegram.attempts if chat == "1"] == ["a", "b", "c"]
    assert {state for _, state, _ in await store.run(rows)} == {"sent"}


async def test_card_with_nothing_to_show_is_not_sent(store: Store, telegram: Telegram) -> None:
    await store.run(put, "1", " \n", "b")
    await drain(store)
    assert telegram.attempts == [("1", "b")]


async def test_group_that_moved(store: Store, telegram: Telegram) -> None:
    telegram.script = [Moved("-1001")]
    await store.run(put, "-1", "a", "b")
    await drain(store)
    assert telegram.attempts == [("-1", "a"), ("-1001", "a"), ("-1001", "b")]


async def test_answer_that_could_not_be_sent_for_a_day_is_set_aside(store: Store, telegram: Telegram) -> None:
    telegram.script = [NotSent("ConnectError")]
    await store.run(put, "1", "old", at=NOW - timedelta(hours=25))
    await store.run(put, "1", "new")
    await drain(store)
    assert telegram.attempts == [("1", "old"), ("1", "new")]
    assert await store.run(rows) == [("1", "failed", "too late: ConnectError"), ("1", "sent", None)]


async def test_unexpected_error_concerns_one_reply(store: Store, telegram: Telegram) -> None:
    telegram.script = [ValueError("secret")]
    await store.run(put, "1", "a", "b")
    await drain(store)
    (_, state, trouble), (_, second, _) = await store.run(rows)
    assert (state, second) == ("failed", "sent")
    assert trouble.startswith("ValueError at test_sending.py:")
    assert "secret" not in trouble


async def test_what_was_interrupted_is_repeated_one_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    most = under_way = 0

    async def deliver(bot: Bot, target: Target, part: Part) -> Result:
        nonlocal most, under_way
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.005)
        under_way -= 1
        return Sent()

    def interrupted(db: Database) -> None:
        for number in range(5):
            put(db, str(number), "hi")
            outbox.claim(db, number + 1)

    monkeypatch.setattr(sending, "deliver", deliver)
    await store.run(interrupted)
    await drain(store)
    assert most == 1
    assert {state for _, state, _ in await store.run(rows)} == {"sent"}


async def test_refused_token_ends_sending_and_loses_nothing(store: Store, telegram: Telegram) -> None:
    telegram.script = [Fatal("token")]
    await store.run(put, "1", "a")
    with pytest.raises(Fatal):
        await drain(store)
    assert await store.run(rows) == [("1", "pending", "token refused")]


async def test_row_that_cannot_be_read_is_set_aside(store: Store, telegram: Telegram) -> None:
    def spoil(db: Database) -> None:
        db.table("outbox").update(1, {"payload": '{"reply": "of another version"}'})

    await store.run(put, "1", "a", "b")
    await store.run(spoil)
    await drain(store)
    assert [state for _, state, _ in await store.run(rows)] == ["failed", "sent"]
    assert telegram.attempts == [("1", "b")]
