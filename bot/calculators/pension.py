"""Monthly pension: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Form, Kind, Question
from bot.calculators.pictures import pension_picture
from bot.calculators.questions import AVERAGE, BIRTH, SEX, asked_answers, duration, month_text, optional
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.pension import PensionResult
from knowledge.schema import Language, Topic


def _paid_compulsory(answers: Answers) -> bool:
    return int(answers.get("compulsory_months", 0)) > 0


def _paid_voluntary(answers: Answers) -> bool:
    return int(answers.get("months_paid", 0)) > int(answers.get("compulsory_months", 0))


def _headline(result: PensionResult, language: Language) -> str:
    _ = gettext_for(language)
    age = wording.age(12 * result.retirement_age_years + result.retirement_age_months, language)
    start = month_text(result.pension_from)
    if not result.eligible:
        missing = _("**No pension with this time: {missing} are missing.**").format(
            missing=duration(result.missing_months, language)
        )
        reached = _("Retirement age: {age}, in {month}.").format(age=age, month=month_text(result.retirement_month))
        return f"{missing} {reached}\n{_missing(result, language)}"
    rate = wording.percent(result.rate_percent, language)
    if result.monthly_pension is None:
        text = _("**{rate} of your average income** each month.").format(rate=rate)
    else:
        money = wording.vnd(result.monthly_pension, language)
        text = _("About **{money} a month**, {rate} of your average income.").format(money=money, rate=rate)
    if result.one_off:
        text += " " + _("And about **{money}** once.").format(money=wording.vnd(result.one_off, language))
    if result.age_reached:
        when = _("You have the age ({age}): from {month}, once all this time is paid.")
    else:
        when = _("From {month} at the earliest, at the age of {age}, once all this time is paid.")
    return f"{text}\n{when.format(age=age, month=start)}"


def _missing(result: PensionResult, language: Language) -> str:
    """What to do about the months that are missing."""
    _ = gettext_for(language)
    lump = duration(result.missing_lump_months, language)
    if result.missing_first_months:
        way = _("Pay on for {first}; the last {lump} can be paid at once when you have the age.").format(
            first=duration(result.missing_first_months, language), lump=lump
        )
    else:
        way = _("Pay on, or pay the missing {lump} at once when you have the age.").format(lump=lump)
    return way + " " + _("Otherwise there is a monthly allowance or the one-time withdrawal at that age.")


QUESTIONS = (
    SEX,
    BIRTH,
    Question(
        field="months_paid",
        kind=Kind.MONTHS,
        ask=N_(
            "How long will you have paid social insurance in all, voluntary and compulsory together, when you take the "
            "pension? VssID shows the time so far."
        ),
        name=N_("paid in all"),
        example=N_("for example: 15 years 6 months, or 186 months"),
    ),
    optional(AVERAGE),
    Question(
        field="compulsory_months",
        kind=Kind.MONTHS,
        ask=N_("How much of that is compulsory social insurance, through a company? Skip it if there was none."),
        name=N_("of that compulsory"),
        example=N_("for example: 4 years, 50 months"),
        optional=True,
        prefill=False,
    ),
    Question(
        field="joined",
        kind=Kind.MONTH,
        ask=N_("When did you first pay voluntary social insurance? Early members may retire sooner."),
        name=N_("first voluntary month"),
        example=N_("for example: 3/2012; skip it if you have not begun"),
        optional=True,
        only_if=_paid_voluntary,
    ),
    Question(
        field="first_compulsory",
        kind=Kind.MONTH,
        ask=N_("When did you first pay compulsory social insurance?"),
        name=N_("first compulsory month"),
        example=N_("for example: 6/2005"),
        optional=True,
        only_if=_paid_compulsory,
    ),
)


def _inputs(answers: Answers) -> dict[str, str]:
    return asked_answers(QUESTIONS, answers)


FORM = Form(
    calculator="pension",
    title=N_("My pension: how much and when"),
    topic=Topic.PENSION,
    article="pension/years-needed",
    questions=QUESTIONS,
    headline=_headline,
    next_step=N_(
        "Check your paid months in VssID now. Shortly before retirement age ask the local social insurance office which "
        "papers it needs and file there or online; take your ID card and SI book. Keep the appointment slip."
    ),
    inputs=_inputs,
    picture=pension_picture,
)
