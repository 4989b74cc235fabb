"""What a calculator asks in conversation, and how it words its result.

A form routes and words; the sums and their limits are in :mod:`knowledge.benefits`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from knowledge.law import Law
from knowledge.schema import Language, Topic

Answers = Mapping[str, str]
"""Answers so far, by field, as the calculator's inputs are typed: whole đồng, ``YYYY-MM``, ``true``."""


class Kind(StrEnum):
    """How an answer is read. All but choice, month and hours are kinds of ``quyen parse``."""

    MONEY = "money"
    MONTHS = "months"
    DATE = "date"  # a whole date
    MONTH = "month"  # YYYY-MM; a whole date is cut
    PERIOD = "period"  # YYYY-MM..YYYY-MM
    PERCENT = "percent"
    NUMBER = "number"
    HOURS = "hours"  # with halves and minutes
    YESNO = "yesno"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a choice: its value for the calculator, its label, other words that mean it."""

    value: str
    label: str
    words: tuple[str, ...] = ()  # folded, found anywhere; with = in front only where nothing else is said: =nam


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked. ``ask``, ``example`` and ``name`` are message ids."""

    field: str
    kind: Kind
    ask: str
    name: str  # the field in a few words, for echoing and for the list of answers to change
    choices: tuple[Choice, ...] = ()
    example: str = ""
    optional: bool = False
    only_if: Callable[[Answers], bool] | None = None
    prefill: bool = True  # may be taken from the question that led here
    figures: Mapping[str, str] = dataclass_field(default_factory=dict)
    """Placeholders of ``ask`` and ``name``, each with the path of a dated value: ``{"window": "ui_conditions.window_months"}``."""


@dataclass(frozen=True, slots=True)
class Form:
    """A calculator in conversation."""

    calculator: str
    title: str  # message id
    topic: Topic
    questions: tuple[Question, ...]
    headline: Callable[[Any, Language], str]  # the result in one or two lines, the number first
    next_step: str  # message id: what to do now, where, with which papers
    article: str | None = None  # where to read more
    inputs: Callable[[Answers], dict[str, str]] = dict  # answers as the calculator's inputs
    picture: Callable[[Law, Any, Any, Language], bytes] | None = (
        None  # PNG of inputs and result, where looking beats reading
    )

    def question(self, field: str) -> Question | None:
        return next((question for question in self.questions if question.field == field), None)
