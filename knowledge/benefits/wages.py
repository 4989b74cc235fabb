"""Hourly pay, and what several wage calculators share."""

from __future__ import annotations

from decimal import Decimal

from knowledge.benefits.calculation import InputError
from knowledge.benefits.working import Working, plain


def hourly_expression(hourly_wage: int | None, monthly_wage: int | None, month_hours: Decimal | None) -> str:
    """The hourly base as a sum: given as it is, or a month's wage over its normal hours."""
    if hourly_wage is not None and monthly_wage is not None:
        raise InputError("hourly_wage", "give either hourly_wage or monthly_wage, not both")
    if hourly_wage is not None:
        if month_hours is not None:
            raise InputError("month_hours", "belongs to monthly_wage; leave it out with hourly_wage")
        return plain(hourly_wage)
    if monthly_wage is None:
        raise InputError("hourly_wage", "give hourly_wage, or monthly_wage with month_hours")
    if month_hours is None:
        raise InputError("month_hours", "needed with monthly_wage: the normal hours of that month")
    return f"{plain(monthly_wage)} / {plain(month_hours)}"


def minimum_wage_drafts(working: Working, name: str) -> None:
    """Warn of a proposed, not enacted, change of a regional minimum wage."""
    for period in working.law.parameter(name).values:
        if period.draft and (period.end is None or period.end >= working.law.on):
            working.warn("minimum_wage_change_proposed", planned_from=period.start.isoformat())
