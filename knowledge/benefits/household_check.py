"""Who in a household already has health insurance, who must join, and what that costs.

Health Insurance Law Art. 12 (groups in a fixed order), Art. 13(5); Decree 188/2025 Art. 6(5)-(6). The
household group is for people no other group covers. People whom the State supports in part pay the
first-person amount less the support (at least; provinces may add) and do not take a place in the ladder.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, Inputs, Result
from knowledge.benefits.household import (
    MOST_MEMBERS,
    BlockMonths,
    block_months,
    member_label,
    month_prices,
    price_expression,
)
from knowledge.benefits.input_types import ByComma, Day
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law, Provision

Kind = Literal[
    "employee",
    "pensioner",
    "unemployment_benefit",
    "child_under_6",
    "poor",
    "social_pension_75",
    "interim_allowance",
    "state_paid",
    "near_poor_poor_commune",
    "near_poor",
    "student",
    "farm_average",
    "minority_left_difficult_area",
    "trafficking_victim",
    "none",
]
Payer = Literal["employer_and_worker", "social_insurance_fund", "unemployment_insurance", "state"]
COVERED: dict[str, Payer] = {
    "employee": "employer_and_worker",
    "pensioner": "social_insurance_fund",
    "unemployment_benefit": "unemployment_insurance",
    "child_under_6": "state",
    "poor": "state",
    "social_pension_75": "state",
    "interim_allowance": "state",
    "state_paid": "state",
    "near_poor_poor_commune": "state",
}
SUPPORTED = {
    "near_poor": "near_poor",
    "student": "pupils_students",
    "farm_average": "average_living_farm_household",
    "minority_left_difficult_area": "ethnic_minority_leaving_difficult_area_36_months",
    "trafficking_victim": "trafficking_victims_1_year",
}


class HouseholdCheckInputs(Inputs):
    members: Annotated[list[Kind], ByComma] = Field(
        min_length=1,
        max_length=MOST_MEMBERS,
        description="everybody in the household, by comma: employee (with compulsory insurance), pensioner, "
        "unemployment_benefit, child_under_6, poor, social_pension_75, interim_allowance (before the social-pension age), "
        "state_paid (other free cards), near_poor_poor_commune, near_poor, student, farm_average (farming, forestry, "
        "fishing or salt household of average living standard), minority_left_difficult_area, trafficking_victim, none",
    )
    months: BlockMonths = Field(12, description="months paid ahead: 3, 6 or 12")
    paid: Day | None = Field(None, description="day of payment; default: today")


class CoveredMember(Result):
    member: int = Field(description="place in the list given, from 1")
    kind: str = Field(description="as given")
    by: Payer = Field(description="who pays for the card")


class JoiningMember(Result):
    member: int = Field(description="place in the list given, from 1")
    kind: str = Field(description="as given")
    as_group: Literal["household", "state_supported"] = Field(description="the group the person joins in")
    place: int | None = Field(description="first, second … in the household price ladder")
    support_percent: Decimal = Field(description="State support, at least")
    price: int = Field(description="what the person pays, at most")


class HouseholdCheckResult(Result):
    covered: list[CoveredMember] = Field(description="who is insured already, and how")
    joins: list[JoiningMember] = Field(description="who must join, in order, with the price")
    total: int = Field(description="what all who join pay")


def household_check(law: Law, inputs: HouseholdCheckInputs) -> Calculation[HouseholdCheckResult]:
    working = Working(law.on_day(inputs.paid or law.on))
    months = block_months(working.law, inputs.months)
    prices = month_prices(working, max(1, sum(kind == "none" for kind in inputs.members)))
    covered: list[CoveredMember] = []
    supported: list[JoiningMember] = []
    household: list[JoiningMember] = []
    for member, kind in enumerate(inputs.members, start=1):
        if kind in COVERED:
            covered.append(CoveredMember(member=member, kind=kind, by=COVERED[kind]))
            _cite_state_paid(working, kind)
        elif kind in SUPPORTED:
            supported.append(_supported(working, member, kind, prices[0], months))
        else:
            place = len(household) + 1
            household.append(_household(working, member, place, prices[place - 1], months))
    joins = [*household, *supported]
    total = working.money("total", " + ".join(str(one.price) for one in joins) or "0")
    if supported:
        working.warn("support_may_be_higher_locally")
        working.warn("supported_member_may_choose_household")
    if len(household) > 1:
        working.warn("reduction_needs_same_financial_year")
    return working.calculation(HouseholdCheckResult(covered=covered, joins=joins, total=total))


def _cite_state_paid(working: Working, kind: str) -> None:
    if kind == "child_under_6":
        working.read("hi_state_paid_ages.child_under")
    elif kind == "social_pension_75":
        working.read("hi_state_paid_ages.social_pension_from")
    elif kind == "near_poor_poor_commune":
        working.read("hi_support_min_percent.near_poor_poor_communes")


def _supported(working: Working, member: int, kind: str, first: Provision, months: int) -> JoiningMember:
    support = working.read(f"hi_support_min_percent.{SUPPORTED[kind]}")
    percent = figure(support)
    price = working.money("supported_member", price_expression(first, months, plain(percent)), first, support)
    return JoiningMember(
        member=member, kind=kind, as_group="state_supported", place=None, support_percent=percent, price=price
    )


def _household(working: Working, member: int, place: int, monthly: Provision, months: int) -> JoiningMember:
    price = working.money(member_label(place), price_expression(monthly, months), monthly)
    return JoiningMember(
        member=member, kind="none", as_group="household", place=place, support_percent=Decimal(0), price=price
    )


CALCULATOR = Calculator(
    "household-check",
    HouseholdCheckInputs,
    HouseholdCheckResult,
    household_check,
    governing_dates=(("hi_household_month", "paid"), ("hi_support_min_percent", "paid")),
)
