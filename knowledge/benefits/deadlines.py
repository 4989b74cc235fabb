"""Last days of legal periods, and working days.

Civil Code Art. 147, 148, 151: the first day is not counted, a period in months ends on the same day
number, and an end on a day off moves to the next working day. Sources differ by one day, so every
last day comes with an earlier, safe one. Saturdays, Sundays and the holidays with a fixed date are days
off here; Lunar New Year, the Hùng Kings and National Day are not known by date (a warning says so).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.benefits.working import Working
from knowledge.law import Law

FIXED_HOLIDAYS = "public_holiday_dates"
COUNTING_RULE = "civil_deadline_day"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class LastDay:
    """When a period ends: by the calendar, moved off a day off, and the day to act by to be safe."""

    last_day: date
    next_working_day: date
    safe_by: date


def add_months(day: date, months: int) -> date:
    """The same day number so many months later; the last day of the month where it does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_working_day(law: Law, day: date) -> bool:
    """Monday to Friday and no holiday with a fixed date."""
    if day.weekday() >= SATURDAY:
        return False
    dates = law.on_day(day).period(FIXED_HOLIDAYS).value
    return f"{day:%m-%d}" not in dates.values() if isinstance(dates, dict) else True


def working_day_after(law: Law, day: date, number: int) -> date:
    """The first, second … working day after a day, which itself is not counted."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(law, day)
    return day


def next_working_day(law: Law, day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    return day if is_working_day(law, day) else working_day_after(law, day, 1)


def last_day_of(working: Working, label: str, start: date, *, months: int = 0, days: int = 0) -> LastDay:
    """The end of a period of months or days that begins after ``start``, as a step of the working."""
    rule = working.read(COUNTING_RULE, start)
    end = add_months(start, months) + timedelta(days=days)
    safe = end - timedelta(days=int(str(rule.value)))
    while not is_working_day(working.law, safe):
        safe -= timedelta(days=1)
    following = next_working_day(working.law, end)
    working.date_step(label, end, rule)
    if following != end:
        working.warn("last_day_is_day_off", last_day=end.isoformat(), next_working_day=following.isoformat())
    return LastDay(end, following, safe)
