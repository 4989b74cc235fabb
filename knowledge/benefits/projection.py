"""Plans for years to come hold today's law constant, and say what is already enacted for later."""

from __future__ import annotations

from knowledge.benefits.working import Working


def constant_law(working: Working, *names: str, income: int | None = None) -> None:
    """Warn that values stay as they are today, of known changes, and of an income too low for them."""
    working.warn("projection_constant_law")
    days = [day for name in names if (day := working.law.later(name)) is not None]
    if not days:
        return
    first = min(days)
    working.warn("enacted_change_ahead", first_day=first.isoformat())
    if income is None or not working.known("rural_poverty_line", first):
        return
    lowest = working.law.on_day(first).money("vsi_income_min")
    if income < lowest:
        working.warn("income_below_later_minimum", first_day=first.isoformat(), minimum=lowest)
