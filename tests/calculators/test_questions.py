"""Figures of the law inside a question come from the law of the day; nothing else in its text is a figure of the law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot.calculators.figures import asked_as, named_as
from bot.calculators.form import Form, Question
from bot.calculators.registry import forms
from bot.calculators.words import FIGURES, STEPS, WARNINGS
from bot.i18n import gettext_for
from knowledge.law import Law
from knowledge.loading import Content
from knowledge.schema import Language

ON = date(2026, 11, 22)
_NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty",
    "vi": "hai ba bốn sáu bảy tám chín mười",
}
_NOUNS = {  # a number word counts only before what a law counts: "one of them" and "hai bên" are no figures
    "en": r"(?:(?:calendar|working|whole) )?(?:am|pm|hours?|days?|weeks?|months?|years?|times?|percent)",
    "vi": r"(?:giờ|ngày|tuần|tháng|năm|tuổi|lần|phần trăm)",
}
_EXAMPLE = re.compile(r"(?:for example|ví dụ):[^;]*", re.IGNORECASE)

# Figures that may stand in a text, and why each is none that the law could change.
ALLOWED = {
    "2014": "the name of a period: contributions before and after that year are counted apart for good",
    "2025": "part of the name of a law",
    "1970": "an answer as it may be typed",
    "0": "an answer as it may be typed",
    "1": "the number of the first month, as people count",
}
ALLOWED_IN = {
    ("unemployment", "short_contract"): {"12"},  # the name of a kind of contract
    ("minimum-wage", "wage"): {"18"},  # an answer as it may be typed
    ("unemployment", "average_wage"): {"six", "6"},  # stands in the name of the dated value, see the test below
}


def questions() -> Iterator[tuple[Form, Question]]:
    for form in forms().values():
        for question in form.questions:
            yield form, question


def figures_of(text: str, language: Language) -> set[str]:
    """The figures and number words of a text; its placeholders and typed examples are left out."""
    plain = re.sub(r"{\w+}", "", _EXAMPLE.sub("", text)).lower()
    words = re.findall(rf"\b({_NUMBERS[language].replace(' ', '|')}) {_NOUNS[language]}\b", plain)
    return {*re.findall(r"\d+", plain), *words} - ALLOWED.keys()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_question_has_a_figure_typed_into_its_text(language: Language) -> None:
    _ = gettext_for(language)
    for form, question in questions():
        for text in (question.ask, question.name, question.example):
            typed = figures_of(_(text) if text else "", language)
            assert typed <= ALLOWED_IN.get((form.calculator, question.field), set()), (form.calculator, text)
        for choice in question.choices:  # "12 months" is the answer itself, "For 12 to 36 months" a kind of contract
            own = set(re.findall(r"\d+", choice.value))
            assert figures_of(_(choice.label), language) <= own, (form.calculator, choice.label)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_step_warning_or_advice_has_a_figure_typed_into_its_text(language: Language) -> None:
    _ = gettext_for(language)
    advice = [text for form in forms().values() for text in (form.title, form.next_step)]
    for text in (*STEPS.values(), *WARNINGS.values(), *advice):
        assert figures_of(_(text), language) <= {"one"}, text  # ways of counting that differ by one day


def test_the_six_months_of_the_insured_wage_are_those_of_the_law(content: Content) -> None:
    assert Law(content.parameters, ON).number("ui_benefit.percent_of_last_6_paid_months_average")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_figure_of_a_question_stands_in_the_law_of_the_day(content: Content, language: Language) -> None:
    law = Law(content.parameters, ON)
    for form, question in questions():
        for text in (asked_as(question, law, language), named_as(question, law, language)):
            assert "{" not in text and text, (form.calculator, question.field)
        ask = gettext_for(language)(question.ask)
        assert set(re.findall(r"{(\w+)}", ask + question.name)) == question.figures.keys(), question.ask


def test_every_figure_of_a_warning_is_named_in_its_words() -> None:
    for key, figures in FIGURES.items():
        for language in ("vi", "en"):
            assert figures.keys() <= set(re.findall(r"{(\w+)}", gettext_for(language)(WARNINGS[key]))), key


@pytest.mark.parametrize(
    ("calculator", "field", "vietnamese", "english"),
    [
        ("maternity", "months_in_last_12", "Trong 12 tháng trước khi sinh", "in the 12 months before the birth"),
        ("maternity-compulsory", "months_in_last_12", "Trong 12 tháng trước khi sinh", "in the 12 months before"),
        ("severance", "average_wage", "6 tháng cuối", "the last 6 months"),
        ("job-loss", "average_wage", "6 tháng cuối", "the last 6 months"),
        ("unemployment", "months_in_window", "24 tháng", "36 months"),
        ("hi-bill", "five_years", "đủ 5 năm", "5 years of insurance in a row"),
        ("overtime", "night", "22:00", "06:00"),
        ("household-check", "young_children", "dưới 6 tuổi", "under 6 years"),
        ("interim-allowance", "months_to_social_pension_age", "75 tuổi", "75 years"),
    ],
)
def test_a_question_says_the_figure_of_the_day(
    content: Content, calculator: str, field: str, vietnamese: str, english: str
) -> None:
    question = forms()[calculator].question(field)
    assert question is not None
    law = Law(content.parameters, ON)
    assert vietnamese in asked_as(question, law, "vi")
    assert english in asked_as(question, law, "en")


def test_the_same_thing_is_asked_in_one_place() -> None:
    by_text: dict[tuple[str, str], Question] = {}
    for form, question in questions():
        if question.field in ("birth_date", "average_wage", "months_worked"):
            known = by_text.setdefault((question.field, question.ask), question)
            assert known.figures is question.figures, (form.calculator, question.field)
