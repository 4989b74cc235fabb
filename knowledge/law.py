"""The law on a day: ``Law(parameters, on=date)`` gives each value in force then, or an error.

No value is ever taken from the nearest period, and drafts are never law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from knowledge.formulas import compute, names_in
from knowledge.schema import Confidence, Parameter, Period, Reference, Scalar, Unit, Value, parse_age

Part = TypeVar("Part")


class LawError(Exception):
    """A value that the law does not give; the message says which and what there is instead."""


class UnknownParameter(LawError):
    """No parameter, or no key of it, has this name."""


class NoValueOnDate(LawError):
    """The parameter exists, but no period that is law covers the day."""

    def __init__(self, name: str, on: date, parameter: Parameter) -> None:
        self.name, self.on = name, on
        spans = ", ".join(f"{p.start} to {p.end or 'now'}" for p in parameter.values if not p.draft and not p.holds(on))
        super().__init__(f"no value of '{name}' is known for {on}; known: {spans or 'nothing else'}")


@dataclass(frozen=True, slots=True)
class Provision:
    """One value in force, with what it rests on."""

    name: str
    key: str | None
    value: Value
    unit: Unit
    start: date
    end: date | None
    references: tuple[Reference, ...]
    confidence: Confidence


class Law:
    """The dated parameters as they stand on one day."""

    def __init__(self, parameters: Mapping[str, Parameter], on: date) -> None:
        self._parameters = parameters
        self.on = on

    def on_day(self, day: date) -> Law:
        """The same parameters on another day."""
        return Law(self._parameters, day)

    def parameter(self, name: str) -> Parameter:
        if (parameter := self._parameters.get(name)) is None:
            raise UnknownParameter(f"no parameter is called '{name}'")
        return parameter

    def period(self, name: str) -> Period:
        """The period of a parameter that holds on the day. Raises :class:`NoValueOnDate`."""
        parameter = self.parameter(name)
        for period in parameter.values:
            if not period.draft and period.holds(self.on):
                return period
        raise NoValueOnDate(name, self.on, parameter)

    def provision(self, path: str) -> Provision:
        """The value of ``name`` or ``name.key`` with its period, references and confidence."""
        name, _, key = path.partition(".")
        parameter, period = self.parameter(name), self.period(name)
        if period.formula is not None:
            return self._computed(path, parameter, period, key or None)
        content = _part(name, period.value, key)
        if content is None:
            what = f"'{path}'"
            raise (
                NoValueOnDate(path, self.on, parameter)
                if key
                else UnknownParameter(f"{what} is a table: ask for a year or a month of birth")
            )
        unit = parameter.unit_of(key or None)
        return self._provision(name, key or None, _typed(content, unit), unit, period)

    def _computed(self, path: str, parameter: Parameter, period: Period, key: str | None) -> Provision:
        formula = _part(path.partition(".")[0], period.formula, key)
        if formula is None:
            raise NoValueOnDate(path, self.on, parameter)
        inputs = [self.provision(name) for name in names_in(formula)]
        value = compute(formula, self.number)
        start = max([period.start, *(i.start for i in inputs)])
        ends = [end for end in [period.end, *(i.end for i in inputs)] if end is not None]
        return Provision(
            name=path.partition(".")[0],
            key=key,
            value=int(value) if value == value.to_integral_value() else value,
            unit=parameter.unit_of(key),
            start=start,
            end=min(ends, default=None),
            references=tuple(period.reference),
            confidence=Confidence.lowest([period.confidence, *(i.confidence for i in inputs)]),
        )

    @staticmethod
    def _provision(name: str, key: str | None, value: Value, unit: Unit, period: Period) -> Provision:
        return Provision(name, key, value, unit, period.start, period.end, tuple(period.reference), period.confidence)

    def value(self, path: str) -> Value:
        return self.provision(path).value

    def number(self, path: str) -> Decimal:
        """The value as an exact number. Raises LawError where it is a text or a range."""
        value = self.value(path)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise LawError(f"'{path}' is not one number")
        return Decimal(value)

    def money(self, path: str) -> int:
        """The value as whole đồng."""
        return int(self.number(path).to_integral_exact())

    def whole(self, path: str) -> int:
        """The value as a whole number (months, days, years)."""
        number = self.number(path)
        if number != number.to_integral_value():
            raise LawError(f"'{path}' is {number}, not a whole number")
        return int(number)

    def by_year(self, name: str, year: int | str, key: str | None = None) -> Provision:
        """One row of a table by calendar year, for example a price coefficient."""
        parameter, period = self.parameter(name), self.period(name)
        if period.by_year is None:
            raise UnknownParameter(f"'{name}' is no table by year")
        if (row := period.by_year.get(year)) is None:
            years = [str(y) for y in period.by_year]
            raise LawError(f"the table '{name}' of {period.start.year} has {years[0]} to {years[-1]}, not {year}")
        unit = parameter.unit_of(key)
        value: Any = _part(name, row, key)
        return self._provision(name, key, _typed(value, unit), unit, period)

    def band(self, name: str, key: str, month: str) -> Provision:
        """The value for somebody born in ``month`` (``YYYY-MM``)."""
        parameter, period = self.parameter(name), self.period(name)
        if period.bands is None or key not in period.bands:
            raise UnknownParameter(f"'{name}' has no bands for '{key}'")
        for band in period.bands[key]:
            if band.start <= month and (band.end is None or month <= band.end):
                unit = parameter.unit_of(key)
                return self._provision(name, key, _typed(band.value, unit), unit, period)
        first = period.bands[key][0].start
        raise LawError(f"'{name}' begins with people born in {first}; {month} is before that")

    def later(self, name: str) -> date | None:
        """The first day after this one on which an enacted change of a parameter takes effect.

        A parameter that follows from others changes when one of them does. None: no change is known.
        """
        parameter = self.parameter(name)
        days = [p.start for p in parameter.values if not p.draft and p.start > self.on]
        for period in parameter.values:
            if period.formula is None or period.draft or not period.holds(self.on):
                continue
            formulas = period.formula.values() if isinstance(period.formula, dict) else [period.formula]
            for formula in formulas:
                for path in names_in(formula or "0"):
                    day = self.later(path.partition(".")[0])
                    if day is not None and (period.end is None or day <= period.end):
                        days.append(day)
        return min(days, default=None)


def _part(name: str, content: dict[str, Part] | Part, key: str | None) -> Part:
    """What a key names; of something without keys all of it."""
    if isinstance(content, dict):
        if key is None or key not in content:
            raise UnknownParameter(f"'{name}' needs one of the keys {sorted(content)}, not '{key or ''}'")
        return content[key]
    if key:
        raise UnknownParameter(f"'{name}' has no keys, so not '{key}'")
    return content


def _typed(value: Scalar | tuple[object, object], unit: Unit) -> Value:
    if unit is Unit.AGE and isinstance(value, str):
        return parse_age(value)
    return value  # type: ignore[return-value]
