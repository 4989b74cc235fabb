"""Voluntary accident insurance: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.questions import asked_answers
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.accident_insurance import AccidentInsuranceResult
from knowledge.schema import Language, Topic


def _headline(result: AccidentInsuranceResult, language: Language) -> str:
    _ = gettext_for(language)
    premium = wording.vnd(result.premium, language)
    if result.total:
        return _("About **{money}** once after the accident.").format(money=wording.vnd(result.total, language))
    return _("**{money}** for one payment of this insurance, before any help from the State.").format(money=premium)


def _price(answers: Answers) -> bool:
    return answers.get("about") == "price"


def _injury(answers: Answers) -> bool:
    return answers.get("about") == "injury"


def _accident(answers: Answers) -> bool:
    return answers.get("about") in ("injury", "death")


QUESTIONS = (
    Question(
        field="about",
        kind=Kind.CHOICE,
        ask=N_("What would you like to know about voluntary accident insurance?"),
        name=N_("question"),
        choices=(
            Choice("price", N_("What it costs"), ("gia", "phi", "muc dong", "dong bao nhieu", "price", "cost")),
            Choice(
                "injury",
                N_("What it pays after an injury"),
                ("bi thuong", "thuong tat", "suy giam", "injury", "injured"),
            ),
            Choice(
                "death", N_("What it pays after a death"), ("chet", "mat nguoi", "tu vong", "qua doi", "death", "died")
            ),
        ),
    ),
    Question(
        field="months",
        kind=Kind.CHOICE,
        ask=N_("For how many months do you want to pay at once?"),
        name=N_("months at once"),
        choices=(
            Choice("6", N_("6 months"), ("nua nam", "half a year", "sau thang")),
            Choice("12", N_("12 months"), ("mot nam", "1 nam", "ca nam", "a year", "one year")),
        ),
        only_if=_price,
        prefill=False,
    ),
    Question(
        field="loss_percent",
        kind=Kind.PERCENT,
        ask=N_("Which loss of working capacity does the assessment report state?"),
        name=N_("loss of capacity"),
        example=N_("for example: 15%"),
        only_if=_injury,
    ),
    Question(
        field="months_paid",
        kind=Kind.MONTHS,
        ask=N_("How long had this accident insurance been paid?"),
        name=N_("time paid"),
        example=N_("for example: 6 months, 2 years"),
        only_if=_injury,
    ),
    Question(
        field="accident",
        kind=Kind.DATE,
        ask=N_("On which day was the accident?"),
        name=N_("day of the accident"),
        example=N_("for example: 3/11/2026"),
        only_if=_accident,
    ),
)


def _inputs(answers: Answers) -> dict[str, str]:
    given = asked_answers(QUESTIONS, answers)
    about = given.pop("about")
    return {**given, "death": "true"} if about == "death" else given


FORM = Form(
    calculator="accident-insurance",
    title=N_("Voluntary accident insurance: price and benefit"),
    topic=Topic.OCCUPATIONAL_ACCIDENT,
    article="occupational_accident/voluntary-who-and-price",
    questions=QUESTIONS,
    headline=_headline,
    next_step=N_(
        "To join: take your ID card to the local social insurance office and say exactly what you do, when and where. After "
        "an accident: tell the commune of the place at once (its record is one of the papers), keep the hospital papers and "
        "file where you registered."
    ),
    inputs=_inputs,
)
