"""What goes wrong on either side of a case, and what must not come of it."""

from __future__ import annotations

import pytest
from sqlite_utils.db import Database

from bot.conversation.assistant import Assistant
from bot.conversation.events import Command, Press, Text
from bot.conversation.session import Session
from bot.conversation.understanding import Understander
from bot.handoff.articles import article_button
from bot.handoff.attending import attend
from bot.handoff.steps import Around, Rate, Relay
from bot.handoff.summary import summary_card
from bot.storage import blocked, cases, outbox, troubles
from bot.telegram.rendering import render
from bot.telegram.topics import recover
from tests.handoff.conftest import GROUP, PENSION_GROUP, WORKER, Office


def payloads(db: Database) -> str:
    return "\n".join(row["payload"] for row in db.table("outbox").rows)


@pytest.mark.parametrize("letter", ["ư", "😭"])
def test_however_much_was_said_the_summary_is_one_message(office: Office, letter: str) -> None:
    said = {
        "description": "Mở đầu. " + letter * 2900,
        "questions": (letter * 500,) * 3,
        "calculation": letter * 500,
        "phone": "0900000000",
    }
    case = office.open(**said)  # type: ignore[arg-type]
    [part] = render(summary_card(office.desk, case))
    for words in (f"#{case.number} ", "Mở đầu", "0900000000"):
        assert words in part.html  # type: ignore[union-attr]


def test_what_the_summary_cuts_off_can_be_read_with_one_press(office: Office) -> None:
    short, long = office.open(description="ngắn"), office.open(description="dài " * 700 + "hết", person="78")
    buttons = {case.number: str(summary_card(office.desk, case).buttons) for case in (short, long)}
    assert "desk:read" not in buttons[short.number] and "desk:read" in buttons[long.number]
    office.staff(long, Press(f"1:desk:read:{long.number}"))
    assert "hết" not in payloads(office.db)
    assert office.said()[GROUP].endswith("hết")


def test_an_adviser_hears_that_nothing_reaches_who_blocked_the_bot(office: Office) -> None:
    case = office.open()
    blocked.remember(office.db, "telegram", WORKER, "said so", office.now)
    [article, *_others] = office.desk.knowledge.articles
    for event in (Text("Chào bạn"), Press(article_button(office.desk, article, case).data), Command("papers")):
        office.staff(case, event)
        if event == Command("papers"):
            office.said()
            office.staff(case, Press(f"1:desk:papers:{case.number}:pay"))
        said = office.said()
        assert WORKER not in said
        assert "đã chặn" in said[GROUP] and "📄" not in said[GROUP] and "📎" not in said[GROUP]


def test_every_article_can_be_offered_and_sent(office: Office) -> None:
    case = office.open()
    for key in office.desk.knowledge.articles:
        assert article_button(office.desk, key, case).data
    longest = max(office.desk.knowledge.articles, key=len)
    office.staff(case, Press(article_button(office.desk, longest, case).data))
    assert "📄" in office.said()[GROUP]


def test_the_buttons_of_articles_are_told_apart_and_fit_for_large_numbers(office: Office) -> None:
    office.db.execute("insert into case_numbers (number) values (9999998)")
    case = office.open()
    assert case.number == 9999999
    data = {article_button(office.desk, key, case).data for key in office.desk.knowledge.articles}
    assert len(data) == len(office.desk.knowledge.articles)


def test_words_of_a_case_wait_sealed_only(office: Office) -> None:
    case = office.open()
    office.worker(Relay(text="bí mật XYZZY"))
    assert "XYZZY" not in payloads(office.db)
    assert office.said()[GROUP] == "bí mật XYZZY"
    office.staff(case, Press(f"1:desk:groups:{case.number}:{PENSION_GROUP}"))
    assert "XYZZY" not in payloads(office.db)
    assert "bí mật XYZZY" in office.said()[PENSION_GROUP]


def test_a_summary_that_no_key_opens_still_shows_the_case(office: Office) -> None:
    case = office.open(description="x")
    lost = cases.change(office.db, case.number, sealed="gAAAAA")
    assert f"#{case.number} " in summary_card(office.desk, lost).text


def test_advisers_hear_once_what_the_person_thinks(office: Office) -> None:
    case = office.open()
    office.staff(case, Command("close"))
    office.said()
    office.worker(*[Rate(case=case.number, rating="useful")] * 3)
    assert office.said()[GROUP].count("👍") == 1


def test_a_case_whose_group_is_no_longer_ours_goes_to_another(office: Office) -> None:
    case = office.open()
    office.worker(Relay(message=12))
    cases.change(office.db, case.number, group_chat="-1999", state="taken", taken_by="5")
    office.said()
    attend(office.db, office.desk, office.now)
    said = office.said()
    assert (office.case(case).group_chat, office.case(case).state) == (GROUP, "waiting")
    assert said[GROUP] == f"[summary]\n[copy {WORKER}/12]"
    assert "nhóm" in said[WORKER].lower() or "Công đoàn" in said[WORKER]
    attend(office.db, office.desk, office.now)
    assert office.said() == {}


def test_troubles_of_telling_troubles_are_not_told(office: Office) -> None:
    case = office.open()
    office.worker(Relay(message=12))
    outbox.drop_case(office.db, case.number, office.now)  # not sent because the case is gone: nothing is wrong
    attend(office.db, office.desk, office.now)
    assert office.said() == {}
    # The group refuses the notice itself.
    office.db.table("outbox").insert(
        {"channel": "telegram", "chat": GROUP, "payload": "", "state": "failed", "created_at": "1",
         "finished_at": office.now.isoformat(timespec="microseconds"), "trouble": "Topic_closed", "parts_sent": 0,
         "tries": 1, "unknowns": 0}
    )  # fmt: skip
    assert troubles.untold(office.db, office.now, GROUP) == (0, 0)


async def test_an_answer_for_the_bot_that_goes_to_the_adviser_is_said_to_do_so(office: Office) -> None:
    assistant = Assistant(office.desk.knowledge, Understander(office.desk.knowledge, None), desk=office.desk)
    taken = Around(case=1, state="taken", message=5)
    session = Session(greeted=True, told=office.now, last_seen=office.now)
    quiet = await assistant.respond(Text("5 năm"), session, office.now, taken)
    assert quiet.replies == () and quiet.steps
    calculating = (await assistant.respond(Press("1:calc:pension"), session, office.now, taken)).session
    said = await assistant.respond(Text("5 năm"), calculating, office.now, taken)
    assert said.steps and "/bot" in said.replies[0].text  # type: ignore[union-attr]


def test_a_message_interrupted_twice_is_named_to_who_wrote_it(office: Office) -> None:
    case = office.open()
    office.worker(Relay(message=12))
    for _time in range(2):
        [row] = office.db.table("outbox").rows_where("state = 'pending'")
        outbox.claim(office.db, row["id"])
        given_up = recover(office.db, office.now)[1]
    assert given_up == 1
    assert "⚠️" in office.said()[WORKER]
    assert office.case(case).state == "waiting"
