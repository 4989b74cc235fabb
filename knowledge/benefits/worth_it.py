"""What somebody who starts paying voluntary social insurance today pays, and may draw as a pension.

A projection: the income, the prices and the law of today held constant, for the years to pay and for the
years of pension. Funeral money, what relatives get and the pensioner's health card are not counted. Numbers
only: whether it is worth it is for the person to say.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.contribution_time import later_month
from knowledge.benefits.input_types import Month, Months, Wage, month_of, months_between
from knowledge.benefits.lump_sum import LumpSumInputs, lump_sum
from knowledge.benefits.pension import PensionInputs, PensionResult, pension
from knowledge.benefits.projection import constant_law
from knowledge.benefits.retirement import Sex
from knowledge.benefits.si_contribution import Group, SiContributionInputs, si_contribution
from knowledge.benefits.working import Working
from knowledge.law import Law


class WorthItInputs(Inputs):
    income: Wage = Field(description="income chosen for the contribution, the same for all months")
    group: Group = Field("other", description="group for the State support")
    years_to_pay: int = Field(ge=1, le=60, description="years paid from today on, without a break")
    sex: Sex = Field(description="as in the papers")
    birth: Month = Field(description="month of birth")
    years_alive_after: int = Field(ge=0, le=60, description="years of drawing the pension")
    supported_months_used: Months = Field(0, description="months the State has already supported")


class WorthItResult(Result):
    paid_by_worker: int = Field(description="the worker's own contributions of all years")
    paid_by_state: int = Field(description="State support of all years")
    eligible: bool = Field(description="the years are enough for a pension")
    pension_from: Month = Field(description="first month of the pension, or of the choice there is without one")
    monthly_pension: int = Field(description="0 without a pension")
    one_off: int = Field(description="once at retirement, for years above those that count")
    drawn: int = Field(description="pension of all years_alive_after, and the one-off")
    break_even_months: int | None = Field(description="months of pension until the worker's own money is back")
    lump_sum: int = Field(description="what the one-time withdrawal would pay for the same months")
    lump_sum_allowed_at_age: bool = Field(description="the withdrawal exists at retirement age, for lack of years")


def worth_it(law: Law, inputs: WorthItInputs) -> Calculation[WorthItResult]:
    working = Working(law)
    youngest = working.whole("vsi_min_age")
    if months_between(inputs.birth, month_of(law.on)) < youngest:
        raise InputError("birth", f"voluntary insurance begins at the age of {youngest // 12}", youngest // 12)
    months = int(working.step("months_to_pay", f"{inputs.years_to_pay} * 12"))
    worker, state, support, supported = _paid(working, inputs, months)
    result = _pension(working, inputs, months)
    monthly, one_off = result.monthly_pension or 0, result.one_off or 0
    drawn = working.money("drawn", f"{monthly} * 12 * {inputs.years_alive_after} + {one_off}")
    last_paid = later_month(month_of(law.on), months - 1)
    lump = _lump_sum(working, inputs, months, support, supported, result.eligible)
    if not result.eligible:
        working.warn("years_not_enough_for_pension")
    constant_law(working, "vsi_support_amount", income=inputs.income)
    working.warn("other_benefits_not_counted")
    return working.calculation(
        WorthItResult(
            paid_by_worker=worker,
            paid_by_state=state,
            eligible=result.eligible,
            pension_from=max(result.pension_from, later_month(last_paid, 1)),
            monthly_pension=monthly,
            one_off=one_off,
            drawn=drawn,
            break_even_months=_break_even(working, worker, monthly, one_off) if result.eligible else None,
            lump_sum=lump,
            lump_sum_allowed_at_age=not result.eligible,
        )
    )


def _paid(working: Working, inputs: WorthItInputs, months: int) -> tuple[int, int, int, int]:
    """What the worker and the State pay in all; the support of a month and for how many months."""
    one = si_contribution(
        working.law,
        SiContributionInputs(
            income=inputs.income, group=inputs.group, supported_months_used=inputs.supported_months_used
        ),
    )
    working.include(one, "full_per_month", "state_support_per_month")
    full, support = one.result.full_per_month, one.result.state_support_per_month
    most = working.whole("vsi_support_max_months")
    supported = min(months, most - inputs.supported_months_used)
    if supported < months:
        working.warn("support_ends_within", supported=supported, most=most)
    state = working.money("paid_by_state", f"{support} * {supported}", working.read("vsi_support_max_months"))
    return working.money("paid_by_worker", f"{full} * {months} - {state}"), state, support, supported


def _pension(working: Working, inputs: WorthItInputs, months: int) -> PensionResult:
    """The pension after all the months; those after the age while entitled weigh more in the one-off."""
    try:
        first = pension(working.law, _pension_inputs(inputs, months, 0))
        to_age = max(0, months_between(month_of(working.law.on), first.result.retirement_month) + 1)
        enough = months + first.result.missing_months if first.result.missing_months else _needed(working)
        after = max(0, months - max(to_age, enough))
        found = pension(working.law, _pension_inputs(inputs, months, after)) if after else first
    except InputError as error:
        field = "years_to_pay" if error.field in ("months_paid", "months_after_age") else error.field
        raise InputError(field, str(error).partition(": ")[2], error.limit) from None
    working.include(found, "years_counted", "rate_percent", "monthly_pension", "one_off")
    return found.result


def _needed(working: Working) -> int:
    return working.whole("vsi_pension_rates.min_years") * 12


def _pension_inputs(inputs: WorthItInputs, months: int, after: int) -> PensionInputs:
    return PensionInputs(
        sex=inputs.sex, birth=inputs.birth, months_paid=months, average_income=inputs.income, months_after_age=after
    )


def _lump_sum(
    working: Working, inputs: WorthItInputs, months: int, support: int, supported: int, eligible: bool
) -> int:
    """The one-time withdrawal for the same months, State support taken off; with enough years only on emigrating."""
    other = lump_sum(
        working.law,
        LumpSumInputs(
            reason="emigration" if eligible else "retirement_age",
            months_from_2014=months,
            average_income=inputs.income,
            support=(f"{supported}:{support}",) if supported and support else (),
        ),
    )
    working.steps.extend(step for step in other.steps if step.label == "years_from_2014")
    working.included.extend(other.references)
    if eligible:
        working.warn("lump_sum_only_to_compare")
    return working.money("lump_sum", f"{other.result.gross} - {other.result.state_part}")


def _break_even(working: Working, worker: int, monthly: int, one_off: int) -> int | None:
    """After how many months of pension the worker's own payments are drawn."""
    if monthly == 0:
        return None
    exact = working.step("break_even", f"({worker} - {one_off}) / {monthly}")
    return max(0, int(Decimal(exact).to_integral_value(rounding=ROUND_CEILING)))


CALCULATOR = Calculator(
    "worth-it",
    WorthItInputs,
    WorthItResult,
    worth_it,
    governing_dates=(("contributions, support, pension and withdrawal", "today (--on), held constant"),),
)
