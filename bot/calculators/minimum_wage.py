"""A wage against the minimum wage: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.job_questions import REGION_CHOICES, region_of
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.minimum_wage import MinimumWageResult
from knowledge.schema import Language, Topic


def _inputs(answers: Answers) -> dict[str, str]:
    return {"wage": answers["wage"], "unit": answers["unit"], "region": region_of(answers) or ""}


def _headline(result: MinimumWageResult, language: Language) -> str:
    _ = gettext_for(language)
    minimum = wording.vnd(result.minimum, language)
    if result.below:
        missing = wording.vnd(result.missing, language)
        return _("**{missing} too little**: the least is {minimum}.").format(missing=missing, minimum=minimum)
    return _("**Not below the minimum wage**: the least is {minimum}.").format(minimum=minimum)


FORM = Form(
    calculator="minimum-wage",
    title=N_("Is my wage below the minimum wage"),
    topic=Topic.WAGES_HOURS_LEAVE,
    article="wages_hours_leave/minimum-wage",
    questions=(
        Question(
            field="unit",
            kind=Kind.CHOICE,
            ask=N_("Is your wage set by the month or by the hour?"),
            name=N_("wage for"),
            prefill=False,  # "20 giờ một tuần" says nothing about what the wage is for
            choices=(
                Choice(
                    "month",
                    N_("By the month, full time"),
                    ("thang", "theo thang", "mot thang", "1 thang", "month", "monthly"),
                ),
                Choice(
                    "hour",
                    N_("By the hour"),
                    ("gio", "tieng", "theo gio", "mot gio", "1 gio", "1h", "h", "hour", "hourly", "an hour"),
                ),
            ),
        ),
        Question(
            field="wage",
            kind=Kind.MONEY,
            ask=N_("How much is it (for the month or for the hour)?"),
            name=N_("wage"),
            example=N_("for example: 4 million; 18k an hour"),
        ),
        Question(
            field="region",
            kind=Kind.CHOICE,
            ask=N_("Which region is the workplace in?"),
            name=N_("region"),
            choices=REGION_CHOICES,
            example=N_("it goes by the commune of the workplace, not by your home: ask the commune office"),
        ),
    ),
    headline=_headline,
    inputs=_inputs,
    next_step=N_(
        "The minimum wage holds for work under a labour contract, whatever the paper is called. If your wage is below it: "
        "ask the employer in writing for what is missing, and show the payslip. If nothing happens, tell the Department of "
        "Home Affairs (Sở Nội vụ)."
    ),
)
