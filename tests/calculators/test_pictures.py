"""The pictures of results: PNG of the announced size, in both languages, with every letter of the fonts."""

from __future__ import annotations

import struct
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.calculators import pictures
from bot.i18n import gettext_for
from knowledge.benefits.registry import calculator, read_inputs
from knowledge.law import Law
from knowledge.loading import Content
from knowledge.schema import Language

Draw = Callable[[Law, Any, Any, Language], bytes]
MAN = {"sex": "male", "birth": "1970-05"}
WOMAN = {"sex": "female", "birth": "1985-05"}
CASES: list[tuple[str, Draw, dict[str, str]]] = [
    ("household-hi", pictures.household_hi_picture, {"members": "4"}),
    ("household-hi", pictures.household_hi_picture, {"members": "1", "months": "3"}),
    ("household-hi", pictures.household_hi_picture, {"members": "30"}),
    ("pension", pictures.pension_picture, {**MAN, "months_paid": "222", "average_income": "4500000"}),
    ("pension", pictures.pension_picture, {**MAN, "months_paid": "60", "average_income": "4500000"}),
    ("pension", pictures.pension_picture, {**MAN, "months_paid": "540", "average_income": "50000000"}),
    ("pension", pictures.pension_picture, {**WOMAN, "months_paid": "186"}),
    ("pension", pictures.pension_picture, {**WOMAN, "months_paid": "0"}),
    (
        "worth-it",
        pictures.worth_it_picture,
        {**WOMAN, "income": "3000000", "years_to_pay": "20", "years_alive_after": "20"},
    ),
    (
        "worth-it",
        pictures.worth_it_picture,
        {**WOMAN, "income": "1500000", "group": "poor", "years_to_pay": "5", "years_alive_after": "0"},
    ),
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("name", "draw", "values"), CASES)
def test_a_picture(content: Content, name: str, draw: Draw, values: dict[str, str], language: Language) -> None:
    law = Law(content.parameters, date(2026, 11, 21))
    found = calculator(name)
    inputs = read_inputs(found, values)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a letter that is missing in the font is a warning
        png = draw(law, inputs, found.run(law, inputs).result, language)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (pictures.WIDTH, pictures.HEIGHT)
    assert 5_000 < len(png) < 200_000


def test_the_labels_are_vietnamese() -> None:
    say = gettext_for("vi")
    assert say("million đồng") == "triệu đồng"
    assert say("drawn as a pension") == "nhận lương hưu"


def test_matplotlib_is_read_only_for_a_picture() -> None:
    code = "import sys; from bot.calculators.registry import forms; forms(); sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
