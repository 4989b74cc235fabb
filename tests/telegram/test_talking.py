"""End to end: what a person sends and gets, through the real process."""

from __future__ import annotations

from bot.telegram.mapping import ALLOWED_UPDATES
from tests.telegram import raw_updates as raw
from tests.telegram.echo_service import LONG
from tests.telegram.harness import Double, until


def test_text(talk: Double) -> None:
    talk.receive(raw.text(1, "lương tối thiểu bao nhiêu"))
    assert talk.wait_for_texts(1) == ["text lương tối thiểu bao nhiêu #1"]
    assert talk.sent(1)[0]["preview"] is False


def test_in_order_with_the_session_kept(talk: Double) -> None:
    talk.receive(*[raw.text(2, f"câu {number}") for number in range(1, 6)])
    assert talk.wait_for_texts(2, 5) == [f"text câu {number} #{number}" for number in range(1, 6)]


def test_command(talk: Double) -> None:
    talk.receive(raw.text(3, "/menu"), raw.text(3, "/Help@Quyen_Test_Bot lương hưu"))
    assert talk.wait_for_texts(3, 2) == ["command menu  #1", "command help lương hưu #2"]


def test_deep_link(talk: Double) -> None:
    talk.receive(raw.text(4, "/start pension_poster1"))
    assert talk.wait_for_texts(4) == ["command start pension_poster1 #1"]


def test_button(talk: Double) -> None:
    talk.receive(raw.text(5, "buttons"))
    talk.wait_for_texts(5)
    assert talk.sent(5)[0]["buttons"] == [[{"text": "Tính", "callback_data": "1:calc"}]]
    talk.receive(raw.press(5, "1:calc", query="fresh"))
    talk.wait_for_text(5, "press 1:calc #2")
    assert {"callback_query_id": "fresh"} in talk.calls("answerCallbackQuery")


def test_old_button_is_answered_though_telegram_no_longer_cares(talk: Double) -> None:
    talk.fail("answerCallbackQuery", "400", description="query is too old and response timeout expired")
    old = {"chat": raw.private(6), "message_id": 7, "date": 0}
    talk.receive(raw.text(6, "hi"), raw.press(6, "1:calc", old, query="old"))
    talk.wait_for_text(6, "press 1:calc #2")
    assert {"callback_query_id": "old"} in talk.calls("answerCallbackQuery")


def test_attachment_with_caption(talk: Double) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    talk.receive({"message": raw.bare(7, photo=photo, caption="hợp đồng này")})
    assert talk.wait_for_texts(7) == ["attachment photo hợp đồng này #1"]


def test_edited_text_is_a_new_question(talk: Double) -> None:
    talk.receive(raw.text(8, "bhx"), raw.edited(8, "bhxh"))
    assert talk.wait_for_texts(8, 2) == ["text bhx #1", "text bhxh #2"]


def test_long_text_is_split_and_the_buttons_come_last(talk: Double) -> None:
    talk.receive(raw.text(9, "long"), raw.text(9, "sau"))
    talk.wait_for_text(9, "text sau")
    *parts, following = talk.sent(9)
    assert len(parts) > 1
    assert "".join("".join(part["text"].split()) for part in parts) == "".join(LONG.replace("**", "").split())
    assert [bool(part["buttons"]) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert following["text"] == "text sau #2"


def test_html_in_a_text_is_shown_as_it_is(talk: Double) -> None:
    talk.receive(raw.text(10, "html"))
    talk.wait_for_texts(10)
    sent = talk.sent(10)[0]
    assert sent["text"] == "a < b & c <i>d & &amp; </b>"
    assert sent["entities"] == [["b", 8, 6]]


def test_picture_and_document(talk: Double) -> None:
    talk.receive(raw.text(11, "picture"), raw.text(11, "document"))
    talk.wait_for_texts(11, 2)
    picture, document = talk.sent(11)
    assert (picture["method"], picture["text"], picture["entities"]) == ("sendPhoto", "hình & chữ", [["b", 0, 4]])
    assert (document["method"], document["file"], document["text"]) == ("sendDocument", "đơn.txt", "đơn")


def test_slow_answer_is_announced(talk: Double) -> None:
    talk.receive(raw.text(12, "slow 0.8"), raw.text(13, "hi"))
    talk.wait_for_texts(12)
    assert {"chat_id": "12", "action": "typing"} in talk.calls("sendChatAction")
    assert not any(call["chat_id"] == "13" for call in talk.calls("sendChatAction"))


def test_a_slow_answer_holds_up_nobody_else(talk: Double) -> None:
    talk.receive(raw.text(14, "slow 1.5"), raw.text(15, "nhanh"))
    talk.wait_for_texts(15)
    assert talk.texts(14) == []
    talk.wait_for_texts(14)


def test_group_only_when_meant(talk: Double) -> None:
    group = raw.group()
    bot_message = raw.bare(12345, group, text="câu trả lời") | {
        "from": {"id": 12345, "is_bot": True, "first_name": "Q"}
    }
    talk.receive(
        raw.text(16, "nói chuyện riêng với nhau", group),
        raw.text(16, "/menu@other_bot", group),
        raw.text(16, "@quyen_test_bot bhxh là gì", group, message_id=71),
        raw.text(16, "thế còn thai sản", group, message_id=72, reply_to_message=bot_message),
        raw.text(17, "/menu", group, message_id=73),
    )
    until(lambda: len(talk.sent(raw.GROUP)) == 3)
    answers = {message["reply_to"]: message["text"] for message in talk.sent(raw.GROUP)}
    assert answers == {71: "text bhxh là gì #1", 72: "text thế còn thai sản #2", 73: "command menu  #1"}


def test_channels_and_anonymous_posts_get_no_reply(talk: Double) -> None:
    channel = {"id": -100888, "type": "channel", "title": "Báo"}
    talk.receive(
        raw.text(18, "@quyen_test_bot hi", raw.group(-100889), sender_chat=channel),
        {"channel_post": {"message_id": 1, "date": 1, "chat": channel, "text": "tin"}},
        raw.text(18, "riêng"),
    )
    assert talk.wait_for_texts(18) == ["text riêng #1"]
    assert talk.sent(-100888) == talk.sent(-100889) == []


def test_malformed_updates_between_good_ones(talk: Double) -> None:
    talk.receive(
        raw.text(19, "một"),
        {"message": {"message_id": "x", "chat": {"id": 19}, "from": {"id": 19}}},
        {"message": "not even an object"},
        {"callback_query": {"id": 5}},
        {"something_new": {"a": 1}},
        {"message": raw.bare(19, text=5)},
        raw.text(19, "hai"),
    )
    assert talk.wait_for_texts(19, 2) == ["text một #1", "text hai #2"]


def test_profile_is_set_in_both_languages(talk: Double) -> None:
    until(lambda: len(talk.state()["profile"]) == 6, "the profile")
    profile = talk.state()["profile"]
    assert [command["command"] for command in profile["MyCommands:"]] == [
        "start",
        "menu",
        "calc",
        "reminders",
        "adviser",
        "language",
        "help",
        "privacy",
        "mydata",
        "forget",
    ]
    assert all(len(command["description"]) <= 256 for command in profile["MyCommands:en"])
    assert len(profile["MyDescription:"]) <= 512
    assert len(profile["MyShortDescription:en"]) <= 120


def test_asks_for_the_updates_it_understands(talk: Double) -> None:
    talk.receive(raw.text(20, "hi"))
    talk.wait_for_texts(20)
    asked = talk.calls("getUpdates")[0]["allowed_updates"]
    assert all(f'"{name}"' in asked for name in ALLOWED_UPDATES)
