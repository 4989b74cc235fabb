"""An unlawful dismissal: what it asks and how it says the least that is owed."""

from __future__ import annotations

from dataclasses import replace

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.job_questions import INSURED_MONTHS, INSURED_TIME, MONTHS_WORKED, insured_months
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.unlawful_dismissal import UnlawfulDismissalResult
from knowledge.schema import Language, Topic


def _leaves(answers: Answers) -> bool:
    return answers.get("plan") in ("leave", "refused")


def _inputs(answers: Answers) -> dict[str, str]:
    inputs = {field: answers[field] for field in ("wage", "months_off")}
    if "notice_days_missing" in answers:
        inputs["notice_days_missing"] = answers["notice_days_missing"]
    inputs["returns"] = "false" if _leaves(answers) else "true"
    inputs["employer_refuses"] = "true" if answers["plan"] == "refused" else "false"
    if _leaves(answers):
        inputs |= {"months_worked": answers["months_worked"], "months_with_ui": insured_months(answers)}
    return inputs


def _headline(result: UnlawfulDismissalResult, language: Language) -> str:
    _ = gettext_for(language)
    total = wording.vnd(result.minimum_total, language)
    return _("At least **{total}**, if the dismissal was unlawful.").format(total=total)


FORM = Form(
    calculator="unlawful-dismissal",
    title=N_("What an unlawful dismissal costs the employer"),
    topic=Topic.PROBATION_TERMINATION,
    article="probation_termination/unlawful-dismissal-claims",
    questions=(
        Question(
            field="wage",
            kind=Kind.MONEY,
            ask=N_("What is your monthly wage under the contract?"),
            name=N_("monthly wage"),
            example=N_("for example: 8 million, 6tr5"),
        ),
        Question(
            field="months_off",
            kind=Kind.MONTHS,
            ask=N_("For how many months could you not work because of it? Count whole months."),
            name=N_("months without work"),
            example=N_("for example: 2 months; 0 if it is less than a month"),
            prefill=False,
        ),
        Question(
            field="notice_days_missing",
            kind=Kind.NUMBER,
            ask=N_("How many days of notice were missing?"),
            name=N_("missing days of notice"),
            example=N_("for example: 30; skip it if you do not know"),
            optional=True,
        ),
        Question(
            field="plan",
            kind=Kind.CHOICE,
            ask=N_("What do you want?"),
            name=N_("your wish"),
            choices=(
                Choice(
                    "back",
                    N_("Go back to the job"),
                    ("quay lai", "lam lai", "di lam lai", "tro lai", "go back", "return"),
                ),
                Choice(
                    "leave",
                    N_("Not go back"),
                    ("khong quay lai", "khong muon quay lai", "nghi luon", "khong lam nua", "not go back", "leave"),
                ),
                Choice(
                    "refused",
                    N_("The employer does not want me back, and I agree"),
                    (
                        "chu khong nhan",
                        "cong ty khong nhan",
                        "khong nhan lai",
                        "khong cho ve",
                        "does not want",
                        "refuses",
                    ),
                ),
            ),
            prefill=False,
        ),
        replace(MONTHS_WORKED, only_if=_leaves, prefill=False),
        replace(INSURED_TIME, only_if=_leaves),
        INSURED_MONTHS,
    ),
    headline=_headline,
    inputs=_inputs,
    next_step=N_(
        "Keep the dismissal paper or messages, your contract and payslips, and write to the employer what you ask for. You may go "
        "straight to court without conciliation and pay no court fee; a union or legal aid can help."
    ),
)
