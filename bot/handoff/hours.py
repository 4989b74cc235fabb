"""When advisers are there: office hours in Viet Nam."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from knowledge.clock import VIET_NAM

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FORM = re.compile(r"^(\w{3})-(\w{3}) (\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """From one weekday to another, from one time of day to another."""

    first_day: int
    last_day: int
    start: time
    end: time

    @classmethod
    def read(cls, text: str) -> OfficeHours:
        """From ``Mon-Fri 08:00-17:00``. Raises ValueError with a sentence for anything else."""
        found = _FORM.match(text.strip().lower())
        problem = f"'{text}' is not of the form Mon-Fri 08:00-17:00"
        if found is None or found[1] not in _DAYS or found[2] not in _DAYS:
            raise ValueError(problem)
        first, last = _DAYS.index(found[1]), _DAYS.index(found[2])
        try:
            start, end = time(int(found[3]), int(found[4])), time(int(found[5]), int(found[6]))
        except ValueError:
            raise ValueError(problem) from None
        if first > last or start >= end:
            raise ValueError(problem)
        return cls(first, last, start, end)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in the office hours."""
        local = moment.astimezone(VIET_NAM)
        return self.first_day <= local.weekday() <= self.last_day and self.start <= local.time() < self.end
