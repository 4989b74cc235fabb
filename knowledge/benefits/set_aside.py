"""What to put aside each day, week or trip for insurance: a plan, not a rule of law.

Voluntary social insurance by single months, household health insurance and voluntary accident insurance for a
year, at today's prices, over fifty-two weeks of work.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.benefits.accident_insurance import AccidentInsuranceInputs, accident_insurance
from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.household import MOST_MEMBERS
from knowledge.benefits.household_hi import HouseholdHiInputs, household_hi
from knowledge.benefits.input_types import Months, Wage
from knowledge.benefits.projection import constant_law
from knowledge.benefits.si_contribution import Group, SiContributionInputs, si_contribution
from knowledge.benefits.working import Working
from knowledge.law import Law

WEEKS = 52  # of a year
MONTHS = 12


class SetAsideInputs(Inputs):
    days_worked_per_week: int = Field(ge=1, le=7, description="working days in a week")
    income: Wage | None = Field(None, description="income chosen for voluntary social insurance; none: not paid for")
    group: Group = Field("other", description="group for the State support of social insurance")
    supported_months_used: Months = Field(0, description="months the State has already supported")
    household: Annotated[int, Field(ge=1, le=MOST_MEMBERS)] | None = Field(
        None, description="people who join household health insurance; none: not paid for"
    )
    accident: bool = Field(False, description="pay for voluntary accident insurance")
    trips_per_day: Annotated[int, Field(ge=1, le=500)] | None = Field(
        None, description="trips or orders on a working day"
    )


class SetAsideResult(Result):
    social_insurance_per_month: int = Field(description="the worker's part of voluntary social insurance")
    health_insurance_per_year: int = Field(description="the household's health insurance")
    accident_insurance_per_year: int = Field(description="voluntary accident insurance, before any State support")
    per_year: int = Field(description="all of it for a year")
    per_month: int = Field(description="a twelfth of the year")
    per_week: int = Field(description="for each week of the year")
    per_day: int = Field(description="for each day worked")
    per_trip: int | None = Field(description="none without trips_per_day")


def set_aside(law: Law, inputs: SetAsideInputs) -> Calculation[SetAsideResult]:
    if inputs.income is None and inputs.household is None and not inputs.accident:
        raise InputError("income", "choose what to pay for: income, household or accident")
    working = Working(law)
    social = health = accident = 0
    changing = []
    if inputs.income is not None:
        monthly = si_contribution(
            law,
            SiContributionInputs(
                income=inputs.income, group=inputs.group, supported_months_used=inputs.supported_months_used
            ),
        )
        working.include(monthly, "full_per_month", "state_support_per_month")
        social = monthly.result.worker_pays_per_month
        working.money(
            "social_insurance_per_month", f"{monthly.result.full_per_month} - {monthly.result.full_per_month - social}"
        )
        changing.append("vsi_support_amount")
    if inputs.household is not None:
        home = household_hi(law, HouseholdHiInputs(members=inputs.household, months=MONTHS))
        working.include(home)
        health = working.money("health_insurance_per_year", " + ".join(map(str, home.result.per_member)))
        changing.append("hi_household_month")
    if inputs.accident:
        premium = accident_insurance(law, AccidentInsuranceInputs(months=MONTHS))
        working.include(premium)
        accident = working.money("accident_insurance_per_year", str(premium.result.premium))
        changing.append("oai_contribution_amount")
    year = working.money("per_year", f"{social} * {MONTHS} + {health} + {accident}")
    days = inputs.days_worked_per_week
    trips = inputs.trips_per_day
    month = working.money("per_month", f"{year} / {MONTHS}")
    week = working.money("per_week", f"{year} / {WEEKS}")
    day = working.money("per_day", f"{year} / ({WEEKS} * {days})")
    trip = None if trips is None else working.money("per_trip", f"{year} / ({WEEKS} * {days} * {trips})")
    constant_law(working, *changing, income=inputs.income)
    return working.calculation(
        SetAsideResult(
            social_insurance_per_month=social,
            health_insurance_per_year=health,
            accident_insurance_per_year=accident,
            per_year=year,
            per_month=month,
            per_week=week,
            per_day=day,
            per_trip=trip,
        )
    )


CALCULATOR = Calculator(
    "set-aside",
    SetAsideInputs,
    SetAsideResult,
    set_aside,
    governing_dates=(("all prices", "today (--on), held constant"),),
)
