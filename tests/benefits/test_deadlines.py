"""Last days of legal periods by the Civil Code, and working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.deadlines import add_months, is_working_day, last_day_of, working_day_after
from knowledge.benefits.working import Working
from knowledge.law import Law

DAYS = st.dates(date(2021, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 3, 10), 6, date(2026, 9, 10)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_on_the_same_day_number(day: date, months: int, end: date) -> None:
    assert add_months(day, months) == end


@given(DAYS, st.integers(0, 60))
def test_more_months_never_end_earlier(day: date, months: int) -> None:
    assert add_months(day, months) < add_months(day, months + 1)
    assert add_months(day, months).day <= day.day


@given(DAYS, st.integers(1, 24))
def test_the_safe_day_is_a_working_day_before_the_end(law: Law, day: date, months: int) -> None:
    found = last_day_of(Working(law), "file_by", day, months=months)
    assert found.safe_by < found.last_day <= found.next_working_day
    assert is_working_day(law, found.safe_by)
    assert is_working_day(law, found.next_working_day)


@given(DAYS, st.integers(1, 30))
def test_working_days_follow_one_another(law: Law, day: date, number: int) -> None:
    found = working_day_after(law, day, number)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(is_working_day(law, one) for one in between) == number
    assert is_working_day(law, found)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),
        (date(2025, 11, 24), True),
        (date(2027, 1, 1), False),
        (date(2026, 4, 30), False),
        (date(2026, 11, 21), False),
    ],
)
def test_holidays_with_a_fixed_date(law: Law, day: date, works: bool) -> None:
    assert is_working_day(law, day) is works
