"""What each kind of reminder asks, where to read about it, and under which answers and results it is offered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.calculators.form import Choice, Question
from bot.calculators.form import Kind as Answer
from bot.calculators.registry import forms
from bot.i18n import N_, gettext_for
from bot.reminders.reminder import Kind, times
from knowledge import wording
from knowledge.law import Law, LawError
from knowledge.schema import Language, Topic, Unit

BLOCKS = "vsi_payment_block_months"
ONCE, MONTHLY = "once", "m1"
_WORDS = {"m3": ("quy", "quarter", "quarterly"), "m6": ("nua nam", "half a year"), "m12": ("nam", "hang nam", "yearly")}


@dataclass(frozen=True, slots=True)
class About:
    """The standing parts of a kind. ``title`` is a message id."""

    title: str
    topic: Topic
    article: str


ABOUT: dict[Kind, About] = {
    Kind.HI_CARD: About(N_("Renew the health card"), Topic.HI_CARD_VALIDITY, "hi_card_validity/renew-before-expiry"),
    Kind.CONTRIBUTION: About(
        N_("Pay voluntary social insurance"), Topic.SI_CONTRIBUTION, "si_contribution/payment-methods"
    ),
    Kind.DISPUTE: About(
        N_("Time limit for the conciliator or the court"), Topic.LEGAL_AID, "legal_aid/dispute-deadlines"
    ),
    Kind.BIRTH_ALLOWANCE: About(
        N_("File for the birth allowance (voluntary)"), Topic.MATERNITY, "maternity/voluntary-allowance"
    ),
    Kind.MATERNITY_MONEY: About(
        N_("File for maternity money (through a company)"), Topic.MATERNITY, "maternity/compulsory-claim"
    ),
    Kind.UNEMPLOYMENT: About(
        N_("File for unemployment benefit"), Topic.UNEMPLOYMENT, "unemployment/where-and-deadline"
    ),
}

OF_CALCULATOR: dict[str, Kind] = {
    "hi-card-start": Kind.HI_CARD,
    "dispute-deadlines": Kind.DISPUTE,
    "maternity": Kind.BIRTH_ALLOWANCE,
    "maternity-compulsory": Kind.MATERNITY_MONEY,
    "unemployment": Kind.UNEMPLOYMENT,
}

OF_ARTICLE: dict[str, Kind] = {
    "hi_card_validity/renew-before-expiry": Kind.HI_CARD,
    "hi_card_validity/gap-in-cover": Kind.HI_CARD,
    "hi_card_validity/five-years-continuous": Kind.HI_CARD,
    "hi_contribution/pay-in-blocks": Kind.HI_CARD,
    "si_contribution/payment-methods": Kind.CONTRIBUTION,
    "si_contribution/missed-month": Kind.CONTRIBUTION,
    "legal_aid/dispute-deadlines": Kind.DISPUTE,
    "legal_aid/conciliation-or-court": Kind.DISPUTE,
    "maternity/voluntary-allowance": Kind.BIRTH_ALLOWANCE,
    "maternity/compulsory-claim": Kind.MATERNITY_MONEY,
    "unemployment/where-and-deadline": Kind.UNEMPLOYMENT,
    "training_jobs/laid-off-checklist": Kind.UNEMPLOYMENT,
}


def worth_it(result: Any) -> bool:
    """Whether the result of a calculator leaves something to be reminded of."""
    if not getattr(result, "eligible", True):
        return False
    return "court" not in getattr(result, "passed", ())


def questions(kind: Kind, law: Law, language: Language) -> tuple[Question, ...]:
    """What has to be known; the calculators' own questions where there are such."""
    match kind:
        case Kind.HI_CARD:
            return (
                Question(
                    field="ends",
                    kind=Answer.DATE,
                    ask=N_("On which day does your health card end? VssID shows it."),
                    name=N_("end of the card"),
                    example=N_("for example: 31/12/2026"),
                ),
            )
        case Kind.CONTRIBUTION:
            day = Question(
                field="day",
                kind=Answer.DATE,
                ask=N_("On which day do you want to pay voluntary social insurance next?"),
                name=N_("day of payment"),
                example=N_("for example: tomorrow, 5/12/2026"),
            )
            return (day, _every(law, language))
        case Kind.DISPUTE:
            return (_asked("dispute-deadlines", "kind"), _asked("dispute-deadlines", "discovered"))
        case Kind.BIRTH_ALLOWANCE:
            return (_asked("maternity", "birth_date"),)
        case Kind.MATERNITY_MONEY:
            return (
                Question(
                    field="leave_end",
                    kind=Answer.DATE,
                    ask=N_("On which day does the maternity leave end?"),
                    name=N_("end of the leave"),
                    example=N_("for example: 20/2/2027"),
                ),
            )
        case Kind.UNEMPLOYMENT:
            return (replace(_asked("unemployment", "ended_on"), example=N_("for example: 31/10/2026"), optional=False),)


def _asked(calculator: str, field: str) -> Question:
    question = forms()[calculator].question(field)
    assert question is not None, f"the calculator {calculator} no longer asks for {field}"
    return question


def _every(law: Law, language: Language) -> Question:
    """Whether to repeat it: in the rhythms in which one may pay."""
    _ = gettext_for(language)
    rhythms = []
    for value, words in _WORDS.items():
        try:
            months = law.whole(f"{BLOCKS}.{value}")
        except LawError:  # before there were such rhythms
            continue
        label = _("Every {months}, {times} times").format(
            months=wording.counted(months, Unit.MONTHS, language), times=times(months)
        )
        rhythms.append(Choice(value, label, (f"{months} thang", f"{months} months", *words)))
    return Question(
        field="every",
        kind=Answer.CHOICE,
        ask=N_("Shall I remind you only this once, or again and again?"),
        name=N_("repeat"),
        choices=(
            Choice(ONCE, _("Only this once"), ("mot lan", "1 lan", "chi lan nay", "lan nay", "only once", "once")),
            Choice(
                MONTHLY,
                _("Every month, {times} times").format(times=times(1)),
                ("hang thang", "moi thang", "tung thang", "thang nao cung", "every month", "monthly"),
            ),
            *rhythms,
        ),
    )
