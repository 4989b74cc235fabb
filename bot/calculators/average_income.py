"""Average income behind a pension or a withdrawal: what it asks and how it says the result."""

from __future__ import annotations

from collections.abc import Callable

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.questions import duration
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.average_income import AverageIncomeResult
from knowledge.benefits.calculation import InputError
from knowledge.schema import Language, Topic

# The last time first: months that are still to come are refused, and that question is then put again.
_TIMES = (("history", "income_1"), ("history_2", "income_2"), ("history_3", "income_3"))


def _headline(result: AverageIncomeResult, language: Language) -> str:
    _ = gettext_for(language)
    return _("About **{money} a month** on average, over {time} paid.").format(
        money=wording.vnd(result.average_income, language), time=duration(result.months, language)
    )


def _given(field: str) -> Callable[[Answers], bool]:
    return lambda answers: field in answers


def _inputs(answers: Answers) -> dict[str, str]:
    spans: list[tuple[str, str, str]] = []
    for time, income in _TIMES:
        if time not in answers:
            break
        first, last = answers[time].split("..")
        if any(first <= other_last and other_first <= last for other_first, other_last, _ in spans):
            raise InputError(time, "some of these months are named twice")
        spans.append((first, last, answers[income]))
    history = ";".join(f"{first}..{last}:{income}" for first, last, income in sorted(spans))
    return {"history": history, "scheme": answers["scheme"]}


def _earlier(time: str, income: str, before: str) -> tuple[Question, Question]:
    """An earlier time with another income."""
    return (
        Question(
            field=time,
            kind=Kind.PERIOD,
            ask=N_("And before that, from which month to which month, on another income? Skip it if there was none."),
            name=N_("time before that"),
            example=N_("for example: from 1/2021 to 12/2023"),
            optional=True,
            only_if=_given(before),
        ),
        Question(
            field=income,
            kind=Kind.MONEY,
            ask=N_("On which monthly income in that time?"),
            name=N_("income of that time"),
            example=N_("for example: 2 million, 1tr5"),
            only_if=_given(time),
        ),
    )


FORM = Form(
    calculator="average-income",
    title=N_("My average income for a pension or withdrawal"),
    topic=Topic.PENSION,
    article="pension/average-income",
    questions=(
        Question(
            field="scheme",
            kind=Kind.CHOICE,
            ask=N_("Which social insurance is it about?"),
            name=N_("scheme"),
            choices=(
                Choice("voluntary", N_("Voluntary, paid by myself"), ("tu nguyen", "tu dong", "voluntary", "myself")),
                Choice("compulsory", N_("Compulsory, through a company"), ("bat buoc", "cong ty", "compulsory")),
            ),
        ),
        Question(
            field="history",
            kind=Kind.PERIOD,
            ask=N_("Begin with the latest time: from which month to which month did you pay on the same income?"),
            name=N_("latest time"),
            example=N_("for example: from 1/2024 to 12/2025"),
        ),
        Question(
            field="income_1",
            kind=Kind.MONEY,
            ask=N_("On which monthly income in that time? VssID or the receipts show it."),
            name=N_("income of the latest time"),
            example=N_("for example: 3 million, 2tr5"),
        ),
        *_earlier("history_2", "income_2", "history"),
        *_earlier("history_3", "income_3", "history_2"),
    ),
    headline=_headline,
    next_step=N_(
        "Compare each year with your record in VssID. If an amount is wrong or a month is missing, ask the local social "
        "insurance office before you file for anything."
    ),
    inputs=_inputs,
)
