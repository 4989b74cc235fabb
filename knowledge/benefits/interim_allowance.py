"""The monthly allowance between the retirement age and the social-pension age.

Social Insurance Law 41/2024/QH15, Articles 23 and 24; Decree 159/2025/NĐ-CP, Articles 14 and 15: for people without
enough years for a pension who leave their contributions in the fund. The amount of the social pension is
that of the day of the decision (``law.on``). Months are rounded up; money once, half up, to whole đồng.
"""

from __future__ import annotations

from decimal import ROUND_CEILING
from typing import Annotated

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.contribution_time import years_for_amount
from knowledge.benefits.input_types import Wage
from knowledge.benefits.result_types import Amount, AmountAMonth, MonthCount
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law

_OneMonthOrMore = Annotated[int, Field(ge=1, le=1200, json_schema_extra={"unit": "months"})]


class InterimAllowanceInputs(Inputs):
    average_income: Wage = Field(description="average monthly income, already adjusted")
    months_paid: _OneMonthOrMore = Field(description="all months of contribution; too few for a pension")
    months_to_social_pension_age: _OneMonthOrMore = Field(
        description="months from the start of the allowance to the social-pension age"
    )


class InterimAllowanceResult(Result):
    months: MonthCount = Field(description="for how many months the allowance is paid")
    monthly_amount: AmountAMonth = Field(description="the allowance a month")
    gap_months: MonthCount = Field(description="months between its end and the social-pension age")
    gap_price: Amount = Field(description="what it costs once to have the allowance in those months too, if wanted")
    months_by_contribution: MonthCount = Field(
        description="months the contributions would pay for at the lowest amount, before the limit of the age"
    )


def interim_allowance(law: Law, inputs: InterimAllowanceInputs) -> Calculation[InterimAllowanceResult]:
    """How long and how much; the gap that is left and its price."""
    working = Working(law)
    needed = working.whole("vsi_pension_rates.min_years") * 12
    if inputs.months_paid >= needed:
        raise InputError(
            "months_paid", f"with {needed} months or more there is a pension instead of this allowance", needed - 1
        )
    counted = years_for_amount(working, inputs.months_paid)
    years = working.step("years_counted", counted.expression, *counted.provisions)
    least = working.read("social_pension")
    amount = plain(figure(least))
    times = working.read("art23_allowance.average_multiple")
    exact = working.step(
        "months_by_contribution",
        f"{inputs.average_income} * {plain(figure(times))} * {plain(years)} / {amount}",
        times,
        least,
    )
    months = int(exact.to_integral_value(ROUND_CEILING))
    until_age = inputs.months_to_social_pension_age
    working.warn("allowance_rate_of_decision_day")
    gap = price = 0
    if months <= until_age:
        monthly = working.money("monthly_amount", amount, least)
        gap = until_age - months
        if gap:
            working.step("gap_months", f"{until_age} - {months}")
            price = working.money("gap_price", f"{gap} * {amount}", least)
    else:
        monthly = working.money(
            "monthly_amount", f"{amount} + ({months} - {until_age}) * {amount} / {until_age}", least
        )
    return working.calculation(
        InterimAllowanceResult(
            months=min(months, until_age),
            monthly_amount=monthly,
            gap_months=gap,
            gap_price=price,
            months_by_contribution=months,
        )
    )


CALCULATOR = Calculator(
    "interim-allowance",
    InterimAllowanceInputs,
    InterimAllowanceResult,
    interim_allowance,
    governing_dates=(("amount of the social pension", "on (day of the decision)"),),
)
