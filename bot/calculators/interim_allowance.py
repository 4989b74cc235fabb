"""Monthly allowance instead of a pension: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Form, Kind, Question
from bot.calculators.questions import AVERAGE, duration
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.interim_allowance import InterimAllowanceResult
from knowledge.schema import Language, Topic


def _headline(result: InterimAllowanceResult, language: Language) -> str:
    _ = gettext_for(language)
    text = _("About **{money} a month for {time}**.").format(
        money=wording.vnd(result.monthly_amount, language), time=duration(result.months, language)
    )
    if result.gap_months:
        text += "\n" + _(
            "Then nothing for {time} until the social pension, unless you pay {money} once for them."
        ).format(time=duration(result.gap_months, language), money=wording.vnd(result.gap_price, language))
    return text


FORM = Form(
    calculator="interim-allowance",
    title=N_("Old enough, too few years: a monthly allowance"),
    topic=Topic.PENSION,
    article="pension/interim-allowance",
    questions=(
        Question(
            field="months_paid",
            kind=Kind.MONTHS,
            ask=N_(
                "How long have you paid social insurance in all, voluntary and compulsory together? VssID shows it."
            ),
            name=N_("paid in all"),
            example=N_("for example: 10 years 3 months, 123 months"),
        ),
        AVERAGE,
        Question(
            field="months_to_social_pension_age",
            kind=Kind.MONTHS,
            ask=N_(
                "How long is it from the start of the allowance (now, if you already have the retirement age) until the age of "
                "the social pension ({age})?"
            ),
            figures={"age": "social_pension_age.general"},
            name=N_("until the social pension"),
            example=N_("for example: 13 years, 156 months"),
            prefill=False,
        ),
    ),
    headline=_headline,
    next_step=N_(
        "Take your ID card and SI book to the local social insurance office. Have all three ways worked out before you "
        "choose: paying the missing time, this allowance (the State pays your health card meanwhile), or withdrawing."
    ),
)
