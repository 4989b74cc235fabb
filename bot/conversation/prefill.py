"""Values a question already says: they are not asked again."""

from __future__ import annotations

from datetime import date

from bot.calculators.form import Form, Kind
from bot.conversation.forms import read_answer
from nlu.parsing import find_values

_FOUND_KINDS = {Kind.MONEY: "money", Kind.MONTHS: "months", Kind.PERCENT: "percent"}


def values_in(form: Form, text: str, on: date) -> dict[str, str]:
    """The answers a text gives to a form's questions.

    Money, durations and percentages only where exactly one is said and exactly one question wants one;
    a choice only where its words are there.
    """
    found: dict[str, str] = {}
    if not text:
        return found
    for question in form.questions:
        if not question.prefill:
            continue
        if question.kind is Kind.CHOICE:
            if (value := read_answer(question, text, on)) is not None:
                found[question.field] = value
            continue
        kind = _FOUND_KINDS.get(question.kind)
        wanting = [q for q in form.questions if q.kind is question.kind and q.prefill]
        if kind is None or len(wanting) != 1:
            continue
        said = find_values(kind, text, on)
        if len(said) == 1 and (value := read_answer(question, said[0], on)) is not None:
            found[question.field] = value
    return found


def figures_in(form: Form, text: str, on: date) -> dict[str, str]:
    """The amounts, durations and percentages among :func:`values_in`: the sign that somebody wants a sum."""
    return {
        field: value
        for field, value in values_in(form, text, on).items()
        if (question := form.question(field)) is not None and question.kind in _FOUND_KINDS
    }
