"""Whatever a calculator shows as a line of its working, or warns of, has words in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.calculators.card import figure_text, limit_text, result_card, step_line, sum_text, warning_text
from bot.calculators.registry import forms
from bot.calculators.words import STEPS, WARNINGS
from bot.i18n import gettext_for
from knowledge.benefits.calculation import Calculation, Step, Warning
from knowledge.benefits.registry import calculate, calculator, read_inputs
from knowledge.database import Knowledge
from knowledge.law import Law
from knowledge.loading import Content
from knowledge.schema import Language
from tests.benefits.test_cases import stories, worked_out

BENEFITS = Path(__file__).parents[2] / "knowledge" / "benefits"
ON = date(2026, 11, 22)
NOTICE = {"contract": "indefinite", "reason": "none"}
SETS_A_LABEL = {"step", "money", "date_step"}


@pytest.fixture(scope="module")
def calculations(content: Content) -> list[Calculation[Any]]:
    """All calculations told in ``tests/cases``."""
    cases = [story.values[0] for story in stories()]
    return [worked_out(case, Law(content.parameters, case.on)) for case in cases if case.error is None]


def test_every_line_of_a_working_has_words(calculations: list[Calculation[Any]]) -> None:
    shown = {step.label for calculation in calculations for step in calculation.steps}
    assert shown - STEPS.keys() == set()


def test_every_warning_has_words(calculations: list[Calculation[Any]]) -> None:
    given = {warning.key for calculation in calculations for warning in calculation.warnings}
    assert given - WARNINGS.keys() == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_figures_of_a_warning_are_those_of_its_words(
    calculations: list[Calculation[Any]], content: Content, language: Language
) -> None:
    law = Law(content.parameters, ON)
    for warning in {warning for calculation in calculations for warning in calculation.warnings}:
        assert "{" not in warning_text(warning, law, language), warning.key


def test_what_no_story_reaches_has_words_too() -> None:
    labels: set[str] = set()
    warnings: set[str] = set()
    for name, key in _named_in_the_formulas():
        (warnings if name == "warn" else labels).add(key)
    assert labels - STEPS.keys() == set()
    assert warnings - WARNINGS.keys() == set()


def _named_in_the_formulas() -> Iterator[tuple[str, str]]:
    for path in sorted(BENEFITS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                owner, key = node.func.value, node.args[0]
                if not (isinstance(owner, ast.Name) and owner.id == "working"):
                    continue
                if node.func.attr in SETS_A_LABEL | {"warn"} and isinstance(key, ast.Constant):
                    yield node.func.attr, str(key.value)


def test_values_that_are_not_certain_have_words(content: Content) -> None:
    """A formula that read such a value would warn of it: every formula is looked at, every period of its values."""
    sources = "".join(path.read_text("utf-8") for path in BENEFITS.glob("*.py"))
    for name, parameter in content.parameters.items():
        for period in parameter.values:
            read = re.search(rf"""read\(\s*f?["']{name}\b""", sources)
            if read and not period.draft and period.confidence.value != "high":
                assert f"{name}_{period.confidence.value}_confidence" in WARNINGS, f"{name} since {period.start}"


@pytest.mark.parametrize("texts", [STEPS, WARNINGS])
def test_the_vietnamese_words_name_the_same_figures(texts: dict[str, str]) -> None:
    vietnamese = gettext_for("vi")
    for key, text in texts.items():
        placeholders = re.findall(r"{\w+}", text)
        assert sorted(re.findall(r"{\w+}", vietnamese(text))) == sorted(placeholders), key


def test_a_line_reads_as_on_paper() -> None:
    step = Step("rate_percent", "45 + (15.5 - 15) * 2", 46)
    assert step_line(step, "en") == "• Percentage of the average: 45 + (15.5 − 15) × 2 = 46"
    assert sum_text("3000000 * 22 / 100", "vi") == "3.000.000 × 22%"
    assert sum_text("3168000 / (52 * 5)", "vi") == "3.168.000 ÷ (52 × 5)"
    assert figure_text("2026-12-21", "en") == "21 Dec 2026"
    assert figure_text("2026-12", "vi") == "12/2026"


def test_a_warning_says_its_figures(content: Content) -> None:
    law = Law(content.parameters, ON)
    warning = Warning("income_below_later_minimum", (("first_day", "2027-01-01"), ("minimum", 2_200_000)))
    assert "From 1 Jan 2027 the lowest income to pay on is 2,200,000" in warning_text(warning, law, "en")
    without_figures = Warning("notice_pay_day_divisor_medium_confidence")
    assert "một tháng 30 ngày" in warning_text(without_figures, law, "vi")
    assert "a month has 30 days" in warning_text(without_figures, law, "en")


def test_a_limit_is_said_in_figures_people_read() -> None:
    assert limit_text(24, "vi") == "24"
    assert limit_text(Decimal("4.50"), "vi") == "4,5"
    assert limit_text(date(2026, 12, 31), "vi") == "31/12/2026"
    assert limit_text("2026-12", "vi") == "12/2026"
    for nothing in (None, True, r"^\d{4}$", "'month', 'hour'"):
        assert limit_text(nothing, "en") is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_one_warning_stands_once_on_a_card(knowledge: Knowledge, language: Language) -> None:
    """Two keys may have the same words, for example for two values of one kind."""
    calculation = calculate(calculator("notice"), knowledge.law(ON), read_inputs(calculator("notice"), NOTICE))
    known = calculation.warnings[0]
    doubled = replace(calculation, warnings=(*calculation.warnings, known))
    card = result_card(forms()["notice"], doubled, knowledge.renderer, knowledge.law(ON), language)
    lines = [line for line in card.text.splitlines() if line.startswith("❗")]
    assert lines and len(lines) == len(set(lines))
