"""Voluntary contribution: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Choice, Form, Kind, Question
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.si_contribution import SiContributionResult
from knowledge.schema import Language, Topic


def _headline(result: SiContributionResult, language: Language) -> str:
    _ = gettext_for(language)
    money = wording.vnd(result.worker_pays_per_month, language)
    text = _("You pay **{money}** a month.").format(money=money)
    if result.months > 1:
        total = wording.vnd(result.worker_pays_total, language)
        text += " " + _("For {months} months: **{total}**.").format(months=result.months, total=total)
    if result.state_support_per_month:
        state = wording.vnd(result.state_support_per_month, language)
        text += "\n" + _("The State adds {state} a month.").format(state=state)
    return text


FORM = Form(
    calculator="si-contribution",
    title=N_("What voluntary social insurance costs me"),
    topic=Topic.SI_CONTRIBUTION,
    article="si_contribution/how-much-per-month",
    questions=(
        Question(
            field="income",
            kind=Kind.MONEY,
            ask=N_("Which monthly income do you want to pay on? You choose it yourself."),
            name=N_("chosen income"),
            example=N_("for example: 3 million, 2tr5"),
        ),
        Question(
            field="group",
            kind=Kind.CHOICE,
            ask=N_("Which group are you in? If several, choose the first that fits."),
            name=N_("group"),
            choices=(
                Choice(
                    "poor",
                    N_("Poor household, island commune, special zone"),
                    ("ho ngheo", "=ngheo", "xa dao", "dac khu", "poor"),
                ),
                Choice("near_poor", N_("Near-poor household"), ("can ngheo", "near poor")),
                Choice("ethnic_minority", N_("Ethnic minority"), ("dan toc thieu so", "dan toc", "minority")),
                Choice("other", N_("None of these groups"), ("khac", "khong thuoc", "binh thuong", "other", "none")),
            ),
        ),
        Question(
            field="months",
            kind=Kind.CHOICE,
            ask=N_("How many months do you want to pay at once?"),
            name=N_("months at once"),
            choices=(
                Choice("1", N_("1 month"), ("hang thang", "tung thang", "monthly")),
                Choice("3", N_("3 months"), ("quy", "quarter")),
                Choice("6", N_("6 months"), ("nua nam", "half a year")),
                Choice("12", N_("12 months"), ("mot nam", "1 nam", "ca nam", "a year")),
            ),
        ),
    ),
    headline=_headline,
    next_step=N_(
        "Register and pay at the social insurance office, a collection agent, or on the National Public Service Portal."
    ),
)
