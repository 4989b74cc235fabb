"""What time alone brings about for cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.events import Command, Text
from bot.handoff.attending import attend
from bot.handoff.hours import OfficeHours
from bot.handoff.steps import Relay
from bot.handoff.waiting import usual_wait
from bot.storage import cases
from knowledge.schema import Topic
from tests.handoff.conftest import GROUP, NOW, WORKER, Office


def attended(office: Office, later: timedelta) -> dict[str, str]:
    attend(office.db, office.desk, NOW + later)
    return office.said()


def test_the_group_is_reminded_of_a_case_nobody_took(office: Office) -> None:
    case = office.open()
    assert attended(office, timedelta(minutes=90)) == {}
    assert f"#{case.number}" in attended(office, timedelta(hours=3))[GROUP]
    assert attended(office, timedelta(hours=4)) == {}
    assert GROUP in attended(office, timedelta(hours=6))


def test_nobody_is_reminded_outside_office_hours(office: Office) -> None:
    office.open()
    assert attended(office, timedelta(hours=10)) == {}
    assert GROUP in attended(office, timedelta(hours=23))


def test_a_taken_case_is_not_reminded_of(office: Office) -> None:
    case = office.open()
    office.staff(case, Command("take"))
    office.said()
    assert attended(office, timedelta(hours=30)) == {}


def test_who_waits_long_is_given_other_numbers_once(office: Office) -> None:
    office.open(Topic.LEGAL_AID)
    said = attended(office, timedelta(hours=25))[WORKER]
    assert "1800 1233" in said
    assert WORKER not in attended(office, timedelta(hours=48))


def test_closed_cases_go_after_their_time_with_everything(office: Office) -> None:
    case = office.open()
    office.worker(Relay(text="bí mật"))
    office.staff(case, Command("close"))
    office.said()
    attend(office.db, office.desk, NOW + timedelta(days=89))
    assert cases.find(office.db, case.number) is not None
    office.said()
    assert "[topic delete]" in attended(office, timedelta(days=91))[GROUP]
    for table in ("cases", "case_messages", "case_audit"):
        assert office.db.table(table).count == 0


def test_a_case_nobody_speaks_in_is_closed(office: Office) -> None:
    case = office.open()
    office.staff(case, Command("take"))
    office.now = NOW + timedelta(days=30)
    office.worker(Relay(text="còn đây ạ"))
    office.said()
    attend(office.db, office.desk, NOW + timedelta(days=85))
    assert office.case(case).state == "taken"
    said = attended(office, timedelta(days=91))
    assert office.case(case).state == "closed" and "[topic close]" in said[GROUP] and WORKER in said


def test_the_usual_wait_is_told_only_when_enough_is_known(office: Office) -> None:
    for number in range(5):
        assert usual_wait(office.db, GROUP, "vi", NOW) is None
        case = office.open(person=str(number + 200))
        office.now = NOW + timedelta(hours=3)
        office.staff(case, Text("chào"))
        office.now = NOW
    told = usual_wait(office.db, GROUP, "vi", NOW + timedelta(hours=4))
    assert told is not None and "3" in told


def test_troubles_are_named_once(office: Office) -> None:
    office.db.table("inbox").insert(
        {
            "channel": "telegram",
            "update_id": "1",
            "person": "p",
            "body": "",
            "state": "failed",
            "tries": 1,
            "failures": 3,
            "received_at": NOW.isoformat(),
            "finished_at": NOW.isoformat(),
        }
    )
    assert "1" in attended(office, timedelta(minutes=1))[GROUP]
    assert attended(office, timedelta(minutes=2)) == {}


@pytest.mark.parametrize(
    ("moment", "open_then"),
    [
        (datetime(2026, 11, 23, 1, 0, tzinfo=UTC), True),  # 08:00
        (datetime(2026, 11, 23, 0, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), False),  # 17:00
        (datetime(2026, 11, 22, 3, 0, tzinfo=UTC), False),  # Sunday
    ],
)
def test_office_hours(moment: datetime, open_then: bool) -> None:
    assert OfficeHours.read("Mon-Fri 08:00-17:00").holds(moment) is open_then


@pytest.mark.parametrize(
    "text", ["", "always", "Mon-Fri", "Fri-Mon 08:00-17:00", "Mon-Fri 17:00-08:00", "Mon-Fri 8:00-25:00"]
)
def test_office_hours_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="Mon-Fri 08:00-17:00"):
        OfficeHours.read(text)
