"""The one-time withdrawal: whether somebody may have it, and how much.

Voluntary: Social Insurance Law 41/2024/QH15, Article 102; Decree 159/2025/NĐ-CP, Article 9. Compulsory: Article 70;
Decree 158/2025/NĐ-CP, Article 14. The law is read on the day of the decision (``law.on``). Money is rounded once,
half up, to whole đồng.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.contribution_time import later_month, legal_day, years_before_and_from_2014
from knowledge.benefits.income_history import Scheme
from knowledge.benefits.input_types import (
    ByComma,
    Dong,
    Month,
    Months,
    Wage,
    first_day,
    month_of,
    months_between,
)
from knowledge.benefits.result_types import Amount, YearCount
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law

Reason = Literal["retirement_age", "emigration", "illness", "disability", "stopped"]
_SUPPORT_TAKEN_OFF = ("retirement_age", "emigration", "stopped")
_PAIR = re.compile(r"(\d{1,4}):(\d{1,9})")


class Why(StrEnum):
    """The case of the law that allows the withdrawal, or the condition that is missing."""

    AGE_AND_SHORT_TIME = "age_and_short_time"
    EMIGRATION = "emigration"
    ILLNESS = "illness"
    DISABILITY = "disability"
    STOPPED_LONG_ENOUGH = "stopped_long_enough"
    ENOUGH_YEARS_FOR_PENSION = "enough_years_for_pension"
    FIRST_PAID_TOO_LATE = "first_paid_too_late"
    NOT_STOPPED_LONG_ENOUGH = "not_stopped_long_enough"
    TOO_MANY_YEARS_PAID = "too_many_years_paid"


class LumpSumInputs(Inputs):
    scheme: Scheme = Field("voluntary", description="the scheme that pays")
    reason: Reason = Field(
        description="retirement_age: reached, without the years for a pension; emigration: settling abroad; illness: one "
        "of the diseases of the law; disability: the loss of capacity of the law or especially severe disability; "
        "stopped: no contributions for the time of the law"
    )
    first_paid: Month | None = Field(
        None,
        description="month of the first contribution not yet withdrawn; needed for reason stopped, unless the months "
        "paid reach back far enough by themselves",
    )
    months_before_2014: Months = Field(0, description="months of contribution before 2014, of both schemes")
    months_from_2014: Months = Field(0, description="months of contribution from 2014 on, of both schemes")
    average_income: Wage | None = Field(
        None, description="average monthly income, already adjusted; needed for an amount"
    )
    total_paid: Dong | None = Field(
        None,
        description="with less than a year of contributions: all that was paid, with the State's part; estimated from "
        "average_income if left out",
    )
    support: Annotated[tuple[str, ...], ByComma] = Field(
        (),
        description="State support received, as months:amount a month, by comma: 36:33000,18:66000",
        json_schema_extra={"unit": "months:vnd_month"},
    )
    months_since_stopped: Months | None = Field(
        None, description="whole months in a row without any contribution; needed for reason stopped"
    )
    last_paid: Month | None = Field(
        None,
        description="instead of months_since_stopped: the last month paid, or the month in which the contract ended if "
        "that is later",
    )


class LumpSumResult(Result):
    allowed: bool = Field(description="whether the withdrawal is possible now")
    why: Why = Field(description="the case of the law, or the condition that is missing")
    may_file_from: Month | None = Field(
        description="with last_paid and reason stopped: the first month in which the request can be filed"
    )
    years_before_2014: YearCount = Field(description="years counted before 2014; 0 if not allowed")
    years_from_2014: YearCount = Field(description="years counted from 2014 on; 0 if not allowed")
    gross: Amount = Field(description="before the State support is taken off; 0 if not allowed")
    state_part: Amount = Field(description="State support that is taken off; 0 in illness and disability")
    amount: Amount = Field(description="what the person receives; 0 if not allowed")


def lump_sum(law: Law, inputs: LumpSumInputs) -> Calculation[LumpSumResult]:
    """Whether the withdrawal is allowed, and its amount."""
    working = Working(law)
    _check_first_paid(working, inputs)
    pairs = _support_pairs(working, inputs)
    why, allowed = _case(working, inputs)
    may_file_from = None
    if inputs.reason == "stopped" and inputs.last_paid is not None and why is not Why.FIRST_PAID_TOO_LATE:
        may_file_from = later_month(inputs.last_paid, _waiting_months(working, inputs) + 1)
    if not allowed:
        return working.calculation(
            LumpSumResult(
                allowed=False,
                why=why,
                may_file_from=may_file_from,
                years_before_2014=Decimal(0),
                years_from_2014=Decimal(0),
                gross=0,
                state_part=0,
                amount=0,
            )
        )
    total = inputs.months_before_2014 + inputs.months_from_2014
    if total == 0:
        raise InputError("months_from_2014", "at least 1 month of contribution is needed", 1)
    if inputs.average_income is None:
        raise InputError("average_income", "is needed for the amount")
    years = years_before_and_from_2014(working, inputs.months_before_2014, inputs.months_from_2014)
    if total < 12:
        gross = _short_time(working, inputs, total, inputs.average_income)
    else:
        rule = _rule(inputs)
        before, after = working.read(f"{rule}.before_2014"), working.read(f"{rule}.from_2014")
        gross = working.money(
            "gross",
            f"({plain(years.before_2014)} * {plain(figure(before))} + {plain(years.from_2014)} * {plain(figure(after))})"
            f" * {inputs.average_income}",
            before,
            after,
        )
    state = 0
    if pairs and inputs.reason in _SUPPORT_TAKEN_OFF:
        state = working.money("state_part", " + ".join(f"{months} * {amount}" for months, amount in pairs))
    taken_off = min(state, gross)
    amount = working.money("amount", f"{gross} - {taken_off}")
    working.warn("withdrawn_time_is_lost")
    return working.calculation(
        LumpSumResult(
            allowed=True,
            why=why,
            may_file_from=may_file_from,
            years_before_2014=years.before_2014,
            years_from_2014=years.from_2014,
            gross=gross,
            state_part=taken_off,
            amount=amount,
        )
    )


def _rule(inputs: LumpSumInputs) -> str:
    return "vsi_one_time_withdrawal" if inputs.scheme == "voluntary" else "csi_one_time_withdrawal"


def _case(working: Working, inputs: LumpSumInputs) -> tuple[Why, bool]:
    """The case of the law, and whether it is met."""
    months = inputs.months_before_2014 + inputs.months_from_2014
    if inputs.scheme == "voluntary":
        short, most = "vsi_withdrawal_conditions.under_years_at_age", "vsi_withdrawal_conditions.under_years"
    else:
        short, most = "csi_one_time_conditions.age_max_years", "csi_one_time_waiting_months.max_years"
    years_for_pension = working.whole(short)
    match inputs.reason:
        case "retirement_age":
            met = months < years_for_pension * 12
            return (Why.AGE_AND_SHORT_TIME if met else Why.ENOUGH_YEARS_FOR_PENSION), met
        case "emigration" | "illness" | "disability":
            if months >= years_for_pension * 12:
                working.warn("pension_may_be_possible_instead")
            return Why(inputs.reason), True
    if not _paid_early_enough(working, inputs):
        return Why.FIRST_PAID_TOO_LATE, False
    if months >= working.whole(most) * 12:
        return Why.TOO_MANY_YEARS_PAID, False
    if months >= years_for_pension * 12:
        working.warn("pension_may_be_possible_instead")
    met = _months_since_stopped(working, inputs) >= _waiting_months(working, inputs)
    return (Why.STOPPED_LONG_ENOUGH if met else Why.NOT_STOPPED_LONG_ENOUGH), met


def _paid_early_enough(working: Working, inputs: LumpSumInputs) -> bool:
    """Whether there is unused contribution time from before the day of the law."""
    key = "contributed_before" if inputs.scheme == "voluntary" else "first_contribution_before"
    name = "vsi_withdrawal_conditions" if inputs.scheme == "voluntary" else "csi_one_time_waiting_months"
    limit = legal_day(working.read(f"{name}.{key}"))
    if inputs.first_paid is not None:
        return first_day(inputs.first_paid) < limit
    months = inputs.months_before_2014 + inputs.months_from_2014 + _months_since_stopped(working, inputs)
    latest_start = later_month(month_of(working.law.on), -months)  # without any gap between the months
    if inputs.months_before_2014 or first_day(latest_start) < limit:
        return True
    raise InputError(
        "first_paid", f"is needed for reason stopped: the first contribution must be before {limit}", limit
    )


def _waiting_months(working: Working, inputs: LumpSumInputs) -> int:
    return working.whole(
        "vsi_withdrawal_conditions.wait_months"
        if inputs.scheme == "voluntary"
        else "csi_one_time_waiting_months.without_payment"
    )


def _months_since_stopped(working: Working, inputs: LumpSumInputs) -> int:
    present = month_of(working.law.on)
    counted = None
    if inputs.last_paid is not None:
        if inputs.last_paid > present:
            raise InputError("last_paid", f"is after {present}", present)
        if inputs.first_paid is not None and inputs.last_paid < inputs.first_paid:
            raise InputError("last_paid", f"is before first_paid ({inputs.first_paid})", inputs.first_paid)
        counted = max(0, months_between(inputs.last_paid, present) - 1)
    if inputs.months_since_stopped is None:
        if counted is None:
            raise InputError("months_since_stopped", "is needed for reason stopped (or last_paid)")
        return counted
    if counted is not None and counted != inputs.months_since_stopped:
        raise InputError("months_since_stopped", f"since last_paid there are {counted} whole months", counted)
    if inputs.first_paid is not None:
        most = months_between(inputs.first_paid, present)
        if inputs.months_since_stopped > most:
            raise InputError("months_since_stopped", f"since first_paid there are only {most} months", most)
    return inputs.months_since_stopped


def _check_first_paid(working: Working, inputs: LumpSumInputs) -> None:
    if inputs.first_paid is None:
        return
    present = month_of(working.law.on)
    if inputs.first_paid > present:
        raise InputError("first_paid", f"is after {present}", present)
    later_rate = month_of(legal_day(working.law.provision("csi_one_time_withdrawal.later_rate_from")))
    possible = max(0, months_between(inputs.first_paid, later_rate))
    if inputs.months_before_2014 > possible:
        raise InputError(
            "months_before_2014", f"from {inputs.first_paid} on at most {possible} months are before 2014", possible
        )


def _support_pairs(working: Working, inputs: LumpSumInputs) -> list[tuple[int, int]]:
    pairs = []
    for part in inputs.support:
        if (match := _PAIR.fullmatch(part)) is None:
            raise InputError("support", f"'{part[:60]}' is not written as months:amount, such as 36:33000")
        pairs.append((int(match[1]), int(match[2])))
    supported = sum(months for months, _ in pairs)
    most = working.law.whole("vsi_support_max_months")
    if supported > most:
        raise InputError("support", f"the State supports at most {most} months", most)
    paid = inputs.months_before_2014 + inputs.months_from_2014
    if supported > paid:
        raise InputError("support", f"is for more months than were paid ({paid})", paid)
    return pairs


def _short_time(working: Working, inputs: LumpSumInputs, months: int, average: int) -> int:
    """Less than a year in all: what was paid, up to a multiple of the average."""
    times = working.read(f"{_rule(inputs)}.under_one_year_max")
    paid = inputs.total_paid
    if paid is None:
        rate = working.read("vsi_rate" if inputs.scheme == "voluntary" else "csi_one_time_under_year_percent")
        paid = working.money("total_paid", f"{months} * {plain(figure(rate))} / 100 * {average}", rate)
        working.warn("total_paid_estimated")
    working.warn("amount_paid_reading_uncertain")
    most = working.money("most_for_short_time", f"{plain(figure(times))} * {average}", times)
    return working.money("gross", str(min(paid, most)))


CALCULATOR = Calculator(
    "lump-sum",
    LumpSumInputs,
    LumpSumResult,
    lump_sum,
    governing_dates=(("conditions and rates", "on (day of the decision)"),),
)
