"""Asking for an adviser: consent first, everything else may be skipped, nothing in plain text on the way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.events import Attachment, AttachmentKind, Command, Event, Press, Text
from bot.conversation.replies import Card
from bot.conversation.session import Outcome, Session
from bot.conversation.understanding import Understander
from bot.handoff.consent import VERSION
from bot.handoff.desk import Desk
from bot.handoff.provinces import PROVINCES, province_in
from bot.handoff.steps import ALONE, Around, Content, Open, Relay
from knowledge.database import Knowledge
from knowledge.schema import Topic
from tests.handoff.conftest import NOW

WAITING = Around(case=3, state="waiting", message=41)
TAKEN = Around(case=3, state="taken", message=41)


class Talk:
    """A conversation by search alone."""

    def __init__(self, assistant: Assistant, desk: Desk) -> None:
        self.assistant = assistant
        self.desk = desk
        self.session = Session(greeted=True)
        self.now: datetime = NOW

    async def do(self, *events: Event, around: Around = ALONE) -> Outcome:
        for event in events:
            outcome = await self.assistant.respond(event, self.session, self.now, around)
            self.session = outcome.session
        return outcome

    async def say(self, *events: Event, around: Around = ALONE) -> str:
        outcome = await self.do(*events, around=around)
        return "\n".join(reply.text for reply in outcome.replies if isinstance(reply, Card))


@pytest.fixture
def talk(knowledge: Knowledge, desk: Desk) -> Talk:
    return Talk(Assistant(knowledge, Understander(knowledge, None), desk=desk), desk)


def pressing(*arguments: str) -> list[Press]:
    return [Press(f"1:case:{argument}") for argument in arguments]


async def opened(talk: Talk, *events: Event) -> tuple[Open, Content]:
    outcome = await talk.do(Command("case"), *events)
    [step] = outcome.steps
    assert isinstance(step, Open)
    return step, Content.model_validate_json(talk.desk.vault.open(step.sealed))


async def test_everything_may_be_skipped_but_consent(talk: Talk) -> None:
    skipped = pressing("yes", "skip:topic", "skip:province", "skip:description", "skip:phone")
    step, content = await opened(talk, *skipped)
    assert (step.topic, step.province, step.consent) == (None, None, VERSION)
    assert content == Content()


async def test_nothing_happens_without_consent(talk: Talk) -> None:
    outcome = await talk.do(Command("case"), *pressing("t:contract", "p:79", "skip:description", "skip:phone"))
    assert outcome.steps == ()
    assert talk.session.request is not None and talk.session.request.asking == "consent"
    assert "Công đoàn" in await talk.say(Text("tôi bị đuổi việc"))
    await talk.do(*pressing("no"))
    assert talk.session.request is None


async def test_typed_answers(talk: Talk) -> None:
    step, content = await opened(
        talk, *pressing("yes"), Text("hợp đồng lao động"), Text("sài gòn"), Text("Bị nợ lương"), Text("0912 345 678")
    )
    assert (step.topic, step.province) == (Topic.CONTRACT, 79)
    assert (content.description, content.phone) == ("Bị nợ lương", "0912 345 678")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Bình Dương", 79), ("em o binh duong", 79), ("tỉnh Kiên Giang", 91), ("Bà Rịa - Vũng Tàu", 79), ("Hà Nam", 37)],
)
def test_a_province_is_known_by_the_name_it_had_before(typed: str, code: int) -> None:
    assert province_in(typed) == code
    assert code in PROVINCES


async def test_a_story_told_where_a_phone_number_is_asked_for_is_not_lost(talk: Talk) -> None:
    await talk.do(Command("case"), *pressing("yes", "skip:topic", "skip:province"), Text("Chủ nợ lương"))
    assert "người tư vấn đọc" in await talk.say(Text("em giúp việc, bà chủ nợ lương ba tháng"))
    [step] = (await talk.do(Text("0912 345 678 gọi sau 7 giờ tối"))).steps
    assert isinstance(step, Open)
    content = Content.model_validate_json(talk.desk.vault.open(step.sealed))
    assert content.description == "Chủ nợ lương\nem giúp việc, bà chủ nợ lương ba tháng"
    assert content.phone == "0912 345 678 gọi sau 7 giờ tối"


@pytest.mark.parametrize("typed", ["không", "thôi khỏi", "ko can", "thôi"])
async def test_no_phone_number_opens_the_case_without_one(talk: Talk, typed: str) -> None:
    rest = pressing("yes", "skip:topic", "skip:province", "skip:description")
    _step, content = await opened(talk, *rest, Text(typed))
    assert content.phone is None


async def test_whoever_is_asking_for_an_adviser_is_not_offered_one_again(talk: Talk) -> None:
    await talk.do(Command("case"), *pressing("yes", "skip:topic"))
    outcome = await talk.do(Text("bà chủ vừa đánh em, cứu em với"))
    cards = [reply for reply in outcome.replies if isinstance(reply, Card)]
    assert "113" in cards[0].text
    assert "1:help" not in {b.data for row in cards[0].buttons for b in row}


async def test_what_was_asked_before_goes_along_unless_the_person_says_no(talk: Talk) -> None:
    await talk.do(Text("thử việc tối đa mấy tháng"))
    rest = pressing("skip:topic", "skip:province", "skip:description", "skip:phone")
    assert "thử việc tối đa mấy tháng" in await talk.say(Command("case"))
    _step, content = await opened(talk, *pressing("yes"), *rest)
    assert content.questions == ("thử việc tối đa mấy tháng",)
    _step, content = await opened(talk, *pressing("bare"), *rest)
    assert content.questions == ()


async def test_the_session_holds_no_word_of_it_in_plain_text(talk: Talk) -> None:
    await talk.do(Command("case"), *pressing("yes", "skip:topic", "skip:province"), Text("chủ nhốt tôi XYZZY"))
    assert talk.session.request is not None and talk.session.request.asking == "phone"
    assert "XYZZY" not in talk.session.model_dump_json()


async def test_what_stands_behind_the_command_is_not_asked_again(talk: Talk) -> None:
    await talk.do(Command("case", "Chủ giữ tiền cọc"), *pressing("yes", "skip:topic", "skip:province"))
    assert talk.session.request is not None and talk.session.request.asking == "phone"
    [step] = (await talk.do(*pressing("skip:phone"))).steps
    assert isinstance(step, Open)
    assert Content.model_validate_json(talk.desk.vault.open(step.sealed)).description == "Chủ giữ tiền cọc"


@pytest.mark.parametrize("words", ["hủy", "thôi", "cancel"])
async def test_leaving_with_words(talk: Talk, words: str) -> None:
    await talk.do(Command("case"), *pressing("yes"), Text(words))
    assert talk.session.request is None


async def test_a_wrong_phone_number_is_asked_for_again(talk: Talk) -> None:
    answers = pressing("yes", "skip:topic", "skip:province", "skip:description")
    said = await talk.say(Command("case"), *answers, Text("gọi tôi nhé"))
    assert "không giống số điện thoại" in said
    assert talk.session.request is not None


async def test_an_unknown_province_leads_to_the_list_of_today(talk: Talk) -> None:
    said = await talk.say(Command("case"), *pressing("yes", "skip:topic"), Text("Phnôm Pênh"))
    assert "34" in said


async def test_it_is_gone_after_half_an_hour(talk: Talk) -> None:
    await talk.do(Text("thử việc tối đa mấy tháng"), Command("case"), *pressing("yes"))
    talk.now += timedelta(minutes=31)
    assert "không giữ gì" in await talk.say(*pressing("t:contract"))
    assert talk.session.recent == ()


async def test_an_adviser_has_the_case_so_the_bot_keeps_quiet(talk: Talk) -> None:
    outcome = await talk.do(Text("thử việc tối đa mấy tháng"), around=TAKEN)
    assert outcome.steps == (Relay(message=41, text="thử việc tối đa mấy tháng"),)
    assert len(outcome.replies) == 1
    assert (await talk.do(Text("alo"), around=TAKEN)).replies == ()  # said once
    assert "⚖️" in await talk.say(Command("bot", "thử việc tối đa mấy tháng"), around=TAKEN)


async def test_until_then_it_answers_and_passes_pictures_on(talk: Talk) -> None:
    outcome = await talk.do(Text("thử việc tối đa mấy tháng"), around=WAITING)
    assert outcome.steps == () and outcome.replies
    outcome = await talk.do(Attachment(AttachmentKind.PHOTO), around=WAITING)
    assert outcome.steps == (Relay(message=41, text=None),)
    outcome = await talk.do(Command("case", "còn nợ tiền ăn"), around=WAITING)
    assert outcome.steps == (Relay(text="còn nợ tiền ăn"),)


async def test_one_case_at_a_time(talk: Talk) -> None:
    assert "**3**" in await talk.say(Command("case"), around=WAITING)
    assert talk.session.request is None


async def test_in_a_group_no_case_is_offered(talk: Talk) -> None:
    outcome = await talk.do(Command("adviser"), around=Around(private=False))
    assert not any("case" in b.data for r in outcome.replies if isinstance(r, Card) for row in r.buttons for b in row)


async def test_without_a_staff_group_there_is_the_directory_by_province(knowledge: Knowledge, desk: Desk) -> None:
    talk = Talk(Assistant(knowledge, Understander(knowledge, None)), desk)
    assert "📅" not in await talk.say(Command("case"))
    assert talk.session.request is None
    outcome = await talk.do(Press("1:where:voluntary_si"))
    data = [b.data for r in outcome.replies if isinstance(r, Card) for row in r.buttons for b in row]
    assert "1:where:voluntary_si.1" in data
    assert "024 3723 6555" in await talk.say(Press("1:where:voluntary_si.1"))
    assert "024 3723 6555" not in await talk.say(Press("1:where:voluntary_si.79"))


@pytest.mark.parametrize(
    "data", ["1:case:rate:9:great", "1:case:rate:x:useful", "1:case:add:5", "1:case:yes", "1:case::", "1:desk:close:1"]
)
async def test_forged_buttons_do_nothing(talk: Talk, data: str) -> None:
    assert (await talk.do(Press(data))).steps == ()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tp hcm", "Hồ Chí Minh"),
        ("HÀ NỘI", "Hà Nội"),
        ("ha noi", "Hà Nội"),
        ("tỉnh Đồng Nai", "Đồng Nai"),
        ("TP. Huế", "Huế"),
    ],
)
def test_provinces_as_people_write_them(typed: str, name: str) -> None:
    code = province_in(typed)
    assert code is not None and PROVINCES[code] == name


def test_there_are_34_provinces() -> None:
    assert len(PROVINCES) == 34


async def test_privacy_names_who_answers_for_it(knowledge: Knowledge, desk: Desk) -> None:
    assistant = Assistant(knowledge, Understander(knowledge, None), operator="Công đoàn thử, thu@example.org")
    assert "thu@example.org" in await Talk(assistant, desk).say(Command("privacy"))
