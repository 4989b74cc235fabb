"""The monthly pension, when it can begin, and what is missing for it.

Voluntary: Social Insurance Law 41/2024/QH15, Articles 98 to 104 and 141(9); Decree 159/2025/NĐ-CP, Article 11.
Compulsory: Articles 33(7), 64 to 68, 72 and 141(11); Decree 158/2025/NĐ-CP, Articles 13 to 16. Retirement age:
Decree 135/2020/NĐ-CP. The rates of both schemes are the same; with 15 years of compulsory insurance those of
the compulsory scheme are read.

The law is read in the month in which the pension can begin, if that lies between the start of the rules in
force and ``law.on``; otherwise on ``law.on``. A pension that begins later is a projection in constant prices.
Money is rounded once, half up, to whole đồng.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from knowledge.benefits.average_income import weighted_average
from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result, whole_dong
from knowledge.benefits.contribution_time import later_month, legal_day, years_for_amount
from knowledge.benefits.income_history import History, Incomes, adjusted_incomes, read_history
from knowledge.benefits.input_types import (
    Month,
    Months,
    Percent,
    Wage,
    first_day,
    month_of,
    months_between,
)
from knowledge.benefits.result_types import Amount, AmountAMonth, MonthCount, PercentOf, YearCount
from knowledge.benefits.retirement import Retirement, Sex, early_joiners_retirement, retirement
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law

_EARLY_JOINERS_YEARS = "vsi_old_age_rule.min_years"


class PensionInputs(Inputs):
    sex: Sex = Field(description="as in the papers")
    birth: Month = Field(description="month of birth; only the year known: January of that year")
    months_paid: Months | None = Field(
        None, description="all months of contribution, of both schemes, until the pension; needed without a history"
    )
    average_income: Wage | None = Field(
        None,
        description="average monthly income, already adjusted; without it and without a history no amount is given",
    )
    history: History | None = Field(
        None,
        description="instead of average_income: voluntary incomes by months; months to come count at today's prices",
    )
    months_after_age: Months = Field(
        0, description="how many of months_paid were paid after reaching the age while already entitled"
    )
    joined: Month | None = Field(None, description="first month of voluntary insurance, where it may lower the age")
    compulsory_months: Months = Field(0, description="how many of months_paid are months of compulsory insurance")
    compulsory_average: Wage | None = Field(
        None, description="with a history and compulsory_months: average wage of the compulsory time, already adjusted"
    )
    first_compulsory: Month | None = Field(
        None, description="first month of compulsory insurance, where there may be a lowest pension"
    )
    last_wage: Wage | None = Field(
        None, description="last wage of compulsory insurance, for the price of a few missing months"
    )
    capacity_loss_percent: Percent | None = Field(
        None, description="loss of working capacity, for a pension before the age (compulsory insurance only)"
    )
    months_early: Months = Field(0, description="with capacity_loss_percent: months before the retirement age")


class PensionResult(Result):
    eligible: bool = Field(description="whether months_paid are enough for a pension from the retirement age on")
    retirement_age_years: int = Field(description="retirement age, whole years", json_schema_extra={"unit": "years"})
    retirement_age_months: int = Field(
        description="retirement age, months besides the years", json_schema_extra={"unit": "months"}
    )
    retirement_month: Month = Field(description="month in which the age is reached")
    pension_from: Month = Field(description="first month of the pension as far as the age goes")
    age_reached: bool = Field(description="whether the age is reached by the present day")
    missing_months: MonthCount = Field(description="months missing for the time that is needed")
    missing_lump_months: MonthCount = Field(description="how many of them can be paid at once in voluntary insurance")
    missing_first_months: MonthCount = Field(description="how many of them must be paid month by month before that")
    missing_price: Amount | None = Field(
        description="with last_wage: price of a few missing months at once in the compulsory scheme"
    )
    years_counted: YearCount = Field(description="years that count for the amount; 0 if not eligible")
    rate_percent: PercentOf = Field(description="percent of the average income; 0 if not eligible")
    monthly_pension: AmountAMonth | None = Field(description="0 if not eligible, null without an average")
    one_off: Amount | None = Field(
        description="once, for years above those that count; 0 if not eligible, null without an average"
    )


@dataclass(frozen=True, slots=True)
class _Time:
    """Contribution time, checked against itself."""

    months: int
    compulsory: int
    history: list[Incomes] | None


def pension(law: Law, inputs: PensionInputs) -> Calculation[PensionResult]:
    """The pension somebody can have with the months paid, or what is missing."""
    time = _time(inputs)
    working = _working(law, inputs, time)
    reached = _retirement(working, inputs, time)
    present = month_of(law.on)
    _check_time(working, inputs, time, reached, present)
    if reached.month > present or (time.history is not None and time.history[-1].last > present):
        working.warn("projection_constant_law")
    if inputs.joined is None and time.months - time.compulsory >= working.law.whole(_EARLY_JOINERS_YEARS) * 12:
        working.warn("earlier_age_if_joined_early")

    compulsory_rules = time.compulsory >= working.law.whole("mixed_pension_years.compulsory_age_rules") * 12
    rates = "csi_pension_rates" if compulsory_rules else "vsi_pension_rates"
    needed = (
        working.whole("csi_pension_conditions.min_years" if compulsory_rules else "vsi_pension_rates.min_years") * 12
    )
    missing = max(0, needed - time.months)
    early = _early_reduction(working, inputs, time)
    average = _average(working, inputs, time)

    years = rate = Decimal(0)
    monthly: int | None = 0
    one_off: int | None = 0
    lump = first = 0
    price = None
    if missing:
        lump = min(missing, working.whole("vsi_missing_max_months"))
        first = missing - lump
        price = _price_of_missing(working, inputs, time, missing)
        working.step("missing_months", f"{needed} - {time.months}")
    else:
        counted = years_for_amount(working, time.months)
        years = working.step("years_counted", counted.expression, *counted.provisions)
        rate = _rate(working, rates, inputs.sex, years)
        if inputs.capacity_loss_percent is not None:
            rate = working.step("rate_after_reduction", f"{plain(rate)} - {plain(early)}")
        if average is None:
            monthly = one_off = None
        else:
            monthly = working.money("monthly_pension", f"{average} * {plain(rate)} / 100")
            monthly = max(monthly, _floor(working, inputs, time, monthly))
            one_off = _one_off(working, rates, inputs, years, average)
    age_years, age_months = divmod(reached.age_months, 12)
    return working.calculation(
        PensionResult(
            eligible=missing == 0,
            retirement_age_years=age_years,
            retirement_age_months=age_months,
            retirement_month=reached.month,
            pension_from=later_month(reached.pension_from, -inputs.months_early),
            age_reached=reached.month <= present,
            missing_months=missing,
            missing_lump_months=lump,
            missing_first_months=first,
            missing_price=price,
            years_counted=years,
            rate_percent=rate,
            monthly_pension=monthly,
            one_off=one_off,
        )
    )


def _time(inputs: PensionInputs) -> _Time:
    if inputs.history is not None and inputs.average_income is not None:
        raise InputError("history", "give either average_income or history, not both")
    if inputs.history is None:
        if inputs.months_paid is None:
            raise InputError("months_paid", "is needed (or a history)")
        if inputs.compulsory_average is not None:
            raise InputError("compulsory_average", "goes only with a history; average_income is that of all months")
        if inputs.compulsory_months > inputs.months_paid:
            raise InputError(
                "compulsory_months", f"must be at most months_paid ({inputs.months_paid})", inputs.months_paid
            )
        return _Time(inputs.months_paid, inputs.compulsory_months, None)
    history = read_history(inputs.history)
    months = sum(span.months for span in history) + inputs.compulsory_months
    if inputs.months_paid is not None and inputs.months_paid != months:
        raise InputError("months_paid", f"the history and compulsory_months make {months} months", months)
    return _Time(months, inputs.compulsory_months, history)


def _working(law: Law, inputs: PensionInputs, time: _Time) -> Working:
    """The law of the month in which the pension can begin, where that is known, else of the present day."""
    reached = _retirement(Working(law), inputs, time)
    start = first_day(later_month(reached.pension_from, -inputs.months_early))
    paid_on = inputs.months_after_age > 0 or (
        time.history is not None and time.history[-1].last >= reached.pension_from
    )
    if not paid_on and law.period("vsi_pension_rates").start <= start <= law.on:
        return Working(law.on_day(start))
    return Working(law)


def _retirement(working: Working, inputs: PensionInputs, time: _Time) -> Retirement:
    joined_early = early_joiners_retirement(
        working, inputs.sex, inputs.birth, inputs.joined, time.months - time.compulsory
    )
    return joined_early or retirement(working, inputs.sex, inputs.birth)


def _check_time(working: Working, inputs: PensionInputs, time: _Time, reached: Retirement, present: str) -> None:
    needed = working.law.whole("vsi_pension_rates.min_years") * 12
    if inputs.months_after_age:
        if inputs.months_after_age > time.months:
            raise InputError("months_after_age", f"must be at most months_paid ({time.months})", time.months)
        if time.months - inputs.months_after_age < needed:
            limit = max(0, time.months - needed)
            raise InputError(
                "months_after_age",
                f"counts only months paid while already entitled ({needed} months before them): at most {limit}",
                limit,
            )
    youngest = working.law.whole("vsi_min_age")
    most = max(reached.age_months, months_between(inputs.birth, present)) - youngest
    if time.months - inputs.months_after_age > most:
        raise InputError("months_paid", f"from the age of {youngest // 12} on at most {most} months are possible", most)


def _average(working: Working, inputs: PensionInputs, time: _Time) -> int | None:
    if time.history is None:
        return inputs.average_income
    adjusted = adjusted_incomes(working, time.history, projected=True)
    return weighted_average(working, adjusted, time.compulsory, inputs.compulsory_average)


def _rate(working: Working, rates: str, sex: Sex, years: Decimal) -> Decimal:
    """The percentage for the years that count, at most the highest rate."""
    start = working.law.whole("vsi_pension_rates.min_years")
    if sex == "female":
        from_years, base, step = start, "women_at_15", "women_per_year"
    elif years < (middle := working.law.whole("pension_men_middle_years")):
        from_years, base, step = start, "men_at_15", "men_per_year_15_20"
    else:
        from_years, base, step = middle, "men_at_20", "men_per_year_20_plus"
    at, each = working.read(f"{rates}.{base}"), working.read(f"{rates}.{step}")
    most = working.number(f"{rates}.max")
    enough = working.number(f"{rates}.{'women' if sex == 'female' else 'men'}_max_years")
    rate = working.step(
        "rate_percent",
        f"{plain(figure(at))} + ({plain(min(years, enough))} - {from_years}) * {plain(figure(each))}",
        at,
        each,
    )
    return min(rate, most)


def _one_off(working: Working, rates: str, inputs: PensionInputs, years: Decimal, average: int) -> int:
    """Half an average for each year above those that count; more for years after the age while entitled."""
    enough = working.number(f"{rates}.{'women' if inputs.sex == 'female' else 'men'}_max_years")
    extra = max(Decimal(0), years - enough)
    if not extra:
        return 0
    after = Decimal(0)
    if inputs.months_after_age:
        after = min(extra, years_for_amount(working, inputs.months_after_age).years)
        if inputs.months_after_age % 12:
            working.warn("odd_months_after_age_unclear")
    low = working.read(f"{rates}.extra_year_factor")
    high = working.read(f"{rates}.extra_year_factor_after_age")
    expression = f"{plain(extra - after)} * {plain(figure(low))} * {average}"
    if after:
        expression += f" + {plain(after)} * {plain(figure(high))} * {average}"
    return working.money("one_off", expression, low)


def _early_reduction(working: Working, inputs: PensionInputs, time: _Time) -> Decimal:
    """What is taken off the rate of somebody who retires early for lost working capacity."""
    if inputs.capacity_loss_percent is None:
        if inputs.months_early:
            raise InputError("months_early", "goes only with capacity_loss_percent")
        return Decimal(0)
    rules = "csi_pension_conditions"
    low, high = working.number(f"{rules}.early_loss_percent"), working.number(f"{rules}.early_loss_percent_high")
    if inputs.capacity_loss_percent < low:
        raise InputError("capacity_loss_percent", f"must be at least {plain(low)} percent", low)
    years = working.whole(f"{rules}.early_min_years")
    if time.compulsory < years * 12:
        raise InputError(
            "compulsory_months", f"an early pension needs {years * 12} months of compulsory insurance", years * 12
        )
    most = working.whole(f"{rules}.early_max_years_{'81' if inputs.capacity_loss_percent >= high else '61'}") * 12
    if inputs.months_early > most:
        raise InputError("months_early", f"must be at most {most} months at this loss of capacity", most)
    early_years, odd = divmod(inputs.months_early, 12)
    each = working.read(f"{rules}.reduction_per_year_percent")
    rest = Decimal(0)
    if odd >= working.whole(f"{rules}.reduction_odd_months_from"):
        rest = working.number(f"{rules}.reduction_6_to_12_months_percent")
    return working.step("rate_reduction", f"{early_years} * {plain(figure(each))} + {plain(rest)}", each)


def _floor(working: Working, inputs: PensionInputs, time: _Time, monthly: int) -> int:
    """The lowest pension of people who joined compulsory insurance early and have many years of it; else 0."""
    years = working.law.whole("csi_pension_floor_conditions.min_years")
    if inputs.first_compulsory is None or time.compulsory < years * 12:
        return 0
    if first_day(inputs.first_compulsory) >= legal_day(
        working.law.provision("csi_pension_floor_conditions.joined_before")
    ):
        return 0
    floor = working.read("csi_pension_floor")
    amount = whole_dong(figure(floor))
    if amount > monthly:
        working.warn("lowest_pension_depends_on_kind_of_work")
        working.money("lowest_pension", str(amount), floor)
    return amount


def _price_of_missing(working: Working, inputs: PensionInputs, time: _Time, missing: int) -> int | None:
    """A few missing months at once in the compulsory scheme, where all the time is compulsory."""
    most = working.law.whole("csi_pension_conditions.buy_missing_months_max")
    if inputs.last_wage is None or time.compulsory != time.months or missing > most:
        return None
    rate = working.read("csi_pension_conditions.buy_rate_percent")
    return working.money("missing_price", f"{missing} * {plain(figure(rate))} / 100 * {inputs.last_wage}", rate)


CALCULATOR = Calculator(
    "pension",
    PensionInputs,
    PensionResult,
    pension,
    governing_dates=(
        ("retirement age", "birth"),
        ("conditions, rates, lowest pension", "the month in which the pension can begin, if past; else on (constant)"),
        ("price coefficients of a history", "the same day: year of the decision"),
    ),
)
