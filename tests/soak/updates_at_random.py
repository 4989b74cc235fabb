"""Updates as Telegram sends them, nearly as it does, and as nobody ever would; made by Hypothesis.

Each person has a word of their own for each chat they write in (``marker``), and says it now and then. It must
never come up in another chat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from bot.conversation.buttons import VERBS
from tests.telegram import raw_updates as raw
from tests.telegram.bot_api_double import ME

PEOPLE = (101, 102, 103, 104)
GROUPS = (-1001, -1002)
_LETTERS = "bcdfghkmqvxz"


def marker(person: int, chat: int) -> str:
    """A word that stands for a person's privacy in one chat; of letters, so that no scrubbing of figures removes it."""
    number = PEOPLE.index(person) * 3 + ((person, *GROUPS).index(chat))
    return "zq" + _LETTERS[number] * 3 + "wj"


QUESTIONS = (
    "tai nạn khi giao hàng ai trả", "bảo hiểm xã hội tự nguyện đóng bao nhiêu", "còn hộ cận nghèo thì sao",
    "tính lương hưu giúp mình", "công ty giữ lương", "how much is maternity pay", "bảo hiểm thất nghiệp", "xin chào",
    "cảm ơn", "gặp người tư vấn", "thời tiết hôm nay", "mất thẻ bảo hiểm y tế", "english", "có", "không", "12", "5 triệu",
    "10/2015", "nữ", "bỏ qua", "500k 20 năm", "1/1/1980", "quay lại",
)  # fmt: skip
COMMANDS = (
    "/start", "/start pension", "/start accident_fb-ad", "/start ../../etc", "/menu", "/help", "/language en", "/privacy",
    "/forget", "/calc", "/adviser", "/topics", "/delete", "/nonsense", "/start@quyen_test_bot", "/help@other_bot", "/",
)  # fmt: skip
ODD = (
    "", " ", "\u200b", "\x00", "\ud83d", "\udc00x", "a\u0301\u0302" * 40, "\u202egnol", "👨‍👩‍👧‍👦" * 30, "𝕳𝖆𝖎", "ｆｕｌｌ", "<b>", "</b>",
    "**đậm", "** **", "****", "&amp;&lt;", "<a href='x'>", "{question}", "%s %(x)s", "'; drop table inbox; --", "NEAR(", '"', "*",
    "a OR b AND", "\n\n\n", "đ" * 5000, "🛵" * 2100, "từ " * 1500, "1" * 400, "9" * 30 + " triệu", "-1", "1e309", "٣٤ ٥", "Ⅷ", "½",
    "32/13/2020", "31/02/1999", "0000", "NaN", "inf", "\u2028", "\ufeff", "ﷺ" * 50,
)  # fmt: skip
CALLBACKS = (
    "1:menu", "1:group:income", "1:topic:pension", "1:art:pension/retirement-age", "1:more:pension/retirement-age",
    "1:yes:x", "1:no:pension/retirement-age", "1:none", "1:help", "1:help:accident", "1:gap:not_useful",
    "1:gap:not_understood", "1:gap:none_of_these", "1:gap:<b>", "1:lang:en", "1:lang:vi", "1:lang:xx", "1:calc",
    "1:calc:pension", "1:calc:maternity", "1:calc:unemployment", "1:calc:../x", "1:form:cancel", "1:form:back",
    "1:form:skip", "1:form:yes", "1:form:1", "1:form:-1", "1:form:99999999999999999999", "2:menu", ":", "::::", "1:", "x" * 64,
    "1:art:" + "x" * 300, "1:topic:\ud800", "1:more:'", "1:calc:\x00",
)  # fmt: skip


def any_json() -> st.SearchStrategy[Any]:
    """Something where something else should stand."""
    plain = st.sampled_from(
        [None, True, False, 0, -1, 2**63, 2**70, 1.5, "", "x", "1", [], {}, [[]], [None], {"id": "x"}]
    )
    return plain | st.recursive(
        st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2), max_leaves=3
    )


@dataclass(frozen=True, slots=True)
class Somewhere:
    """Who writes, and where."""

    person: int
    chat: int

    @property
    def place(self) -> raw.Raw:
        return raw.private(self.person) if self.chat > 0 else raw.group(self.chat)


def somewhere() -> st.SearchStrategy[Somewhere]:
    return st.sampled_from([Somewhere(person, chat) for person in PEOPLE for chat in (person, person, person, *GROUPS)])


@st.composite
def words(draw: st.DrawFn, at: Somewhere) -> str:
    """What somebody types: a question, an answer, a command, nonsense; often with their word in it."""
    kind = draw(st.integers(0, 9))
    if kind < 4:
        said = draw(st.sampled_from(QUESTIONS))
    elif kind < 6:
        said = draw(st.sampled_from(COMMANDS))
    elif kind < 8:
        said = draw(st.sampled_from(ODD))
    else:
        said = draw(st.text(max_size=30))
    if draw(st.booleans()):
        said = f"{said} {marker(at.person, at.chat)}"
    if at.chat < 0 and draw(st.integers(0, 3)):
        said = f"@{ME['username']} {said}"
    return said


_ATTACHED = {
    "photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}],
    "voice": {"file_id": "f", "file_unique_id": "u", "duration": 1},
    "sticker": {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "type": "regular", "is_animated": False, "is_video": False},
    "document": {"file_id": "f", "file_unique_id": "u", "file_name": "../../x"},
    "location": {"latitude": 1.0, "longitude": 2.0},
    "contact": {"phone_number": "0900000000", "first_name": "x"},
    "dice": {"emoji": "🎲", "value": 3},
    "poll": {"id": "1"},
    "new_chat_title": "x",
    "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}},
    "video_note": {"file_id": "f", "file_unique_id": "u", "length": 1, "duration": 1},
    "web_app_data": {"data": "x", "button_text": "y"},
}  # fmt: skip


@st.composite
def message(draw: st.DrawFn, at: Somewhere) -> raw.Raw:
    body = raw.bare(at.person, at.place)
    body["from"] = raw.user(
        at.person, first_name=marker(at.person, at.chat), language_code=draw(st.sampled_from(["vi", "en", "zz", ""]))
    )
    said = draw(words(at))
    if draw(st.integers(0, 4)):
        body |= {"text": said, "entities": raw.entities(said)}
    else:
        name = draw(st.sampled_from(sorted(_ATTACHED)))
        body |= {name: _ATTACHED[name], "caption": said}
    if draw(st.integers(0, 9)) == 0:
        # Lengths and places that have nothing to do with the text.
        body["entities"] = [
            {"type": draw(st.sampled_from(["bot_command", "mention", "text_mention", "url", "x"])),
             "offset": draw(st.integers(-2, 50)), "length": draw(st.integers(-2, 50))}
        ]  # fmt: skip
    if draw(st.integers(0, 9)) == 0:
        body |= {"message_thread_id": 7, "is_topic_message": True}
    if draw(st.integers(0, 9)) == 0:
        body["reply_to_message"] = raw.bare(1, at.place, text="trước") | {"from": ME}
    return body


@st.composite
def well_formed(draw: st.DrawFn) -> raw.Raw:
    at = draw(somewhere())
    kind = draw(st.integers(0, 19))
    if kind < 11:
        return {"message": draw(message(at))}
    if kind < 17:
        data = draw(
            st.sampled_from(CALLBACKS)
            | st.builds("1:{}:{}".format, st.sampled_from(sorted(VERBS)), st.text(max_size=20))
        )
        shown = raw.bare(ME["id"], at.place, text="cũ") if draw(st.booleans()) else None
        pressed = raw.press(at.person, data, shown)
        pressed["callback_query"]["message"] = shown or raw.bare(at.person, at.place)
        return pressed
    if kind < 18:
        return {"edited_message": draw(message(at)) | {"edit_date": 2}}
    if kind < 19:
        return raw.member(at.person, draw(st.sampled_from(["kicked", "member", "left", "restricted", "zz"])), at.place)
    unasked = draw(
        st.sampled_from(
            ["channel_post", "poll", "inline_query", "pre_checkout_query", "message_reaction", "chat_member", "new"]
        )
    )
    return {unasked: draw(any_json())}


@st.composite
def forged(draw: st.DrawFn) -> raw.Raw:
    """Somebody who claims to be in the private chat of somebody else."""
    at = Somewhere(draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(PEOPLE)))
    victim = raw.private(at.chat) | draw(
        st.sampled_from([{}, {"type": "private"}, {"type": "group"}, {"type": "weird"}])
    )
    said = f"{draw(st.sampled_from(QUESTIONS))} {marker(at.person, at.person)}"
    if draw(st.booleans()):
        return raw.text(at.person, said, victim)
    return raw.press(at.person, draw(st.sampled_from(CALLBACKS)), raw.bare(ME["id"], victim, text="cũ"))


@st.composite
def broken(draw: st.DrawFn) -> Any:
    """A well-formed update with something missing, or something else in its place, at any depth."""
    update = draw(well_formed())
    for _ in range(draw(st.integers(1, 2))):
        part: Any = update
        while isinstance(part, dict) and part:
            name = draw(st.sampled_from(sorted(part)))
            if isinstance(part[name], dict) and part[name] and draw(st.integers(0, 2)):
                part[name] = dict(part[name])
                part = part[name]
            elif draw(st.booleans()):
                del part[name]
                break
            else:
                part[name] = draw(any_json())
                break
    return update


def updates() -> st.SearchStrategy[Any]:
    """Anything that may stand in an answer of Telegram."""
    choice = [well_formed()] * 12 + [broken()] * 4 + [forged()] * 2
    return st.integers(0, len(choice)).flatmap(lambda number: choice[number] if number < len(choice) else any_json())
