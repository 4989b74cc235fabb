"""A wage against the regional minimum wage: Labour Code 2019 Art. 90-91 and the minimum-wage decree.

The region is that of the commune where the employer or its branch works. The monthly minimum is for
full normal hours; shorter work is compared by the hour.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, Inputs, Result
from knowledge.benefits.input_types import Day, Dong, Region
from knowledge.benefits.wages import minimum_wage_drafts
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law


class MinimumWageInputs(Inputs):
    region: Region = Field(description="region of the commune where the employer or its branch works")
    wage: Dong = Field(gt=0, description="wage for a month of full normal hours, or for an hour")
    unit: Literal["month", "hour"] = Field(description="what the wage is for")
    worked_on: Day | None = Field(None, description="a day of the work that is paid; default: today")


class MinimumWageResult(Result):
    minimum: int = Field(description="minimum wage of the region for that unit")
    below: bool = Field(description="the wage is less than the minimum")
    missing: int = Field(description="how much is missing for each month or hour")


def minimum_wage(law: Law, inputs: MinimumWageInputs) -> Calculation[MinimumWageResult]:
    name = f"minimum_wage_{inputs.unit}"
    working = Working(law.on_day(inputs.worked_on or law.on))
    provision = working.read(f"{name}.{inputs.region}")
    minimum = working.money("minimum_wage", plain(figure(provision)), provision)
    below = inputs.wage < minimum
    missing = working.money("missing", f"{minimum} - {inputs.wage}") if below else 0
    if below and inputs.unit == "month":
        working.warn("monthly_minimum_is_for_full_time")
    minimum_wage_drafts(working, "minimum_wage_month")
    return working.calculation(MinimumWageResult(minimum=minimum, below=below, missing=missing))


CALCULATOR = Calculator(
    "minimum-wage",
    MinimumWageInputs,
    MinimumWageResult,
    minimum_wage,
    governing_dates=(("minimum_wage_month", "worked_on"), ("minimum_wage_hour", "worked_on")),
)
