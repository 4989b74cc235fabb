"""Who sends faster than a conversation goes is told once, then not answered for a while."""

from __future__ import annotations

from bot.handoff.steps import ALONE, Around
from bot.telegram.limiting import RateLimit, Verdict, applies
from tests.telegram import raw_updates as raw
from tests.telegram.conftest import StartBot
from tests.telegram.harness import Double, until

ANSWER, SAY_SO, SILENCE = Verdict.ANSWER, Verdict.SAY_SO, Verdict.SILENCE


def test_told_once_then_silence_until_the_minute_is_over() -> None:
    limit = RateLimit(2)
    verdicts = [limit.verdict("a", now) for now in (0, 1, 2, 3, 59)]
    assert verdicts == [ANSWER, ANSWER, SAY_SO, SILENCE, SILENCE]
    assert [limit.verdict("a", now) for now in (60, 60.5, 61, 61.5, 62, 121)] == [
        ANSWER, SILENCE, ANSWER, SILENCE, SAY_SO, ANSWER,
    ]  # fmt: skip


def test_each_person_alone() -> None:
    limit = RateLimit(1)
    assert [limit.verdict(person, 0) for person in ("a", "b", "a", "b", "c")] == [
        ANSWER,
        ANSWER,
        SAY_SO,
        SAY_SO,
        ANSWER,
    ]


def test_no_limit() -> None:
    limit = RateLimit(0)
    assert {limit.verdict("a", 0) for _ in range(500)} == {ANSWER}


def test_those_who_are_quiet_are_forgotten() -> None:
    limit = RateLimit(1)
    for person in range(3000):
        limit.verdict(str(person), 0)
        limit.verdict(str(person), 0)
    limit.verdict("late", 61)
    assert len(limit._people) == 1
    assert not limit._told


def test_what_may_go_on_to_an_adviser_is_not_held_back() -> None:
    assert applies(ALONE)
    assert not applies(Around(case=7))


def test_end_to_end(double: Double, start_bot: StartBot) -> None:
    bot = start_bot(double, RATE_PER_MINUTE="3")
    bot.wait_until_ready()
    double.receive(*[raw.text(1, f"câu {number}") for number in range(1, 7)], raw.press(1, "1:menu", query="q7"))
    double.receive(raw.text(2, "chào"))
    until(lambda: len([row for row in bot.rows("inbox") if row["state"] == "done"]) == 8, "everything to be served")
    until(lambda: double.calls("answerCallbackQuery"), "the button to stop spinning")
    assert double.wait_for_texts(2) == ["text chào #1"]
    texts = double.wait_for_texts(1, 4)
    assert texts[:3] == ["text câu 1 #1", "text câu 2 #2", "text câu 3 #3"]
    assert "chậm lại" in texts[3]
    assert {row["about"]: row["n"] for row in bot.rows("counts") if row["what"] == "rate"} == {
        "told": 1,
        "held_back": 3,
    }
    assert {row["body"] for row in bot.rows("inbox")} == {""}
    assert bot.terminate() == 0
    assert len(double.texts(1)) == 4
