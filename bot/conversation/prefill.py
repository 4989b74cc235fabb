"""Values a question already says: they are not asked again."""

from __future__ import annotations

import re
from datetime import date

from bot.calculators.form import Form, Kind, Question
from bot.conversation.forms import read_answer
from nlu.parsing import find_values
from nlu.text import clean

_HEADS = frozenset({"members", "people"})  # how many people of a household
_PEOPLE = re.compile(
    r"(?<![\d.,/])(?:\d{1,2}|hai|ba|bốn|bon|năm|nam|sáu|bảy|bay|tám|two|three|four|five|six|seven|eight)"
    r" (?:người|nguoi|nhân khẩu|nhan khau|thành viên|thanh vien|people|persons|members)\b",
    re.IGNORECASE,
)
_FOUND_KINDS = {Kind.MONEY: "money", Kind.MONTHS: "months", Kind.PERCENT: "percent"}


def values_in(form: Form, text: str, on: date) -> dict[str, str]:
    """The answers a text gives to a form's questions.

    Money, durations and percentages only where exactly one is said and exactly one question wants one;
    a choice only where its words are there, a birth where it is said to be one.
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
        said = _said(form, question, text, on)
        if len(said) == 1 and (value := read_answer(question, said[0], on)) is not None:
            found[question.field] = value
    return found


def _said(form: Form, question: Question, text: str, on: date) -> list[str]:
    """The pieces of a text that may answer a question."""
    if question.field == "birth":
        return find_values("birth", text, on)
    if question.field in _HEADS:
        return _PEOPLE.findall(clean(text))
    kind = _FOUND_KINDS.get(question.kind)
    wanting = [q for q in form.questions if q.kind is question.kind and q.prefill]
    return find_values(kind, text, on) if kind is not None and len(wanting) == 1 else []


def figures_in(form: Form, text: str, on: date) -> dict[str, str]:
    """The amounts, durations, percentages and people among :func:`values_in`: the sign that somebody wants a sum."""
    return {
        field: value
        for field, value in values_in(form, text, on).items()
        if (question := form.question(field)) is not None and (question.kind in _FOUND_KINDS or field in _HEADS)
    }
