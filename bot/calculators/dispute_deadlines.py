"""Time limits of a dispute with the employer: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Choice, Form, Kind, Question
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.dispute_deadlines import DisputeDeadlinesResult
from knowledge.schema import Language, Topic


def _headline(result: DisputeDeadlinesResult, language: Language) -> str:
    _ = gettext_for(language)

    def line(step: str, text: str, safe: str) -> str:
        return _("• {step}: the time is over.").format(step=text) if step in result.passed else f"• {text}: **{safe}**"

    conciliation = line("conciliation", _("Labour conciliator"), wording.day(result.conciliation_safe_by, language))
    arbitration = line(
        "arbitration", _("Labour arbitration, if both sides agree"), wording.day(result.arbitration_safe_by, language)
    )
    court = line("court", _("Court"), wording.day(result.court_safe_by, language))
    if result.may_skip_conciliation:
        first = _("You may go **straight to court**, without a conciliator. Act at the latest by:")
        return "\n".join([first, court, conciliation, arbitration])
    first = _("The **conciliator comes first**. Act at the latest by:")
    return "\n".join([first, conciliation, arbitration, court])


FORM = Form(
    calculator="dispute-deadlines",
    title=N_("How long I have to complain or sue"),
    topic=Topic.LEGAL_AID,
    article="legal_aid/dispute-deadlines",
    questions=(
        Question(
            field="kind",
            kind=Kind.CHOICE,
            ask=N_("What is the dispute about?"),
            name=N_("dispute about"),
            choices=(
                Choice(
                    "wages",
                    N_("Wages, overtime, bonus"),
                    ("luong", "no luong", "tang ca", "thuong", "wages", "overtime pay", "salary"),
                ),
                Choice(
                    "dismissal",
                    N_("Dismissal, contract ended by the employer"),
                    ("sa thai", "bi duoi", "duoi viec", "cho nghi", "dismissal", "fired", "dismissed"),
                ),
                Choice(
                    "termination_pay",
                    N_("Money at the end: severance, damages"),
                    ("tro cap thoi viec", "tro cap mat viec", "boi thuong", "severance", "damages"),
                ),
                Choice(
                    "social_insurance",
                    N_("Social, health, unemployment insurance"),
                    ("bhxh", "bao hiem", "bhyt", "bhtn", "insurance"),
                ),
                Choice(
                    "fines_or_deductions",
                    N_("Fines, money taken off the wage"),
                    ("phat", "phat tien", "tru luong", "fine", "fines", "deduction", "deductions"),
                ),
                Choice(
                    "working_time_or_leave",
                    N_("Working hours, rest, leave"),
                    ("gio lam", "nghi phep", "phep nam", "working hours", "leave"),
                ),
                Choice(
                    "transfer_or_contract",
                    N_("The contract, or other work than agreed"),
                    ("hop dong", "chuyen viec", "dieu chuyen", "contract", "transfer"),
                ),
                Choice(
                    "domestic_work", N_("Domestic work in a family"), ("giup viec", "osin", "giup viec nha", "domestic")
                ),
                Choice(
                    "agency_work",
                    N_("Work through a labour-hire company"),
                    ("cho thue lai lao dong", "thue lai", "agency"),
                ),
                Choice(
                    "overseas_work_agency",
                    N_("An agency for work abroad"),
                    ("xuat khau lao dong", "xkld", "lam viec o nuoc ngoai", "abroad", "overseas"),
                ),
                Choice("other", N_("Something else"), ("khac", "viec khac", "other", "something else")),
            ),
        ),
        Question(
            field="discovered",
            kind=Kind.DATE,
            ask=N_("On which day did you find out that your right was violated?"),
            name=N_("day you found out"),
            example=N_("day, month, year; for example: 10/3/2026. If you are not sure, give the earliest day."),
        ),
    ),
    headline=_headline,
    next_step=N_(
        "Write down what happened with dates and collect papers, messages and witnesses. File early with the labour "
        "conciliator (through the commune or the Department of Home Affairs) or the court where you live or work; a union or "
        "legal aid can help."
    ),
)
