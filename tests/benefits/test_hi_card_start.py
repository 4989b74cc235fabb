"""What holds for every health card."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.hi_card_start import HiCardStartInputs, hi_card_start
from knowledge.law import Law

PAID = st.dates(date(2025, 7, 1), date(2027, 12, 31))


@given(PAID, st.integers(-365, 1000))
def test_a_long_gap_waits_and_a_short_one_keeps_the_years(law: Law, paid: date, gap: int) -> None:
    result = hi_card_start(law, HiCardStartInputs(paid=paid, old_card_end=paid - timedelta(days=gap))).result
    assert result.gap_days == max(0, gap)
    assert result.five_years_continue == (gap < 90)
    assert result.waiting_days == (30 if gap >= 90 else 0)
    assert result.uncovered_gap == (gap > 0)
    if result.usable_from is not None:
        assert result.usable_from > paid


@given(PAID, st.none() | st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_employees_never_wait(law: Law, paid: date, old: date | None) -> None:
    result = hi_card_start(law, HiCardStartInputs(paid=paid, old_card_end=old, group="employee")).result
    assert result.waiting_days == 0
    assert result.usable_from is not None
