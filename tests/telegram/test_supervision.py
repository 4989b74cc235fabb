from __future__ import annotations

import asyncio

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram.connecting import build_bot
from bot.telegram.supervision import BackOff, Bell, Ending, Fatal, supervise, unless_stopped


async def test_loop_that_fails_is_started_again() -> None:
    ending = Ending()
    runs: list[int] = []

    async def loop() -> None:
        runs.append(1)
        if len(runs) < 4:
            raise ValueError

    await supervise("x", loop, ending.stop, ending, 0.001)
    assert len(runs) == 4
    assert not ending.stop.is_set()


async def test_fatal_problem_ends_everything() -> None:
    ending = Ending()

    async def loop() -> None:
        raise Fatal("do this first")

    await supervise("x", loop, ending.stop, ending, 0.001)
    assert ending.stop.is_set()
    assert str(ending.problem) == "do this first"


async def test_loop_that_fails_at_the_end_is_not_started_again() -> None:
    ending = Ending()
    runs: list[int] = []

    async def loop() -> None:
        runs.append(1)
        ending.stop.set()
        raise ValueError

    await supervise("x", loop, ending.stop, ending, 100)
    assert len(runs) == 1


async def test_bell_rung_while_nobody_waits_is_heard() -> None:
    bell = Bell()
    bell.ring()
    await bell.wait()
    await bell.wait(0.001)


async def test_work_is_cancelled_by_stop() -> None:
    stop = asyncio.Event()
    cancelled = asyncio.Event()

    async def forever() -> str:
        try:
            stop.set()
            await asyncio.Event().wait()
            return "never"
        finally:
            cancelled.set()

    assert await unless_stopped(forever(), stop) is None
    assert cancelled.is_set()


async def test_errors_of_work_come_through() -> None:
    async def fails() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        await unless_stopped(fails(), asyncio.Event())


def test_back_off_doubles_up_to_a_limit() -> None:
    back_off = BackOff(1, longest=5)
    assert [back_off.next() for _ in range(5)] == [1, 2, 4, 5, 5]
    back_off.reset()
    assert back_off.next() == 1


@pytest.mark.parametrize("token", [None, "", " "])
def test_no_token(token: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUYEN_TELEGRAM_TOKEN", raising=False)
    with pytest.raises(Fatal, match="QUYEN_TELEGRAM_TOKEN"):
        build_bot(Settings(telegram_token=None if token is None else SecretStr(token)))
