"""Typed answers as values: money, durations, dates, periods, percentages, counts, yes or no.

The rule of every reader: better no value than a wrong one. What is not read is asked again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from nlu.amounts import parse_money
from nlu.counts import parse_number, parse_percent
from nlu.dates import parse_date
from nlu.durations import parse_months
from nlu.finding import Found, find_ages, find_births, find_money, find_months, find_percents, find_values
from nlu.periods import parse_period
from nlu.readings import Range
from nlu.yesno import parse_yesno

Value = int | Decimal | str | bool | tuple[str, str] | Range

_READERS: dict[str, Callable[[str, date], Value | None]] = {
    "money": lambda text, on: parse_money(text),
    "months": lambda text, on: parse_months(text),
    "date": parse_date,
    "period": parse_period,
    "percent": lambda text, on: parse_percent(text),
    "number": lambda text, on: parse_number(text),
    "yesno": lambda text, on: parse_yesno(text),
}
KINDS = tuple(_READERS)


def parse(kind: str, text: str, on: date) -> Value | None:
    """A typed text as a value of a kind of :data:`KINDS`; None where it is no such value."""
    return _READERS[kind](text, on)


__all__ = [
    "KINDS",
    "Found",
    "Range",
    "Value",
    "find_ages",
    "find_births",
    "find_money",
    "find_months",
    "find_percents",
    "find_values",
    "parse",
    "parse_date",
    "parse_money",
    "parse_months",
    "parse_number",
    "parse_percent",
    "parse_period",
    "parse_yesno",
]
