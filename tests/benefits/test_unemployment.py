"""What holds for every unemployment benefit."""

from __future__ import annotations

from datetime import date
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.deadlines import add_months
from knowledge.benefits.unemployment import UnemploymentInputs, UnemploymentResult, unemployment
from knowledge.law import Law

REGIONS: list[Literal["I", "II", "III", "IV"]] = ["I", "II", "III", "IV"]
WAGES = st.integers(1_000_000, 74_000_000)


def benefit(law: Law, wage: int, paid: int, region: Literal["I", "II", "III", "IV"] = "I") -> UnemploymentResult:
    inputs = UnemploymentInputs(average_wage=wage, months_paid=paid, region=region, left_how="contract_ended")
    return unemployment(law, inputs).result


@given(WAGES, st.integers(0, 400), st.sampled_from(REGIONS))
def test_more_months_never_give_less(law: Law, wage: int, paid: int, region: Literal["I", "II", "III", "IV"]) -> None:
    less, more = benefit(law, wage, paid, region), benefit(law, wage, paid + 1, region)
    assert less.months <= more.months <= 12
    assert less.total <= more.total
    assert less.total == less.monthly * less.months
    assert less.monthly <= law.money(f"ui_benefit_cap.{region}")


@given(st.integers(12, 400))
def test_the_months_follow_full_years(law: Law, paid: int) -> None:
    assert benefit(law, 8_000_000, paid).months == max(3, min(12, paid // 12))


@given(st.integers(0, 400))
def test_no_more_is_kept_than_was_paid(law: Law, paid: int) -> None:
    result = benefit(law, 8_000_000, paid)
    assert result.months_kept is not None
    assert 0 <= result.months_kept <= paid
    if result.eligible:
        assert result.months_kept < 12


def test_ct7_06_the_month_in_which_a_job_begins_is_still_paid() -> None:
    """CT7-06: five months from 2026-03-01, a job from 2026-05-18; May is due, June must go back."""
    starts = [add_months(date(2026, 3, 1), number) for number in range(5)]
    job = date(2026, 5, 18)
    assert [f"{start:%Y-%m}" for start in starts if start <= job] == ["2026-03", "2026-04", "2026-05"]
    assert min(start for start in starts if start > job) == date(2026, 6, 1)
