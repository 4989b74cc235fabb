"""Job-loss allowance (trợ cấp mất việc làm): Labour Code 2019 Art. 47; Decree 145/2020 Art. 8.

For restructuring, economic reasons, merger and the like: more a year than severance, and a least amount.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, Result
from knowledge.benefits.service_time import RULES, ServiceInputs, long_enough, service_time
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law


class JobLossInputs(ServiceInputs):
    """The inputs of severance, without the way the contract ended."""


class JobLossResult(Result):
    eligible: bool = Field(description="the allowance is owed")
    why: Literal["entitled", "under_minimum_time"] = Field(description="entitled, or why not")
    months_counted: int = Field(description="months left after insured and compensated ones")
    years_counted: Decimal = Field(description="these months as years, rounded up to halves")
    minimum_applied: bool = Field(description="the least amount of the law is more than the years give")
    amount: int = Field(description="job-loss allowance")


def job_loss(law: Law, inputs: JobLossInputs) -> Calculation[JobLossResult]:
    working = Working(law.on_day(inputs.ended_on or law.on))
    time = service_time(working, inputs.months_worked, inputs.months_with_ui, inputs.months_compensated)
    if not long_enough(working, inputs.months_worked):
        working.warn("under_minimum_time_ask")
        return working.calculation(
            JobLossResult(
                eligible=False,
                why="under_minimum_time",
                months_counted=time.months,
                years_counted=time.years,
                minimum_applied=False,
                amount=0,
            )
        )
    per_year, least = working.read(f"{RULES}.job_loss_per_year"), working.read(f"{RULES}.job_loss_min_months")
    wage = inputs.average_wage
    by_years = working.money("by_years", f"{plain(figure(per_year))} * {wage} * {plain(time.years)}", per_year)
    minimum = working.money("least_amount", f"{plain(figure(least))} * {wage}", least)
    if time.months == 0:
        working.warn("least_amount_without_counted_time_open")
    return working.calculation(
        JobLossResult(
            eligible=True,
            why="entitled",
            months_counted=time.months,
            years_counted=time.years,
            minimum_applied=minimum > by_years,
            amount=max(minimum, by_years),
        )
    )


CALCULATOR = Calculator(
    "job-loss", JobLossInputs, JobLossResult, job_loss, governing_dates=(("severance", "ended_on"),)
)
