"""The calculators by their names in the contract, and how typed-in values become their inputs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs
from knowledge.law import Law, NoValueOnDate

AnyCalculator = Calculator[Any, Any]

NAMES = (
    "si-contribution", "pension", "average-income", "lump-sum", "interim-allowance", "maternity",
    "maternity-compulsory", "funeral-survivors", "household-hi", "household-check", "hi-card-start", "hi-bill",
    "accident-insurance", "unemployment", "severance", "job-loss", "unlawful-dismissal", "overtime", "notice",
    "minimum-wage", "dispute-deadlines", "contract-check", "set-aside", "worth-it",
)  # fmt: skip


FIRST_MONTH, LAST_MONTH = "1900-01", "2199-12"  # nobody asks about other centuries; calendars end somewhere


class UnknownCalculator(LookupError):
    """No calculator has this name; the message says which there are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no calculator is called '{name}'; there are: {', '.join(NAMES)}")


@cache
def calculator(name: str) -> AnyCalculator:
    """The calculator of a name; its file is read when it is first asked for."""
    if name not in NAMES:
        raise UnknownCalculator(name)
    found: AnyCalculator = import_module(f"knowledge.benefits.{name.replace('-', '_')}").CALCULATOR
    return found


def calculators() -> dict[str, AnyCalculator]:
    """All calculators, in the order of the contract."""
    return {name: calculator(name) for name in NAMES}


def read_inputs(calculator: AnyCalculator, values: Mapping[str, object]) -> Inputs:
    """Values as typed (texts) or as they are, as the calculator's inputs. Raises :class:`InputError`."""
    model: type[Inputs] = calculator.inputs
    fields = model.model_fields
    prepared = {
        name: _prepared(value, fields[name].annotation) if name in fields else value for name, value in values.items()
    }
    try:
        inputs = model.model_validate(prepared)
    except ValidationError as error:
        raise _first_problem(calculator, error) from None
    for name, field in fields.items():
        value = getattr(inputs, name)
        if isinstance(value, str) and _is_month(field) and not FIRST_MONTH <= value <= LAST_MONTH:
            raise InputError(name, f"must be a month from {FIRST_MONTH} to {LAST_MONTH}", LAST_MONTH)
        if isinstance(value, date) and not FIRST_MONTH <= f"{value:%Y-%m}" <= LAST_MONTH:
            raise InputError(name, f"must be a day from {FIRST_MONTH} to {LAST_MONTH}", LAST_MONTH)
    return inputs


def calculate(calculator: AnyCalculator, law: Law, inputs: Inputs) -> Calculation[Any]:
    """Run a calculator. A day for which no law is known is an :class:`InputError` of the input that gives the day."""
    try:
        return calculator.run(law, inputs)
    except NoValueOnDate as error:
        raise InputError(_field_of(error.on, law.on, inputs), str(error), limit=error.on) from error


def _prepared(value: object, annotation: Any) -> object:
    """Texts of lists are parted at commas, and ``none`` leaves an optional input out."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    kinds = _kinds(annotation)
    if NoneType in kinds and text.lower() in ("", "none"):
        return None
    if kinds & {tuple, list}:
        return tuple(part.strip() for part in re.split("[,;]", text) if part.strip())
    return text


def _kinds(annotation: Any) -> set[Any]:
    """The plain types an annotation allows: ``tuple[int, ...] | None`` gives tuple and NoneType."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kinds(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return set().union(*(_kinds(part) for part in get_args(annotation)))
    return {origin or annotation}


def _is_month(field: FieldInfo) -> bool:
    extras = [field, *field.metadata, *(part for kind in get_args(field.annotation) for part in get_args(kind))]
    units = [extra.json_schema_extra for extra in extras if isinstance(extra, FieldInfo)]
    return any(isinstance(unit, dict) and unit.get("unit") == "month" for unit in units)


def _first_problem(calculator: AnyCalculator, error: ValidationError) -> InputError:
    known = list(calculator.inputs.model_fields)
    detail = error.errors()[0]
    cause = (detail.get("ctx") or {}).get("error")
    if isinstance(cause, InputError):
        return cause
    field = str(detail["loc"][0]) if detail["loc"] else known[0]
    match detail["type"]:
        case "missing":
            return InputError(field, "is needed")
        case "extra_forbidden":
            return InputError(field, f"is no input of {calculator.name}; its inputs: {', '.join(known)}")
        case "string_pattern_mismatch":
            pattern = detail["ctx"]["pattern"]
            return InputError(field, f"'{detail['input']}' is not written as it should be ({pattern})", pattern)
        case _:
            limits = {name: value for name, value in (detail.get("ctx") or {}).items() if name != "error"}
            found = repr(detail["input"])[:60]
            return InputError(field, f"{detail['msg']} (found {found})", next(iter(limits.values()), None))


def _field_of(day: date, present: date, inputs: Inputs) -> str:
    """The input that gave the day whose law was asked for; ``on`` where none did."""
    given = [(name, getattr(inputs, name)) for name in type(inputs).model_fields]
    found = [name for name, value in given if value == day]
    if day != present:
        month = f"{day:%Y-%m}"
        found += [name for name, value in given if isinstance(value, str) and value == month]
        found += [name for name, value in given if isinstance(value, date) and f"{value:%Y-%m}" == month]
    return found[0] if found else "on"
