"""The working of one calculation: every value it reads and every sum it does, as they happen.

A step is written as a plain sum and computed from that text, so the working a person reads is the
working that was done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge.benefits.calculation import Calculation, Number, R, Step, Warning, references_of, whole_dong
from knowledge.formulas import compute
from knowledge.law import Law, LawError, Provision
from knowledge.schema import Confidence, Reference


def plain(number: Number) -> str:
    """A number as it stands in a sum: ``8000000``, ``2.5``; never ``8E+6``."""
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def evaluate(expression: str) -> Decimal:
    """The value of a sum of plain figures."""
    return compute(expression, _no_names)


def _no_names(name: str) -> Decimal:
    raise ValueError(f"'{name}' is a name; a step holds figures only")


def figure(provision: Provision) -> Decimal:
    """The number a provision gives."""
    value = provision.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise LawError(f"'{provision.name}' is not one number")
    return Decimal(value)


@dataclass
class Working:
    """Collects what a calculation reads and does."""

    law: Law
    steps: list[Step] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    included: list[Reference] = field(default_factory=list)

    def read(self, path: str, on: date | None = None) -> Provision:
        """A value in force on ``on`` (the law's own day if left out); the result will cite it."""
        law = self.law if on is None else self.law.on_day(on)
        return self.use(law.provision(path))

    def known(self, name: str, on: date | None = None) -> bool:
        """Whether the law has a value of a parameter on that day."""
        day = on or self.law.on
        return any(not period.draft and period.holds(day) for period in self.law.parameter(name).values)

    def use(self, provision: Provision) -> Provision:
        if provision not in self.provisions:
            self.provisions.append(provision)
        return provision

    def number(self, path: str, on: date | None = None) -> Decimal:
        return figure(self.read(path, on))

    def whole(self, path: str, on: date | None = None) -> int:
        number = self.number(path, on)
        if number != number.to_integral_value():
            raise LawError(f"'{path}' is {number}, not a whole number")
        return int(number)

    def step(self, label: str, expression: str, *provisions: Provision) -> Decimal:
        """A line whose value is exact: years, months, a percentage."""
        value = evaluate(expression)
        self.steps.append(Step(label, expression, value, self._cited(provisions)))
        return value

    def money(self, label: str, expression: str, *provisions: Provision) -> int:
        """A line in whole đồng."""
        value = whole_dong(evaluate(expression))
        self.steps.append(Step(label, expression, value, self._cited(provisions)))
        return value

    def date_step(self, label: str, day: date, *provisions: Provision) -> None:
        """A line whose value is a day; days are counted, not summed, so there is no expression."""
        self.steps.append(Step(label, "", day.isoformat(), self._cited(provisions)))

    def warn(self, key: str, **figures: str | int | Decimal) -> None:
        warning = Warning(key, tuple(figures.items()))
        if warning not in self.warnings:
            self.warnings.append(warning)

    def include(self, other: Calculation[Any], *labels: str) -> None:
        """Take over another calculation's references and warnings, and its steps of these labels."""
        self.steps.extend(step for step in other.steps if step.label in labels)
        self.warnings.extend(warning for warning in other.warnings if warning not in self.warnings)
        self.included.extend(other.references)

    def calculation(self, result: R) -> Calculation[R]:
        """The result with its working; values that are not of high confidence add a warning."""
        for provision in self.provisions:
            if provision.confidence is not Confidence.HIGH:
                self.warn(f"{provision.name}_{provision.confidence.value}_confidence")
        references = tuple(dict.fromkeys([*self.included, *references_of(*self.provisions)]))
        return Calculation(result, tuple(self.steps), tuple(self.warnings), references)

    def _cited(self, provisions: tuple[Provision, ...]) -> tuple[Reference, ...]:
        for provision in provisions:
            self.use(provision)
        return references_of(*provisions)
