"""The real process: a reminder is kept sealed, survives kill -9, and goes out once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.clock import VIET_NAM
from knowledge.database import Knowledge
from tests.telegram import raw_updates as raw
from tests.telegram.harness import BotProcess, Double, until

SERVICE = "tests.reminders.service"
PERSON = 4711
MESSAGE = "là ngày bạn hẹn đóng"


@pytest.fixture
def double() -> Iterator[Double]:
    server = Double()
    yield server
    server.stop()


class Bot(BotProcess):
    """The service whose reminders live at a given time of Viet Nam."""

    def again_at(self, moment: datetime) -> None:
        """Kill it wherever it stands, and start it with the reminders' clock at ``moment``."""
        self.kill()
        self.settings["TEST_SHIFT"] = str((moment - datetime.now(VIET_NAM)).total_seconds())
        self.start()


@pytest.fixture
def bot(double: Double, knowledge: Knowledge, tmp_path: Path) -> Iterator[Bot]:
    process = Bot(double, tmp_path, SERVICE, TEST_SHIFT="0", KNOWLEDGE_DB=str(knowledge.path))
    yield process
    process.kill()


def reminders_sent(double: Double) -> int:
    return sum(MESSAGE in text and "Mình sẽ nhắn" not in text for text in double.texts(PERSON))


def all_sent(bot: Bot) -> bool:
    return {row["state"] for row in bot.rows("outbox")} == {"sent"}


def set_up(double: Double, day: date) -> None:
    double.receive(
        raw.press(PERSON, "1:rem:new:contribution"),
        raw.text(PERSON, f"{day:%d/%m/%Y}"),
        raw.press(PERSON, "1:rem:set:contribution.every=once"),
    )
    double.wait_for_text(PERSON, "Mình sẽ nhắn")


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".key")


def test_kept_sealed_and_sent_once_whatever_is_killed(double: Double, bot: Bot) -> None:
    day = datetime.now(VIET_NAM).date() + timedelta(days=40)
    due = datetime.combine(day, datetime.min.time(), VIET_NAM) + timedelta(hours=9)
    bot.wait_until_ready()
    set_up(double, day)
    assert bot.rows("reminders") == []
    double.receive(raw.press(PERSON, "1:rem:yes"))
    double.wait_for_text(PERSON, "Tin đầu tiên")

    # Killed and started the night before: nothing goes out, nothing is lost.
    bot.again_at(due - timedelta(hours=11))
    double.receive(raw.text(PERSON, "/reminders"))
    double.wait_for_text(PERSON, "Lời nhắc của bạn")
    (row,) = bot.rows("reminders")
    assert reminders_sent(double) == 0

    # What was said and answered is wiped; what is kept is sealed.
    until(lambda: all_sent(bot), "everything to be sent")
    assert bot.terminate() == 0, bot.output
    stored = everything_in(bot.folder / "data")
    assert row["sealed"].encode() in stored
    for planted in (f"{day:%d/%m/%Y}", "contribution", "law_of", MESSAGE):
        assert planted.encode() not in stored, planted

    # Due, but Telegram does not take it now; killed in between: it waits in the outbox, and only there.
    double.fail("sendMessage", "429", retry_after=2, chat=str(PERSON))
    bot.again_at(due + timedelta(minutes=1))
    until(lambda: not bot.rows("reminders"), "the reminder to go into the outbox")
    bot.again_at(due + timedelta(minutes=2))
    until(lambda: reminders_sent(double), "the reminder")
    until(lambda: all_sent(bot), "word of it in the outbox")  # killed before, it would be repeated once, as any reply
    bot.again_at(due + timedelta(minutes=3))
    double.receive(raw.text(PERSON, "/reminders"))
    double.wait_for_text(PERSON, "chưa có lời nhắc nào")
    assert reminders_sent(double) == 1
    assert bot.terminate() == 0, bot.output
    assert str(PERSON) not in bot.output and MESSAGE not in bot.output


def test_stopped_by_one_tap_and_gone_with_a_chat_that_blocks(double: Double, bot: Bot) -> None:
    today = datetime.now(VIET_NAM).date()
    bot.wait_until_ready()
    for number, day in enumerate((today + timedelta(days=30), today + timedelta(days=31)), 1):
        double.receive(
            raw.press(PERSON, "1:rem:new:contribution"),
            raw.text(PERSON, f"{day:%d/%m/%Y}"),
            raw.press(PERSON, "1:rem:set:contribution.every=once"),
            raw.press(PERSON, "1:rem:yes"),
        )
        until(lambda wanted=number: len(bot.rows("reminders")) == wanted, "the reminder to be kept")  # type: ignore[misc]
    double.receive(raw.press(PERSON, f"1:rem:stop:{bot.rows('reminders')[0]['id']}"))
    double.wait_for_text(PERSON, "Đã dừng")
    assert len(bot.rows("reminders")) == 1
    double.receive(raw.member(PERSON, "kicked"))
    until(lambda: not bot.rows("reminders"), "the reminders of a chat that blocked the bot to go")
    assert bot.terminate() == 0, bot.output
