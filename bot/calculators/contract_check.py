"""Does the work look like a labour contract: what it asks and how it says the reading."""

from __future__ import annotations

from bot.calculators.form import Answers, Form, Kind, Question
from bot.i18n import N_, gettext_for
from knowledge.benefits.contract_check import CONTROL, SIGNS, SIGNS_FOR_LIKELY, ContractCheckResult
from knowledge.schema import Language, Topic

_SIGNS = {
    "paid": N_("paid for the work"),
    "account_locked": N_("account can be locked"),
    "penalties": N_("fines or penalties"),
    "ratings": N_("ratings decide about work"),
    "fixed_hours": N_("fixed hours or shifts"),
    "fares_fixed": N_("price set by the other side"),
    "app_assigns": N_("work is assigned"),
    "must_accept": N_("work cannot be refused"),
    "targets": N_("targets"),
    "tracked": N_("supervision or tracking"),
    "uniform": N_("uniform or equipment"),
    "exclusive": N_("no work for others"),
    "training": N_("compulsory training"),
}
_EVIDENCE = {
    "contract_or_terms": N_("contract or app terms"),
    "pay_statements": N_("pay statements"),
    "bank_transfers": N_("bank transfers"),
    "messages": N_("messages"),
    "witnesses": N_("names of witnesses"),
    "lock_notice": N_("notice of the lock"),
    "penalty_notices": N_("notices of fines"),
    "rating_screens": N_("screenshots of ratings"),
    "rosters": N_("rosters"),
    "fare_screens": N_("screenshots of fares"),
    "trip_history": N_("trip or order history"),
    "acceptance_rate_screens": N_("screenshots of the acceptance rate"),
    "target_messages": N_("messages about targets"),
    "tracking_screens": N_("screenshots of tracking or reports"),
    "uniform_photos": N_("photos in uniform"),
    "training_invitations": N_("invitations to training"),
}
_READINGS = {
    "likely": N_("**It looks like a labour contract**, whatever the paper is called."),
    "unclear": N_("**It is unclear** whether this is a labour contract."),
    "unlikely": N_("**It hardly looks like a labour contract.**"),
}
_NOT_PAID = N_("A labour contract needs paid work.")


def _paid(answers: Answers) -> bool:
    return answers.get("paid") == "true"


def _open(answers: Answers) -> bool:
    """Whether more answers can still change the reading."""
    present = [sign for sign in SIGNS if answers.get(sign) == "true"]
    likely = len(present) >= SIGNS_FOR_LIKELY and any(sign in CONTROL for sign in present)
    return _paid(answers) and not likely


def _sign(field: str, ask: str, always: bool = False) -> Question:
    return Question(
        field=field,
        kind=Kind.YESNO,
        ask=ask,
        name=_SIGNS[field],
        optional=True,
        only_if=_paid if always else _open,
        prefill=False,
    )


def _headline(result: ContractCheckResult, language: Language) -> str:
    _ = gettext_for(language)
    lines = [_(_READINGS[result.reading])]
    if "not_paid" in result.signs_against:
        lines.append(_(_NOT_PAID))
    named = [_(_SIGNS[sign]) for sign in result.signs_for]
    if named:
        lines.append(_("Signs for it: {signs}.").format(signs=", ".join(named)))
    kept = ", ".join(_(_EVIDENCE[item]) for item in result.evidence)
    lines.append(_("Keep: {evidence}.").format(evidence=kept))
    return "\n".join(lines)


FORM = Form(
    calculator="contract-check",
    title=N_("Is my work really a labour contract"),
    topic=Topic.PARTNER_AGREEMENT,
    article="partner_agreement/signs-and-evidence",
    questions=(
        Question(
            field="paid",
            kind=Kind.YESNO,
            ask=N_("Are you paid for the work, by trip, piece, hour, day or month?"),
            name=_SIGNS["paid"],
            prefill=False,
        ),
        _sign("fares_fixed", N_("Does the other side set the fare or price?"), always=True),
        _sign("app_assigns", N_("Does the app or a supervisor assign the trips or tasks?"), always=True),
        _sign("ratings", N_("Do ratings or rates decide how much work you get?"), always=True),
        _sign("penalties", N_("Are there fines, deductions or other penalties for breaking its rules?"), always=True),
        _sign("account_locked", N_("Can it lock your account or shut you out of the work?"), always=True),
        _sign("fixed_hours", N_("Are there fixed shifts or working hours?")),
        _sign("tracked", N_("Are you supervised, tracked, or must you report while you work?")),
        _sign("uniform", N_("Must you wear its uniform or carry its equipment?")),
        _sign("exclusive", N_("Does it forbid you to work for others?")),
    ),
    headline=_headline,
    next_step=N_(
        "Save the evidence now, before you lose access. Ask a union, a lawyer or legal aid before you claim; a claim goes "
        "to the company in writing first. Meanwhile insure yourself: voluntary social insurance and household health "
        "insurance."
    ),
)
