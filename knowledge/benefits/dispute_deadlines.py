"""Time limits of an individual labour dispute: Labour Code 2019 Art. 188, 190; Civil Code Art. 147-148, 151.

They run from the day the violation was discovered. Some disputes may go to court without conciliation.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.deadlines import LastDay, last_day_of
from knowledge.benefits.input_types import Day
from knowledge.benefits.working import Working
from knowledge.law import Law

LIMITS = "dispute_time_limits"
WITHOUT_CONCILIATION = {
    "dismissal",
    "termination_pay",
    "domestic_work",
    "social_insurance",
    "overseas_work_agency",
    "agency_work",
}


class DisputeDeadlinesInputs(Inputs):
    discovered: Day = Field(description="day the violation was discovered")
    kind: Literal[
        "wages",
        "fines_or_deductions",
        "transfer_or_contract",
        "working_time_or_leave",
        "other",
        "dismissal",
        "termination_pay",
        "domestic_work",
        "social_insurance",
        "overseas_work_agency",
        "agency_work",
    ] = Field(
        description="what the dispute is about; dismissal also covers unilateral termination, termination_pay damages or "
        "allowances at the end, social_insurance also health, unemployment and accident insurance, domestic_work "
        "every dispute of a household worker with the family"
    )


class DisputeDeadlinesResult(Result):
    conciliation_by: date = Field(description="last day by the calendar; act earlier")
    arbitration_by: date = Field(description="last day for arbitration, by the calendar")
    court_by: date = Field(description="last day for the court, by the calendar")
    may_skip_conciliation: bool = Field(description="this kind may go straight to court")
    conciliation_safe_by: date = Field(description="working day to act by so that no way of counting matters")
    arbitration_safe_by: date = Field(description="the same for arbitration")
    court_safe_by: date = Field(description="the same for the court")
    passed: list[Literal["conciliation", "arbitration", "court"]] = Field(description="limits already over today")


def dispute_deadlines(law: Law, inputs: DisputeDeadlinesInputs) -> Calculation[DisputeDeadlinesResult]:
    if inputs.discovered > law.on:
        raise InputError("discovered", f"is after today, {law.on}", law.on)
    working = Working(law)
    conciliation, arbitration, court = (
        _limit(working, inputs.discovered, step) for step in ("conciliation", "arbitration", "court")
    )
    passed: list[Literal["conciliation", "arbitration", "court"]] = []
    if law.on > conciliation.next_working_day:
        passed.append("conciliation")
    if law.on > arbitration.next_working_day:
        passed.append("arbitration")
    if law.on > court.next_working_day:
        passed.append("court")
    for step in passed:
        working.warn("time_limit_over", step=step)
    if inputs.kind == "social_insurance" and working.known("ui_procedure_days"):
        months = working.whole("ui_procedure_days.sue_employer_months")
        working.warn("unemployment_claim_against_employer_sooner", months=months)
    working.warn("file_well_before_last_day")
    return working.calculation(
        DisputeDeadlinesResult(
            conciliation_by=conciliation.last_day,
            arbitration_by=arbitration.last_day,
            court_by=court.last_day,
            may_skip_conciliation=inputs.kind in WITHOUT_CONCILIATION,
            conciliation_safe_by=conciliation.safe_by,
            arbitration_safe_by=arbitration.safe_by,
            court_safe_by=court.safe_by,
            passed=passed,
        )
    )


def _limit(working: Working, discovered: date, step: str) -> LastDay:
    months = working.whole(f"{LIMITS}.{step}", discovered)
    return last_day_of(working, f"{step}_by", discovered, months=months)


CALCULATOR = Calculator(
    "dispute-deadlines",
    DisputeDeadlinesInputs,
    DisputeDeadlinesResult,
    dispute_deadlines,
    governing_dates=(("dispute_time_limits", "discovered"),),
)
