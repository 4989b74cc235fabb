"""From when a health card works: Health Insurance Law Art. 16(3); Decree 188/2025 Art. 13, 18(1).

People who pay themselves or with partial State support wait after the first payment, or after a long gap;
otherwise a new card follows the old one. A short gap also keeps the count of continuous years.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, Inputs, Result
from knowledge.benefits.input_types import Day, OrNone
from knowledge.benefits.working import Working
from knowledge.law import Law


class HiCardStartInputs(Inputs):
    paid: Day | None = Field(None, description="day of full payment; default: today")
    old_card_end: Annotated[Day | None, OrNone] = Field(
        None, description="last day of the old card; none if there never was one"
    )
    group: Literal["household", "state_supported", "employee", "state_paid"] = Field(
        "household",
        description="household and state_supported (partly) may have to wait; employee and state_paid (wholly) never",
    )


class HiCardStartResult(Result):
    usable_from: date | None = Field(description="first day of the card; none where the issuing office sets it")
    waiting_days: int = Field(description="days after the payment before the card works")
    gap_days: int | None = Field(
        description="days from the end of the old card to the payment; none without an old card"
    )
    uncovered_gap: bool = Field(description="there are days without any cover before the payment")
    five_years_continue: bool = Field(description="the count of continuous years goes on")


def hi_card_start(law: Law, inputs: HiCardStartInputs) -> Calculation[HiCardStartResult]:
    paid = inputs.paid or law.on
    working = Working(law.on_day(paid))
    long_gap = working.whole("hi_waiting_days.gap_days")
    rule = working.read("hi_waiting_days.first_time_or_gap")
    gap = None if inputs.old_card_end is None else max(0, (paid - inputs.old_card_end).days)
    may_wait = inputs.group in ("household", "state_supported")
    continues = gap is not None and gap < long_gap
    waiting = 0 if continues or not may_wait else working.whole("hi_waiting_days.first_time_or_gap")
    if gap is not None:
        working.step("gap_days", str(gap), working.read("hi_waiting_days.gap_days"))
    working.step("waiting_days", str(waiting), rule)
    usable: date | None
    if inputs.old_card_end is not None and paid <= inputs.old_card_end:
        usable = inputs.old_card_end + timedelta(days=1)
    elif waiting:
        usable = paid + timedelta(days=waiting)
        working.warn("first_day_may_differ_by_one")
    elif may_wait:
        usable = None
        working.warn("issuing_office_sets_first_day")
    else:
        usable = paid
    if usable is not None:
        working.date_step("usable_from", usable, rule)
    if gap:
        working.warn("no_cover_in_the_gap")
    return working.calculation(
        HiCardStartResult(
            usable_from=usable,
            waiting_days=waiting,
            gap_days=gap,
            uncovered_gap=bool(gap),
            five_years_continue=continues,
        )
    )


CALCULATOR = Calculator(
    "hi-card-start",
    HiCardStartInputs,
    HiCardStartResult,
    hi_card_start,
    governing_dates=(("hi_waiting_days", "paid"),),
)
