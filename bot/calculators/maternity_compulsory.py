"""Maternity money of compulsory insurance: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.questions import BIRTH_DATE, CHILDREN, asked_answers
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.maternity_compulsory import MaternityCompulsoryResult
from knowledge.schema import Language, Topic, Unit


def _headline(result: MaternityCompulsoryResult, language: Language) -> str:
    _ = gettext_for(language)
    if not result.eligible:
        return _(
            "**Not enough months for maternity money: {months} counted.** Ask whether the father can get the birth money, "
            "and about the voluntary scheme's allowance, which counts both kinds of months. After infertility treatment a longer "
            "time before the birth counts: ask the social insurance office."
        ).format(months=wording.counted(result.months_counted, Unit.MONTHS, language))
    total = wording.vnd(result.total, language)
    leave = (
        wording.counted(result.leave_months, Unit.MONTHS, language)
        if result.leave_months
        else wording.counted(result.leave_days, Unit.WORKING_DAYS, language)
    )
    text = _("About **{total}** in all, {money} of it for {leave} of leave.").format(
        total=total, money=wording.vnd(result.leave_money, language), leave=leave
    )
    if result.one_off:
        text += " " + _("For the birth itself: {money}.").format(money=wording.vnd(result.one_off, language))
    if result.begin_by is not None:
        text += "\n" + _("The leave must begin by {day}.").format(day=wording.day(result.begin_by, language))
        text += " " + _("A very early birth gives more days: ask the social insurance office.")
    if result.file_safe_by is not None:
        text += "\n" + _("Give the papers to the employer by {day}.").format(
            day=wording.day(result.file_safe_by, language)
        )
    return text


def _mother(answers: Answers) -> bool:
    return answers.get("parent") == "mother"


def _father(answers: Answers) -> bool:
    return answers.get("parent") == "father"


def _doctor_rest(answers: Answers) -> bool:
    return _mother(answers) and answers.get("doctor_rest") == "true"


QUESTIONS = (
    Question(
        field="parent",
        kind=Kind.CHOICE,
        ask=N_("Whose money is it about?"),
        name=N_("parent"),
        choices=(
            Choice("mother", N_("The mother's"), ("=me", "nguoi me", "cua me", "=vo", "mother", "mom", "wife")),
            Choice(
                "father",
                N_("The father's"),
                ("=cha", "=bo", "nguoi cha", "cua cha", "=chong", "father", "dad", "husband"),
            ),
        ),
        prefill=False,  # one asks for the other
    ),
    BIRTH_DATE,
    Question(
        field="months_in_last_12",
        kind=Kind.MONTHS,
        ask=N_(
            "How many months of compulsory social insurance did that parent's company really pay in the {window} before the "
            "birth? VssID shows them."
        ),
        name=N_("months paid before the birth"),
        example=N_("for example: 8; none: 0"),
        figures={"window": "maternity_conditions.normal_window"},
    ),
    Question(
        field="average_wage",
        kind=Kind.MONEY,
        ask=N_("On which wage was that parent's insurance paid in the last {span} paid before the leave, on average?"),
        name=N_("insured wage"),
        example=N_("for example: 9 million; VssID shows it, it may be lower than the pay"),
        figures={"span": "maternity_benefit_rules.average_months"},
    ),
    CHILDREN,
    Question(
        field="second_child",
        kind=Kind.YESNO,
        ask=N_("Does the mother have exactly one living child of her own before this birth (neither none nor two)?"),
        name=N_("second child"),
    ),
    Question(
        field="quit_before_birth",
        kind=Kind.YESNO,
        ask=N_("Did the mother's contract end before the birth?"),
        name=N_("contract ended before the birth"),
        only_if=_mother,
    ),
    Question(
        field="doctor_rest",
        kind=Kind.YESNO,
        ask=N_("Did a doctor order the mother to stop work to protect the pregnancy?"),
        name=N_("rest ordered by a doctor"),
        only_if=_mother,
    ),
    Question(
        field="months_total",
        kind=Kind.MONTHS,
        ask=N_("How long has she paid compulsory social insurance in all?"),
        name=N_("paid in all"),
        example=N_("for example: 2 years 3 months"),
        only_if=_doctor_rest,
        prefill=False,
    ),
    Question(
        field="surgery",
        kind=Kind.YESNO,
        ask=N_("Was the child born by surgery?"),
        name=N_("surgery"),
        only_if=_father,
    ),
    Question(
        field="mother_entitled",
        kind=Kind.YESNO,
        ask=N_("Does the mother herself get maternity money from compulsory social insurance?"),
        name=N_("the mother is entitled"),
        only_if=_father,
    ),
)


def _inputs(answers: Answers) -> dict[str, str]:
    return asked_answers(QUESTIONS, answers)


FORM = Form(
    calculator="maternity-compulsory",
    title=N_("Maternity money through a company"),
    topic=Topic.MATERNITY,
    article="maternity/compulsory-amount",
    questions=QUESTIONS,
    headline=_headline,
    next_step=N_(
        "Give the company a copy of the birth certificate or the birth notice soon after the birth and keep proof. If the "
        "contract ended before the birth or the company is gone, file yourself at any social insurance office or online."
    ),
    inputs=_inputs,
)
