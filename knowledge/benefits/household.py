"""What a household pays for health insurance: Decree 188/2025 Art. 6(5), 8(3)-(4).

A percentage of the base salary for the first member and less for each further one, for the months paid
ahead; fixed on the day of payment, not changed afterwards.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.benefits.calculation import InputError
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law, Provision

BlockMonths = Annotated[int, Field(ge=1, le=120, json_schema_extra={"unit": "months"})]
LADDER = 5  # the table has a key for each of the first members; the last stands for all later ones
MOST_MEMBERS = 50  # more people than that are not one household


def block_months(law: Law, months: int) -> int:
    """The months of one payment, if the law has such a period. Raises InputError otherwise."""
    allowed = [law.whole(f"hi_payment_block_months.m{length}") for length in (3, 6, 12)]
    if months not in allowed:
        raise InputError("months", f"must be one of {', '.join(map(str, allowed))}", allowed[-1])
    return months


def month_prices(working: Working, members: int) -> list[Provision]:
    """The price of a month for the first, second … member; from the fifth on it is the same."""
    ladder = [working.read(f"hi_household_month.{place}") for place in range(1, min(members, LADDER) + 1)]
    return ladder + ladder[-1:] * (members - LADDER)


def member_label(place: int) -> str:
    """The label of a member's line: the first, second … and the fifth or later."""
    return f"member_{min(place, LADDER)}"


def price_expression(price: Provision, months: int, support: str = "") -> str:
    """A member's price for the months, less the State's percentage."""
    full = f"{plain(figure(price))} * {months}"
    return f"{full} * (100 - {support}) / 100" if support else full
