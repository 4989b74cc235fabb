"""Time limits of a dispute with the employer: what it asks and how it says the result."""

from __future__ import annotations

from datetime import date

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.dispute_deadlines import DisputeDeadlinesResult
from knowledge.schema import Language, Topic


def _inputs(answers: Answers) -> dict[str, str]:
    kind = "other" if answers["kind"] == "something_else" else answers["kind"]
    return {"discovered": answers["discovered"], "kind": kind}


def _headline(result: DisputeDeadlinesResult, language: Language) -> str:
    _ = gettext_for(language)

    def line(step: str, name: str, safe: date, last: date) -> str:
        if step in result.passed:
            return _("• {step}: the time is over.").format(step=name)
        return _("• {step}: **{safe}** (last day {last})").format(
            step=name, safe=wording.day(safe, language), last=wording.day(last, language)
        )

    conciliation = line("conciliation", _("Labour conciliator"), result.conciliation_safe_by, result.conciliation_by)
    arbitration = line(
        "arbitration", _("Labour arbitration, if both sides agree"), result.arbitration_safe_by, result.arbitration_by
    )
    court = line("court", _("Court"), result.court_safe_by, result.court_by)
    lines = (court, conciliation, arbitration) if result.may_skip_conciliation else (conciliation, arbitration, court)
    if "court" in result.passed:
        first = _("**The time limits are over**, unless force majeure stopped you for a time.")
    elif result.may_skip_conciliation:
        first = _("You may go **straight to court**, without a conciliator. Act at the latest by:")
    elif "conciliation" in result.passed:
        first = _("The **conciliator comes first**, and that time is over. What is left:")
    else:
        first = _("The **conciliator comes first**. Act at the latest by:")
    return "\n".join((first, *lines))


FORM = Form(
    calculator="dispute-deadlines",
    title=N_("How long I have for the conciliator or the court"),
    topic=Topic.LEGAL_AID,
    article="legal_aid/dispute-deadlines",
    questions=(
        Question(
            field="kind",
            kind=Kind.CHOICE,
            ask=N_("What is the dispute about?"),
            name=N_("dispute about"),
            example=N_("pay still owed after the job ended: choose wages"),
            choices=(
                Choice(
                    "wages",
                    N_("Wages, overtime, bonus"),
                    ("luong", "tang ca", "tien thuong", "overtime pay", "salary"),
                ),
                Choice(
                    "dismissal",
                    N_("Dismissal, contract ended by the employer"),
                    ("sa thai", "bi duoi", "duoi viec", "cho nghi", "cham dut hop dong", "fired", "dismissed"),
                ),
                Choice(
                    "termination_pay",
                    N_("Money at the end: severance, damages"),
                    ("tro cap thoi viec", "tro cap mat viec", "boi thuong", "severance", "damages"),
                ),
                Choice(
                    "social_insurance",
                    N_("Social, health, unemployment insurance"),
                    ("bhxh", "bao hiem", "bhyt", "bhtn", "that nghiep", "insurance"),
                ),
                Choice(
                    "fines_or_deductions",
                    N_("Fines, money taken off the wage"),
                    ("bi phat", "tien phat", "tru luong", "bi tru", "fines", "fined", "deduction", "deductions"),
                ),
                Choice(
                    "working_time_or_leave",
                    N_("Working hours, rest, leave"),
                    ("gio lam", "nghi phep", "phep nam", "working hours", "annual leave"),
                ),
                Choice(
                    "transfer_or_contract",
                    N_("The contract, or other work than agreed"),
                    ("sua hop dong", "ky hop dong", "chuyen viec", "dieu chuyen", "transfer", "transferred"),
                ),
                Choice(
                    "domestic_work", N_("Domestic work in a family"), ("giup viec", "osin", "giup viec nha", "domestic")
                ),
                Choice(
                    "agency_work",
                    N_("Work through a labour-hire company"),
                    ("cho thue lai lao dong", "thue lai", "labour hire", "labor hire"),
                ),
                Choice(
                    "overseas_work_agency",
                    N_("Damages from an agency for work abroad"),
                    ("xuat khau lao dong", "xkld", "lam viec o nuoc ngoai", "abroad", "overseas"),
                ),
                Choice("something_else", N_("Something else"), ("chuyen khac", "viec khac")),
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
    inputs=_inputs,
    next_step=N_(
        "Write down what happened with dates and collect papers, messages and witnesses. File early with the labour "
        "conciliator (through the commune or the Department of Home Affairs) or the court where you live or work; a union or "
        "legal aid can help."
    ),
)
