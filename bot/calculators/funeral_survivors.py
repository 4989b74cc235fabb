"""Money after a death: what it asks and how it says the result."""

from __future__ import annotations

from dataclasses import replace

from bot.calculators.form import Answers, Form, Kind, Question
from bot.calculators.questions import AVERAGE, asked_answers
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.funeral_survivors import FuneralSurvivorsResult
from knowledge.schema import Language, Topic


def _headline(result: FuneralSurvivorsResult, language: Language) -> str:
    _ = gettext_for(language)
    if result.funeral:
        text = _("**{money}** for whoever pays the funeral.").format(money=wording.vnd(result.funeral, language))
    else:
        text = _("**No funeral allowance from social insurance**: too few months were paid.")
    if result.survivors_one_off is None:
        text += "\n" + _("The relatives also get money once; how much needs one more figure, see below.")
    elif result.survivors_one_off:
        text += "\n" + _("And about **{money}** once for the relatives.").format(
            money=wording.vnd(result.survivors_one_off, language)
        )
    return text + "\n" + _("File by {day}.").format(day=wording.day(result.file_by, language))


def _pensioner(answers: Answers) -> bool:
    return answers.get("pensioner") == "true"


def _insured(answers: Answers) -> bool:
    return answers.get("pensioner") == "false"


def _paid_compulsory(answers: Answers) -> bool:
    return int(answers.get("compulsory_months", 0)) > 0


def _insured_compulsory(answers: Answers) -> bool:
    return _insured(answers) and _paid_compulsory(answers)


QUESTIONS = (
    Question(
        field="death",
        kind=Kind.DATE,
        ask=N_("I am sorry. On which day did the person die?"),
        name=N_("day of death"),
        example=N_("for example: 15/10/2026"),
    ),
    Question(
        field="pensioner",
        kind=Kind.YESNO,
        ask=N_("Was the person drawing a social insurance pension?"),
        name=N_("pensioner"),
    ),
    Question(
        field="months_paid",
        kind=Kind.MONTHS,
        ask=N_("How long had the person paid social insurance in all? The SI book or VssID shows it."),
        name=N_("paid in all"),
        example=N_("for example: 6 years 4 months, 76 months"),
        only_if=_insured,
    ),
    Question(
        field="pension_months",
        kind=Kind.MONTHS,
        ask=N_("In which month of the pension did the person die? The first month of pension is 1."),
        name=N_("month of the pension"),
        example=N_("for example: 26, or 2 years 2 months"),
        only_if=_pensioner,
        prefill=False,
    ),
    Question(
        field="monthly_pension",
        kind=Kind.MONEY,
        ask=N_("How much was the pension a month?"),
        name=N_("pension a month"),
        example=N_("for example: 3.2 million"),
        optional=True,
        only_if=_pensioner,
        prefill=False,
    ),
    Question(
        field="compulsory_months",
        kind=Kind.MONTHS,
        ask=N_(
            "How much of the time paid was compulsory social insurance, through a company? Skip it if there was none."
        ),
        name=N_("of that compulsory"),
        example=N_("for example: 4 years, 50 months"),
        optional=True,
        prefill=False,
    ),
    Question(
        field="months_before_2014",
        kind=Kind.MONTHS,
        ask=N_("How much of the time paid was before 2014? Skip it if there was none."),
        name=N_("paid before 2014"),
        example=N_("for example: 3 years, 40 months"),
        optional=True,
        only_if=_insured,
        prefill=False,
    ),
    replace(AVERAGE, optional=True, only_if=_insured),
    Question(
        field="work_accident",
        kind=Kind.YESNO,
        ask=N_("Did the person die of a work accident or an occupational disease?"),
        name=N_("work accident"),
        only_if=_insured_compulsory,
    ),
)


def _inputs(answers: Answers) -> dict[str, str]:
    given = asked_answers(QUESTIONS, answers)
    given.pop("pensioner", None)
    return given


FORM = Form(
    calculator="funeral-survivors",
    title=N_("Money after a death: funeral and relatives"),
    topic=Topic.SURVIVOR_FUNERAL,
    article="survivor_funeral/papers-and-deadline",
    questions=QUESTIONS,
    headline=_headline,
    next_step=N_(
        "Register the death and get extracts of the death certificate. With the SI book (not for a pensioner) and the "
        "relatives' declaration go to the employer if the person was employed, otherwise to the social insurance office. "
        "A late file is accepted with an explanation."
    ),
    inputs=_inputs,
)
