"""Shared fixtures: a double and a bot for tests that only talk, and factories for those that break things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
