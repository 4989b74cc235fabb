"""Severance: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.job_questions import AVERAGE_WAGE, INSURED_MONTHS, INSURED_TIME, MONTHS_WORKED, insured_months
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.severance import SeveranceResult
from knowledge.schema import Language, Topic, Unit

_WHY = {
    "under_minimum_time": N_("**No severance**: the time with this employer is too short for it."),
    "ending_excluded": N_("**No severance** for this way of ending the contract."),
    "no_time_left": N_(
        "**No severance**: unemployment insurance covers all of your time with this employer. Ask for the unemployment "
        "benefit instead."
    ),
}


def _inputs(answers: Answers) -> dict[str, str]:
    return {
        "average_wage": answers["average_wage"],
        "months_worked": answers["months_worked"],
        "months_with_ui": insured_months(answers),
        "left_how": {"as_discipline": "dismissed"}.get(answers["left_how"], answers["left_how"]),
    }


def _headline(result: SeveranceResult, language: Language) -> str:
    _ = gettext_for(language)
    if not result.eligible:
        return _(_WHY[result.why])
    return _("About **{amount}** of severance, for {years} that count.").format(
        amount=wording.vnd(result.amount, language), years=wording.counted(result.years_counted, Unit.YEARS, language)
    )


FORM = Form(
    calculator="severance",
    title=N_("Severance when a contract ends"),
    topic=Topic.PROBATION_TERMINATION,
    article="probation_termination/severance",
    questions=(
        Question(
            field="left_how",
            kind=Kind.CHOICE,
            ask=N_("How did the contract end?"),
            name=N_("end of the contract"),
            prefill=False,  # in everyday words every dismissal is "sa thải"; by law only one as discipline
            choices=(
                Choice(
                    "contract_ended",
                    N_("It ran out, or the work was done"),
                    ("het han", "het hop dong", "xong viec", "contract ended", "expired", "ran out"),
                ),
                Choice("agreed", N_("We agreed to end it"), ("thoa thuan", "agreed", "agreement")),
                Choice(
                    "resigned_properly",
                    N_("I resigned with notice, or with a lawful reason"),
                    ("co bao truoc", "nghi dung luat", "dung luat", "xin nghi", "resigned", "gave notice"),
                ),
                Choice(
                    "employer_ended",
                    N_("The employer ended it with notice"),
                    ("cong ty cho nghi", "bi cho nghi", "cho nghi viec", "employer ended", "laid off"),
                ),
                Choice("as_discipline", N_("Dismissed as discipline"), ("ky luat", "sa thai ky luat", "discipline")),
                Choice(
                    "left_unlawfully",
                    N_("I left without notice and without a lawful reason"),
                    ("nghi ngang", "bo viec", "khong bao truoc", "tu y nghi", "without notice", "walked out"),
                ),
                Choice(
                    "failed_probation",
                    N_("I did not pass the probation"),
                    ("thu viec khong dat", "rot thu viec", "probation"),
                ),
                Choice(
                    "absent_without_reason",
                    N_("Ended because I was absent for days without reason"),
                    ("vang mat", "nghi khong ly do", "absent"),
                ),
                Choice(
                    "entitled_to_pension",
                    N_("I can already draw a pension"),
                    ("du dieu kien huu", "luong huu", "nghi huu", "pension"),
                ),
            ),
        ),
        AVERAGE_WAGE,
        MONTHS_WORKED,
        INSURED_TIME,
        INSURED_MONTHS,
    ),
    headline=_headline,
    inputs=_inputs,
    next_step=N_(
        "Ask in writing for all that is owed at the end: wages, unused leave, severance where it is due. Keep a copy. If the "
        "employer does not pay severance, you may go straight to court without conciliation, and pay no court fee."
    ),
)
