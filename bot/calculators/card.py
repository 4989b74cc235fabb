"""The result of a calculator as a card: the number, the working line by line, the law, what to do next."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from bot.calculators.figures import figures_from
from bot.calculators.form import Form
from bot.calculators.words import FIGURES, STEPS, WARNINGS
from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.i18n import gettext_for
from knowledge import wording
from knowledge.benefits.calculation import Calculation, Step, Warning
from knowledge.law import Law
from knowledge.rendering import Renderer
from knowledge.schema import Language

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_CITED = 4  # instruments named; the rest of a long working rests on the same ones


def result_card(form: Form, calculation: Calculation[Any], renderer: Renderer, law: Law, language: Language) -> Card:
    """The result card of a form by the law of a day."""
    _ = gettext_for(language)
    lines = [f"🧮 **{_(form.title)}**", form.headline(calculation.result, language)]
    steps = [step_line(step, language) for step in calculation.steps]
    if steps:
        lines += [_("**How it is worked out**"), *steps]
    warnings = [warning_text(warning, law, language) for warning in calculation.warnings]
    lines += [f"❗ {text}" for text in dict.fromkeys(warnings)]  # two values that are not certain may say the same
    lines.append(f"👉 {_(form.next_step)}")
    citations = renderer.citations(calculation.references, language, in_force_on=law.on)
    law_of = _("law of {day}").format(day=wording.day(law.on, language))
    lines.append("⚖️ " + " · ".join([*(["; ".join(citations[:_CITED])] if citations else []), law_of]))
    return Card(text="\n".join(lines), buttons=_buttons(form, language))


def _buttons(form: Form, language: Language) -> tuple[tuple[Button, ...], ...]:
    _ = gettext_for(language)
    rows: list[tuple[Button, ...]] = [
        (button(_("Change an answer"), "form", "edit"), button(_("Start again"), "calc", form.calculator))
    ]
    if form.article is not None:
        rows.append((button(_("Read about it"), "art", form.article),))
    rows.append((button(_("Talk to an adviser"), "help", form.topic), button(_("Menu"), "menu")))
    return tuple(rows)


def step_line(step: Step, language: Language) -> str:
    """``• Mức đóng đủ: 3.000.000 × 22% = 660.000``."""
    label = gettext_for(language)(STEPS.get(step.label, step.label))
    value = figure_text(step.value, language)
    expression = sum_text(step.expression, language)
    return f"• {label}: {value}" if not expression or expression == value else f"• {label}: {expression} = {value}"


def warning_text(warning: Warning, law: Law, language: Language) -> str:
    """A warning in words, its figures as people read them."""
    text = gettext_for(language)(WARNINGS.get(warning.key, warning.key))
    figures = figures_from(FIGURES.get(warning.key, {}), law, language)
    return text.format(**figures, **{name: figure_text(value, language) for name, value in warning.figures})


def limit_text(limit: object, language: Language) -> str | None:
    """What an answer must not pass, in words; None where it is nothing people can read (a pattern, a list of keys)."""
    match limit:
        case bool():
            return None
        case float():
            return figure_text(Decimal(str(limit)), language)
        case int() | Decimal() | date():
            return figure_text(limit, language)
        case str() if re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", limit):
            return figure_text(limit, language)
        case _:
            return None


def figure_text(value: int | Decimal | str | date, language: Language) -> str:
    """A figure with its separators; a day or a month as a date; any other text as it is."""
    if isinstance(value, int | Decimal):
        return wording.number(value, language)
    if isinstance(value, date):
        return wording.day(value, language)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return wording.day(date.fromisoformat(value), language)
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return f"{value[5:]}/{value[:4]}"
    return value


def sum_text(expression: str, language: Language) -> str:
    """A sum as on paper: ``3.000.000 × 22%``."""
    text = _FIGURE.sub(lambda match: wording.number(Decimal(match[0]), language), expression)
    return re.sub(r" / 100\b(?![.,]\d)", "%", text).replace("*", "×").replace("/", "÷").replace("-", "−")
