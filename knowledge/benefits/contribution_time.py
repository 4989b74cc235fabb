"""Months of contribution as years, where the amount of a benefit is counted.

A condition counts full years of twelve months. For the amount odd months make half a year or a whole
one: Social Insurance Law 41/2024/QH15, Article 5(6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Provision


@dataclass(frozen=True, slots=True)
class CountedYears:
    """Years as they count for an amount, and the sum that leads to them."""

    years: Decimal
    expression: str
    provisions: tuple[Provision, ...]


def years_for_amount(working: Working, months: int) -> CountedYears:
    """The years of ``months`` of contribution, odd months rounded up to half a year or to a whole one."""
    years, odd = divmod(months, 12)
    if odd == 0:
        return CountedYears(Decimal(years), f"{months} / 12", ())
    half_year = odd <= working.whole("pension_odd_half_year_up_to_months")
    rounding = working.read("si_odd_months_rounding." + ("months_1_6" if half_year else "months_7_11"))
    extra = figure(rounding)
    return CountedYears(years + extra, f"({months} - {odd}) / 12 + {plain(extra)}", (rounding,))


@dataclass(frozen=True, slots=True)
class YearsBeforeAndAfter:
    """Contribution time in the two periods that are paid at different rates."""

    before_2014: Decimal
    from_2014: Decimal


def years_before_and_from_2014(working: Working, months_before: int, months_from: int) -> YearsBeforeAndAfter:
    """The years of the earlier and the later period; odd months of the earlier one move to the later one."""
    moved = months_before % 12
    before = Decimal(months_before // 12)
    if months_before:
        before = working.step("years_before_2014", f"({months_before} - {moved}) / 12")
    if moved:
        working.step("months_moved_to_later_period", f"{months_from} + {moved}")
    counted = years_for_amount(working, months_from + moved)
    return YearsBeforeAndAfter(before, working.step("years_from_2014", counted.expression, *counted.provisions))


def legal_day(provision: Provision) -> date:
    """A dated value that is itself a day, such as the day before which somebody must have joined."""
    value = provision.value
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def later_month(month: str, by: int) -> str:
    """The month ``by`` months after ``month`` (``YYYY-MM``); before it, if negative."""
    year, index = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year:04d}-{index + 1:02d}"
