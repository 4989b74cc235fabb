"""What holds for every hour of overtime, and the wage rows of the sheet that fit no calculator."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.overtime import OvertimeInputs, overtime
from knowledge.law import Law

WAGES = st.integers(1, 10_000_000)
DAYS: list[Literal["weekday", "rest", "holiday"]] = ["weekday", "rest", "holiday"]
EACH_DAY = st.sampled_from(DAYS)


@pytest.mark.parametrize(
    ("day", "after_day_overtime", "key"),
    [
        ("weekday", False, "weekday_night"),
        ("weekday", True, "weekday_night_after_day_overtime"),
        ("rest", False, "weekly_rest_night"),
        ("rest", True, "weekly_rest_night"),
        ("holiday", False, "holiday_night"),
    ],
)
def test_the_parts_make_the_known_night_percentages(
    law: Law, day: Literal["weekday", "rest", "holiday"], after_day_overtime: bool, key: str
) -> None:
    inputs = OvertimeInputs(
        hourly_wage=10_000, hours=Decimal(1), day=day, night=True, after_day_overtime=after_day_overtime
    )
    assert overtime(law, inputs).result.percent == law.number(f"overtime_percent.{key}")


@given(WAGES, EACH_DAY, st.booleans(), st.integers(1, 40))
def test_more_hours_and_night_never_pay_less(
    law: Law, wage: int, day: Literal["weekday", "rest", "holiday"], night: bool, hours: int
) -> None:
    def paid(hours: int, night: bool) -> int:
        return overtime(law, OvertimeInputs(hourly_wage=wage, hours=Decimal(hours), day=day, night=night)).result.amount

    assert paid(hours, night) <= paid(hours + 1, night)
    assert paid(hours, False) <= paid(hours, True)
    assert paid(hours, night) >= wage * hours * 3 // 2


@given(WAGES, st.decimals(1, 12, places=1), st.booleans())
def test_the_amount_is_the_sum_of_its_parts(law: Law, wage: int, hours: Decimal, daily: bool) -> None:
    result = overtime(law, OvertimeInputs(hourly_wage=wage, hours=hours, day="holiday", daily_paid=daily)).result
    assert result.amount == result.overtime_pay + result.holiday_pay


@given(st.integers(1_000_000, 100_000_000), st.integers(100, 208))
def test_a_month_over_its_hours_is_the_hourly_wage(law: Law, wage: int, hours: int) -> None:
    inputs = OvertimeInputs(monthly_wage=wage, month_hours=Decimal(hours), hours=Decimal(hours), day="rest")
    assert abs(overtime(law, inputs).result.amount - 2 * wage) <= 1


def test_gt1_24_the_largest_wage_deduction(law: Law) -> None:
    """GT1-24: net wage 7,000,000."""
    assert law.number("wage_deduction_max") / 100 * 7_000_000 == 2_100_000


def test_gt1_25_overtime_in_a_year(law: Law) -> None:
    """GT1-25: an adult shop worker, then somebody of 17, a mother of a baby, a miner in a heavy job."""
    assert law.whole("overtime_limits.overtime_year_with_consent") == 300
    assert law.whole("overtime_limits.overtime_year_excluded_groups") == 200


def test_gt1_26_careless_damage(law: Law) -> None:
    """GT1-26: damage of 15,000,000 in Region I on a wage of 6,000,000 stays under the cap."""
    months = law.number("worker_damage_cap.careless_damage_up_to_regional_minimum_wages")
    assert months * law.number("minimum_wage_month.I") > 15_000_000
    assert law.number("worker_damage_cap.max_months_wage") * 6_000_000 == 18_000_000
    assert law.number("worker_damage_cap.monthly_deduction_percent") == 30
