"""Several questions in one message, the day of a question, and what a question already says for a calculator."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculators.registry import forms
from bot.conversation.buttons import button
from bot.conversation.dated import day_asked, with_day, without_day
from bot.conversation.prefill import values_in
from bot.conversation.several import questions_in
from knowledge.database import Knowledge

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("thử việc tối đa bao lâu? nghỉ phép năm mấy ngày?", ["thử việc tối đa bao lâu", "nghỉ phép năm mấy ngày"]),
        ("1) thử việc tối đa bao lâu 2) nghỉ phép năm mấy ngày", ["thử việc tối đa bao lâu", "nghỉ phép năm mấy ngày"]),
        ("1. thử việc bao lâu ạ\n2. nghỉ phép mấy ngày ạ", ["thử việc bao lâu ạ", "nghỉ phép mấy ngày ạ"]),
        (
            "cho hỏi thử việc tối đa bao lâu với lại nghỉ phép năm mấy ngày",
            ["cho hỏi thử việc tối đa bao lâu", "nghỉ phép năm mấy ngày"],
        ),
        ("thử việc tối đa bao lâu?", []),
        ("thử việc tối đa bao lâu??? cảm ơn", []),
        ("bị nợ lương 1.500.000 thì sao? cảm ơn nha", []),
        ("tôi làm từ 1.2 tới 2.3 thì được nghỉ mấy ngày", []),
        ("lương thấp với lại hay bị phạt", []),
        ("a b c d? e f g h? i k l m? n o p q?", []),  # too many to tell apart
        ("", []),
    ],
)
def test_the_questions_of_a_message(text: str, parts: list[str]) -> None:
    assert questions_in(text) == parts


@given(st.text(max_size=200))
def test_never_more_than_three(text: str) -> None:
    assert len(questions_in(text)) in (0, 2, 3)


def test_an_event_decides_only_its_own_subject() -> None:
    born, left = "sinh con 2/2025 được bao nhiêu", "em bị cho nghỉ trái luật từ 2/6/2026"
    assert day_asked(born, "maternity/voluntary-allowance", ON) == date(2025, 2, 1)
    assert day_asked(born, "household_hi/newborn-and-children", ON) is None
    assert day_asked(left, "probation_termination/unlawful-dismissal-claims", ON) == date(2026, 6, 2)
    assert day_asked(left, "lump_sum_withdrawal/who-can-compulsory", ON) is None  # the law of the day of applying
    assert day_asked("năm 2027 đóng bao nhiêu", "si_contribution/how-much-per-month", ON) == date(2027, 1, 1)
    assert day_asked("năm 2027 chuẩn nghèo tăng", "si_state_support/poverty-line-rise", ON) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_button_keeps_its_day(knowledge: Knowledge, day: date) -> None:
    longest = max(knowledge.articles, key=len)
    assert button("x", "more", with_day(longest, day)).data
    assert without_day(with_day(longest, day)) == (longest, day)


@pytest.mark.parametrize(
    "argument", ["pension/x", "pension/x@", "pension/x@-1", "pension/x@zz", "pension/x@12345", "@"]
)
def test_a_forged_day_is_no_day(argument: str) -> None:
    assert without_day(argument) == (argument.partition("@")[0], None)


@pytest.mark.parametrize(
    ("calculator", "text", "values"),
    [
        (
            "si-contribution",
            "hộ cận nghèo thu nhập 3 triệu đóng bao nhiêu",
            {"income": "3000000", "group": "near_poor"},
        ),
        ("si-contribution", "ho ngheo chon muc 1tr5", {"income": "1500000", "group": "poor"}),
        ("pension", "nữ đóng 14 năm", {"sex": "female", "months_paid": "168"}),
        ("pension", "nữ sinh năm 1971, đóng 20 năm", {"sex": "female", "birth": "1971-01", "months_paid": "240"}),
        ("pension", "con gái tôi sinh năm 2020", {"sex": "female"}),  # a child's birth is not the person's
        ("household-hi", "mua bhyt hộ gia đình 4 người bao nhiêu", {"members": "4"}),
        ("household-hi", "nha 5 nguoi mua ca nam", {"members": "5", "months": "12"}),
        ("household-hi", "2 người lớn, 3 người già", {}),  # which of the two counts?
        ("unemployment", "lương 8 triệu đóng 3 năm", {"average_wage": "8000000", "months_paid": "36"}),
    ],
)
def test_what_a_question_says_is_not_asked_again(calculator: str, text: str, values: dict[str, str]) -> None:
    assert values_in(forms()[calculator], text, ON) == values
