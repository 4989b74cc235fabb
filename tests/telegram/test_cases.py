"""A case from the worker's first word to its end, through the real process and the Bot API double."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils.db import Database

from knowledge.database import Knowledge
from tests.telegram import raw_updates as raw
from tests.telegram.conftest import StartBot
from tests.telegram.harness import BotProcess, Double, until

STAFF, OTHER = -100501, -100502
ADVISER, ADMIN, STRANGER, FORMER = 5, 6, 7, 8
WORKER = 4711

Start = Callable[..., BotProcess]


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


class Story:
    """Messages of a worker and of advisers, one after the other."""

    def __init__(self, double: Double, worker: int = WORKER) -> None:
        self.double = double
        self.worker = worker
        self._number = 100

    def says(self, words: str) -> int:
        self._number += 1
        update = raw.text(self.worker, words)
        update["message"]["message_id"] = self._number
        self.double.receive(update)
        return self._number

    def sends_picture(self) -> int:
        self._number += 1
        photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
        self.double.receive({"message": raw.bare(self.worker, message_id=self._number, photo=photo)})
        return self._number

    def presses(self, data: str) -> None:
        self.double.receive(raw.press(self.worker, data))

    def adviser(self, words: str, thread: str, member: int = ADVISER, group: int = STAFF) -> int:
        self._number += 1
        fields = {"message_id": self._number, "message_thread_id": int(thread), "is_topic_message": True}
        update = raw.text(member, words, raw.group(group))
        update["message"].update(fields)
        self.double.receive(update)
        return self._number

    def adviser_presses(self, data: str, thread: str, member: int = ADVISER, group: int = STAFF) -> None:
        message = raw.bare(
            1, raw.group(group), message_id=1, message_thread_id=int(thread), is_topic_message=True, text="x"
        )
        self.double.receive(raw.press(member, data, message))

    def waits_for(self, chat: int, words: str) -> None:
        self.double.wait_for_text(chat, words)

    def last(self, chat: int) -> dict[str, Any]:
        message: dict[str, Any] = self.double.sent(chat)[-1]
        return message

    def opens_a_case(self, description: str = "Chủ quán nợ hai tháng lương", topic: str = "wages_hours_leave") -> str:
        """Through every question; returns the topic's number."""
        self.says("/case")
        self.waits_for(self.worker, "chuyển chuyện của bạn")
        for data, then in (("1:case:yes", "1/4"), (f"1:case:t:{topic}", "2/4"), ("1:case:p:79", "3/4")):
            self.presses(data)
            self.waits_for(self.worker, then)
        self.says(description)
        self.waits_for(self.worker, "4/4")
        self.presses("1:case:skip:phone")
        self.waits_for(self.worker, "mang số")
        group = OTHER if topic == "pension" else STAFF
        until(lambda: self.double.sent(group), "the summary in the staff group")
        [thread] = self.double.topics(group)
        return thread


@pytest.fixture
def story(double: Double) -> Story:
    return Story(double)


def test_a_case_from_beginning_to_end(start: Start, double: Double, story: Story) -> None:
    bot = start()
    thread = story.opens_a_case()
    [summary] = double.sent(STAFF)
    assert summary["thread"] == thread
    assert "nợ hai tháng lương" in summary["text"] and "Hồ Chí Minh" in summary["text"]
    assert "Lan" not in summary["text"] and str(WORKER) not in summary["text"]
    assert double.topics(STAFF)[thread]["name"] == "#1 · Lương, giờ làm, ngày nghỉ · Hồ Chí Minh"

    picture = story.sends_picture()
    story.waits_for(STAFF, f"copy of {WORKER}/{picture}")
    answer = story.adviser("Bạn có hợp đồng không?", thread)
    story.waits_for(WORKER, f"copy of {STAFF}/{answer}")
    assert any("mình im lặng" in text for text in double.texts(WORKER))
    assert "🟢" in double.sent(STAFF)[0]["text"]  # the summary follows the state

    before = len(double.texts(WORKER))
    told = story.says("không có hợp đồng ạ")
    story.waits_for(STAFF, f"copy of {WORKER}/{told}")
    assert not any("hợp đồng lao động" in text.lower() for text in double.texts(WORKER)[before:])
    story.adviser("// hỏi chị trưởng nhóm", thread)
    story.says("/bot thử việc tối đa bao lâu")
    story.waits_for(WORKER, "⚖️")
    assert not any("trưởng nhóm" in text for text in double.texts(WORKER))

    story.adviser_presses("1:desk:close:1", thread)
    story.waits_for(WORKER, "đã đóng")
    until(lambda: double.topics(STAFF)[thread]["state"] == "closed", "the topic to be closed")
    story.presses("1:case:rate:1:useful")
    story.waits_for(STAFF, "👍")
    assert bot.terminate() == 0


def test_nobody_outside_acts_on_a_case(start: Start, double: Double, story: Story) -> None:
    start()
    thread = story.opens_a_case()
    for member in (STRANGER, FORMER):
        story.adviser("đưa tiền đây", thread, member)
        story.adviser_presses("1:desk:close:1", thread, member)
    double.receive(raw.press(STRANGER, "1:desk:close:1"))  # in his own chat
    story.adviser_presses("1:desk:take:1", thread)
    story.waits_for(WORKER, "👤")
    assert not any("copy of" in text or "đã đóng" in text for text in double.texts(WORKER))


def test_a_topic_that_was_deleted_is_made_anew(start: Start, double: Double, story: Story) -> None:
    start()
    thread = story.opens_a_case()
    double.gone(STAFF, topic=thread)
    picture = story.sends_picture()
    story.waits_for(STAFF, f"copy of {WORKER}/{picture}")
    [new] = double.topics(STAFF)
    assert new != thread
    assert [m["thread"] for m in double.sent(STAFF)][1:] == [new, new]  # the summary again, then the picture


def test_a_topic_made_twice_is_named(start: Start, double: Double, story: Story) -> None:
    start(TEST_READ_SECONDS="0.5")
    double.fail("createForumTopic", "hang", seconds=1.5)
    story.says("/case")
    story.waits_for(WORKER, "chuyển chuyện của bạn")
    for data in (
        "1:case:yes",
        "1:case:skip:topic",
        "1:case:skip:province",
        "1:case:skip:description",
        "1:case:skip:phone",
    ):
        story.presses(data)
    story.waits_for(STAFF, "chủ đề trống")
    assert len(double.topics(STAFF)) == 2


def test_a_person_who_blocked_the_bot(start: Start, double: Double, story: Story) -> None:
    start()
    thread = story.opens_a_case()
    double.fail("copyMessage", "403", chat=str(WORKER))
    story.adviser("Chào bạn", thread)
    story.waits_for(STAFF, "chưa đến được người hỏi")


def test_a_deleted_message_is_not_lost_in_silence(start: Start, double: Double, story: Story) -> None:
    start()
    story.opens_a_case()
    double.gone(WORKER, message="103")
    assert story.sends_picture() == 103
    story.waits_for(WORKER, "chưa chuyển được")


def test_the_staff_group_can_be_out_of_reach_for_a_while(start: Start, double: Double, story: Story) -> None:
    start()
    double.fail("createForumTopic", "403", times=2)
    thread = story.opens_a_case()
    assert double.sent(STAFF)[0]["thread"] == thread


def test_a_pension_case_goes_to_its_group_and_on_to_the_other(start: Start, double: Double, story: Story) -> None:
    start()
    thread = story.opens_a_case(topic="pension")
    picture = story.sends_picture()
    story.waits_for(OTHER, f"copy of {WORKER}/{picture}")
    story.adviser_presses(f"1:desk:groups:1:{STAFF}", thread, group=OTHER)
    story.waits_for(STAFF, f"copy of {WORKER}/{picture}")
    until(lambda: double.topics(OTHER)[thread]["state"] == "closed", "the old topic to be closed")


def test_forgetting_deletes_the_case_here_and_its_topic_there(
    start: Start, double: Double, story: Story, tmp_path: Path
) -> None:
    bot = start()
    story.opens_a_case("bí mật XYZZY")
    story.says("/forget")
    story.waits_for(WORKER, "nhóm tư vấn")
    until(lambda: not double.topics(STAFF), "the topic to be deleted")
    assert bot.rows("cases") == bot.rows("case_messages") == bot.rows("case_audit") == []
    assert bot.terminate() == 0
    for file in (tmp_path / "data").iterdir():
        assert b"XYZZY" not in file.read_bytes(), file.name


def test_a_case_survives_a_kill(start: Start, double: Double, story: Story) -> None:
    bot = start()
    thread = story.opens_a_case()
    bot.kill()
    first, second = story.sends_picture(), story.adviser("Tôi xem rồi", thread)
    bot.start()
    story.waits_for(STAFF, f"copy of {WORKER}/{first}")
    story.waits_for(WORKER, f"copy of {STAFF}/{second}")
    texts = double.texts(STAFF)
    assert texts.count(f"copy of {WORKER}/{first}") == 1


def test_groups_read_along_so_no_case_is_opened_there(start: Start, double: Double) -> None:
    start()
    double.receive(raw.text(WORKER, "/case", raw.group()))
    double.wait_for_texts(raw.GROUP)
    assert not any(
        "case" in str(button) for message in double.sent(raw.GROUP) for row in message["buttons"] for button in row
    )


def test_who_waits_long_and_who_should_answer_are_told(start: Start, double: Double, story: Story) -> None:
    bot = start(TEST_ATTENDING_SECONDS="0.2", STAFF_HOURS="Mon-Sun 00:00-23:59")
    story.opens_a_case()
    db = Database(bot.folder / "data" / "quyen.db")
    db.table("cases").update(1, {"waiting_since": "2026-01-01T00:00:00.000000+00:00"})
    db.conn.commit()
    db.close()
    story.waits_for(STAFF, "⏰")
    story.waits_for(WORKER, "⏳")
