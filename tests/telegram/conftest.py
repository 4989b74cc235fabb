"""Shared fixtures: a double and a bot for tests that only talk, and factories for those that break things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.database import Knowledge
from tests.telegram.case_story import OTHER, STAFF, Start, Story
from tests.telegram.harness import BotProcess, Double

StartBot = Callable[..., BotProcess]


@pytest.fixture(scope="session")
def double_process() -> Iterator[Double]:
    server = Double()
    yield server
    server.stop()


@pytest.fixture
def double(double_process: Double) -> Double:
    double_process.reset()
    return double_process


@pytest.fixture
def start_bot(tmp_path: Path) -> Iterator[StartBot]:
    """Starts bots; those still running at the end are killed."""
    bots: list[BotProcess] = []

    def start(double: Double, folder: Path = tmp_path, **settings: str) -> BotProcess:
        folder.mkdir(exist_ok=True)
        bots.append(BotProcess(double, folder, **settings))
        return bots[-1]

    yield start
    for bot in bots:
        bot.kill()


@pytest.fixture(scope="module")
def shared_double(double_process: Double) -> Double:
    double_process.reset()
    return double_process


@pytest.fixture(scope="module")
def shared_bot(shared_double: Double, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """A bot that runs through the whole module; it must be alive at the end, and end in order."""
    bot = BotProcess(shared_double, tmp_path_factory.mktemp("bot"))
    yield bot
    assert bot.terminate() == 0, bot.output


@pytest.fixture
def talk(shared_double: Double, shared_bot: BotProcess) -> Double:
    """The double that the shared bot talks to: give each test chats of its own."""
    return shared_double


@pytest.fixture
def start(double: Double, start_bot: StartBot, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts bots with the real conversation and two staff groups."""
    for group in (STAFF, OTHER):
        double.forum(group, u5="member", u6="administrator", u8="left")
    monkeypatch.setenv("QUYEN_KNOWLEDGE_DB", str(knowledge.path))

    def begin(**settings: str) -> BotProcess:
        groups = f'[{{"chat_id": {OTHER}, "name": "Nhóm hưu trí", "topics": ["pension"]}}]'
        bot = start_bot(
            double,
            module="tests.telegram.real_service",
            STAFF_CHAT_ID=str(STAFF),
            STAFF_NAME="Công đoàn thử",
            STAFF_GROUPS=groups,
            KNOWLEDGE_DB=str(knowledge.path),
            RATE_PER_MINUTE="0",
            **settings,
        )
        bot.wait_until_ready()
        return bot

    return begin


@pytest.fixture
def story(double: Double) -> Story:
    return Story(double)
