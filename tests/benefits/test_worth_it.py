"""What holds for every plan: what to set aside, what is paid and drawn."""

from __future__ import annotations

from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.benefits.set_aside import SetAsideInputs, set_aside
from knowledge.benefits.worth_it import WorthItInputs, WorthItResult, worth_it
from knowledge.law import Law

INCOMES = st.integers(1_500_000, 50_600_000)
GROUPS: list[Literal["poor", "near_poor", "ethnic_minority", "other"]] = [
    "poor",
    "near_poor",
    "ethnic_minority",
    "other",
]
SEXES: list[Literal["male", "female"]] = ["male", "female"]


def plan(
    law: Law,
    income: int,
    years: int,
    sex: Literal["male", "female"],
    group: Literal["poor", "near_poor", "ethnic_minority", "other"] = "other",
) -> WorthItResult:
    inputs = WorthItInputs(
        income=income, group=group, years_to_pay=years, sex=sex, birth="1995-06", years_alive_after=20
    )
    return worth_it(law, inputs).result


@settings(max_examples=50)
@given(INCOMES, st.integers(1, 40), st.sampled_from(SEXES), st.sampled_from(GROUPS))
def test_paid_is_the_whole_contribution_and_more_years_never_pay_less(
    law: Law,
    income: int,
    years: int,
    sex: Literal["male", "female"],
    group: Literal["poor", "near_poor", "ethnic_minority", "other"],
) -> None:
    result, longer = plan(law, income, years, sex, group), plan(law, income, years + 1, sex, group)
    full = result.paid_by_worker + result.paid_by_state
    assert abs(full - income * 22 * 12 * years // 100) <= 12 * years
    assert 0 <= result.paid_by_state <= full
    assert result.monthly_pension <= longer.monthly_pension
    assert result.eligible == (years >= 15)
    assert result.drawn == result.monthly_pension * 240 + result.one_off
    assert result.pension_from <= longer.pension_from


@settings(max_examples=50)
@given(INCOMES, st.integers(15, 30), st.sampled_from(SEXES))
def test_the_break_even_month_is_the_first_in_which_the_money_is_back(
    law: Law, income: int, years: int, sex: Literal["male", "female"]
) -> None:
    result = plan(law, income, years, sex)
    months = result.break_even_months
    assert months is not None
    back = result.one_off + months * result.monthly_pension
    assert back >= result.paid_by_worker
    assert months == 0 or back - result.monthly_pension < result.paid_by_worker


@given(
    st.none() | INCOMES, st.none() | st.integers(1, 8), st.booleans(), st.integers(1, 7), st.none() | st.integers(1, 40)
)
def test_weeks_days_and_trips_make_the_year(
    law: Law, income: int | None, household: int | None, accident: bool, days: int, trips: int | None
) -> None:
    if income is None and household is None and not accident:
        accident = True
    result = set_aside(
        law,
        SetAsideInputs(
            income=income, household=household, accident=accident, days_worked_per_week=days, trips_per_day=trips
        ),
    ).result
    parts = result.health_insurance_per_year + result.accident_insurance_per_year
    assert result.per_year == result.social_insurance_per_month * 12 + parts
    assert abs(result.per_month * 12 - result.per_year) <= 6
    assert abs(result.per_week * 52 - result.per_year) <= 26
    assert abs(result.per_day * 52 * days - result.per_year) <= 26 * days
    if trips is not None:
        assert result.per_trip is not None
        assert abs(result.per_trip * 52 * days * trips - result.per_year) <= 26 * days * trips
