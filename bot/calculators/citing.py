"""The law behind a calculation, as people read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from knowledge.benefits.calculation import Calculation
from knowledge.benefits.registry import AnyCalculator
from knowledge.database import Knowledge
from knowledge.schema import Language, Reference


class Citing:
    """Names the law behind a calculation: only instruments that were in force on a day that governs it."""

    def __init__(self, knowledge: Knowledge, chosen: AnyCalculator, inputs: Any, on: date, language: Language) -> None:
        self._knowledge, self._language = knowledge, language
        self._days = {on, *(day for _, when in chosen.governing_dates for day in _days_named(when, inputs))}

    def names(self, references: Iterable[Reference]) -> list[str]:
        """The instruments with their articles; all of them where none was in force yet (amounts paid back to a day)."""
        every = list(references)
        kept = [reference for reference in every if self._in_force(reference)]
        return list(self._knowledge.renderer.citations(kept or every, self._language))

    def all_names(self, calculation: Calculation[Any]) -> list[str]:
        of_steps = (reference for step in calculation.steps for reference in step.citation)
        return self.names([*calculation.references, *of_steps])

    def _in_force(self, reference: Reference) -> bool:
        instrument = self._knowledge.instruments.get(reference.instrument)
        return instrument is None or any(instrument.in_force.holds(day) for day in self._days)


def _days_named(when: str, inputs: Any) -> Iterator[date]:
    """The days of the inputs that a governing date names, such as ``death`` or ``start``."""
    for word in re.findall(r"[a-z_]+", when):
        value = getattr(inputs, word, None) if word in type(inputs).model_fields else None
        if isinstance(value, date):
            yield value
        elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}", value):
            yield date.fromisoformat(f"{value}-01")
