"""What holds for every contribution."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.benefits.si_contribution import SiContributionInputs, SiContributionResult, si_contribution
from knowledge.law import Law

GROUPS = st.sampled_from(["poor", "near_poor", "ethnic_minority", "other"])
INCOMES = st.integers(1_500_000, 50_600_000)
WAYS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"months": st.sampled_from([1, 3, 6, 12])}),
    st.fixed_dictionaries({"ahead_years": st.integers(2, 5)}),
    st.fixed_dictionaries({"missing_months": st.integers(1, 60)}),
)
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def result(law: Law, **inputs: Any) -> SiContributionResult:
    return si_contribution(law, SiContributionInputs(**inputs)).result


@relaxed
@given(income=INCOMES, group=GROUPS, way=WAYS, used=st.integers(0, 120))
def test_support_never_exceeds_the_whole_and_totals_are_the_sum_of_parts(
    law: Law, income: int, group: str, way: dict[str, Any], used: int
) -> None:
    found = result(law, income=income, group=group, supported_months_used=used, **way)
    assert 0 <= found.state_support_per_month <= found.full_per_month
    assert found.state_pays_total == found.state_support_per_month * found.supported_months
    assert found.worker_pays_total + found.state_pays_total == found.full_total
    assert found.worker_pays_total <= found.worker_pays_total_high <= found.full_total
    assert found.supported_months <= min(found.months, 120 - used)


@relaxed
@given(income=INCOMES, more=st.integers(0, 1_000_000), group=GROUPS, way=WAYS)
def test_a_higher_income_never_costs_less(law: Law, income: int, more: int, group: str, way: dict[str, Any]) -> None:
    higher = min(income + more, 50_600_000)
    assert (
        result(law, income=higher, group=group, **way).worker_pays_total
        >= result(law, income=income, group=group, **way).worker_pays_total
    )


@relaxed
@given(income=INCOMES, years=st.integers(2, 5), months=st.integers(1, 60))
def test_ahead_is_cheaper_and_behind_is_dearer(law: Law, income: int, years: int, months: int) -> None:
    monthly = result(law, income=income).full_per_month
    assert result(law, income=income, ahead_years=years).full_total < monthly * years * 12
    assert result(law, income=income, missing_months=months).full_total > monthly * months


@relaxed
@given(income=INCOMES, left=st.integers(1, 24))
def test_a_refund_is_never_more_than_was_paid(law: Law, income: int, left: int) -> None:
    found = result(law, income=income, ahead_years=2, refund_months_left=left)
    assert found.refund_before_support is not None
    assert 0 < found.refund_before_support <= found.full_total


def test_a_block_is_not_recalculated_when_the_law_changes(law_on: Callable[[str], Law]) -> None:
    """Paid on the last day of the old poverty line, at the old price for all twelve months (F2-18)."""
    december = result(law_on("2026-12-31"), income=3_000_000, months=12)
    assert december.state_pays_total == 12 * 66_000
    january = result(law_on("2027-01-01"), income=3_000_000, months=12)
    assert january.state_pays_total == 12 * 96_800
