"""The runs that kill, disturb, load and fuzz the bot. Short here; the full ones, marked ``soak``, when asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.telegram.conftest import double, double_process, start_bot  # noqa: F401

Show = Callable[[str], None]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes, unless a marker expression speaks of it (``make soak``)."""
    if "soak" in config.option.markexpr:
        return
    full = [item for item in items if item.get_closest_marker("soak") is not None]
    if full:
        config.hook.pytest_deselected(items=full)
        items[:] = [item for item in items if item not in full]


@pytest.fixture
def show(request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]) -> Show:
    """Prints figures of a full run past the capturing of output; a short one is quiet."""

    def line(words: str) -> None:
        if request.node.get_closest_marker("soak") is not None:
            with capfd.disabled():
                print(f"\n{words}", flush=True)

    return line
