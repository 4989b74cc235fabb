"""Maternity benefit of compulsory social insurance at a birth: Social Insurance Law 2024 Art. 50-62;
Circular 12/2025 Art. 8-10; Labour Code 2019 Art. 139; Decree 168/2026 (second child).

Mother: money for the leave and a one-off for each child, if enough months were paid in the window before the
birth. Father: money for his days of leave; the one-off only if the mother is not entitled to it. The window
is the twelve (infertility treatment: twenty-four) months before the month of birth; born from the
fifteenth on, the month of birth is the last of them if it is paid.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.deadlines import add_months, last_day_of
from knowledge.benefits.input_types import Day, Months, Wage, first_day, month_of, months_between
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law

RULES, CONDITIONS, LEAVE, FATHER = (
    "maternity_benefit_rules",
    "maternity_conditions",
    "maternity_leave_months",
    "paternity_leave_days",
)
Children = Annotated[int, Field(ge=1, le=10, description="children born at this birth")]
LONGEST_LIFE = 1200  # months
MONTH = r"(19|20|21)\d{2}-(0[1-9]|1[0-2])"
SPANS = rf"^{MONTH}(\.\.{MONTH})?([;,]{MONTH}(\.\.{MONTH})?)*$"


class MaternityCompulsoryInputs(Inputs):
    average_wage: Wage = Field(description="average insured wage of the last months paid before the leave")
    birth_date: Day = Field(description="day of the birth")
    months_in_last_12: Annotated[int, Field(ge=0, le=120)] | None = Field(
        None,
        description="months of compulsory insurance really paid in the window before the birth (with infertility: the longer "
        "window); or give paid_months",
    )
    paid_months: Annotated[str, Field(pattern=SPANS)] | None = Field(
        None, description="months really paid, for example 2025-10..2026-03;2026-05..2026-08"
    )
    months_total: Months | None = Field(None, description="months of compulsory insurance in all; default: those given")
    children: Children = 1
    second_child: bool = Field(
        False, description="one living biological child at the time of this birth (not two or more)"
    )
    parent: Literal["mother", "father"] = Field("mother", description="whose benefit")
    doctor_rest: bool = Field(False, description="a doctor ordered the mother to stop work to protect the pregnancy")
    infertility: bool = Field(False, description="the mother had to stop work for infertility treatment")
    quit_before_birth: bool = Field(False, description="the mother's contract ended before the birth")
    surgery: bool = Field(False, description="father: birth by surgery")
    early_birth: bool = Field(False, description="father: birth before the thirty-second week of pregnancy")
    mother_entitled: bool = Field(False, description="father: the mother gets the one-off herself")
    leave_from: Day | None = Field(None, description="first day of the leave; default: the day of birth")
    leave_end: Day | None = Field(None, description="last day of the leave, if known")


class MaternityCompulsoryResult(Result):
    eligible: bool = Field(description="entitled to money for the leave")
    why: Literal["normal", "doctor_rest", "infertility", "insured_father", "too_few_months"] = Field(
        description="the condition that is met, or what is missing"
    )
    months_counted: int = Field(description="months paid in the window")
    leave_months: int = Field(description="the mother's leave in months")
    leave_days: int = Field(description="the father's leave in working days")
    leave_money: int = Field(description="money for the whole leave")
    one_off: int = Field(description="one-off for the children")
    total: int = Field(description="money for the leave and one-off")
    leave_end: date | None = Field(description="last day of the mother's leave")
    begin_by: date | None = Field(description="day by which the father's leave must begin")
    file_by: date | None = Field(
        description="last day to hand the papers to the employer, by the calendar; act earlier"
    )
    file_safe_by: date | None = Field(description="working day to hand them in by to be safe")


def maternity_compulsory(law: Law, inputs: MaternityCompulsoryInputs) -> Calculation[MaternityCompulsoryResult]:
    working = Working(law.on_day(inputs.birth_date))
    if inputs.birth_date > law.on:
        working.warn("birth_in_the_future_values_may_change")
    _check_wage(working, inputs.average_wage)
    if inputs.leave_end is not None and inputs.leave_end < inputs.birth_date:
        raise InputError("leave_end", f"cannot be before the day of birth, {inputs.birth_date}", inputs.birth_date)
    months, total = _months_paid(working, inputs)
    if inputs.parent == "father":
        return _father(working, inputs, months)
    return _mother(working, inputs, months, total)


def _check_wage(working: Working, wage: int) -> None:
    highest = working.law.money("si_wage_max")
    if wage > highest:
        raise InputError("average_wage", f"insured wages end at {highest}", highest)


def _mother(
    working: Working, inputs: MaternityCompulsoryInputs, months: int, months_total: int
) -> Calculation[MaternityCompulsoryResult]:
    why = _condition(working, inputs, months, months_total)
    if why == "too_few_months":
        working.warn("check_father_and_voluntary_allowance")
        return working.calculation(_nothing(months))
    leave_months = _leave_months(working, inputs)
    share = working.read(f"{RULES}.percent")
    money = working.money(
        "leave_money", f"{inputs.average_wage} * {plain(figure(share))} / 100 * {leave_months}", share
    )
    one_off = _one_off(working, inputs)
    total = working.money("total", f"{money} + {one_off}")
    leave_end = inputs.leave_end or add_months(_leave_from(working, inputs), leave_months) - timedelta(days=1)
    file_by = file_safe_by = None
    if inputs.quit_before_birth:
        working.warn("file_directly_with_si_office")
    else:
        days = working.whole("si_claim_deadlines.maternity_worker_days")
        deadline = last_day_of(working, "file_by", leave_end, days=days)
        file_by, file_safe_by = deadline.last_day, deadline.safe_by
        if inputs.leave_end is None:
            working.warn("leave_end_assumed", leave_end=leave_end.isoformat())
        working.warn("file_early_after_birth")
    return working.calculation(
        MaternityCompulsoryResult(
            eligible=True,
            why=why,
            months_counted=months,
            leave_months=leave_months,
            leave_days=0,
            leave_money=money,
            one_off=one_off,
            total=total,
            leave_end=leave_end,
            begin_by=None,
            file_by=file_by,
            file_safe_by=file_safe_by,
        )
    )


def _father(working: Working, inputs: MaternityCompulsoryInputs, months: int) -> Calculation[MaternityCompulsoryResult]:
    for field in ("doctor_rest", "infertility", "quit_before_birth"):
        if getattr(inputs, field):
            raise InputError(field, "is about the mother; leave it out for the father")
    days = _father_days(working, inputs)
    divisor = working.read(f"{RULES}.father_check_divisor")
    money = working.money("leave_money", f"{inputs.average_wage} / {plain(figure(divisor))} * {days}", divisor)
    need = working.whole(f"{CONDITIONS}.normal_need")
    one_off = _one_off(working, inputs) if months >= need and not inputs.mother_entitled else 0
    if months < need:
        working.warn("father_one_off_needs_months", months=need)
    elif not inputs.mother_entitled:
        working.warn("one_off_only_if_mother_not_entitled")
    total = working.money("total", f"{money} + {one_off}")
    within = working.whole(f"{FATHER}.within_days")
    begin_by = last_day_of(working, "begin_by", inputs.birth_date, days=within).last_day
    file_by = file_safe_by = None
    if inputs.leave_end is not None:
        limit = working.whole("si_claim_deadlines.maternity_worker_days")
        deadline = last_day_of(working, "file_by", inputs.leave_end, days=limit)
        file_by, file_safe_by = deadline.last_day, deadline.safe_by
    working.warn("father_must_be_insured_now")
    return working.calculation(
        MaternityCompulsoryResult(
            eligible=True,
            why="insured_father",
            months_counted=months,
            leave_months=0,
            leave_days=days,
            leave_money=money,
            one_off=one_off,
            total=total,
            leave_end=inputs.leave_end,
            begin_by=begin_by,
            file_by=file_by,
            file_safe_by=file_safe_by,
        )
    )


def _nothing(months: int) -> MaternityCompulsoryResult:
    return MaternityCompulsoryResult(
        eligible=False,
        why="too_few_months",
        months_counted=months,
        leave_months=0,
        leave_days=0,
        leave_money=0,
        one_off=0,
        total=0,
        leave_end=None,
        begin_by=None,
        file_by=None,
        file_safe_by=None,
    )


def _condition(
    working: Working, inputs: MaternityCompulsoryInputs, months: int, total: int
) -> Literal["normal", "doctor_rest", "infertility", "too_few_months"]:
    """Which of the conditions of Art. 50 is met."""
    if months >= working.whole(f"{CONDITIONS}.infertility_need" if inputs.infertility else f"{CONDITIONS}.normal_need"):
        return "infertility" if inputs.infertility else "normal"
    rest = months >= working.whole(f"{CONDITIONS}.pregnancy_rest_need") and total >= working.whole(
        f"{CONDITIONS}.pregnancy_rest_total_min"
    )
    if rest and inputs.doctor_rest:
        return "doctor_rest"
    if rest:
        working.warn("entitled_if_doctor_ordered_rest")
    return "too_few_months"


def _leave_months(working: Working, inputs: MaternityCompulsoryInputs) -> int:
    base = working.read(f"{LEAVE}.{'second_child' if inputs.second_child else 'first_or_third_plus'}")
    extra = working.read(f"{LEAVE}.extra_child_multiple")
    if inputs.second_child and inputs.children > 1:
        working.warn("second_child_twins_reading")
    if inputs.second_child and not working.known("maternity_second_child_from"):
        working.warn("second_child_born_before_longer_leave")
    more = f" + {plain(figure(extra))} * ({inputs.children} - 1)" if inputs.children > 1 else ""
    return int(working.step("leave_months", plain(figure(base)) + more, base, extra))


def _one_off(working: Working, inputs: MaternityCompulsoryInputs) -> int:
    each = working.read("maternity_one_off", inputs.birth_date)
    return working.money("one_off", f"{plain(figure(each))} * {inputs.children}", each)


def _leave_from(working: Working, inputs: MaternityCompulsoryInputs) -> date:
    """The first day of the leave: not too long before the birth, and not after it."""
    if inputs.leave_from is None:
        return inputs.birth_date
    months = working.whole(f"{RULES}.max_months_before_birth")
    earliest = add_months(inputs.birth_date, -months)
    if not earliest <= inputs.leave_from <= inputs.birth_date:
        raise InputError("leave_from", f"must be from {earliest} to the day of birth", earliest)
    return inputs.leave_from


def _father_days(working: Working, inputs: MaternityCompulsoryInputs) -> int:
    """Working days of the father's leave (Art. 53(2))."""
    number, more = inputs.children, ""
    if number > 1:
        key = "twins_surgery" if inputs.surgery else "twins"
        extra = working.read(f"{FATHER}.{'extra_child_surgery' if inputs.surgery else 'extra_child'}")
        more = f" + {plain(figure(extra))} * ({number} - 2)" if number > 2 else ""
    elif inputs.second_child and working.known("maternity_second_child_from"):
        key = "twins_or_second_child"
    else:
        key = "surgery_or_under_32_weeks" if inputs.surgery or inputs.early_birth else "normal"
    days = working.read(f"{FATHER}.{key}")
    return int(working.step("leave_days", plain(figure(days)) + more, days))


def _months_paid(working: Working, inputs: MaternityCompulsoryInputs) -> tuple[int, int]:
    """Months paid in the window before the birth and in all, given or counted from the months paid."""
    window = working.whole(f"{CONDITIONS}.{'infertility_window' if inputs.infertility else 'normal_window'}")
    months, known = inputs.months_in_last_12, inputs.months_in_last_12 or 0
    if (months is None) == (inputs.paid_months is None):
        raise InputError("months_in_last_12", "give either months_in_last_12 or paid_months")
    if months is None:
        paid = _spelled_out(inputs.paid_months or "")
        months, known = _count_in_window(working, paid, inputs.birth_date, window), len(paid)
    if months > window:
        raise InputError("months_in_last_12", f"cannot be more than the {window} months of the window", window)
    if inputs.months_total is not None and inputs.months_total < known:
        raise InputError("months_total", f"cannot be less than the {known} months given", known)
    return months, known if inputs.months_total is None else inputs.months_total


def _count_in_window(working: Working, paid: set[str], birth: date, window: int) -> int:
    split = working.read(f"{CONDITIONS}.birth_day_split")
    month = first_day(month_of(birth))
    last = month if birth.day >= figure(split) and month_of(birth) in paid else add_months(month, -1)
    months = {month_of(add_months(last, -back)) for back in range(window)}
    return int(working.step("months_in_window", str(len(paid & months)), split))


def _spelled_out(spans: str) -> set[str]:
    """``2026-01..2026-03;2026-05`` as the months themselves. Raises InputError for a span that ends first."""
    months: set[str] = set()
    for span in re.split("[;,]", spans):
        start, _, end = span.partition("..")
        length = months_between(start, end or start) + 1
        if length < 1:
            raise InputError("paid_months", f"'{span}' ends before it begins")
        if length > LONGEST_LIFE:
            raise InputError("paid_months", f"'{span}' is longer than a life of work", LONGEST_LIFE)
        months.update(month_of(add_months(first_day(start), number)) for number in range(length))
    return months


CALCULATOR = Calculator(
    "maternity-compulsory",
    MaternityCompulsoryInputs,
    MaternityCompulsoryResult,
    maternity_compulsory,
    governing_dates=(
        ("maternity_conditions, maternity_leave_months, maternity_benefit_rules", "birth_date"),
        ("maternity_one_off", "birth_date"),
    ),
)
