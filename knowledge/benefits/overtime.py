"""Pay for overtime and night work: Labour Code 2019 Art. 98, 106; Decree 145/2020 Art. 55-57.

The hourly base is the wage of the job without bonus, meal, fuel, phone, travel, housing and child-care
money. Night adds to it, and overtime at night adds once more, counted on the day rate of that kind of
day (on a weekday: on the overtime rate only if there was overtime in the daytime that day).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.input_types import Day, HourWage, Wage
from knowledge.benefits.wages import hourly_expression
from knowledge.benefits.working import Working, plain
from knowledge.law import Law

RATES = "overtime_percent"


class OvertimeInputs(Inputs):
    hours: Decimal = Field(gt=0, le=744, description="hours worked that are to be paid (of one kind of day)")
    day: Literal["weekday", "rest", "holiday"] = Field(
        description="weekday; rest = weekly rest day; holiday = public holiday or paid leave"
    )
    hourly_wage: HourWage | None = Field(
        None, description="wage of one normal hour; or give monthly_wage and month_hours"
    )
    monthly_wage: Wage | None = Field(None, description="month's wage of the job without bonus and expense money")
    month_hours: Decimal | None = Field(None, gt=0, le=744, description="normal hours really worked in that month")
    night: bool = Field(False, description="worked in the night hours of the law")
    after_day_overtime: bool = Field(False, description="night overtime after daytime overtime on the same day")
    daily_paid: bool = Field(False, description="paid by the day or hour: a paid holiday's own wage comes on top")
    day_hours: Decimal | None = Field(
        None,
        gt=0,
        le=24,
        description="normal hours of one day, for the holiday's own wage; default: the law's normal day",
    )
    overtime: bool = Field(True, description="false: normal hours of a shift on a weekday (for example a night shift)")
    worked_on: Day | None = Field(None, description="day of the work; default: today")


class OvertimeResult(Result):
    percent: Decimal = Field(description="percent of the normal hourly wage")
    hourly_base: int = Field(description="wage of one normal hour, rounded")
    overtime_pay: int = Field(description="pay for these hours")
    holiday_pay: int = Field(description="the holiday's own wage, for daily-paid workers")
    amount: int = Field(description="all of it together")


def overtime(law: Law, inputs: OvertimeInputs) -> Calculation[OvertimeResult]:
    if not inputs.overtime and inputs.day != "weekday":
        raise InputError("overtime", "work on a rest day or holiday is always overtime")
    if inputs.after_day_overtime and not (inputs.night and inputs.overtime):
        raise InputError("after_day_overtime", "only for overtime at night")
    if inputs.day_hours is not None and not (inputs.daily_paid and inputs.day == "holiday"):
        raise InputError("day_hours", "only for daily-paid work on a holiday")
    hourly = hourly_expression(inputs.hourly_wage, inputs.monthly_wage, inputs.month_hours)
    working = Working(law.on_day(inputs.worked_on or law.on))
    base = working.money("hourly_base", hourly)
    percent = _percent(working, inputs)
    pay = working.money("overtime_pay", f"{hourly} * {plain(percent)} / 100 * {plain(inputs.hours)}")
    own = 0
    if inputs.day == "holiday" and inputs.daily_paid:
        day_hours = inputs.day_hours
        if day_hours is None:
            day_hours = working.number("working_time_limits.normal_day")
            working.warn("normal_day_assumed", hours=plain(day_hours))
        own = working.money("holiday_pay", f"{hourly} * {plain(day_hours)}")
        working.money("amount", f"{pay} + {own}")
    elif inputs.day == "holiday":
        working.warn("holiday_wage_in_month_wage")
    return working.calculation(
        OvertimeResult(percent=percent, hourly_base=base, overtime_pay=pay, holiday_pay=own, amount=pay + own)
    )


def _percent(working: Working, inputs: OvertimeInputs) -> Decimal:
    """The percentage of the hourly wage, as the law builds it up."""
    normal = Decimal(100)
    day_key = {"weekday": "weekday", "rest": "weekly_rest", "holiday": "holiday"}[inputs.day]
    day = working.read(f"{RATES}.{day_key}")
    rate = plain(working.number(f"{RATES}.{day_key}")) if inputs.overtime else plain(normal)
    if not inputs.night:
        return working.step("percent", rate, day)
    night = working.read(f"{RATES}.night_add")
    expression = f"{rate} + {plain(working.number(f'{RATES}.night_add'))}"
    if not inputs.overtime:
        return working.step("percent", expression, night)
    extra = working.read(f"{RATES}.night_overtime_add")
    first_overtime = inputs.day == "weekday" and not inputs.after_day_overtime
    day_rate = plain(normal) if first_overtime else rate
    expression += f" + {plain(working.number(f'{RATES}.night_overtime_add'))} * {day_rate} / 100"
    return working.step("percent", expression, day, night, extra)


CALCULATOR = Calculator(
    "overtime", OvertimeInputs, OvertimeResult, overtime, governing_dates=(("overtime_percent", "worked_on"),)
)
