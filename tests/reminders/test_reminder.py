"""Which days a reminder goes out on, and at which hours; how a typed day is read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import gettext_for
from bot.reminders.days import read_day
from bot.reminders.reminder import (
    DAYS_BEFORE,
    FIRST_HOUR,
    HOURS,
    LAST_HOUR,
    MOST_TIMES,
    Kind,
    Reminder,
    civil,
)
from bot.reminders.texts import line_of, message_card, message_text
from knowledge.clock import VIET_NAM
from knowledge.schema import Language

TODAY = date(2026, 11, 22)


def reminder(kind: Kind = Kind.HI_CARD, day: date = date(2026, 12, 31), **fields: Any) -> Reminder:
    return Reminder.model_validate({"kind": kind, "language": "vi", "day": day, "law_of": TODAY} | fields)


def times(reminder: Reminder, after: str) -> list[str]:
    moment = datetime.fromisoformat(after).replace(tzinfo=VIET_NAM)
    return [f"{time:%Y-%m-%d %H:%M%z}" for time in reminder.moments(moment)]


def test_before_the_day_to_act_in_the_morning_of_viet_nam() -> None:
    card = reminder()
    assert times(card, "2026-11-22 10:00") == ["2026-12-16 09:00+0700", "2026-12-28 09:00+0700"]
    assert times(card, "2026-12-16 09:00") == ["2026-12-28 09:00+0700"]
    assert times(card, "2026-12-28 09:01") == []
    in_utc = datetime(2026, 12, 16, 1, 59, tzinfo=ZoneInfo("UTC"))  # 08:59 in Viet Nam
    assert len(card.moments(in_utc)) == 2


def test_a_repeated_one_keeps_its_day_where_the_month_has_it() -> None:
    days = reminder(Kind.CONTRIBUTION, date(2027, 1, 31), every=1).days
    assert [f"{day:%m-%d}" for day in days[:4]] == ["01-31", "02-28", "03-31", "04-30"]
    assert reminder(Kind.CONTRIBUTION, date(2027, 12, 31), every=1).days[2] == date(2028, 2, 29)


@pytest.mark.parametrize(("every", "number"), [(1, 12), (3, 12), (6, 6), (12, 3)])
def test_a_repeated_one_ends_by_itself(every: int, number: int) -> None:
    days = reminder(Kind.CONTRIBUTION, date(2027, 1, 31), every=every).days
    assert len(days) == number <= MOST_TIMES
    assert len(set(days)) == number


def test_one_that_is_not_repeated_comes_on_its_day() -> None:
    assert reminder(Kind.CONTRIBUTION, date(2027, 1, 31)).days == (date(2027, 1, 31),)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_days_in_order(kind: Kind) -> None:
    days = reminder(kind).days
    assert list(days) == sorted(days) and len(days) == len(DAYS_BEFORE[kind])


def test_only_at_hours_at_which_one_may_write() -> None:
    utc = ZoneInfo("UTC")
    assert not civil(datetime(2026, 11, 22, 0, 59, tzinfo=utc))  # 07:59
    assert civil(datetime(2026, 11, 22, 1, 0, tzinfo=utc))
    assert civil(datetime(2026, 11, 22, 12, 59, tzinfo=utc))  # 19:59
    assert not civil(datetime(2026, 11, 22, 13, 0, tzinfo=utc))
    assert all(FIRST_HOUR <= hour < LAST_HOUR for hour in HOURS)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("31/12", date(2026, 12, 31)),
        ("hết hạn ngày 31/12 nha", date(2026, 12, 31)),
        ("the het han 31 thang 12", date(2026, 12, 31)),
        ("card ends 5 Jan 2027", date(2027, 1, 5)),
        ("15/1", date(2027, 1, 15)),  # the one to come is nearer
        ("20/9", date(2026, 9, 20)),  # the one that was is nearer
        ("mai", date(2026, 11, 23)),
        ("29/2/2027", None),
        ("tháng 12/2026", None),
        ("từ 1/1/2026 đến 31/12/2026", None),
        ("chừng nào hết hạn", None),
        ("", None),
        ("\ud83d 99/99", None),
    ],
)  # fmt: skip
def test_typed_days(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


def test_a_left_out_year_near_new_year() -> None:
    assert read_day("20/12", date(2027, 1, 5)) == date(2026, 12, 20)
    assert read_day("29/2", date(2027, 1, 5)) is None  # this year has no such day: the year is asked for


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_the_words_have_the_true_dates(kind: Kind, language: Language) -> None:
    said = reminder(kind, last=date(2027, 1, 1), language=language, step="court" if kind is Kind.DISPUTE else None)
    ahead = message_text(said, date(2026, 12, 16))
    over = message_text(said, date(2027, 1, 2))
    assert ahead != over
    assert ("31/12/2026" if language == "vi" else "31 Dec 2026") in ahead
    assert ("01/01/2027" if language == "vi" else "1 Jan 2027") in over
    assert "{" not in ahead + over
    assert line_of(said, TODAY)
    assert message_text(said, date(2027, 1, 1)) != over  # the last day itself is not over
    if kind is not Kind.CONTRIBUTION:
        assert gettext_for(language)("today") in message_text(said, date(2027, 1, 1))


def test_the_conciliators_limit_is_not_the_end_of_a_dispute() -> None:
    said = reminder(Kind.DISPUTE, last=date(2027, 1, 1), step="conciliator")
    assert "tòa dài hơn" in message_text(said, date(2027, 1, 2))


def test_a_day_off_moves_the_end() -> None:
    said = reminder(Kind.UNEMPLOYMENT, day=date(2027, 1, 29), last=date(2027, 1, 31), until=date(2027, 2, 1))
    assert "01/02/2027" in message_text(said, date(2027, 2, 1))
    assert "đã hết ngày **31/01/2027**" in message_text(said, date(2027, 2, 2))


def test_the_message_carries_stop_only_while_there_is_something_to_stop() -> None:
    first = message_card(reminder(), "abc", date(2026, 12, 16), late=False)
    last = message_card(reminder(), "abc", date(2026, 12, 28), late=False)
    data = [[b.data for row in card.buttons for b in row] for card in (first, last)]
    assert data[0][0] == "1:rem:stop:abc"
    assert not any("rem" in d for d in data[1])
    assert all("1:art:hi_card_validity/renew-before-expiry" in d for d in data)
