"""What holds for severance, job-loss allowance and the money after an unlawful dismissal."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.job_loss import JobLossInputs, job_loss
from knowledge.benefits.severance import SeveranceInputs, severance
from knowledge.benefits.unlawful_dismissal import UnlawfulDismissalInputs, unlawful_dismissal
from knowledge.law import Law

WAGES = st.integers(1_000_000, 200_000_000)
TIMES = st.integers(0, 480).flatmap(lambda worked: st.tuples(st.just(worked), st.integers(0, worked)))


@given(WAGES, TIMES)
def test_the_years_are_the_months_rounded_up_to_halves(law: Law, wage: int, time: tuple[int, int]) -> None:
    worked, insured = time
    result = severance(law, SeveranceInputs(average_wage=wage, months_worked=worked, months_with_ui=insured)).result
    exact = Decimal(worked - insured) / 12
    assert result.years_counted % Decimal("0.5") == 0
    assert exact <= result.years_counted < exact + Decimal("0.5")


@given(WAGES, TIMES)
def test_more_time_never_pays_less_and_more_insurance_never_more(law: Law, wage: int, time: tuple[int, int]) -> None:
    worked, insured = time

    def paid(worked: int, insured: int) -> int:
        inputs = SeveranceInputs(average_wage=wage, months_worked=worked, months_with_ui=insured)
        return severance(law, inputs).result.amount

    assert paid(worked, insured) <= paid(worked + 1, insured)
    assert paid(worked + 1, insured) >= paid(worked + 1, insured + 1)


@given(WAGES, st.integers(12, 480))
def test_job_loss_is_at_least_severance_and_two_months(law: Law, wage: int, worked: int) -> None:
    lost = job_loss(law, JobLossInputs(average_wage=wage, months_worked=worked)).result
    left = severance(law, SeveranceInputs(average_wage=wage, months_worked=worked)).result
    assert lost.amount >= left.amount
    assert lost.amount >= 2 * wage
    assert lost.minimum_applied == (lost.years_counted < 2)


@given(WAGES, st.decimals(0, 24, places=1), st.integers(0, 60), st.integers(0, 240))
def test_the_total_is_its_parts_and_grows_with_the_refusal(
    law: Law, wage: int, off: Decimal, notice: int, worked: int
) -> None:
    def total(returns: bool, refuses: bool) -> int:
        inputs = UnlawfulDismissalInputs(
            wage=wage,
            months_off=off,
            notice_days_missing=notice,
            returns=returns,
            employer_refuses=refuses,
            months_worked=worked,
        )
        result = unlawful_dismissal(law, inputs).result
        parts = result.wages_off + result.compensation + result.notice_pay + result.severance
        assert result.minimum_total == parts + result.extra_compensation
        return result.minimum_total

    assert total(True, False) <= total(False, False) < total(False, True) == total(True, True)
