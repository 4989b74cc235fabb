"""What every calculator takes and gives: validated inputs, a typed result, the steps that lead to it.

A calculator is one file: an inputs model, a result model, a pure function ``(Law, inputs) -> Calculation``.
Money is whole đồng (``int``), rates are :class:`decimal.Decimal`, dates are dates. No text for people
stands here: labels and warnings are keys, worded in the locales.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from knowledge.law import Law, Provision
from knowledge.schema import Reference

Number = int | Decimal


class Inputs(BaseModel):
    """The inputs of a calculator. Unknown names are refused; field names are the contract's."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Result(BaseModel):
    """The results of a calculator; field names are the contract's."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class InputError(ValueError):
    """An input that contradicts another or the law; names the field and says the limit in English.

    ``limit`` carries the figure the message is about, so that a conversation can say it in its own words.
    """

    def __init__(self, field: str, message: str, limit: object = None) -> None:
        self.field, self.message, self.limit = field, message, limit
        super().__init__(f"{field}: {message}")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working: a label key, the sum as figures, its value, where the law says so.

    ``expression`` uses figures and + - * / only, so that a test can recompute ``value`` from it.
    """

    label: str
    expression: str
    value: Number | str
    citation: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the person must know about the result: a key, and figures for its wording."""

    key: str
    figures: tuple[tuple[str, str | int | Decimal], ...] = ()


R = TypeVar("R", bound=Result)
I = TypeVar("I", bound=Inputs)  # noqa: E741


@dataclass(frozen=True, slots=True)
class Calculation(Generic[R]):
    """A result with its working."""

    result: R
    steps: tuple[Step, ...]
    warnings: tuple[Warning, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculator(Generic[I, R]):
    """A calculator under its name in the contract (``si-contribution``)."""

    name: str
    inputs: type[I]
    result: type[R]
    run: Callable[[Law, I], Calculation[R]]
    governing_dates: tuple[tuple[str, str], ...] = ()  # (what is read, on which date) for `quyen calc --list`


def whole_dong(amount: Number) -> int:
    """An amount rounded to whole đồng, half up: the only rounding of money."""
    return int(Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def references_of(*provisions: Provision) -> tuple[Reference, ...]:
    """The references behind dated values, each once, in order."""
    return tuple(dict.fromkeys(reference for provision in provisions for reference in provision.references))
