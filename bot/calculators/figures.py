"""Texts with figures of the law in them: filled from the dated values, written as articles write them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.calculators.form import Question
from bot.i18n import gettext_for
from knowledge import wording
from knowledge.law import Law
from knowledge.schema import Language


def figures_from(paths: Mapping[str, str], law: Law, language: Language) -> dict[str, str]:
    """``{"window": "ui_conditions.window_months"}`` as ``{"window": "24 months"}``. Raises :class:`LawError`."""
    provisions = {name: law.provision(path) for name, path in paths.items()}
    return {name: wording.in_words_of(found.value, found.unit, language) for name, found in provisions.items()}


def asked_as(question: Question, law: Law, language: Language) -> str:
    """The text of a question with the figures of the day. Raises :class:`LawError`."""
    return _filled(question.ask, question, law, language)


def named_as(question: Question, law: Law, language: Language) -> str:
    """The name of what is asked with the figures of the day. Raises :class:`LawError`."""
    return _filled(question.name, question, law, language)


def _filled(message: str, question: Question, law: Law, language: Language) -> str:
    text = gettext_for(language)(message)
    return text.format(**figures_from(question.figures, law, language)) if question.figures else text
