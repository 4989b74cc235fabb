"""How typed answers are heard: skips, steps back, the words of choices, hours."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.calculators.form import Form, Question
from bot.calculators.registry import forms
from bot.conversation.forms import FormState, Heard, answered, asked, controlled, hear, next_question, read_answer

ON = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def question_of(calculator: str, field: str) -> Question:
    question = forms()[calculator].question(field)
    assert question is not None
    return question


def at(form: Form, field: str, **answers: str) -> FormState:
    """The form with these answers, asking for a field."""
    state = FormState(calculator=form.calculator, touched=NOW)
    for name, value in answers.items():
        state = answered(state, name, value, NOW)
    return state.model_copy(update={"asking": field})


def said(form: Form, state: FormState, text: str) -> Heard:
    return hear(form, state, text, ON, NOW, "vi")


@pytest.mark.parametrize(
    "text",
    [
        "bỏ qua", "bo qua", "bỏ qua câu này nhé", "không biết", "ko biết", "k biết", "hổng biết", "em không biết nữa ạ", "chịu",
        "không nhớ rõ", "ko rõ lắm", "skip", "skip this one", "don't know", "I don't know", "dont know", "i can't remember", "idk",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("calculator", "field"),
    [("unemployment", "short_contract"), ("unemployment", "months_in_window"), ("hi-bill", "was_provincial")],
)
def test_not_knowing_skips_what_may_be_skipped(calculator: str, field: str, text: str) -> None:
    form = forms()[calculator]
    heard = said(form, at(form, field), text)
    assert heard.control == "skip"
    assert heard.state is not None and heard.state.skipped == (field,)


def test_not_knowing_does_not_skip_what_is_needed() -> None:
    form = forms()["funeral-survivors"]
    heard = said(form, at(form, "pensioner", death="2026-10-15"), "không biết")
    assert heard.control == "skip"
    assert heard.state is not None and heard.state.skipped == ()


def test_back_goes_one_step_back_over_a_skip_too() -> None:
    form = forms()["unemployment"]
    state = at(form, "ended_on", average_wage="8000000", months_paid="30", left_how="agreed")
    for _ in range(2):  # the day of the end, then the kind of contract
        skipped = controlled(form, state, "skip", NOW)
        assert skipped is not None
        state = asked(form, skipped)
    assert (state.asking, state.skipped) == ("months_in_window", ("ended_on", "short_contract"))
    back = controlled(form, state, "back", NOW)
    assert back is not None
    assert (asked(form, back).asking, back.skipped) == ("short_contract", ("ended_on",))
    back = controlled(form, back, "back", NOW)
    assert back is not None
    assert (asked(form, back).asking, back.skipped) == ("ended_on", ())
    back = controlled(form, back, "back", NOW)
    assert back is not None
    assert asked(form, back).asking == "left_how"
    assert back.answers == {"average_wage": "8000000", "months_paid": "30"}


def test_a_correction_behind_a_skip_is_one_of_the_last_answer() -> None:
    form = forms()["pension"]
    state = at(form, "average_income", sex="male", birth="1970-01", months_paid="180")
    skipped = controlled(form, state, "skip", NOW)
    assert skipped is not None
    heard = said(form, asked(form, skipped), "nhầm, 16 năm")
    assert heard.state is not None
    assert heard.state.answers["months_paid"] == "192"
    assert heard.state.skipped == ("average_income",)


def test_an_answer_given_later_is_no_longer_skipped() -> None:
    form = forms()["pension"]
    state = controlled(form, at(form, "average_income", sex="male", birth="1970-01", months_paid="180"), "skip", NOW)
    assert state is not None
    state = answered(state, "average_income", "3000000", NOW)
    assert state.skipped == ()
    assert state.order == ("sex", "birth", "months_paid", "average_income")
    following = next_question(form, state)
    assert following is not None and following.field == "compulsory_months"


@pytest.mark.parametrize(
    ("calculator", "field", "text", "value"),
    [
        ("si-contribution", "group", "near poor", "near_poor"),
        ("si-contribution", "group", "poor", "poor"),
        ("si-contribution", "group", "hộ cận nghèo", "near_poor"),
        ("si-contribution", "group", "nghèo", "poor"),
        ("si-contribution", "group", "nhà em cận nghèo", "near_poor"),
        ("household-check", "household_class", "near poor", "near_poor"),
        ("household-check", "household_class", "nghèo", "poor"),
        ("household-check", "household_class", "cận nghèo ở xã nghèo", "near_poor_poor_commune"),
        ("household-check", "household_class", "Hộ cận nghèo ở xã nghèo", "near_poor_poor_commune"),
        ("household-check", "household_class", "Near-poor household in a poor commune", "near_poor_poor_commune"),
        ("hi-card-start", "group", "cận nghèo", "state_supported"),
        ("hi-card-start", "group", "nghèo", "state_paid"),
        ("hi-bill", "kind", "không nằm viện", "outpatient"),
        ("unlawful-dismissal", "plan", "không quay lại", "leave"),
        ("unlawful-dismissal", "plan", "muốn quay lại làm", "back"),
        ("si-contribution", "group", "không phải hộ nghèo", None),
        ("si-contribution", "group", "hộ nghèo hoặc cận nghèo", None),
    ],
)  # fmt: skip
def test_the_longest_words_of_a_choice_win(calculator: str, field: str, text: str, value: str | None) -> None:
    assert read_answer(question_of(calculator, field), text, ON) == value


@pytest.mark.parametrize("field", ["hours", "day_hours"])
@pytest.mark.parametrize(
    ("text", "hours"),
    [("2", "2"), ("2.5", "2.5"), ("2,5 giờ", "2.5"), ("2 tiếng rưỡi", "2.5"), ("8 tiếng", "8"), ("tám tiếng", "8")],
)
def test_hours_may_have_a_fraction(field: str, text: str, hours: str) -> None:
    assert read_answer(question_of("overtime", field), text, ON) == hours
