"""The least an employer owes after ending a contract unlawfully: Labour Code 2019 Art. 41.

Wages for the days off, compensation, the wage of missing notice days; severance if the worker does not go
back; more if the employer does not want the worker back and the worker agrees. Insurance contributions
for the days off come on top and are not counted here. Whether it was unlawful is for a court to say.
"""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.input_types import Day, DayWage, Months, Wage
from knowledge.benefits.service_time import long_enough, service_time, severance_pay
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law

LEAST = "unlawful_dismissal_min_months"


class UnlawfulDismissalInputs(Inputs):
    wage: Wage = Field(description="monthly wage under the contract")
    months_off: Decimal = Field(ge=0, le=600, description="months the worker could not work because of it")
    notice_days_missing: int = Field(0, ge=0, le=365, description="days of notice that were not given (calendar days)")
    returns: bool = Field(True, description="the worker wants to go back to the job")
    employer_refuses: bool = Field(
        False, description="the employer does not want the worker back and the worker agrees to end the contract"
    )
    months_worked: Months | None = Field(
        None, description="months worked for this employer; needed for severance, if the worker does not go back"
    )
    months_with_ui: Months = Field(0, description="of these, months covered by unemployment insurance")
    daily_wage: DayWage | None = Field(None, description="wage of one day, if known, for the missing notice days")
    ended_on: Day | None = Field(None, description="day the contract was ended; default: today")


class UnlawfulDismissalResult(Result):
    wages_off: int = Field(description="wages for the time off")
    compensation: int = Field(description="at least these months of wage more")
    notice_pay: int = Field(description="wage of the missing notice days")
    severance: int = Field(description="severance of a worker who does not go back")
    extra_compensation: int = Field(description="at least this much more if the employer does not take the worker back")
    minimum_total: int = Field(description="all of it; without insurance contributions, which come on top")


def unlawful_dismissal(law: Law, inputs: UnlawfulDismissalInputs) -> Calculation[UnlawfulDismissalResult]:
    working = Working(law.on_day(inputs.ended_on or law.on))
    wage = inputs.wage
    wages_off = working.money("wages_off", f"{wage} * {plain(inputs.months_off)}")
    least = working.read(f"{LEAST}.compensation")
    compensation = working.money("compensation", f"{wage} * {plain(figure(least))}", least)
    notice_pay = _notice_pay(working, inputs)
    severance = 0
    goes_back = inputs.returns and not inputs.employer_refuses
    if not goes_back:
        severance = _severance(working, inputs)
    extra = 0
    if inputs.employer_refuses:
        more = working.read(f"{LEAST}.extra_if_employer_refuses")
        extra = working.money("extra_compensation", f"{wage} * {plain(figure(more))}", more)
    parts = (wages_off, compensation, notice_pay, severance, extra)
    total = working.money("minimum_total", " + ".join(str(part) for part in parts))
    working.warn("insurance_contributions_on_top")
    working.warn("court_decides_if_unlawful")
    return working.calculation(
        UnlawfulDismissalResult(
            wages_off=wages_off,
            compensation=compensation,
            notice_pay=notice_pay,
            severance=severance,
            extra_compensation=extra,
            minimum_total=total,
        )
    )


def _notice_pay(working: Working, inputs: UnlawfulDismissalInputs) -> int:
    if inputs.notice_days_missing == 0:
        return 0
    if inputs.daily_wage is not None:
        return working.money("notice_pay", f"{inputs.daily_wage} * {inputs.notice_days_missing}")
    days = working.read("notice_pay_day_divisor")
    return working.money("notice_pay", f"{inputs.wage} / {plain(figure(days))} * {inputs.notice_days_missing}", days)


def _severance(working: Working, inputs: UnlawfulDismissalInputs) -> int:
    if inputs.months_worked is None:
        raise InputError("months_worked", "needed for the severance of a worker who does not go back")
    time = service_time(working, inputs.months_worked, inputs.months_with_ui)
    if not long_enough(working, inputs.months_worked):
        working.warn("under_minimum_time_no_severance")
        return 0
    return severance_pay(working, inputs.wage, time.years)


CALCULATOR = Calculator(
    "unlawful-dismissal",
    UnlawfulDismissalInputs,
    UnlawfulDismissalResult,
    unlawful_dismissal,
    governing_dates=(("unlawful_dismissal_min_months", "ended_on"), ("severance", "ended_on")),
)
