"""What to put aside for insurance: what it asks and how it says the result."""

from __future__ import annotations

from dataclasses import replace

from bot.calculators.form import Answers, Form, Kind, Question
from bot.calculators.questions import GROUP, asked_answers
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.set_aside import SetAsideResult
from knowledge.schema import Language, Topic


def _headline(result: SetAsideResult, language: Language) -> str:
    _ = gettext_for(language)
    text = _("About **{money}** each day you work.").format(money=wording.vnd(result.per_day, language))
    if result.per_trip is not None:
        text += " " + _("Or {money} from each trip or order.").format(money=wording.vnd(result.per_trip, language))
    return (
        text
        + "\n"
        + _("That makes {week} a week, {month} a month.").format(
            week=wording.vnd(result.per_week, language), month=wording.vnd(result.per_month, language)
        )
    )


def _wants_si(answers: Answers) -> bool:
    return "income" in answers


QUESTIONS = (
    Question(
        field="income",
        kind=Kind.MONEY,
        ask=N_("For a pension: which monthly income do you want to pay voluntary social insurance on?"),
        name=N_("chosen income"),
        example=N_("for example: 1.5 million, 3tr; skip it if you do not want it"),
        optional=True,
    ),
    replace(GROUP, only_if=_wants_si),
    Question(
        field="household",
        kind=Kind.NUMBER,
        ask=N_("For health cards: how many people at home must buy household health insurance?"),
        name=N_("people for health cards"),
        example=N_("for example: 2; none: 0"),
    ),
    Question(
        field="accident",
        kind=Kind.YESNO,
        ask=N_("Do you want voluntary accident insurance too?"),
        name=N_("accident insurance"),
    ),
    Question(
        field="days_worked_per_week",
        kind=Kind.NUMBER,
        ask=N_("How many days a week do you work?"),
        name=N_("days a week"),
        example=N_("for example: 6"),
    ),
    Question(
        field="trips_per_day",
        kind=Kind.NUMBER,
        ask=N_("How many trips or orders on a usual day?"),
        name=N_("trips a day"),
        example=N_("for example: 20; skip it if you do not drive or deliver"),
        optional=True,
    ),
)


def _inputs(answers: Answers) -> dict[str, str]:
    given = asked_answers(QUESTIONS, answers)
    return {field: value for field, value in given.items() if (field, value) != ("household", "0")}


FORM = Form(
    calculator="set-aside",
    title=N_("How much to put aside each day for insurance"),
    topic=Topic.SI_CONTRIBUTION,
    article="si_contribution/set-aside",
    questions=QUESTIONS,
    headline=_headline,
    next_step=N_(
        "Keep the money apart, in a jar or a second wallet, from the first trip of the day. Pay when it is due, at the social "
        "insurance office, a collection agent or on the National Public Service Portal."
    ),
    inputs=_inputs,
)
