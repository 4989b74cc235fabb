"""What holds for every dispute."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.dispute_deadlines import DisputeDeadlinesInputs, dispute_deadlines
from knowledge.law import Law


@given(st.dates(date(2021, 1, 1), date(2026, 11, 21)))
def test_conciliation_ends_before_arbitration_before_court(law: Law, discovered: date) -> None:
    result = dispute_deadlines(law, DisputeDeadlinesInputs(discovered=discovered, kind="wages")).result
    assert discovered < result.conciliation_by < result.arbitration_by < result.court_by
    assert result.conciliation_safe_by < result.conciliation_by
    assert result.court_safe_by < result.court_by
    steps = ["conciliation", "arbitration", "court"]
    assert list(result.passed) == steps[: len(result.passed)]


def test_only_the_disputes_of_the_law_may_skip_conciliation(law: Law) -> None:
    kinds = DisputeDeadlinesInputs.model_fields["kind"].annotation.__args__  # type: ignore[union-attr]
    skip = {
        kind
        for kind in kinds
        if dispute_deadlines(
            law, DisputeDeadlinesInputs(discovered=date(2026, 11, 1), kind=kind)
        ).result.may_skip_conciliation
    }
    assert set(kinds) - skip == {
        "wages",
        "fines_or_deductions",
        "transfer_or_contract",
        "working_time_or_leave",
        "other",
    }
