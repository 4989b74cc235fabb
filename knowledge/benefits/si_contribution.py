"""What voluntary social insurance costs: each month, a block of months, years ahead, missing months.

Social Insurance Law 41/2024/QH15, Articles 31(2) and 36; Decree 159/2025/NĐ-CP, Articles 5 to 8. Before
2025-07-01: Law 58/2014/QH13 and Decree 134/2015/NĐ-CP, Article 14.

A single month is priced by its own month, everything else on the day of payment (``law.on``) and not
again later. Sums over discounted months are rounded once, half up, to whole đồng.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.input_types import Month, Months, Wage, first_day, month_of, months_between
from knowledge.benefits.result_types import Amount, MonthCount
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law

Group = Literal["poor", "near_poor", "ethnic_minority", "other"]
_FACTOR_DIGITS = Decimal("1e-12")


class SiContributionInputs(Inputs):
    income: Wage = Field(description="monthly income chosen for the contribution; limits by law on the governing day")
    group: Group = Field(
        "other",
        description="group for the State support; poor includes people living in island communes and special zones; "
        "of several groups the one named first counts",
    )
    months: Months | None = Field(
        None,
        description="months paid at once: 1 or one of the blocks of the law (3, 6, 12); 1 if none of months, "
        "ahead_years, missing_months is given",
    )
    ahead_years: Annotated[int, Field(ge=0, le=100, json_schema_extra={"unit": "years"})] | None = Field(
        None, description="whole years paid ahead at once (2 to 5 by law); not together with months or missing_months"
    )
    missing_months: Months | None = Field(
        None,
        description="months missing for a pension, paid at once at retirement age (1 to 60 by law); not together "
        "with months or ahead_years",
    )
    supported_months_used: Months = Field(0, description="months the State has already supported (120 at most by law)")
    start: Month | None = Field(
        None, description="the month that is paid, or the first one; the month of the present day if left out"
    )
    refund_months_left: Months | None = Field(
        None, description="only with ahead_years: months of the prepaid time not yet used, to see the refund"
    )


class SiContributionResult(Result):
    months: MonthCount = Field(description="how many months are paid")
    full_per_month: Amount = Field(description="the whole contribution for a month, worker and State together")
    full_total: Amount = Field(description="the whole contribution for all months")
    state_support_per_month: Amount = Field(description="what the State pays for each supported month")
    supported_months: MonthCount = Field(description="for how many of the months the State pays")
    worker_pays_per_month: Amount = Field(
        description="what the worker pays for a supported month; for one payment of years ahead or of missing months "
        "the average over the months"
    )
    worker_pays_total: Amount = Field(
        description="what the worker pays for all months; for years ahead with the support taken off undiscounted"
    )
    state_pays_total: Amount = Field(description="what the State pays for all months")
    worker_pays_total_high: Amount = Field(
        description="for years ahead, where the law does not say how the support is netted: the most the worker could "
        "pay (support discounted like the contribution); otherwise the same as worker_pays_total"
    )
    refund_before_support: Amount | None = Field(
        description="refund for refund_months_left, before the State support of those months is taken off"
    )


def si_contribution(law: Law, inputs: SiContributionInputs) -> Calculation[SiContributionResult]:
    """The contribution, the State's part and the worker's part."""
    months = _months(law, inputs)
    single = inputs.ahead_years is None and inputs.missing_months is None and months == 1
    working = Working(_governing_law(law, inputs, single))
    _check_income(working, inputs.income)
    if not single and inputs.start is not None:
        _check_deadline(working, inputs, months, month_of(law.on))
    if single and inputs.start is not None and inputs.start < month_of(law.on):
        working.warn("past_month_cannot_be_paid")

    rate = working.read("vsi_rate")
    monthly = f"{inputs.income} * {plain(figure(rate))} / 100"
    full = working.money("full_per_month", monthly, rate)
    support, supported = _support(working, inputs, months)
    state_total = support * supported
    refund = high = None
    if inputs.ahead_years is not None:
        growth = _monthly_growth(working)
        factor = working.step("discounted_months", plain(_discounted(growth, range(months))))
        total = working.money("full_total", f"{monthly} * {plain(factor)}", working.read("vsi_prepaid_years.max"))
        if supported:
            working.warn("prepaid_support_netting_open")
            factor = working.step("discounted_supported_months", plain(_discounted(growth, range(supported))))
            high = working.money("worker_pays_total_high", f"{total} - {support} * {plain(factor)}")
        if inputs.refund_months_left is not None:
            left = range(months - inputs.refund_months_left, months)
            factor = working.step("discounted_months_left", plain(_discounted(growth, left)))
            refund = working.money("refund_before_support", f"{monthly} * {plain(factor)}")
            working.warn("refund_less_state_support")
    elif inputs.missing_months is not None:
        factor = working.step("compounded_months", plain(_compounded(_monthly_growth(working), months)))
        total = working.money("full_total", f"{monthly} * {plain(factor)}", working.read("vsi_missing_max_months"))
    else:
        total = full if months == 1 else working.money("full_total", f"{full} * {months}")
    if supported and months > 1:
        working.money("state_pays_total", f"{support} * {supported}")
    worker = working.money("worker_pays_total", f"{total} - {state_total}")
    if inputs.ahead_years is None and inputs.missing_months is None:
        per_month = full - support
    else:
        per_month = working.money("worker_pays_per_month", f"{worker} / {months}")
    if supported:
        working.warn("province_may_add_support")
    return working.calculation(
        SiContributionResult(
            months=months,
            full_per_month=full,
            full_total=total,
            state_support_per_month=support,
            supported_months=supported,
            worker_pays_per_month=per_month,
            worker_pays_total=worker,
            state_pays_total=state_total,
            worker_pays_total_high=worker if high is None else high,
            refund_before_support=refund,
        )
    )


def _governing_law(law: Law, inputs: SiContributionInputs, single: bool) -> Law:
    """A single month has the law of its own month; whatever is paid at once that of the day of payment."""
    if single and inputs.start is not None and inputs.start != month_of(law.on):
        return law.on_day(first_day(inputs.start))
    return law


def _months(law: Law, inputs: SiContributionInputs) -> int:
    ways = [name for name in ("months", "ahead_years", "missing_months") if getattr(inputs, name) is not None]
    if len(ways) > 1:
        raise InputError(ways[1], f"give only one of months, ahead_years, missing_months; {ways[0]} is given too")
    if inputs.refund_months_left is not None and inputs.ahead_years is None:
        raise InputError("refund_months_left", "goes only together with ahead_years")
    if inputs.ahead_years is not None:
        low, high = law.whole("vsi_prepaid_years.min"), law.whole("vsi_prepaid_years.max")
        if not low <= inputs.ahead_years <= high:
            raise InputError("ahead_years", f"must be from {low} to {high} years", high)
        months = inputs.ahead_years * 12
        if inputs.refund_months_left is not None and not 1 <= inputs.refund_months_left <= months:
            raise InputError("refund_months_left", f"must be from 1 to {months} months", months)
        return months
    if inputs.missing_months is not None:
        most = law.whole("vsi_missing_max_months")
        if not 1 <= inputs.missing_months <= most:
            raise InputError("missing_months", f"must be from 1 to {most} months", most)
        return inputs.missing_months
    if inputs.months in (None, 1):
        return 1
    assert inputs.months is not None
    blocks = [law.whole(f"vsi_payment_block_months.{key}") for key in ("m3", "m6", "m12")]
    if inputs.months not in blocks:
        raise InputError("months", f"must be 1, {', '.join(map(str, blocks))}", blocks[-1])
    return inputs.months


def _check_income(working: Working, income: int) -> None:
    low, high = working.whole("vsi_income_min"), working.whole("vsi_income_max")
    when = month_of(working.law.on)
    if income < low:
        raise InputError("income", f"must be at least {low} đồng a month in {when}", low)
    if income > high:
        raise InputError("income", f"must be at most {high} đồng a month in {when}", high)


def _check_deadline(working: Working, inputs: SiContributionInputs, months: int, month: str) -> None:
    """A block that began too long ago can no longer be paid."""
    if inputs.start is None or inputs.ahead_years is not None or inputs.missing_months is not None:
        return
    limit = working.whole(f"vsi_payment_deadline_months.m{months}")
    if months_between(inputs.start, month) >= limit:
        working.warn("block_deadline_passed", months=months, within_first=limit)


def _support(working: Working, inputs: SiContributionInputs, months: int) -> tuple[int, int]:
    """The State's part of a month, and for how many of the months it is paid."""
    most = working.whole("vsi_support_max_months")
    if inputs.supported_months_used > most:
        raise InputError("supported_months_used", f"must be at most {most} months", most)
    if inputs.missing_months is not None:
        working.warn("support_for_missing_months_unknown")
        return 0, 0
    supported = min(months, most - inputs.supported_months_used)
    if supported == 0:
        working.warn("support_used_up", most=most)
        return 0, 0
    if supported < months:
        working.warn("support_ends_within", supported=supported, most=most)
    percent = working.read(f"vsi_support_percent.{inputs.group}")
    line = working.read("rural_poverty_line")
    rate = working.number("vsi_rate")
    support = working.money(
        "state_support_per_month",
        f"{plain(figure(percent))} / 100 * {plain(rate)} / 100 * {plain(figure(line))}",
        percent,
        line,
    )
    return support, supported


def _monthly_growth(working: Working) -> Decimal:
    """1 + r: the average monthly investment rate of the fund, known only for the year of payment."""
    rate = working.read("vsi_discount_rate_r")
    return 1 + working.step("investment_rate_per_month", f"{plain(figure(rate))} / 100", rate)


def _discounted(growth: Decimal, months: range) -> Decimal:
    """What months paid ahead weigh together: the first one is whole, each later one divided by 1 + r once more."""
    return sum(((1 / growth) ** i for i in months), Decimal(0)).quantize(_FACTOR_DIGITS)


def _compounded(growth: Decimal, months: int) -> Decimal:
    """What so many missing months weigh together, with interest on interest."""
    return sum((growth**i for i in range(1, months + 1)), Decimal(0)).quantize(_FACTOR_DIGITS)


CALCULATOR = Calculator(
    "si-contribution",
    SiContributionInputs,
    SiContributionResult,
    si_contribution,
    governing_dates=(
        ("rate, income limits and State support of one single month", "start"),
        ("rate, income limits and State support of a block, of years ahead, of missing months", "on (day of payment)"),
        ("investment rate of the fund", "on (day of payment)"),
    ),
)
