"""Does the work look like a labour contract? Labour Code 2019 Art. 13(1).

The law asks for paid work and for management, direction or supervision by one party, whatever the paper
is called; it has no list of signs. The reading used here: unlikely without pay or without any sign;
likely with pay and several signs of which one is control over access to the work or over discipline;
unclear otherwise. Only a court or the competent authority decides.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, Inputs, Result
from knowledge.benefits.working import Working
from knowledge.law import Law

SIGNS_FOR_LIKELY = 3  # the reading of this check, not a number of the law
CONTROL = ("account_locked", "penalties", "ratings", "fixed_hours", "fares_fixed")
OTHER_SIGNS = ("app_assigns", "must_accept", "targets", "tracked", "uniform", "exclusive", "training")
SIGNS = (*CONTROL, *OTHER_SIGNS)
EVIDENCE = {
    "account_locked": "lock_notice",
    "penalties": "penalty_notices",
    "ratings": "rating_screens",
    "fixed_hours": "rosters",
    "fares_fixed": "fare_screens",
    "app_assigns": "trip_history",
    "must_accept": "acceptance_rate_screens",
    "targets": "target_messages",
    "tracked": "tracking_screens",
    "uniform": "uniform_photos",
    "exclusive": "contract_or_terms",
    "training": "training_invitations",
}


class ContractCheckInputs(Inputs):
    paid: bool = Field(description="is paid for the work: per trip, piece, hour, day or month")
    account_locked: bool | None = Field(None, description="the other side can lock the account or shut the worker out")
    penalties: bool | None = Field(None, description="fines, deductions or other penalties for breaking its rules")
    ratings: bool | None = Field(None, description="ratings or rates decide about work: below a threshold less or none")
    fixed_hours: bool | None = Field(None, description="fixed shifts or working hours")
    fares_fixed: bool | None = Field(None, description="the other side sets the fare or price")
    app_assigns: bool | None = Field(None, description="the app or a supervisor assigns the trips or tasks")
    must_accept: bool | None = Field(None, description="cannot refuse work without consequences")
    targets: bool | None = Field(None, description="targets of trips, hours or output")
    tracked: bool | None = Field(None, description="is supervised, tracked or must report while working")
    uniform: bool | None = Field(None, description="must wear its uniform or carry its equipment")
    exclusive: bool | None = Field(None, description="may not work for others")
    training: bool | None = Field(None, description="compulsory training or instructions how to work")


class ContractCheckResult(Result):
    reading: Literal["likely", "unclear", "unlikely"] = Field(description="how near it is to a labour contract")
    signs_for: list[str] = Field(description="answers that speak for a labour contract")
    control_signs: list[str] = Field(description="those of them that show control over access or discipline")
    signs_against: list[str] = Field(description="answers that speak against it")
    unanswered: list[str] = Field(description="signs nobody has answered yet")
    evidence: list[str] = Field(description="what to keep")
    next_steps: list[str] = Field(description="what to do now")


def contract_check(law: Law, inputs: ContractCheckInputs) -> Calculation[ContractCheckResult]:
    working = Working(law)
    test = working.read("labour_contract_test")
    answers: dict[str, bool | None] = {sign: getattr(inputs, sign) for sign in SIGNS}
    present = [sign for sign in SIGNS if answers[sign]]
    control = [sign for sign in CONTROL if answers[sign]]
    absent = [sign for sign in SIGNS if answers[sign] is False]
    unanswered = [sign for sign in SIGNS if answers[sign] is None]
    working.step("signs_of_management", " + ".join("1" for _ in present) or "0", test)
    working.step("signs_of_control", " + ".join("1" for _ in control) or "0", test)
    reading: Literal["likely", "unclear", "unlikely"]
    if not inputs.paid or not present:
        reading = "unlikely"
    elif len(present) >= SIGNS_FOR_LIKELY and control:
        reading = "likely"
    else:
        reading = "unclear"
    working.warn("only_court_or_authority_decides")
    working.warn("no_platform_ruling_known")
    if unanswered:
        working.warn("questions_unanswered", count=len(unanswered))
    return working.calculation(
        ContractCheckResult(
            reading=reading,
            signs_for=["paid", *present] if inputs.paid else present,
            control_signs=control,
            signs_against=absent if inputs.paid else ["not_paid", *absent],
            unanswered=unanswered,
            evidence=_evidence(inputs.paid, present),
            next_steps=_next_steps(reading),
        )
    )


def _evidence(paid: bool, present: list[str]) -> list[str]:
    general = ["contract_or_terms", *(["pay_statements", "bank_transfers"] if paid else []), "messages", "witnesses"]
    return list(dict.fromkeys([*general, *(EVIDENCE[sign] for sign in present)]))


def _next_steps(reading: str) -> list[str]:
    if reading == "unlikely":
        return ["insure_yourself", "keep_evidence", "ask_adviser"]
    steps = ["keep_evidence", "ask_union_or_legal_aid"]
    return [*steps, "claim_in_writing", "conciliator_or_court"] if reading == "likely" else [*steps, "insure_yourself"]


CALCULATOR = Calculator(
    "contract-check",
    ContractCheckInputs,
    ContractCheckResult,
    contract_check,
    governing_dates=(("labour_contract_test", "today (--on)"),),
)
