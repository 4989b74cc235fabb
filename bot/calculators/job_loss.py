"""Job-loss allowance: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Form
from bot.calculators.job_questions import AVERAGE_WAGE, INSURED_MONTHS, INSURED_TIME, MONTHS_WORKED, insured_months
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.job_loss import JobLossResult
from knowledge.schema import Language, Topic, Unit


def _inputs(answers: Answers) -> dict[str, str]:
    return {
        "average_wage": answers["average_wage"],
        "months_worked": answers["months_worked"],
        "months_with_ui": insured_months(answers),
    }


def _headline(result: JobLossResult, language: Language) -> str:
    _ = gettext_for(language)
    if not result.eligible:
        return _("**No job-loss allowance**: the time with this employer is too short for it.")
    amount = wording.vnd(result.amount, language)
    if result.minimum_applied:
        return _("About **{amount}**: the least amount of the law, because it is more than your years give.").format(
            amount=amount
        )
    return _("About **{amount}** of job-loss allowance, for {years} that count.").format(
        amount=amount, years=wording.counted(result.years_counted, Unit.YEARS, language)
    )


FORM = Form(
    calculator="job-loss",
    title=N_("Job-loss allowance (restructuring, merger)"),
    topic=Topic.PROBATION_TERMINATION,
    article="probation_termination/restructuring-job-loss",
    questions=(
        AVERAGE_WAGE,
        MONTHS_WORKED,
        INSURED_TIME,
        INSURED_MONTHS,
    ),
    headline=_headline,
    inputs=_inputs,
    next_step=N_(
        "Ask for the decision in writing with its reason, and for the allowance together with your last wages. Ask for the "
        "unemployment benefit too. If the employer does not pay what is due, you may go straight to court and pay no court fee."
    ),
)
