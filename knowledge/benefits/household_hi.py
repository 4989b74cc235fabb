"""Household health insurance for everybody who joins: Decree 188/2025 Art. 6(5)-(6), 8(3)-(4).

The members are taken in the order they join as one household in the same financial year. State support is
a percentage of a member's own amount; provinces may add more.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result, whole_dong
from knowledge.benefits.household import (
    MOST_MEMBERS,
    BlockMonths,
    block_months,
    member_label,
    month_prices,
    price_expression,
)
from knowledge.benefits.input_types import ByComma, Day, Percent
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law


class HouseholdHiInputs(Inputs):
    members: int = Field(ge=1, le=MOST_MEMBERS, description="number of people joining as a household")
    months: BlockMonths = Field(12, description="months paid ahead: 3, 6 or 12")
    support: Annotated[list[Percent], ByComma] = Field(
        [], description="State support in percent for each member in joining order, 0 for none; missing ones are 0"
    )
    paid: Day | None = Field(None, description="day of payment; default: today")


class HouseholdHiResult(Result):
    per_member: list[int] = Field(description="what each member pays, in joining order")
    full_price: int = Field(description="the whole price, State support included")
    support: int = Field(description="what the State pays of it")
    total: int = Field(description="what the household pays")


def household_hi(law: Law, inputs: HouseholdHiInputs) -> Calculation[HouseholdHiResult]:
    working = Working(law.on_day(inputs.paid or law.on))
    months = block_months(working.law, inputs.months)
    if len(inputs.support) > inputs.members:
        raise InputError("support", f"has more percentages than members ({inputs.members})", inputs.members)
    per_member = []
    full_price = 0
    for place, price in enumerate(month_prices(working, inputs.members), start=1):
        support = inputs.support[place - 1] if place <= len(inputs.support) else None
        expression = price_expression(price, months, plain(support) if support else "")
        per_member.append(working.money(member_label(place), expression, price))
        full_price += whole_dong(figure(price) * months)
    total = working.money("total", " + ".join(map(str, per_member)))
    if any(inputs.support):
        working.warn("support_may_be_higher_locally")
    if inputs.members > 1:
        working.warn("reduction_needs_same_financial_year")
    return working.calculation(
        HouseholdHiResult(per_member=per_member, full_price=full_price, support=full_price - total, total=total)
    )


CALCULATOR = Calculator(
    "household-hi",
    HouseholdHiInputs,
    HouseholdHiResult,
    household_hi,
    governing_dates=(("hi_household_month", "paid"), ("hi_payment_block_months", "paid")),
)
