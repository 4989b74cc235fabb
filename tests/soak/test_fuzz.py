"""Anything at all as an update, through the whole bot: no failure, no refused reply, nobody hears of another."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.conversation.assistant import Assistant
from bot.conversation.understanding import Understander
from knowledge.database import Knowledge
from tests.soak.conftest import Show
from tests.soak.in_process import BotInProcess, bot_in_process
from tests.soak.updates_at_random import GROUPS, PEOPLE, marker, updates

AT_ONCE = 25  # updates in one example
MARKERS = {marker(person, chat): str(chat) for person in PEOPLE for chat in (person, *GROUPS)}


async def one_example(assistant: Assistant, arriving: list[Any], seen: Counter[str]) -> None:
    async with bot_in_process(assistant) as bot:
        await bot.receive(*arriving)
        await asyncio.wait_for(bot.idle(), 60)
        await check(bot, seen)


async def check(bot: BotInProcess, seen: Counter[str]) -> None:
    for row in await bot.rows("inbox"):
        seen[row["state"]] += 1
        assert row["state"] == "done" or row["trouble"].startswith("cannot be read"), row["trouble"]
    assert not bot.request.refused, bot.request.refused
    for row in await bot.rows("outbox"):
        # Some updates say that the chat has blocked the bot.
        assert row["state"] == "sent" or row["trouble"] == "blocked", row["trouble"]
    for message in bot.api.sent:
        seen["replies"] += 1
        shown = json.dumps([message["text"], message["buttons"], message["file"]], ensure_ascii=False)
        for word, chat in MARKERS.items():
            assert word not in shown or message["chat"] == chat, (
                f"a word of chat {chat} in a reply to {message['chat']}"
            )
    for table in ("counts", "gaps"):
        for row in await bot.rows(table):
            for word in MARKERS:
                assert table == "gaps" or word not in json.dumps(row, ensure_ascii=False)


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.mark.parametrize(
    "examples",
    [pytest.param(80, id="short"), pytest.param(4200, id="full", marks=pytest.mark.soak)],
)
def test_fuzz(loop: asyncio.Runner, knowledge: Knowledge, show: Show, examples: int) -> None:
    assistant = Assistant(knowledge, Understander(knowledge, None))
    seen: Counter[str] = Counter()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples < 1000,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(st.lists(updates(), min_size=AT_ONCE, max_size=AT_ONCE))
    def examine(arriving: list[Any]) -> None:
        loop.run(one_example(assistant, arriving, seen))

    examine()
    show(f"fuzz: {dict(seen)}")
