from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pacing import MANY_CHATS, Pace


def run(chats: list[str]) -> list[tuple[float, str]]:
    """When each message goes out if every chat sends as early as it may, on a clock that only we move."""
    pace = Pace()
    now = 0.0
    sent = []
    waiting = list(chats)
    while waiting:
        ready = [chat for chat in waiting if pace.delay(chat, now) == 0]
        if not ready:
            now += max(1e-6, min(pace.delay(chat, now) for chat in waiting))
            continue
        pace.note(ready[0], now)
        sent.append((now, ready[0]))
        waiting.remove(ready[0])
    return sent


def most_in(times: list[float], seconds: float) -> int:
    return max((sum(start <= time < start + seconds - 1e-6 for time in times) for start in times), default=0)


@given(st.lists(st.sampled_from(["1", "2", "3", "-100"]), max_size=60))
def test_limits_hold(chats: list[str]) -> None:
    sent = run(chats)
    assert sorted(chat for _, chat in sent) == sorted(chats)
    for chat in set(chats):
        assert most_in([time for time, other in sent if other == chat], 1.0) <= 1
    assert most_in([time for time, chat in sent if chat == "-100"], 60.0) <= 20


def test_thirty_a_second_in_all() -> None:
    times = [time for time, _ in run([str(chat) for chat in range(100)])]
    assert most_in(times, 1.0) == 30
    assert times[-1] == pytest.approx(3.0)


def test_without_limits() -> None:
    pace = Pace(enabled=False)
    for _ in range(100):
        assert pace.delay("1", 0.0) == 0
        pace.note("1", 0.0)


def test_429_of_one_chat_concerns_nobody_else() -> None:
    pace = Pace()
    assert [pace.refused("1", 30, 0.0) for _ in range(5)] == [False] * 5
    assert pace.delay("2", 0.0) == 0


def test_429_of_many_chats_concerns_everybody() -> None:
    pace = Pace(enabled=False)
    assert [pace.refused(chat, 30, 0.0) for chat in ("1", "2", "3")] == [False, False, True]
    assert (pace.delay("4", 10.0), pace.delay("4", 31.0)) == (20.0, 0.0)


def test_success_in_between_shows_it_is_about_chats() -> None:
    pace = Pace()
    assert not pace.refused("1", 30, 0.0)
    assert not pace.refused("2", 30, 0.0)
    pace.served()
    assert not pace.refused("3", 30, 0.0)


def test_quiet_chats_are_forgotten() -> None:
    pace = Pace()
    for chat in range(3 * MANY_CHATS):
        pace.note(str(chat), float(chat))
    assert len(pace._chats) <= MANY_CHATS + 1
