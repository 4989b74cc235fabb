"""What holds for every notice."""

from __future__ import annotations

import pytest

from knowledge.benefits.notice import NoticeInputs, notice
from knowledge.law import Law

REASONS = [
    reason
    for reason in NoticeInputs.model_fields["reason"].annotation.__args__  # type: ignore[union-attr]
    if reason != "none"
]


@pytest.mark.parametrize("contract", ["indefinite", "12_36", "under_12"])
@pytest.mark.parametrize("reason", REASONS)
def test_with_a_reason_of_the_law_nobody_waits(law: Law, contract: str, reason: str) -> None:
    result = notice(law, NoticeInputs.model_validate({"contract": contract, "reason": reason})).result
    assert (result.days, result.may_leave_at_once) == (0, True)


@pytest.mark.parametrize("contract", ["indefinite", "12_36", "under_12", "domestic"])
def test_without_a_reason_there_is_notice(law: Law, contract: str) -> None:
    result = notice(law, NoticeInputs.model_validate({"contract": contract})).result
    assert result.days > 0
    assert not result.may_leave_at_once
