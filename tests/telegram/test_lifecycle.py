"""End to end: starting, ending, and being killed. Starting takes a second, so each test asks several things."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path

from tests.telegram import raw_updates as raw
from tests.telegram.conftest import StartBot
from tests.telegram.harness import Double, free_port, until


def one_line(output: str) -> str:
    (line,) = output.strip().splitlines()
    return line


def test_killed_again_and_again_nothing_is_lost(double: Double, start_bot: StartBot) -> None:
    people, each = range(1, 6), 8
    bot = start_bot(double)
    for number in range(each):
        double.receive(*[raw.text(person, f"câu {number}") for person in people])
    for milestone in (1, 20):
        until(lambda goal=milestone: len(double.sent()) >= goal, f"{milestone} messages")  # type: ignore[misc]
        bot.kill()
        bot.start()
    expected = [f"text câu {number} #{number + 1}" for number in range(each)]
    until(lambda: all(expected[-1] in double.texts(person) for person in people), "the last answers")
    for person in people:
        texts = double.texts(person)
        assert list(dict.fromkeys(texts)) == expected  # all of them, in order, each counted once in the session
        assert max(Counter(texts).values()) <= 2  # what was in the air at a kill may come twice, never more
    assert bot.terminate() == 0, bot.output
    assert {row["state"] for row in bot.rows("outbox")} == {"sent"}


def test_crash_while_answering_and_crash_while_sending(double: Double, start_bot: StartBot, tmp_path: Path) -> None:
    bot = start_bot(double)
    double.receive(raw.text(1, f"die {tmp_path / 'marker'}"), raw.text(1, "hai"))
    assert bot.wait_for_exit() == 9
    bot.start()
    first, second = double.wait_for_texts(1, 2)
    assert (first.endswith("#1"), second) == (True, "text hai #2")

    double.fail("sendMessage", "delay", seconds=1, chat="2")
    double.receive(raw.text(2, "two"))
    until(lambda: any(call["chat_id"] == "2" for call in double.calls("sendMessage")), "the first attempt")
    bot.kill()
    assert [row["state"] for row in bot.rows("outbox") if row["chat"] == "2"] == ["sending", "pending"]
    bot.start()
    double.wait_for_text(2, "hai #1")
    until(lambda: Counter(double.texts(2)) == {"một #1": 2, "hai #1": 1}, "the delayed first attempt")


def test_orderly_end_and_new_start(double: Double, start_bot: StartBot) -> None:
    bot = start_bot(double)
    bot.wait_for_output("profile at Telegram is up to date changed=6")
    double.fail("sendMessage", "429", retry_after=3, chat="3")
    double.receive(raw.text(3, "hi"))
    bot.wait_for_output("asks to wait")
    double.receive(raw.text(1, "slow 0.8"))
    until(lambda: double.calls("sendChatAction"), "an answer in preparation")
    bot.process.send_signal(signal.SIGINT)
    double.receive(raw.text(2, "sau"))
    assert bot.wait_for_exit() == 0, bot.output
    assert double.texts(1) == ["text slow 0.8 #1"]  # what was in hand was finished
    assert double.texts(3) == []  # what had to wait was not hurried

    bot.start()
    assert double.wait_for_texts(2) == ["text sau #1"]
    assert double.wait_for_texts(3) == ["text hi #1"]
    bot.wait_for_output("profile at Telegram is up to date changed=0")  # what is right is left alone
    assert bot.terminate() == 0
    assert len(double.sent()) == 3


def test_a_profile_that_cannot_be_set_waits_and_is_set_later(double: Double, start_bot: StartBot) -> None:
    double.fail("setMyCommands", "429", retry_after=1)
    double.fail("setMyDescription", "400", description="description is too long")
    double.fail("getMyShortDescription", "cut")
    bot = start_bot(double)
    bot.wait_for_output("profile at Telegram is up to date")
    waits = [line for line in bot.output.splitlines() if "cannot bring the profile" in line]
    assert [line.partition("up to date ")[2].partition(")")[0] for line in waits][:2] == ["(RetryAfter", "(BadRequest"]
    assert len(waits) == 3 and "again in 1 s" in waits[0]
    assert "Traceback" not in bot.output and "failed and starts again" not in bot.output
    assert len(double.calls("setMyCommands")) == 3  # refused once, then both languages; what was set is left alone
    assert bot.terminate() == 0


def test_wrong_token(double: Double, start_bot: StartBot) -> None:
    bot = start_bot(double, TELEGRAM_TOKEN="12345:wrong")
    assert bot.wait_for_exit() == 2
    assert "does not accept the token" in one_line(bot.output)
    assert "12345:wrong" not in bot.output


def test_second_bot_on_the_same_data_or_the_same_token(double: Double, start_bot: StartBot, tmp_path: Path) -> None:
    first = start_bot(double)
    first.wait_until_ready()
    second = start_bot(double, tmp_path / "second", DATA_DIR=str(tmp_path / "data"))
    assert second.wait_for_exit() == 2
    assert "already running on the data folder" in one_line(second.output)

    bots = [first, start_bot(double, tmp_path / "third")]
    until(lambda: any(bot.process.poll() is not None for bot in bots), "one of the two to give way")
    (gone,) = [bot for bot in bots if bot.process.poll() is not None]
    assert gone.process.returncode == 2
    assert "Another instance is receiving for the same Telegram token" in gone.output.splitlines()[-1]
    double.receive(raw.text(1, "hi"))
    double.wait_for_texts(1)


def test_no_network_at_the_start(start_bot: StartBot, double: Double) -> None:
    port = free_port()
    address = double.address.rpartition(":")[0]
    bot = start_bot(double, TELEGRAM_API_BASE_URL=f"{address}:{port}")
    bot.wait_for_output("cannot reach Telegram at http://127.0.0.1")
    late = Double(port)
    try:
        late.receive(raw.text(1, "hi"))
        late.wait_for_texts(1)
        assert bot.terminate() == 0
    finally:
        late.stop()
