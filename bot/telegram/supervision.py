"""Keeping loops alive, and ending them in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from time import monotonic
from typing import Any, TypeVar

from bot.storage.database import StoreFailed

log = logging.getLogger(__name__)

T = TypeVar("T")

LONGEST_PAUSE = 60.0  # seconds
STEADY = 60.0  # a loop that ran this long is no longer failing again and again


class Fatal(Exception):
    """The service cannot go on; the message tells the operator what to do."""


class Bell:
    """Wakes a loop that waits for something to do. A ring while nobody waits is not lost."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()

    async def wait(self, seconds: float | None = None) -> None:
        """Until the bell rings, or until the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._event.wait()
        self._event.clear()


class Ending:
    """The wish to stop, and why if something was wrong."""

    def __init__(self) -> None:
        self.stop = asyncio.Event()
        self.problem: Fatal | None = None

    def because_of(self, problem: Fatal) -> None:
        self.problem = self.problem or problem
        self.stop.set()


class BackOff:
    """Pauses that double, up to :data:`LONGEST_PAUSE`."""

    def __init__(self, first: float, longest: float = LONGEST_PAUSE) -> None:
        self._first = first
        self._longest = longest
        self._next = first

    def next(self) -> float:
        pause, self._next = self._next, min(self._longest, self._next * 2)
        return pause

    def reset(self) -> None:
        self._next = self._first


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait, but not longer than until ``stop``."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


async def unless_stopped(work: Coroutine[Any, Any, T], stop: asyncio.Event) -> T | None:
    """The result of ``work``; None if ``stop`` came first: then the work is cancelled."""
    task = asyncio.ensure_future(work)
    stopped = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        for waiting in (task, stopped):
            if not waiting.done():
                waiting.cancel()
        await asyncio.gather(task, stopped, return_exceptions=True)


async def supervise(
    name: str, loop: Callable[[], Awaitable[None]], stop: asyncio.Event, ending: Ending, first_pause: float
) -> None:
    """Run a loop until it returns by itself; after an error start it again, after a pause that grows."""
    back_off = BackOff(first_pause)
    while True:
        started = monotonic()
        try:
            await loop()
            return
        except Fatal as problem:
            ending.because_of(problem)
            return
        except Exception as error:
            if monotonic() - started > STEADY:
                back_off.reset()
            seconds = back_off.next()
            if isinstance(error, StoreFailed):  # the store has said what is wrong, once for all loops
                log.warning("the loop %r waits for the data folder and looks again in %.3g s", name, seconds)
            else:
                log.exception("the loop %r failed and starts again in %.3g s", name, seconds)
            if stop.is_set():
                return
            await pause(stop, seconds)
