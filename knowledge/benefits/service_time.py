"""Working time that severance and job-loss allowance are counted on: Decree 145/2020 Art. 8(3).

Real working time, minus time covered by unemployment insurance (or for which the employer paid that money
in cash), minus time already compensated; odd months make half a year or a whole one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from knowledge.benefits.calculation import InputError, Inputs
from knowledge.benefits.input_types import Day, Months, Wage
from knowledge.benefits.working import Working, plain

RULES = "severance"


class ServiceInputs(Inputs):
    """What both allowances ask."""

    average_wage: Wage = Field(description="average contract wage of the last months before the end")
    months_worked: Months = Field(description="months really worked for this employer, in all")
    months_with_ui: Months = Field(
        0, description="of these, months covered by unemployment insurance or for which that money was paid in cash"
    )
    months_compensated: Months = Field(0, description="of these, months for which an allowance was already paid")
    ended_on: Day | None = Field(None, description="day the contract ended; default: today")


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """The months left to count, and what they are in years."""

    months: int
    years: Decimal


def service_time(working: Working, worked: int, with_ui: int, compensated: int = 0) -> ServiceTime:
    """The counted years, with their steps. Raises InputError if more is taken off than was worked."""
    if with_ui > worked:
        raise InputError("months_with_ui", f"cannot be more than months_worked ({worked})", worked)
    if with_ui + compensated > worked:
        raise InputError("months_compensated", f"with months_with_ui more than months_worked ({worked})", worked)
    rule = working.read(f"{RULES}.odd_months_half_year_upto")
    months = int(working.step("months_counted", f"{worked} - {with_ui} - {compensated}"))
    years, odd = divmod(months, 12)
    rounded = Decimal(0) if odd == 0 else Decimal("0.5")
    if odd > working.whole(f"{RULES}.odd_months_half_year_upto"):
        rounded = Decimal(1)
    expression = f"{years * 12} / 12" + (f" + {plain(rounded)}" if rounded else "")
    return ServiceTime(months, working.step("years_counted", expression, rule))


def long_enough(working: Working, worked: int) -> bool:
    """Whether there is the least regular working time that an allowance asks for."""
    return worked >= working.whole(f"{RULES}.min_service_months")


def severance_pay(working: Working, wage: int, years: Decimal) -> int:
    """Severance for counted years."""
    share = working.read(f"{RULES}.severance_per_year")
    per_year = plain(working.number(f"{RULES}.severance_per_year"))
    return working.money("severance", f"{per_year} * {wage} * {plain(years)}", share)
