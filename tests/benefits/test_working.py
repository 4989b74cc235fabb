"""Steps are plain sums, and their values are what the sums give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.working import Working, evaluate, plain
from knowledge.law import Law


@pytest.mark.parametrize(
    ("number", "text"),
    [(8_000_000, "8000000"), (Decimal("2.50"), "2.5"), (Decimal("8E+6"), "8000000"), (0, "0"), (Decimal("100"), "100")],
)
def test_plain_writes_figures_as_people_do(number: int | Decimal, text: str) -> None:
    assert plain(number) == text


@given(st.decimals(min_value=0, max_value=10**9, places=4))  # 13 digits, as đồng with fractions have
def test_plain_and_evaluate_are_a_round_trip(number: Decimal) -> None:
    assert evaluate(plain(number)) == number


def test_a_name_in_a_step_is_refused() -> None:
    with pytest.raises(ValueError, match="reference_level"):
        evaluate("20 * reference_level")


def test_money_is_rounded_half_up_and_steps_are_exact(law: Law) -> None:
    working = Working(law)
    assert working.money("half", "5 / 2") == 3
    assert working.step("half", "5 / 2") == Decimal("2.5")
    assert [step.value for step in working.steps] == [3, Decimal("2.5")]


def test_a_value_that_is_not_certain_adds_a_warning(law: Law) -> None:
    working = Working(law)
    working.read("vsi_discount_rate_r")
    assert [warning.key for warning in working.calculation(None).warnings] == [  # type: ignore[type-var]
        "vsi_discount_rate_r_low_confidence"
    ]


def test_known_says_whether_there_is_a_value_on_a_day(law: Law) -> None:
    working = Working(law)
    assert working.known("maternity_second_child_from", date(2026, 7, 1))
    assert not working.known("maternity_second_child_from", date(2026, 6, 30))
    assert working.known("minimum_wage_month", date(2027, 1, 1))
