"""Voluntary occupational-accident insurance: what it costs and what it pays.

Decree 143/2024/NĐ-CP, Articles 5, 7 and 11: multiples of the monthly minimum wage of Region IV. Which day's minimum
wage counts for the benefit is not confirmed; that of the accident is taken and a warning given. Parts
are rounded half up to whole đồng.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.input_types import Months
from knowledge.benefits.result_types import Amount
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law

_RULE = "oai_benefit"


class AccidentInsuranceInputs(Inputs):
    loss_percent: int | None = Field(
        None,
        ge=0,
        le=100,
        description="loss of working capacity as assessed; not together with death",
        json_schema_extra={"unit": "percent"},
    )
    death: bool = Field(False, description="whether the accident killed the person")
    months_paid: Months | None = Field(
        None, description="months of this insurance that are paid for; needed for the benefit after an injury"
    )
    months: Months | None = Field(None, description="length of one payment, 6 or 12 by law; 12 if left out")
    accident: date | None = Field(
        None, description="day of the accident; the present day if left out", json_schema_extra={"unit": "date"}
    )


class AccidentInsuranceResult(Result):
    premium: Amount = Field(description="one payment for the months asked for, before any State support")
    loss_part: Amount = Field(description="benefit for the loss of capacity, or for death")
    time_part: Amount = Field(description="benefit for the time of contribution")
    total: Amount = Field(description="both parts of the benefit")


def accident_insurance(law: Law, inputs: AccidentInsuranceInputs) -> Calculation[AccidentInsuranceResult]:
    """The price of one payment, and the benefit after an accident."""
    if inputs.death and inputs.loss_percent is not None:
        raise InputError("loss_percent", "give either loss_percent or death, not both")
    if inputs.accident is not None and inputs.accident > law.on:
        raise InputError("accident", f"is after {law.on}", law.on)
    working = Working(law)
    premium = _premium(working, inputs)
    day = inputs.accident or law.on
    loss_part = time_part = 0
    if inputs.death or inputs.loss_percent is not None:
        wage = working.read("minimum_wage_month.IV", day)
        working.warn("day_of_minimum_wage_unconfirmed")
        if inputs.death:
            times = working.read(f"{_RULE}.death", day)
            loss_part = working.money("loss_part", f"{plain(figure(times))} * {plain(figure(wage))}", times, wage)
        else:
            loss_part, time_part = _after_injury(working, inputs, day)
    total = working.money("total", f"{loss_part} + {time_part}")
    return working.calculation(
        AccidentInsuranceResult(premium=premium, loss_part=loss_part, time_part=time_part, total=total)
    )


def _premium(working: Working, inputs: AccidentInsuranceInputs) -> int:
    """One payment, at the minimum wage of the day of payment."""
    keys = {int(key.removeprefix("per_").removesuffix("_months")): key for key in _premium_keys(working)}
    months = max(keys) if inputs.months is None else inputs.months
    if months not in keys:
        allowed = " or ".join(str(key) for key in sorted(keys))
        raise InputError("months", f"must be {allowed}", max(keys))
    percent = working.read(f"oai_contribution_percent.{keys[months]}")
    wage = working.read("minimum_wage_month.IV")
    working.warn("state_support_unknown")
    return working.money("premium", f"{plain(figure(percent))} / 100 * {plain(figure(wage))}", percent, wage)


def _premium_keys(working: Working) -> list[str]:
    return working.law.parameter("oai_contribution_percent").keys or []


def _after_injury(working: Working, inputs: AccidentInsuranceInputs, day: date) -> tuple[int, int]:
    """The part for the loss and the part for the time; nothing below the least loss."""
    loss = inputs.loss_percent or 0
    least = working.whole(f"{_RULE}.min_loss_percent", day)
    if loss < least:
        working.warn("loss_below_least", least=least)
        return 0, 0
    if inputs.months_paid is None:
        raise InputError("months_paid", "is needed for the benefit after an injury")
    if inputs.months_paid < 1:
        raise InputError("months_paid", "must be at least 1: the accident must happen while insured", 1)
    wage = working.read("minimum_wage_month.IV", day)
    at_least, each = working.read(f"{_RULE}.at_5_percent", day), working.read(f"{_RULE}.per_extra_percent", day)
    loss_part = working.money(
        "loss_part",
        f"({plain(figure(at_least))} + ({loss} - {least}) * {plain(figure(each))}) * {plain(figure(wage))}",
        at_least,
        wage,
    )
    further, odd = divmod(max(0, inputs.months_paid - 12), 12)
    if odd:
        working.warn("odd_months_of_time_unclear")
    first, more = working.read(f"{_RULE}.years_first", day), working.read(f"{_RULE}.years_each_extra", day)
    time_part = working.money(
        "time_part",
        f"({plain(figure(first))} + {further} * {plain(figure(more))}) * {plain(figure(wage))}",
        first,
        wage,
    )
    return loss_part, time_part


CALCULATOR = Calculator(
    "accident-insurance",
    AccidentInsuranceInputs,
    AccidentInsuranceResult,
    accident_insurance,
    governing_dates=(("premium", "on (day of payment)"), ("benefit", "accident (not confirmed)")),
)
