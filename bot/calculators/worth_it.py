"""What is paid and what may be drawn: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.pictures import worth_it_picture
from bot.calculators.questions import BIRTH, GROUP, SEX, duration, month_text
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.calculation import InputError
from knowledge.benefits.worth_it import WorthItResult
from knowledge.schema import Language, Topic


def _headline(result: WorthItResult, language: Language) -> str:
    _ = gettext_for(language)

    def money(amount: int) -> str:
        return wording.million(amount, language)

    if not result.eligible:
        return _(
            "You would pay about **{paid}** and have **no pension**: these years are not enough. At retirement age the one-time "
            "withdrawal would be about {lump}, or there is a monthly allowance instead."
        ).format(paid=money(result.paid_by_worker), lump=money(result.lump_sum))
    text = _("You pay about **{paid}** and draw about **{pension} a month** from {month}.").format(
        paid=money(result.paid_by_worker),
        pension=wording.vnd(result.monthly_pension, language),
        month=month_text(result.pension_from),
    )
    text += "\n" + _("In the years you asked for: **{drawn}** drawn.").format(drawn=money(result.drawn))
    if result.break_even_months is not None:
        text += " " + _("What you paid yourself is back after {time} of pension.").format(
            time=duration(result.break_even_months, language)
        )
    return text


QUESTIONS = (
    Question(
        field="income",
        kind=Kind.MONEY,
        ask=N_("Which monthly income do you want to pay on? You choose it yourself."),
        name=N_("chosen income"),
        example=N_("for example: 3 million, 2tr5"),
    ),
    GROUP,
    Question(
        field="years_to_pay",
        kind=Kind.MONTHS,
        ask=N_("How many whole years will you pay, from today on?"),
        name=N_("years of paying"),
        example=N_("for example: 15 years, with the word “years”"),
    ),
    SEX,
    BIRTH,
    Question(
        field="years_alive_after",
        kind=Kind.CHOICE,
        ask=N_("For how many years of pension shall I count?"),
        name=N_("years of pension"),
        choices=(
            Choice("10", N_("10 years"), ("10 nam", "muoi nam", "ten years", "10 years")),
            Choice("15", N_("15 years"), ("15 nam", "muoi lam nam", "fifteen years", "15 years")),
            Choice("20", N_("20 years"), ("20 nam", "hai muoi nam", "twenty years", "20 years")),
            Choice("25", N_("25 years"), ("25 nam", "hai muoi lam nam", "twenty five years", "25 years")),
        ),
        prefill=False,  # "15 năm" in the question is the time of paying
    ),
)


def _inputs(answers: Answers) -> dict[str, str]:
    years, odd = divmod(int(answers["years_to_pay"]), 12)
    if odd or not years:
        raise InputError("years_to_pay", "whole years only")
    return {**answers, "years_to_pay": str(years)}


FORM = Form(
    calculator="worth-it",
    title=N_("Is it worth it: what I pay and what I may draw"),
    topic=Topic.VOLUNTARY_SI,
    article="voluntary_si/what-you-get",
    questions=QUESTIONS,
    headline=_headline,
    next_step=N_(
        "These are numbers, not advice: whether it is worth it is for you to say. To join, take your ID card to the social "
        "insurance office or a collection agent, or use the National Public Service Portal. Pay only to official accounts."
    ),
    inputs=_inputs,
    picture=worth_it_picture,
)
