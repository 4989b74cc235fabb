"""Whatever a person or a broken client sends: an answer, no error, and nothing of it is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.conversation.assistant import Assistant
from bot.conversation.buttons import VERBS, button, pressed, shortened
from bot.conversation.events import Attachment, AttachmentKind, Command, Event, Press, Text
from bot.conversation.session import Session
from bot.conversation.understanding import Understander, is_follow_up
from knowledge.database import Knowledge

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
ANY = st.text(st.characters(), max_size=60)
ARGUMENTS = st.one_of(
    ANY, st.sampled_from(["pension", "pension.1", "vi", "work", "si_state_support/how-much", "si-contribution", "\x00"])
)
EVENTS = st.one_of(
    st.builds(Text, ANY),
    st.builds(Text, st.sampled_from(["menu", "1", "lương hưu", "còn con tôi thì sao", "khoảng 5 triệu", "12/2026"])),
    st.builds(Press, ANY),
    st.builds(lambda verb, argument: Press(f"1:{verb}:{argument}"), st.sampled_from(sorted(VERBS)), ARGUMENTS),
    st.builds(
        Command, st.sampled_from(["start", "menu", "help", "language", "forget", "privacy", "adviser", "x"]), ARGUMENTS
    ),
    st.builds(Attachment, st.sampled_from(AttachmentKind), ANY),
)


@pytest.fixture(scope="module")
def assistant(knowledge: Knowledge) -> Assistant:
    return Assistant(knowledge, Understander(knowledge, None))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EVENTS, min_size=1, max_size=6))
@example([Text("\ud83d"), Press("1:art:\ud83d"), Command("start", "\x00" * 500)])
async def test_every_event_is_answered(assistant: Assistant, events: list[Event]) -> None:
    session = Session()
    for number, event in enumerate(events):
        outcome = await assistant.respond(event, session, NOW + timedelta(minutes=number))
        assert outcome.replies or outcome.steps or outcome.reminder is not None, event
        session = Session.model_validate_json(outcome.session.model_dump_json())
        assert session == outcome.session
        assert all(reply.model_dump_json() for reply in outcome.replies)


async def test_a_forged_page_without_end(assistant: Assistant) -> None:
    assert (await assistant.respond(Press("1:topic:pension." + "9" * 5000), Session(), NOW)).replies


async def test_what_is_typed_is_not_kept(assistant: Assistant) -> None:
    """Only the last question may be, without numbers, until the next message; nothing in the counts."""
    session = Session()
    for text in ("Tôi là Zuzanna, số 0912345678", "bảo hiểm 0912345678", "còn Zuzanna thì sao?", "<b>Zuzanna</b>"):
        for event in (Text(text), Attachment(AttachmentKind.PHOTO, text), Command("start", f"pension_{text}")):
            outcome = await assistant.respond(event, session, NOW)
            session = outcome.session
            kept = session.model_dump_json(exclude={"last_question"})
            kept += "".join(count.model_dump_json() for count in outcome.counts)
            assert "Zuzanna" not in kept
            assert "0912345678" not in kept + (session.last_question or "")
    outcome = await assistant.respond(Text("🙂"), session, NOW)
    assert outcome.session.last_question is None


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("còn hộ cận nghèo thì sao?", True),
        ("con ho can ngheo thi sao", True),
        ("thế còn người già thì thế nào", True),
        ("vậy mẹ em sao?", True),
        ("what about my husband?", True),
        ("how about freelancers", True),
        ("and if I am near-poor?", True),
        ("còn hộ cận nghèo", False),
        ("công ty không trả lương thì sao?", False),
        ("what is the minimum wage", False),
        ("thế nếu tôi làm ở hai công ty cùng lúc mà một bên không đóng bảo hiểm thì sao", False),  # stands on its own
        ("", False),
    ],
)
def test_follow_ups_are_short_and_begin_so(text: str, leans: bool) -> None:
    assert is_follow_up(text) is leans


@given(ANY, st.sampled_from(sorted(VERBS)), st.from_regex(r"[a-z_/.-]{0,50}", fullmatch=True))
def test_a_button_means_what_it_was_made_for(label: str, verb: str, argument: str) -> None:
    made = button(label, verb, argument)
    meaning = pressed(made.data)
    assert meaning is not None and (meaning.verb, meaning.argument) == (verb, argument)
    assert len(made.label) <= 60


def test_buttons_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="no button verb"):
        button("x", "explode")
    with pytest.raises(ValueError, match="longer than 64 bytes"):
        button("x", "art", "đ" * 40)


def test_labels_are_cut_at_a_word() -> None:
    assert shortened("**Lương**  hưu") == "Lương hưu"
    assert shortened("một hai ba bốn", 10) == "một hai…"
    assert len(shortened("x" * 300)) == 60
