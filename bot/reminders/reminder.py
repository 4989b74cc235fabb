"""A reminder that somebody asked for: what it is about, and on which days it goes out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.benefits.deadlines import add_months
from knowledge.clock import VIET_NAM
from knowledge.schema import Language

FIRST_HOUR, LAST_HOUR = 8, 20  # nothing goes out earlier, or from the last hour on
HOURS = (9, 12, 19)  # to choose from
MOST_TIMES, MOST_MONTHS = 12, 36  # of one that is repeated


class Kind(StrEnum):
    """What a reminder is about."""

    HI_CARD = "hi_card"
    CONTRIBUTION = "contribution"
    DISPUTE = "dispute"
    BIRTH_ALLOWANCE = "birth_allowance"  # voluntary scheme
    MATERNITY_MONEY = "maternity_money"  # compulsory scheme
    UNEMPLOYMENT = "unemployment"


# How many days before the day to act; our choice, not the law's.
DAYS_BEFORE: dict[Kind, tuple[int, ...]] = {
    Kind.HI_CARD: (15, 3),
    Kind.CONTRIBUTION: (0,),
    Kind.DISPUTE: (14, 3),
    Kind.BIRTH_ALLOWANCE: (14, 3),
    Kind.MATERNITY_MONEY: (14, 3),
    Kind.UNEMPLOYMENT: (14, 3),
}

Step = Literal["conciliator", "court"]


class Reminder(BaseModel):
    """Everything a reminder says. Kept sealed only."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    language: Language
    day: date  # to act by; of a repeated one the first
    last: date | None = None  # the last day of the law, where it is another
    until: date | None = None  # the next working day, where the last day is a day off
    law_of: date  # by the law of which day it was worked out
    step: Step | None = None  # of a dispute
    every: int = 0  # months between two; 0: not repeated
    hour: int = HOURS[0]

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which it goes out, in order."""
        if self.every:
            # Counted from the first day each time: the 31st stays the 31st where a month has one.
            return tuple(add_months(self.day, self.every * number) for number in range(times(self.every)))
        return tuple(self.day - timedelta(days=before) for before in DAYS_BEFORE[self.kind])

    def moments(self, after: datetime) -> tuple[datetime, ...]:
        """The moments still to come."""
        every = (datetime.combine(day, time(self.hour), VIET_NAM) for day in self.days)
        return tuple(moment for moment in every if moment > after)

    def next_after(self, today: date) -> datetime | None:
        """When it goes out next, on a later day than ``today``."""
        later = (datetime.combine(day, time(self.hour), VIET_NAM) for day in self.days if day > today)
        return next(later, None)

    def meant_on(self, today: date) -> date:
        """The day to act by that a message of ``today`` is about."""
        if not self.every:
            return self.day
        return max((day for day in self.days if day <= today), default=self.day)


class Draft(BaseModel):
    """A reminder that is being set up. Gone half an hour after the last answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Kind
    answers: dict[str, str] = {}
    asking: str | None = None  # None: everything is there, the consent is asked for
    hour: int = HOURS[0]
    touched: datetime

    def expired(self, now: datetime) -> bool:
        return now - self.touched > EXPIRES


EXPIRES = timedelta(minutes=30)


def times(every: int) -> int:
    """How often a reminder is repeated that comes every so many months."""
    return min(MOST_TIMES, max(1, MOST_MONTHS // every))


def civil(now: datetime) -> bool:
    """Whether it is an hour at which one may write to people in Viet Nam."""
    return FIRST_HOUR <= now.astimezone(VIET_NAM).hour < LAST_HOUR


def today_of(now: datetime) -> date:
    return now.astimezone(VIET_NAM).date()
