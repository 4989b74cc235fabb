"""What the forms make of a question's own words and of their answers, without a conversation around them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.calculators.registry import forms
from bot.conversation.prefill import values_in
from knowledge.benefits.calculation import InputError
from knowledge.benefits.registry import calculator

ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("name", "said", "taken"),
    [
        ("pension", "đóng bhxh tự nguyện 15 năm mức 3 triệu thì lương hưu bao nhiêu",
         {"months_paid": "180", "average_income": "3000000"}),
        ("pension", "sinh năm 1970 thì bao nhiêu tuổi về hưu", {"birth": "1970-01"}),
        ("interim-allowance", "how much a month for 10 years paid on 2 million",
         {"months_paid": "120", "average_income": "2000000"}),
        ("lump-sum", "ngừng đóng bhxh bắt buộc rồi rút một lần được không", {"reason": "stopped", "scheme": "compulsory"}),
        ("worth-it", "hộ cận nghèo đóng 20 năm mức 3tr có đáng không",
         {"income": "3000000", "group": "near_poor", "years_to_pay": "240"}),
        ("maternity", "sinh đôi được bao nhiêu tiền, nhà có 2 con rồi", {}),
        ("hi-card-start", "tự mua thẻ bhyt thì bao lâu dùng được", {"group": "household"}),
        ("household-hi", "nhà 4 người mua bhyt cả năm hết bao nhiêu", {"members": "4", "months": "12"}),
    ],
)  # fmt: skip
def test_what_a_question_says_already(name: str, said: str, taken: dict[str, str]) -> None:
    assert values_in(forms()[name], said, ON) == taken


@pytest.mark.parametrize("name", list(forms()))
def test_a_form_asks_few_things_in_their_own_words(name: str) -> None:
    form = forms()[name]
    fields = [question.field for question in form.questions]
    assert len(fields) == len(set(fields))
    assert form.calculator == name
    assert all(question.ask.rstrip().endswith((".", "?")) for question in form.questions)
    for question in form.questions:
        values = [choice.value for choice in question.choices]
        assert len(values) == len(set(values))


def test_an_answer_left_from_a_changed_way_is_not_used() -> None:
    answers = {
        "reason": "retirement_age", "scheme": "voluntary", "first_paid": "2016-01", "last_paid": "2024-01",
        "months_from_2014": "60", "average_income": "3000000", "months_before_2014": "12", "state_part": "2000000",
    }  # fmt: skip
    assert forms()["lump-sum"].inputs(answers) == {
        "reason": "retirement_age", "scheme": "voluntary", "first_paid": "2016-01", "months_from_2014": "60",
        "average_income": "3000000", "support": "1:2000000",
    }  # fmt: skip


def test_a_near_poor_pupil_takes_the_better_support() -> None:
    inputs = forms()["household-check"].inputs
    answers = {
        "people": "3",
        "employees": "1",
        "students": "1",
        "free_cards": "0",
        "young_children": "0",
        "months": "12",
    }
    assert inputs({**answers, "household_class": "near_poor"})["members"] == "employee,near_poor,near_poor"
    assert inputs({**answers, "household_class": "none"})["members"] == "employee,student,none"
    assert inputs({**answers, "household_class": "poor"})["members"] == "poor,poor,poor"


def test_a_history_is_put_in_the_order_of_time() -> None:
    inputs = forms()["average-income"].inputs
    answers = {"scheme": "voluntary", "history": "2024-01..2025-12", "income_1": "3000000",
               "history_2": "2021-01..2023-12", "income_2": "2000000"}  # fmt: skip
    assert inputs(answers)["history"] == "2021-01..2023-12:2000000;2024-01..2025-12:3000000"
    with pytest.raises(InputError) as refused:
        inputs({**answers, "history_2": "2023-01..2024-01"})
    assert refused.value.field == "history_2"


def test_every_input_a_form_gives_exists() -> None:
    for name, form in forms().items():
        known = calculator(name).inputs.model_fields
        asked = {question.field for question in form.questions}
        assert asked & known.keys(), name
