"""A case from the worker's first word to its end, through the real process and the Bot API double."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils.db import Database

from bot.storage.database import moment
from tests.telegram import raw_updates as raw
from tests.telegram.case_story import FORMER, OTHER, STAFF, STRANGER, WORKER, Start, Story
from tests.telegram.harness import Double, until


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
    db.table("cases").update(1, {"waiting_since": moment(datetime.now(UTC) - timedelta(days=2))})
    db.conn.commit()
    db.close()
    story.waits_for(STAFF, "⏰")
    story.waits_for(WORKER, "⏳")
