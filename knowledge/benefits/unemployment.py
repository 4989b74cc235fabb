"""Unemployment benefit: Employment Law 2025 Art. 35, 38, 39; Decree 374/2025 Art. 3, 8, 14-16, 19.

A share of the average insured wage of the last paid months, capped by the regional
minimum wage of the last month paid; paid for some months for the first years of contributions and longer for each
further year. Before 2026: Employment Law 2013.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.deadlines import LastDay, last_day_of, working_day_after
from knowledge.benefits.input_types import Day, Month, Months, Region, Wage, month_of, months_between
from knowledge.benefits.input_types import first_day as first_day_of
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law

RULES, CONDITIONS, STEPS, KEPT = "ui_benefit", "ui_conditions", "ui_duration_steps", "ui_preservation"


class UnemploymentInputs(Inputs):
    average_wage: Wage = Field(description="average insured wage of the last months unemployment insurance was paid")
    months_paid: Months = Field(
        description="months of unemployment insurance never used for a benefit, kept ones included"
    )
    region: Region = Field(description="minimum-wage region of the workplace")
    left_how: Literal[
        "contract_ended", "agreed", "dismissed", "resigned_properly", "left_unlawfully", "entitled_to_pension"
    ] = Field(
        description="how the job ended; dismissed also covers ending by the employer, resigned_properly = with the "
        "notice of the law or with a reason that needs none"
    )
    ended_on: Day | None = Field(
        None, description="day the contract ended; default: today (or the filing day, if earlier)"
    )
    last_paid: Month | None = Field(None, description="last month insurance was paid for; default: month of the end")
    filed: Day | None = Field(None, description="day the claim is filed; default: today, and no first day is given")
    months_in_window: Months | None = Field(
        None, description="months paid in the two years before the end (three years for a short contract)"
    )
    short_contract: bool = Field(False, description="the contract was for one month to under twelve months")
    months_drawn: Annotated[int, Field(ge=0, le=120, json_schema_extra={"unit": "months"})] | None = Field(
        None, description="months of benefit drawn before it ended early (a new job and the like), to see what is kept"
    )
    told_in_time: bool = Field(True, description="the service was told of the new job in time")


class UnemploymentResult(Result):
    eligible: bool = Field(description="all conditions that were given are met")
    why: list[str] = Field(description="what is missing; empty if nothing")
    monthly: int = Field(description="benefit a month")
    capped: bool = Field(description="the share of the wage is more than the highest benefit")
    months: int = Field(description="months of benefit")
    total: int = Field(description="benefit of all months")
    first_day_rule: str = Field(description="working_day_N_after_filing, or day_N_after_filing before 2026")
    first_day: date | None = Field(description="first day of the benefit, if the filing day is given")
    file_by: date = Field(description="last day to file, by the calendar")
    file_safe_by: date = Field(description="working day to file by so that no way of counting matters")
    months_kept: int | None = Field(description="contribution months that stay for another time; none before 2026")


def unemployment(law: Law, inputs: UnemploymentInputs) -> Calculation[UnemploymentResult]:
    ended = inputs.ended_on or min(inputs.filed or law.on, law.on)
    filed = inputs.filed or max(law.on, ended)
    last_paid = inputs.last_paid or month_of(ended)
    _check(law, inputs, ended, filed, last_paid)
    working = Working(law.on_day(filed))
    deadline = last_day_of(working, "file_by", ended, months=working.whole(f"{CONDITIONS}.filing_months"))
    why = _missing(working, inputs, filed, deadline)
    number, unit = _first_day_rule(working)
    monthly = months = total = 0
    capped, first_day = False, None
    if not why:
        _warn_of_open_points(working, inputs, ended, last_paid)
        working.warn("no_insured_job_after_filing", days=number - 1)
        if unit == "day":
            working.warn("new_law_if_undecided_when_it_began")
        monthly, capped = _monthly(working, inputs, last_paid)
        months = _duration(working, inputs.months_paid)
        total = working.money("total", f"{monthly} * {months}")
        if inputs.filed is not None and unit == "working_day":
            first_day = working_day_after(law, inputs.filed, number)
            working.date_step("first_day", first_day, working.read(f"{CONDITIONS}.starts_working_day"))
            working.warn("moving_holidays_not_counted")
            working.warn("first_day_one_earlier_if_filing_day_counts")
    return working.calculation(
        UnemploymentResult(
            eligible=not why,
            why=why,
            monthly=monthly,
            capped=capped,
            months=months,
            total=total,
            first_day_rule=f"{unit}_{number}_after_filing",
            first_day=first_day,
            file_by=deadline.last_day,
            file_safe_by=deadline.safe_by,
            months_kept=_months_kept(working, inputs, months),
        )
    )


def _check(law: Law, inputs: UnemploymentInputs, ended: date, filed: date, last_paid: str) -> None:
    if filed < ended:
        raise InputError("filed", f"cannot be before the end of the contract, {ended}", ended)
    if last_paid > month_of(ended):
        raise InputError("last_paid", f"cannot be after the month of the end, {month_of(ended)}", month_of(ended))
    in_window, paid = inputs.months_in_window, inputs.months_paid
    if in_window is not None and in_window > paid:
        raise InputError("months_in_window", f"cannot be more than months_paid ({paid})", paid)
    working = Working(law.on_day(first_day_of(last_paid)))
    if working.known("ui_wage_max"):
        highest = working.whole(f"ui_wage_max.{inputs.region}")
        if inputs.average_wage > highest:
            raise InputError("average_wage", f"insured wages end at {highest} in region {inputs.region}", highest)


def _missing(working: Working, inputs: UnemploymentInputs, filed: date, deadline: LastDay) -> list[str]:
    """Which conditions of Art. 38 are not met."""
    least = working.whole(f"{CONDITIONS}.min_months")
    window = working.whole(
        f"{CONDITIONS}.window_short_contract_months" if inputs.short_contract else f"{CONDITIONS}.window_months"
    )
    if inputs.months_in_window is not None and inputs.months_in_window > window:
        raise InputError("months_in_window", f"cannot be more than the {window} months of the window", window)
    why: list[str] = []
    if inputs.left_how in ("left_unlawfully", "entitled_to_pension"):
        why.append(inputs.left_how)
    if inputs.months_paid < least or (inputs.months_in_window is not None and inputs.months_in_window < least):
        why.append("too_few_months")
    elif inputs.months_in_window is None:
        working.warn("months_in_window_not_checked", months=least, window=window)
    if filed > deadline.next_working_day:
        why.append("filed_too_late")
        working.warn("later_start_if_employer_cannot_pay")
    return why


def _warn_of_open_points(working: Working, inputs: UnemploymentInputs, ended: date, last_paid: str) -> None:
    """Insurance unpaid at the end (exceptions: Decree 374 Art. 3), and the two readings of the cap's day."""
    if months_between(last_paid, month_of(ended)) > 1:
        working.warn("not_paying_at_the_end")
    cap = f"ui_benefit_cap.{inputs.region}"
    if working.law.on_day(first_day_of(last_paid)).number(cap) != working.law.on_day(ended).number(cap):
        working.warn("cap_day_open")


def _monthly(working: Working, inputs: UnemploymentInputs, last_paid: str) -> tuple[int, bool]:
    """The benefit of a month, and whether the cap holds it down."""
    share = working.read(f"{RULES}.percent_of_last_6_paid_months_average")
    by_wage = working.money("share_of_wage", f"{inputs.average_wage} * {plain(figure(share))} / 100", share)
    cap = working.read(f"ui_benefit_cap.{inputs.region}", first_day_of(last_paid))
    highest = working.money("highest_monthly", plain(figure(cap)), cap)
    return min(by_wage, highest), by_wage > highest


def _duration(working: Working, months_paid: int) -> int:
    """Months of benefit for the months paid."""
    least = working.read(f"{RULES}.duration_12_to_36_months")
    most = working.whole(f"{RULES}.max_duration")
    first = working.whole(f"{STEPS}.first_step_upto")
    size = working.whole(f"{STEPS}.step")
    each = working.whole(f"{RULES}.extra_months_per_12")
    further = max(0, months_paid - first)
    odd = further % size
    shortest = plain(figure(least))
    if not further:
        return int(working.step("months_of_benefit", shortest, least))
    months = int(
        working.step("months_by_time", f"{shortest} + ({months_paid} - {first} - {odd}) / {size} * {each}", least)
    )
    return months if months <= most else int(working.step("months_of_benefit", str(most), least))


def _first_day_rule(working: Working) -> tuple[int, str]:
    """From which day after filing the benefit is paid: a working day since 2026, a calendar day before."""
    period = working.law.period(CONDITIONS).value
    if isinstance(period, dict) and period.get("starts_working_day") is None:
        return working.whole(f"{CONDITIONS}.starts_day"), "day"
    return working.whole(f"{CONDITIONS}.starts_working_day"), "working_day"


def _months_kept(working: Working, inputs: UnemploymentInputs, months: int) -> int | None:
    """Contribution months left after the benefit, drawn in full or ended early (Decree 374 Art. 8)."""
    if not working.known(KEPT):
        return None
    drawn = months if inputs.months_drawn is None else inputs.months_drawn
    if drawn > months:
        raise InputError("months_drawn", f"cannot be more than the {months} months of the benefit", months)
    if inputs.months_drawn is not None and not inputs.told_in_time:
        working.warn("not_told_nothing_kept")
        return 0
    used = working.read(f"{KEPT}.months_used_per_benefit_month")
    most = working.whole(f"{KEPT}.odd_months_kept_upto_total")
    usable = min(inputs.months_paid, most) if months else inputs.months_paid
    if usable < inputs.months_paid:
        working.warn("months_above_limit_lost", months=inputs.months_paid - usable)
    taken = min(usable, drawn * int(figure(used)))
    return int(working.step("months_kept", f"{usable} - {taken}", used))


CALCULATOR = Calculator(
    "unemployment",
    UnemploymentInputs,
    UnemploymentResult,
    unemployment,
    governing_dates=(
        ("ui_benefit, ui_conditions", "filed (default: today)"),
        ("ui_benefit_cap", "last_paid (default: month of ended_on)"),
        ("filing deadline", "ended_on (default: today)"),
    ),
)
