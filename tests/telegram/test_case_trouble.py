"""What goes wrong with cases on the way: in the staff group, with Telegram, between two steps."""

from __future__ import annotations

from typing import Any

from sqlite_utils.db import Database

from tests.telegram import raw_updates as raw
from tests.telegram.bot_api_double import ME
from tests.telegram.case_story import ADVISER, STAFF, WORKER, Start, Story
from tests.telegram.harness import BotProcess, Double, until

NEW_GROUP = -100999
SKIP_ALL = ("1:case:yes", *(f"1:case:skip:{asked}" for asked in ("topic", "province", "description", "phone")))


def nothing_waits(bot: BotProcess) -> bool:
    return not [row for row in bot.rows("outbox") if row["state"] in ("pending", "sending")]


def change(bot: BotProcess, sql: str) -> None:
    db = Database(bot.folder / "data" / "quyen.db")
    db.execute(sql)
    db.conn.commit()
    db.close()


def test_an_adviser_is_heard_after_an_outage(start: Start, double: Double, story: Story) -> None:
    start()
    thread = story.opens_a_case()
    double.fail("getChatMember", "500", times=6)
    answer = story.adviser("Tôi xem rồi", thread)
    story.waits_for(WORKER, f"copy of {STAFF}/{answer}")


def test_a_topic_somebody_deleted_is_made_once_at_most(start: Start, double: Double, story: Story) -> None:
    bot = start()
    thread = story.opens_a_case()
    double.gone(STAFF, topic=thread)
    for message in range(1, len(double.sent()) + 1):
        double.gone(STAFF, message=str(message))
    story.presses("1:case:withdraw:1")
    story.waits_for(WORKER, "đã đóng")
    until(lambda: nothing_waits(bot), "everything to be sent")
    assert len(double.calls("createForumTopic")) <= 2
    assert [topic["state"] for topic in double.topics(STAFF).values()] == ["closed"]
    assert {row["state"] for row in bot.rows("outbox")} == {"sent"}


def test_an_edited_answer_is_no_question_to_the_bot(start: Start, double: Double, story: Story) -> None:
    bot = start()
    thread = story.opens_a_case()
    before = len(double.sent(STAFF))
    copied = raw.bare(1, raw.group(STAFF), message_id=7, text="x") | {"from": ME}
    fields: dict[str, Any] = {"message_id": 900, "message_thread_id": int(thread), "is_topic_message": True}
    edited = raw.text(ADVISER, "thử việc tối đa bao lâu", raw.group(STAFF))["message"]
    double.receive({"edited_message": edited | fields | {"reply_to_message": copied, "edit_date": 2}})
    double.receive(raw.text(ADVISER, "/counts", raw.group(STAFF)))
    until(lambda: len(double.sent(STAFF)) > before, "the counts")
    assert len(double.sent(STAFF)) == before + 1
    assert [row["person"] for row in bot.rows("conversations")] == [f"telegram:{WORKER}"]


def test_a_staff_group_with_a_new_number_takes_its_cases_along(start: Start, double: Double, story: Story) -> None:
    bot = start()
    double.forum(NEW_GROUP, u5="member")
    double.fail("createForumTopic", "moved", to=NEW_GROUP)
    story.says("/case")
    story.waits_for(WORKER, "chuyển chuyện của bạn")
    for data in SKIP_ALL:
        story.presses(data)
    until(lambda: double.sent(NEW_GROUP), "the summary in the group with the new number")
    picture = story.sends_picture()
    story.waits_for(NEW_GROUP, f"copy of {WORKER}/{picture}")
    [thread] = double.topics(NEW_GROUP)
    assert {message["thread"] for message in double.sent(NEW_GROUP)} == {thread}
    bot.wait_for_output(f"is now {NEW_GROUP}")


def test_who_wrote_what_came_too_late_is_told(start: Start, double: Double, story: Story) -> None:
    bot = start()
    story.opens_a_case()
    double.fail("copyMessage", "500", times=1000)
    story.sends_picture()
    until(lambda: double.calls("copyMessage"), "the first try")
    bot.kill()
    change(bot, "update outbox set created_at = '2026-01-01T00:00:00.000000+00:00' where state != 'sent'")
    bot.start()
    story.waits_for(WORKER, "chưa chuyển được")


def test_old_cases_go_though_nobody_takes_cases_any_more(start: Start, double: Double, story: Story) -> None:
    bot = start(TEST_ATTENDING_SECONDS="0.2")
    story.opens_a_case()
    assert bot.terminate() == 0
    change(bot, "update cases set state = 'closed', closed_at = '2026-01-01T00:00:00.000000+00:00'")
    bot.settings |= {"STAFF_CHAT_ID": "", "STAFF_GROUPS": ""}
    bot.start()
    until(lambda: not bot.rows("cases"), "the case to be deleted")
    until(lambda: not double.topics(STAFF), "its topic to be deleted")


def test_a_case_deleted_while_its_topic_is_made_leaves_none(start: Start, double: Double, story: Story) -> None:
    bot = start()
    double.fail("createForumTopic", "delay", seconds=1.5)
    story.says("/case")
    story.waits_for(WORKER, "chuyển chuyện của bạn")
    for data in SKIP_ALL:
        story.presses(data)
    until(lambda: double.calls("createForumTopic"), "the topic to be asked for")
    story.says("/forget")
    story.waits_for(WORKER, "nhóm tư vấn")
    until(lambda: double.calls("deleteForumTopic"), "the topic to be deleted again")
    until(lambda: nothing_waits(bot), "everything to be sent")
    assert double.topics(STAFF) == {} and double.sent(STAFF) == []
