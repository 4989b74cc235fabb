from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.conversation.events import Attachment, AttachmentKind, Command, Event, Press, Text
from bot.storage.outbox import Target
from bot.telegram.mapping import Identity, Ignored, Incoming, Membership, person_of, read
from tests.telegram import raw_updates as raw

ME = Identity(12345, "quyen_test_bot")
FILE = {"file_id": "f", "file_unique_id": "u"}
BOT_MESSAGE = raw.bare(1, raw.group(), text="x") | {"from": {"id": ME.id, "is_bot": True, "first_name": "Q"}}


def understood(update: raw.Raw) -> Incoming | Membership | Ignored:
    return read(Update.de_json({"update_id": 1} | update), ME)


def event_of(update: raw.Raw) -> Event | None:
    meaning = understood(update)
    return meaning.event if isinstance(meaning, Incoming) else None


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("lương hưu", Text("lương hưu")),
        ("  giữ nguyên  ", Text("  giữ nguyên  ")),
        ("/start", Command("start")),
        ("/start pension_poster1", Command("start", "pension_poster1")),
        ("/MENU@Quyen_Test_Bot", Command("menu")),
        ("/calc\n5 triệu", Command("calc", "5 triệu")),
        ("/menu@other_bot", None),
        ("xem /menu", Text("xem /menu")),
        ("/ không phải lệnh", Text("/ không phải lệnh")),
        ("@quyen_test_bot 🛵 bhxh", Text("🛵 bhxh")),
    ],
)
def test_private_text(words: str, event: Event | None) -> None:
    assert event_of(raw.text(5, words)) == event


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"photo": [FILE | {"width": 1, "height": 1}]}, AttachmentKind.PHOTO),
        ({"voice": FILE | {"duration": 1}}, AttachmentKind.VOICE),
        ({"audio": FILE | {"duration": 1}}, AttachmentKind.VOICE),
        ({"video": FILE | {"width": 1, "height": 1, "duration": 1}}, AttachmentKind.VIDEO),
        (
            {"animation": FILE | {"width": 1, "height": 1, "duration": 1}, "document": FILE},
            AttachmentKind.VIDEO,
        ),
        ({"document": FILE}, AttachmentKind.DOCUMENT),
        (
            {"sticker": FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
            AttachmentKind.STICKER,
        ),
        ({"location": {"latitude": 21.0, "longitude": 105.8}}, AttachmentKind.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, AttachmentKind.CONTACT),
        ({"dice": {"value": 1, "emoji": "🎲"}}, AttachmentKind.OTHER),
    ],
)
def test_attachments(fields: raw.Raw, kind: AttachmentKind) -> None:
    assert event_of({"message": raw.bare(5, caption="xem giúp", **fields)}) == Attachment(kind, "xem giúp")
    assert event_of({"message": raw.bare(5, **fields)}) == Attachment(kind, "")


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (raw.bare(5, new_chat_members=[raw.user(9)]), "nothing_said"),
        (raw.bare(5, raw.group(), text="nói riêng"), "not_to_the_bot"),
        (raw.bare(5, raw.group(), text="x", sender_chat=raw.group()), "not_a_person"),
        (raw.bare(5, text="x") | {"from": raw.user(5, is_bot=True)}, "not_a_person"),
        (raw.bare(5, {"id": -1, "type": "channel", "title": "x"}, text="x"), "not_a_person"),
    ],
)
def test_ignored_messages(message: raw.Raw, why: str) -> None:
    assert understood({"message": message}) == Ignored(why)


def test_edited() -> None:
    assert event_of(raw.edited(5, "sửa")) == Text("sửa")
    live = raw.bare(5, location={"latitude": 21.0, "longitude": 105.8}, edit_date=2)
    assert understood({"edited_message": live}) == Ignored("edited_media")
    assert understood({"poll": {}} | {"poll": None}) == Ignored("other_update")


@pytest.mark.parametrize(
    ("words", "fields", "event"),
    [
        ("@Quyen_Test_Bot bhxh là gì", {}, Text("bhxh là gì")),
        ("hỏi @quyen_test_bot xem", {}, Text("hỏi xem")),
        ("@quyen_test_bot", {}, Command("menu")),
        ("/menu", {}, Command("menu")),
        ("còn thai sản", {"reply_to_message": BOT_MESSAGE}, Text("còn thai sản")),
        ("@ai_khac bhxh là gì", {}, None),
        (
            "trong chủ đề",
            {"reply_to_message": BOT_MESSAGE | {"forum_topic_created": {"name": "x", "icon_color": 1}}},
            None,
        ),
    ],
)
def test_groups(words: str, fields: raw.Raw, event: Event | None) -> None:
    assert event_of(raw.text(5, words, raw.group(), **fields)) == event


def test_mention_by_link() -> None:
    entity = {"type": "text_mention", "offset": 0, "length": 5, "user": raw.user(ME.id, is_bot=True)}
    message = raw.bare(5, raw.group(), text="Quyền ơi", entities=[entity])
    assert event_of({"message": message}) == Text("ơi")


def test_where_the_answer_goes() -> None:
    in_topic = raw.text(5, "/menu", raw.group(), message_id=9, message_thread_id=3, is_topic_message=True)
    meaning = understood(in_topic)
    assert isinstance(meaning, Incoming)
    assert (meaning.target, meaning.private) == (Target(chat=str(raw.GROUP), thread=3, reply_to=9), False)
    meaning = understood(raw.text(5, "hi"))
    assert isinstance(meaning, Incoming)
    assert (meaning.target, meaning.private) == (Target(chat="5"), True)


@pytest.mark.parametrize(("code", "language"), [("vi", "vi"), ("en-US", "en"), ("ru", None), (None, None)])
def test_language_of_the_client(code: str | None, language: str | None) -> None:
    meaning = understood({"message": raw.bare(5, text="hi") | {"from": raw.user(5, language_code=code)}})
    assert isinstance(meaning, Incoming)
    assert meaning.client_language == language


def test_buttons() -> None:
    meaning = understood(raw.press(5, "1:calc"))
    assert isinstance(meaning, Incoming)
    assert (meaning.event, meaning.target, meaning.query_id) == (Press("1:calc"), Target(chat="5"), "q1")
    assert understood(raw.press(5, None)) == Ignored("button_without_data", "q1")
    without_message = raw.press(5, "1:calc")
    del without_message["callback_query"]["message"]
    meaning = understood(without_message)
    assert isinstance(meaning, Incoming)
    assert (meaning.target, meaning.private) == (Target(chat="5"), True)


@pytest.mark.parametrize(("status", "present"), [("kicked", False), ("left", False), ("member", True)])
def test_membership(status: str, present: bool) -> None:
    assert understood(raw.member(5, status)) == Membership("5", present)


@pytest.mark.parametrize("text", [5, ["x"], {"a": 1}])
def test_text_of_another_type_is_an_error(text: object) -> None:
    with pytest.raises((TypeError, AttributeError)):
        understood({"message": raw.bare(5, text=text)})


@pytest.mark.parametrize("number", ["x", 1.5, None, True])
def test_number_of_another_type_is_an_error(number: object) -> None:
    with pytest.raises(TypeError):
        understood({"message": raw.bare(5, raw.private(5) | {"id": number}, text="hi")})
    with pytest.raises(TypeError):
        understood(raw.press(5, "1:menu", raw.bare(5, raw.group() | {"id": number})))


def test_data_of_another_type_is_an_error() -> None:
    with pytest.raises(TypeError):
        understood(raw.press(5, ["1:menu"]))  # type: ignore[arg-type]


def test_nothing_goes_to_the_private_chat_of_somebody_else() -> None:
    assert understood(raw.text(5, "hi", raw.private(6))) == Ignored("somebody_elses_chat")
    assert understood(raw.press(5, "1:menu", raw.bare(5, raw.private(6)))) == Ignored("somebody_elses_chat", "q1")


def test_person() -> None:
    assert person_of(raw.text(5, "hi")) == person_of(raw.press(5, "x")) == person_of(raw.member(5, "kicked"))
    assert person_of(raw.text(5, "hi")) == "telegram:5"
    assert person_of(raw.text(5, "hi", raw.group())) == person_of(raw.press(5, "x", raw.bare(1, raw.group())))
    assert person_of(raw.text(5, "hi", raw.group())) == f"telegram:{raw.GROUP}:5"
    assert person_of({"update_id": 9, "message": "?"}) == "telegram:update:9"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["from", "chat", "id", "message"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query", "my_chat_member"]), JSON))
def test_person_never_fails(update: dict[str, Any]) -> None:
    assert person_of(update).startswith("telegram:")
