"""Funeral allowance and survivors' one-off payment after a death.

Voluntary and mixed: Social Insurance Law 41/2024/QH15, Articles 109 to 112; Decree 159/2025/NĐ-CP, Article 12.
Compulsory: Articles 85 to 91; Decree 158/2025/NĐ-CP, Article 21. The law is read on the day of death. Money is rounded
once, half up, to whole đồng.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.contribution_time import years_before_and_from_2014
from knowledge.benefits.input_types import Dong, Months, Wage
from knowledge.benefits.result_types import Amount
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law

_VOLUNTARY_MIN = "vsi_funeral_min_months.voluntary"


class FuneralSurvivorsInputs(Inputs):
    death: date = Field(description="day of death", json_schema_extra={"unit": "date"})
    months_paid: Months | None = Field(
        None, description="all months of contribution of somebody who was not a pensioner (or pension_months)"
    )
    pension_months: Months | None = Field(
        None, description="of a pensioner: in which month of the pension the death came, 1 for the first"
    )
    average_income: Wage | None = Field(
        None, description="average monthly income, already adjusted; needed for the one-off of a non-pensioner"
    )
    months_before_2014: Months = Field(0, description="how many of months_paid are before 2014")
    monthly_pension: Wage | None = Field(None, description="of a pensioner: the pension a month")
    compulsory_months: Months = Field(
        0, description="how many of months_paid (of a pensioner: of all months) are months of compulsory insurance"
    )
    total_paid: Dong | None = Field(
        None, description="with few months of voluntary insurance alone: all that was paid in"
    )
    work_accident: bool = Field(
        False, description="whether death came by a work accident or occupational disease in compulsory insurance"
    )


class FuneralSurvivorsResult(Result):
    funeral: Amount = Field(description="for whoever pays for the funeral; 0 if the time paid is too short")
    survivors_one_off: Amount | None = Field(
        description="one-off for the relatives; null where average_income, monthly_pension or total_paid is missing"
    )
    survivors_pension_months: Decimal | None = Field(
        description="of a pensioner: how many months of pension the one-off is", json_schema_extra={"unit": "months"}
    )
    file_by: date = Field(description="last day to file without explaining a delay", json_schema_extra={"unit": "date"})


def funeral_survivors(law: Law, inputs: FuneralSurvivorsInputs) -> Calculation[FuneralSurvivorsResult]:
    """What is paid once after a death."""
    if inputs.death > law.on:
        raise InputError("death", f"is after {law.on}", law.on)
    _check(inputs)
    working = Working(law.on_day(inputs.death))
    funeral = _funeral(working, inputs)
    pension_months = None
    if inputs.pension_months is not None:
        pension_months, one_off = _of_pensioner(working, inputs, inputs.pension_months)
    else:
        one_off = _of_insured(working, inputs, inputs.months_paid or 0)
    _warn_of_monthly_money(working, inputs)
    file_by = inputs.death + timedelta(days=working.whole("survivors_one_off.filing_days"))
    return working.calculation(
        FuneralSurvivorsResult(
            funeral=funeral, survivors_one_off=one_off, survivors_pension_months=pension_months, file_by=file_by
        )
    )


def _check(inputs: FuneralSurvivorsInputs) -> None:
    if inputs.months_paid is None and inputs.pension_months is None:
        raise InputError("months_paid", "is needed, or pension_months for a pensioner")
    if inputs.months_paid is not None and inputs.pension_months is not None:
        raise InputError("pension_months", "give either months_paid or pension_months (for a pensioner), not both")
    if inputs.months_paid is None:
        if inputs.months_before_2014:
            raise InputError("months_before_2014", "goes with months_paid, not with pension_months")
        return
    if inputs.monthly_pension is not None:
        raise InputError("monthly_pension", "goes with pension_months, not with months_paid")
    for field in ("months_before_2014", "compulsory_months"):
        if getattr(inputs, field) > inputs.months_paid:
            raise InputError(field, f"must be at most months_paid ({inputs.months_paid})", inputs.months_paid)
    if inputs.work_accident and not inputs.compulsory_months:
        raise InputError("work_accident", "needs compulsory_months: voluntary insurance has no such rule", 1)


def _funeral(working: Working, inputs: FuneralSurvivorsInputs) -> int:
    """The funeral allowance, at the level of the day of death."""
    if inputs.months_paid is not None and not inputs.work_accident:
        in_all = working.whole("vsi_funeral_min_months.mixed_total" if inputs.compulsory_months else _VOLUNTARY_MIN)
        enough = inputs.months_paid >= in_all
        if inputs.compulsory_months:
            enough |= inputs.compulsory_months >= working.whole("vsi_funeral_min_months.mixed_compulsory")
        if not enough:
            return 0
    allowance = working.read("funeral_allowance")
    return working.money("funeral", plain(figure(allowance)), allowance)


def _of_pensioner(working: Working, inputs: FuneralSurvivorsInputs, month: int) -> tuple[Decimal, int | None]:
    """Months of pension, fewer the longer it was drawn, and the one-off they make."""
    rule, within = "survivors_one_off", "pensioner_full_within_months"
    if inputs.compulsory_months:
        rule, within = "csi_survivors_one_off", "pensioner_first_months"
    most, step = working.read(f"{rule}.pensioner_months"), working.read(f"{rule}.pensioner_step")
    least = working.read(f"{rule}.pensioner_floor")
    first = working.whole(f"{rule}.{within}")
    later = max(0, month - first)
    months = figure(most) - figure(step) * later
    if months < figure(least):
        months = working.step("months_of_pension", plain(figure(least)), least)
    elif later:
        months = working.step(
            "months_of_pension", f"{plain(figure(most))} - {plain(figure(step))} * ({month} - {first})", most, step
        )
    else:
        months = working.step("months_of_pension", plain(figure(most)), most)
    if inputs.monthly_pension is None:
        working.warn("monthly_pension_needed")
        return months, None
    return months, working.money("survivors_one_off", f"{plain(months)} * {inputs.monthly_pension}")


def _of_insured(working: Working, inputs: FuneralSurvivorsInputs, months: int) -> int | None:
    """Multiples of the average for each year; in voluntary insurance alone what was paid, if the time is short."""
    if months == 0:
        return 0
    voluntary_alone = not inputs.compulsory_months
    short = months < working.whole("survivors_one_off.min_months_for_formula")
    if voluntary_alone and short:
        if inputs.total_paid is None:
            working.warn("total_paid_needed")
            return None
        return working.money("survivors_one_off", str(inputs.total_paid), working.read("survivors_one_off.before_2014"))
    if inputs.average_income is None:
        working.warn("average_income_needed")
        return None
    compulsory_alone = inputs.compulsory_months == months
    rule = "csi_survivors_one_off" if compulsory_alone else "survivors_one_off"
    if short and not compulsory_alone:
        working.warn("short_mixed_time_unclear")
    years = years_before_and_from_2014(working, inputs.months_before_2014, months - inputs.months_before_2014)
    before, after = working.read(f"{rule}.before_2014"), working.read(f"{rule}.from_2014")
    amount = working.money(
        "survivors_one_off",
        f"({plain(years.before_2014)} * {plain(figure(before))} + {plain(years.from_2014)} * {plain(figure(after))})"
        f" * {inputs.average_income}",
        before,
        after,
    )
    if voluntary_alone:
        return amount
    times = working.read("csi_survivors_one_off.min" if compulsory_alone else "survivors_one_off.mixed_min")
    least = working.money("least_survivors_one_off", f"{plain(figure(times))} * {inputs.average_income}", times)
    return max(amount, least)


def _warn_of_monthly_money(working: Working, inputs: FuneralSurvivorsInputs) -> None:
    """Relatives of people with long compulsory time may have monthly money instead."""
    years = working.whole("mixed_pension_years.monthly_survivors")
    if inputs.compulsory_months >= years * 12 or inputs.work_accident:
        working.warn("monthly_survivors_money_possible", years=years)
    elif inputs.pension_months is not None:
        working.warn("monthly_survivors_money_if_compulsory_time", years=years)


CALCULATOR = Calculator(
    "funeral-survivors",
    FuneralSurvivorsInputs,
    FuneralSurvivorsResult,
    funeral_survivors,
    governing_dates=(("conditions, funeral allowance, one-off, time to file", "death"),),
)
