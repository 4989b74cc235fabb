"""What advisers do with a case, and what reaches the person."""

from __future__ import annotations

import pytest

from bot.conversation.events import Attachment, AttachmentKind, Command, Press, Text
from bot.handoff import closing
from bot.handoff.steps import Rate, Relay, Reopen, Withdraw
from bot.storage import cases
from knowledge.schema import Topic
from tests.handoff.conftest import GROUP, PENSION_GROUP, WORKER, Office


def test_a_case_goes_to_the_nearest_group(office: Office) -> None:
    assert office.open(Topic.CONTRACT).group_chat == GROUP
    assert office.open(Topic.PENSION, person="78").group_chat == PENSION_GROUP
    assert office.open(None, person="79").group_chat == GROUP


def test_the_person_is_told_the_number_and_that_nobody_can_promise_a_time(office: Office) -> None:
    office.worker()
    case = office.open()
    assert case.number == 1
    again = office.open(person="88")
    assert again.number == 2


def test_a_second_case_is_not_opened(office: Office) -> None:
    first = office.open()
    assert office.open().number == first.number


def test_what_the_person_said_is_sealed(office: Office) -> None:
    case = office.open(description="chủ giữ xe của tôi", phone="0900000000")
    dump = "\n".join(office.db.conn.iterdump())
    assert "giữ xe" not in dump and "0900000000" not in dump
    assert office.desk.content(case).description == "chủ giữ xe của tôi"


def test_the_first_message_of_an_adviser_takes_the_case(office: Office) -> None:
    case = office.open()
    office.staff(case, Text("Chào bạn"))
    said = office.said()
    assert "👤" in said[WORKER] and said[WORKER].endswith(f"[copy {GROUP}/101]")
    assert office.case(case).taken_by == "5"
    office.staff(case, Text("Bạn gửi hợp đồng nhé"))
    assert office.said() == {WORKER: f"[copy {GROUP}/102]"}


@pytest.mark.parametrize(
    "event", [Text("// hỏi lại anh Ba"), Text("  //nội bộ"), Attachment(AttachmentKind.PHOTO, "// ảnh nội bộ")]
)
def test_notes_stay_among_advisers(office: Office, event: Text | Attachment) -> None:
    case = office.open()
    office.staff(case, event)
    assert office.said() == {}
    assert office.case(case).state == "waiting"


def test_pictures_go_both_ways(office: Office) -> None:
    case = office.open()
    office.worker(Relay(message=12))
    assert office.said() == {GROUP: f"[copy {WORKER}/12]"}
    office.staff(case, Attachment(AttachmentKind.DOCUMENT))
    assert "[copy" in office.said()[WORKER]


def test_an_article_is_found_by_words_and_sent(office: Office) -> None:
    case = office.open()
    office.staff(case, Command("article", "thử việc bao lâu"))
    offered = office.sent()[0].reply
    press = Press(offered.buttons[0][0].data)  # type: ignore[union-attr]
    office.staff(case, press)
    said = office.said()
    assert "⚖️" in said[WORKER]
    assert "📄" in said[GROUP]


def test_papers_are_asked_for(office: Office) -> None:
    case = office.open()
    office.staff(case, Press(f"1:desk:papers:{case.number}:pay"))
    assert "phiếu lương" in office.said()[WORKER].lower()


def test_another_group_gets_everything(office: Office) -> None:
    case = office.open()
    office.worker(Relay(message=12), Relay(text="mất việc rồi"))
    office.said()
    office.staff(case, Press(f"1:desk:groups:{case.number}:{PENSION_GROUP}"))
    said = office.said()
    assert "[topic close]" in said[GROUP]
    assert said[PENSION_GROUP] == f"[summary]\n[copy {WORKER}/12]\nmất việc rồi"
    assert "Nhóm hưu trí" in said[WORKER]
    moved = office.case(case)
    assert (moved.group_chat, moved.thread, moved.state) == (PENSION_GROUP, None, "waiting")


def test_a_case_is_not_handed_to_a_chat_that_is_no_group_of_ours(office: Office) -> None:
    case = office.open()
    office.staff(case, Press(f"1:desk:groups:{case.number}:-666"))
    assert office.said() == {}
    assert office.case(case).group_chat == GROUP


def test_only_who_took_it_or_an_administrator_closes(office: Office) -> None:
    case = office.open()
    office.staff(case, Command("take"), "5")
    office.staff(case, Command("close"), "6")
    assert office.case(case).state == "taken"
    office.staff(case, Command("close"), "6", coordinator=True)
    assert office.case(case).state == "closed"


def test_buttons_of_another_case_do_nothing(office: Office) -> None:
    mine, other = office.open(), office.open(person="78")
    office.staff(mine, Press(f"1:desk:close:{other.number}"))
    assert office.case(mine).state == office.case(other).state == "waiting"
    assert [entry["action"] for entry in cases.audit(office.db, mine.number)][-1] == "pressed a button of another case"


def test_nothing_is_passed_on_in_a_closed_case(office: Office) -> None:
    case = office.open()
    office.staff(case, Command("close"))
    office.said()
    office.staff(case, Text("À còn chuyện này"))
    said = office.said()
    assert WORKER not in said and said[GROUP]


def test_the_person_rates_and_opens_again(office: Office) -> None:
    case = office.open()
    office.staff(case, Command("close"))
    rating = office.sent()[0].reply
    assert {b.data for row in rating.buttons for b in row} >= {"1:case:rate:1:useful", "1:case:reopen:1"}  # type: ignore[union-attr]
    office.worker(Rate(case=case.number, rating="useful"))
    assert office.case(case).rating == "useful"
    office.worker(Reopen(case=case.number))
    assert office.case(case).state == "waiting"
    assert "[topic reopen]" in office.said()[GROUP]


def test_nobody_acts_on_the_case_of_somebody_else(office: Office) -> None:
    case = office.open()
    office.worker(Withdraw(case=case.number), Rate(case=case.number, rating="useful"), person="78")
    assert office.case(case).state == "waiting"
    assert office.case(case).rating is None
    assert list(office.said()) == ["78"]


def test_the_person_withdraws(office: Office) -> None:
    case = office.open()
    office.worker(Withdraw(case=case.number))
    assert office.case(case).state == "closed"
    said = office.said()
    assert "[topic close]" in said[GROUP] and WORKER in said


def test_a_topic_that_is_no_case_is_left_alone(office: Office) -> None:
    case = office.open()
    cases.change(office.db, case.number, thread=4)
    strange = cases.get(office.db, case.number)
    cases.change(office.db, case.number, thread=5)
    from bot.handoff.staff import Member, StaffEvent, act

    act(office.db, office.desk, StaffEvent(strange.group_chat, 4, Member("5"), Text("x"), 1), office.now)
    assert office.said() == {}


def test_a_proposal_holds_no_number_of_a_person(office: Office) -> None:
    case = office.open()
    office.staff(case, Command("propose", "Hỏi: giữ lương? Đáp: gọi 0912345678 cho chị Lan"))
    [proposal] = cases.proposals(office.db)
    assert "0912345678" not in proposal["text"]
    assert proposal["topic"] == "contract"


def test_deleting_reaches_the_topics_of_every_group_that_had_the_case(office: Office) -> None:
    case = office.open()
    office.staff(case, Press(f"1:desk:groups:{case.number}:{PENSION_GROUP}"))
    office.said()
    cases.change(office.db, case.number, thread=9)
    closing.forget(office.db, "telegram", f"telegram:{WORKER}", office.now)
    assert office.said() == {GROUP: "[topic delete]", PENSION_GROUP: "[topic delete]"}
