"""Kinds of input that several calculators take: đồng, percent, regions, months, lists by comma."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

Dong = Annotated[int, Field(ge=0, le=100_000_000_000, json_schema_extra={"unit": "vnd"})]
Wage = Annotated[int, Field(gt=0, le=10_000_000_000, json_schema_extra={"unit": "vnd_month"})]
HourWage = Annotated[int, Field(gt=0, le=100_000_000, json_schema_extra={"unit": "vnd_hour"})]
DayWage = Annotated[int, Field(gt=0, le=1_000_000_000, json_schema_extra={"unit": "vnd_day"})]
Percent = Annotated[Decimal, Field(ge=0, le=100, json_schema_extra={"unit": "percent"})]
Months = Annotated[int, Field(ge=0, le=1200, json_schema_extra={"unit": "months"})]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", json_schema_extra={"unit": "month"})]
Region = Literal["I", "II", "III", "IV"]
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # no event of a living person is outside


def _within_lives(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"must be from {FIRST_DAY} to {LAST_DAY}")
    return day


def _split(value: Any) -> Any:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")] if value.strip() else []
    if isinstance(value, int | float | Decimal):
        return [value]
    return value


def _none(value: Any) -> Any:
    return None if isinstance(value, str) and value.strip().lower() in {"", "none"} else value


Day = Annotated[date, AfterValidator(_within_lives), Field(json_schema_extra={"unit": "date"})]
ByComma = BeforeValidator(_split)
OrNone = BeforeValidator(_none)


def first_day(month: str) -> date:
    """The first day of a month written ``YYYY-MM``."""
    return date.fromisoformat(f"{month}-01")


def month_of(day: date) -> str:
    """The month of a day as ``YYYY-MM``."""
    return f"{day:%Y-%m}"


def months_between(earlier: str, later: str) -> int:
    """Months from one ``YYYY-MM`` to another; zero for the same month."""
    (y1, m1), (y2, m2) = ([int(part) for part in month.split("-")] for month in (earlier, later))
    return (y2 - y1) * 12 + m2 - m1
