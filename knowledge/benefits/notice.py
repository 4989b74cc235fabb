"""Notice a worker gives before leaving: Labour Code 2019 Art. 35, 162; Decree 145/2020 Art. 7, 89.

No reason is needed; with one of the reasons of Art. 35(2) no notice is needed either.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, Inputs, Result
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law
from knowledge.schema import Unit

DAYS = "notice_days_worker"
KEYS = {
    "indefinite": "indefinite",
    "12_36": "definite_12_36_months",
    "under_12": "under_12_months_working_days",
    "domestic": "domestic_worker",
}
DOMESTIC_REASONS = {"unpaid_wages", "ill_treated", "sexual_harassment"}


class NoticeInputs(Inputs):
    contract: Literal["indefinite", "12_36", "under_12", "domestic"] = Field(
        description="indefinite; 12_36 = fixed term of 12 to 36 months; under_12 = fixed term under 12 months; domestic = household work"
    )
    reason: Literal[
        "none",
        "not_as_agreed",
        "unpaid_wages",
        "ill_treated",
        "sexual_harassment",
        "pregnant_must_stop",
        "retirement_age",
        "false_information",
    ] = Field("none", description="why the worker leaves; unpaid_wages also covers wages paid short or late")


class NoticeResult(Result):
    days: int = Field(description="days of notice; 0 where none is needed")
    unit: Literal["days", "working_days"] = Field(description="calendar days or working days")
    may_leave_at_once: bool = Field(description="the reason needs no notice")


def notice(law: Law, inputs: NoticeInputs) -> Calculation[NoticeResult]:
    working = Working(law)
    term = working.read(f"{DAYS}.{KEYS[inputs.contract]}")
    domestic = inputs.contract == "domestic"
    at_once = inputs.reason != "none" and (not domestic or inputs.reason in DOMESTIC_REASONS)
    if domestic and inputs.reason != "none" and not at_once:
        working.warn("domestic_reason_not_named")
    if inputs.reason == "unpaid_wages":
        delay = working.whole("wage_payment_days.force_majeure_delay_max")
        working.warn("force_majeure_pay_delay", days=delay)
    if not at_once and inputs.contract in ("indefinite", "12_36"):
        working.warn("special_jobs_longer_notice", days=working.whole(f"{DAYS}.special_jobs_12m_plus"))
    days = 0 if at_once else int(figure(term))
    working.step("notice_days", plain(days), term)
    unit: Literal["days", "working_days"] = "working_days" if term.unit is Unit.WORKING_DAYS else "days"
    return working.calculation(NoticeResult(days=days, unit="days" if at_once else unit, may_leave_at_once=at_once))


CALCULATOR = Calculator(
    "notice", NoticeInputs, NoticeResult, notice, governing_dates=(("notice_days_worker", "today (--on)"),)
)
