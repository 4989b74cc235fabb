"""What holds for every withdrawal, interim allowance, survivors' payment and accident benefit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.benefits.accident_insurance import AccidentInsuranceInputs, accident_insurance
from knowledge.benefits.calculation import InputError
from knowledge.benefits.funeral_survivors import FuneralSurvivorsInputs, funeral_survivors
from knowledge.benefits.income_history import read_history
from knowledge.benefits.interim_allowance import InterimAllowanceInputs, interim_allowance
from knowledge.benefits.lump_sum import LumpSumInputs, LumpSumResult, lump_sum
from knowledge.law import Law

AVERAGES = st.integers(1_500_000, 50_600_000)
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def withdrawal(law: Law, **inputs: Any) -> LumpSumResult:
    return lump_sum(law, LumpSumInputs(**inputs)).result


@relaxed
@given(
    before=st.integers(0, 70), after=st.integers(12, 100), more=st.integers(0, 9), average=AVERAGES,
    scheme=st.sampled_from(["voluntary", "compulsory"]), supported=st.integers(0, 12),
)  # fmt: skip
def test_a_withdrawal(law: Law, before: int, after: int, more: int, average: int, scheme: str, supported: int) -> None:
    common = {"scheme": scheme, "months_before_2014": before, "average_income": average}
    support = (f"{supported}:66000",)
    ill = withdrawal(law, reason="illness", months_from_2014=after, support=support, **common)
    leaving = withdrawal(law, reason="emigration", months_from_2014=after, support=support, **common)
    longer = withdrawal(law, reason="illness", months_from_2014=after + more, **common)
    assert ill.state_part == 0 and ill.amount == ill.gross == leaving.gross
    assert leaving.amount + leaving.state_part == leaving.gross
    assert 0 <= leaving.state_part <= supported * 66_000
    assert longer.gross >= ill.gross


@relaxed
@given(months=st.integers(1, 179), average=AVERAGES, until=st.integers(1, 240))
def test_an_interim_allowance_is_at_least_the_social_pension(law: Law, months: int, average: int, until: int) -> None:
    inputs = InterimAllowanceInputs(average_income=average, months_paid=months, months_to_social_pension_age=until)
    found = interim_allowance(law, inputs).result
    assert found.monthly_amount >= law.money("social_pension")
    assert found.months + found.gap_months == until
    assert found.gap_price == found.gap_months * law.money("social_pension")


@relaxed
@given(month=st.integers(0, 400), pension=st.integers(500_000, 40_000_000))
def test_the_one_off_after_a_pensioners_death_falls_to_three_months(law: Law, month: int, pension: int) -> None:
    def months(number: int) -> Any:
        inputs = FuneralSurvivorsInputs(death=date(2026, 10, 1), pension_months=number, monthly_pension=pension)
        return funeral_survivors(law, inputs).result

    found, later = months(month), months(month + 1)
    assert 3 <= later.survivors_pension_months <= found.survivors_pension_months <= 48
    assert 3 * pension <= later.survivors_one_off <= found.survivors_one_off


@relaxed
@given(loss=st.integers(0, 99), paid=st.integers(1, 240))
def test_an_accident_benefit_grows_with_the_loss_and_the_time(law: Law, loss: int, paid: int) -> None:
    def benefit(percent: int, months: int) -> Any:
        return accident_insurance(law, AccidentInsuranceInputs(loss_percent=percent, months_paid=months)).result

    found = benefit(loss, paid)
    assert found.total == found.loss_part + found.time_part
    assert benefit(loss + 1, paid).total >= found.total
    assert benefit(loss, paid + 12).total >= found.total


@relaxed
@given(spans=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 10**9)), min_size=1, max_size=8))
def test_a_history_reads_back(spans: list[tuple[int, int, int]]) -> None:
    """Spans one after another, with gaps, come out as they went in, whatever their order."""
    month, parts, expected = 2008 * 12, [], []
    for gap, length, income in spans:
        first, last = month + gap, month + gap + length
        texts = [f"{index // 12}-{index % 12 + 1:02d}" for index in (first, last)]
        parts.append(f"{texts[0]}..{texts[1]}:{income}" if length else f"{texts[0]}:{income}")
        expected.append((texts[0], texts[1], income, length + 1))
        month = last + 1
    found = read_history("; ".join(reversed(parts)))
    assert [(span.first, span.last, span.income, span.months) for span in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "2021",
        "2021-13:5",
        "2021-01..2020-12:5",
        "2021-01:0",
        "2021-01:-5",
        "2021-01:2tr",
        "2021-01:1;2021-01:2",
    ],
)
def test_a_history_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_history(text)
    assert refused.value.field == "history"
