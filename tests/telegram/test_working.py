from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils.db import Database
from telegram import Bot

from bot.conversation.events import Event, Text
from bot.conversation.replies import Card
from bot.conversation.session import Outcome, Session
from bot.handoff.steps import ALONE, Around
from bot.settings import Settings
from bot.storage import inbox
from bot.storage.database import Store, open_store
from bot.storage.inbox import Received
from bot.telegram import working
from bot.telegram.mapping import Identity, person_of
from bot.telegram.supervision import Bell
from bot.telegram.working import MOST_TRIES, Workers
from tests.telegram import raw_updates as raw

Answer = Callable[[str, Session], Awaitable[str]]


class Answering:
    """An assistant with one sentence."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    desk = None  # nobody takes cases

    async def respond(self, event: Event, session: Session, now: datetime, around: Around = ALONE) -> Outcome:
        assert isinstance(event, Text)
        assert now.utcoffset() is not None
        return Outcome(session=session, replies=(Card(text=await self._answer(event.text, session)),))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path) as store:
        yield store


def arrive(db: Database, *updates: raw.Raw) -> None:
    for number, update in enumerate(updates):
        body = {"update_id": number} | update
        inbox.keep(db, "telegram", [Received(str(number), person_of(body), json.dumps(body))], datetime.now(UTC))


def answers(db: Database) -> list[str]:
    return [json.loads(row["payload"])["reply"]["text"] for row in db.table("outbox").rows]


def states(db: Database) -> list[str]:
    return [row["state"] for row in db.table("inbox").rows]


def unfinished(db: Database) -> bool:
    return "pending" in states(db)


async def serve(store: Store, answer: Answer) -> None:
    """Serve all that arrived."""
    settings = Settings(telegram_retry_seconds=0.001, telegram_workers=2)
    me = Identity(12345, "quyen_test_bot")
    workers = Workers(Bot("1:x"), me, store, Answering(answer), settings, Bell(), Bell())
    stop = asyncio.Event()
    running = asyncio.create_task(workers.run(stop))
    while await store.run(unfinished):  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    stop.set()
    workers._news.ring()
    await running


async def test_people_in_parallel_each_in_order(store: Store) -> None:
    both = asyncio.Barrier(2)  # passed only if both are served at once

    async def answer(text: str, session: Session) -> str:
        if text == "một":
            await both.wait()
        return text

    await store.run(arrive, *[raw.text(person, text) for text in ("một", "hai", "ba") for person in (1, 2)])
    await serve(store, answer)
    by_chat: dict[str, list[str]] = {}

    def group(db: Database) -> None:
        for row, text in zip(db.table("outbox").rows, answers(db), strict=True):
            by_chat.setdefault(row["chat"], []).append(text)

    await store.run(group)
    assert by_chat == {"1": ["một", "hai", "ba"], "2": ["một", "hai", "ba"]}


async def test_language_of_the_client_reaches_the_assistant(store: Store) -> None:
    async def answer(text: str, session: Session) -> str:
        return session.speaks

    await store.run(arrive, {"message": raw.bare(1, text="hi") | {"from": raw.user(1, language_code="en")}})
    await serve(store, answer)
    assert await store.run(answers) == ["en"]


async def test_nothing_that_was_typed_is_kept_once_it_is_done(store: Store) -> None:
    async def answer(text: str, session: Session) -> str:
        return text

    def bodies(db: Database) -> list[bool]:
        return [bool(row["body"]) for row in db.table("inbox").rows]

    await store.run(arrive, raw.text(1, "chuyện riêng trong nhóm", raw.group()), raw.text(1, "hỏi"))
    await serve(store, answer)
    assert await store.run(bodies) == [False, False]


async def test_answer_that_never_comes_is_given_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "ANSWER_SECONDS", 0.01)

    async def answer(text: str, session: Session) -> str:
        await asyncio.sleep(60 if text == "treo" else 0)
        return text

    await store.run(arrive, raw.text(1, "treo"), raw.text(1, "hai"))
    await serve(store, answer)
    assert await store.run(states) == ["failed", "done"]
    assert (await store.run(answers))[1:] == ["hai"]


async def test_update_that_killed_the_process_too_often_is_given_up(store: Store) -> None:
    def tried(db: Database, times: int) -> None:
        for _ in range(times):
            inbox.begin(db, 1)

    async def answer(text: str, session: Session) -> str:
        return text

    await store.run(arrive, raw.text(1, "một"), raw.text(1, "hai"))
    await store.run(tried, MOST_TRIES)
    await serve(store, answer)
    assert await store.run(states) == ["failed", "done"]
    assert (await store.run(answers))[1:] == ["hai"]


async def test_without_words_for_an_apology_the_next_one_is_served(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_catalogue(language: Any) -> Any:
        raise FileNotFoundError

    async def answer(text: str, session: Session) -> str:
        return text if text == "hai" else text + str(1 / 0)

    monkeypatch.setattr(working, "gettext_for", no_catalogue)
    await store.run(arrive, raw.text(1, "một"), raw.text(1, "hai"))
    await serve(store, answer)
    assert await store.run(states) == ["failed", "done"]
    assert await store.run(answers) == ["hai"]
