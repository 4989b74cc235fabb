"""What holds for every birth, and the maternity rows of the sheet that fit no calculator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.maternity_compulsory import (
    MaternityCompulsoryInputs,
    MaternityCompulsoryResult,
    maternity_compulsory,
)
from knowledge.law import Law

BIRTHS = st.dates(date(2025, 7, 1), date(2026, 11, 21))
WAGES = st.integers(1_000_000, 46_800_000)


def mother(law: Law, wage: int, birth: date, months: int, children: int = 1) -> MaternityCompulsoryResult:
    inputs = MaternityCompulsoryInputs(average_wage=wage, birth_date=birth, months_in_last_12=months, children=children)
    return maternity_compulsory(law, inputs).result


@given(WAGES, BIRTHS, st.integers(0, 12), st.integers(1, 4))
def test_the_parts_make_the_total_and_months_never_hurt(
    law: Law, wage: int, birth: date, months: int, children: int
) -> None:
    result = mother(law, wage, birth, months, children)
    assert result.total == result.leave_money + result.one_off
    assert result.leave_money == wage * result.leave_months
    assert result.eligible == (months >= 6)
    if months < 12:
        assert result.total <= mother(law, wage, birth, months + 1, children).total
    if result.eligible:
        assert result.leave_months == 5 + children
        assert result.file_by is not None and result.file_safe_by is not None
        assert birth < result.file_safe_by < result.file_by


@given(BIRTHS, st.integers(1, 30))
def test_the_window_never_counts_more_than_twelve_months(law: Law, birth: date, months: int) -> None:
    first = birth.year * 12 + birth.month - 1 - months + 1
    start = f"{first // 12}-{first % 12 + 1:02d}"
    inputs = MaternityCompulsoryInputs(average_wage=9_000_000, birth_date=birth, paid_months=f"{start}..{birth:%Y-%m}")
    counted = maternity_compulsory(law, inputs).result.months_counted
    assert counted == min(12, months if birth.day >= 15 else months - 1)


def test_rows_of_convalescence_loss_and_checks(law_on: Callable[[str], Law]) -> None:
    """CT3-12, CT3-13: convalescence; CT3-14: a loss at 8 weeks; CT3-15: two days of checks."""
    september, may = law_on("2026-09-15"), law_on("2026-05-15")
    assert september.money("convalescence_day_amount") * 7 == 5_313_000
    assert may.money("convalescence_day_amount") * 5 == 3_510_000
    days = Decimal(20)
    assert 9_000_000 / september.number("maternity_benefit_rules.odd_day_divisor") * days == 6_000_000
    assert 9_000_000 / september.number("maternity_benefit_rules.father_check_divisor") * 2 == 750_000
