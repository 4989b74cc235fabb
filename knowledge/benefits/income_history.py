"""Past incomes month by month, and what they are worth in the prices of the year of the decision.

Written ``2021-01..2023-12:2000000;2024-01..2025-12:3000000``; one month alone as ``2024-05:3000000``.
Price coefficients: Decree 159/2025/NĐ-CP, Article 10 (voluntary); Decree 158/2025/NĐ-CP, Article 16 (compulsory).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from knowledge.benefits.calculation import InputError
from knowledge.benefits.input_types import month_of, months_between
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Provision

Scheme = Literal["voluntary", "compulsory"]
History = Annotated[str, Field(max_length=4000, json_schema_extra={"unit": "month..month:vnd_month;…"})]

_MONTH = r"(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])"
_SPAN = re.compile(rf"({_MONTH})(?:\.\.({_MONTH}))?:(\d{{1,12}})")
_TABLES = {"voluntary": "vsi_cpi_coefficient", "compulsory": "csi_cpi_coefficient"}


@dataclass(frozen=True, slots=True)
class Incomes:
    """The same monthly income from one month to another, both included."""

    first: str
    last: str
    income: int

    @property
    def months(self) -> int:
        return months_between(self.first, self.last) + 1


@dataclass(frozen=True, slots=True)
class Adjusted:
    """All incomes in the prices of the decision, and how many months they are."""

    total: Decimal
    months: int


def read_history(text: str) -> list[Incomes]:
    """The spans of a history in the order of time. Raises :class:`InputError`."""
    spans = []
    for part in text.split(";"):
        if not part.strip():
            continue
        if (match := _SPAN.fullmatch(part.strip())) is None:
            raise InputError(
                "history", f"'{part.strip()[:60]}' is not written like 2021-01..2023-12:2000000;2024-01:3000000"
            )
        first, last = match[1], match[2] or match[1]
        if last < first:
            raise InputError("history", f"{first}..{last} ends before it begins", first)
        if int(match[3]) == 0:
            raise InputError("history", f"the income of {first} must be more than 0", 0)
        spans.append(Incomes(first, last, int(match[3])))
    if not spans:
        raise InputError("history", "names no month; write it like 2021-01..2023-12:2000000")
    spans.sort(key=lambda span: span.first)
    for one, other in pairwise(spans):
        if other.first <= one.last:
            raise InputError("history", f"{other.first} is named twice", other.first)
    return spans


def adjusted_incomes(
    working: Working, history: Sequence[Incomes], scheme: Scheme = "voluntary", projected: bool = False
) -> Adjusted:
    """The incomes of a history, each year's times its price coefficient.

    Months that are still to come are refused, or, in a projection, taken at today's prices.
    """
    present = month_of(working.law.on)
    if history[-1].last > present and not projected:
        raise InputError("history", f"ends after {present}", present)
    parts: list[str] = []
    provisions: list[Provision] = []
    for span in history:
        for year in range(int(span.first[:4]), int(span.last[:4]) + 1):
            months = months_between(max(span.first, f"{year}-01"), min(span.last, f"{year}-12")) + 1
            if year > working.law.on.year:
                parts.append(f"{months} * {span.income}")
                continue
            provision = price_coefficient(working, scheme, year)
            provisions.append(provision)
            parts.append(f"{months} * {span.income} * {plain(figure(provision))}")
    total = working.step("adjusted_incomes", " + ".join(parts), *dict.fromkeys(provisions))
    return Adjusted(total, sum(span.months for span in history))


def price_coefficient(working: Working, scheme: Scheme, year: int) -> Provision:
    """The coefficient for incomes of a year in the table of the year of the decision."""
    table = _TABLES[scheme]
    rows = working.law.period(table).by_year or {}
    keys = {str(key): key for key in rows}
    first = min(int(key) for key in keys if key.isdigit())
    key = keys.get(str(year))
    if year < first:
        key = next((keys[name] for name in keys if name.startswith("before_")), None)
        if key is None:
            raise InputError("history", f"begins before {first}-01: the scheme has no incomes of {year}", f"{first}-01")
    if key is None:
        raise InputError("history", f"the table of {working.law.on.year} has no coefficient for {year}", year)
    return working.law.by_year(table, key)
