"""Severance (trợ cấp thôi việc): Labour Code 2019 Art. 46; Decree 145/2020 Art. 8.

Not owed after disciplinary dismissal, a failed probation, unlawful quitting, an absence that let the
employer end the contract, or when the worker is entitled to a pension.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, Result
from knowledge.benefits.service_time import ServiceInputs, long_enough, service_time, severance_pay
from knowledge.benefits.working import Working
from knowledge.law import Law

WITHOUT = {"dismissed", "left_unlawfully", "failed_probation", "absent_without_reason", "entitled_to_pension"}


class SeveranceInputs(ServiceInputs):
    left_how: Literal[
        "contract_ended",
        "agreed",
        "resigned_properly",
        "employer_ended",
        "dismissed",
        "left_unlawfully",
        "failed_probation",
        "absent_without_reason",
        "entitled_to_pension",
    ] = Field(
        "contract_ended",
        description="how the contract ended; contract_ended = expiry or job done, employer_ended = the employer's lawful "
        "notice, dismissed = as discipline",
    )


class SeveranceResult(Result):
    eligible: bool = Field(description="severance is owed")
    why: Literal["entitled", "under_minimum_time", "ending_excluded", "no_time_left"] = Field(
        description="entitled, or why not"
    )
    months_counted: int = Field(description="months left after insured and compensated ones")
    years_counted: Decimal = Field(description="these months as years, rounded up to halves")
    amount: int = Field(description="severance")


def severance(law: Law, inputs: SeveranceInputs) -> Calculation[SeveranceResult]:
    working = Working(law.on_day(inputs.ended_on or law.on))
    time = service_time(working, inputs.months_worked, inputs.months_with_ui, inputs.months_compensated)
    why: Literal["entitled", "under_minimum_time", "ending_excluded", "no_time_left"] = "entitled"
    if inputs.left_how in WITHOUT:
        why = "ending_excluded"
    elif not long_enough(working, inputs.months_worked):
        why = "under_minimum_time"
    elif time.years == 0:
        why = "no_time_left"
    eligible = why == "entitled"
    amount = severance_pay(working, inputs.average_wage, time.years) if eligible else 0
    return working.calculation(
        SeveranceResult(eligible=eligible, why=why, months_counted=time.months, years_counted=time.years, amount=amount)
    )


CALCULATOR = Calculator(
    "severance", SeveranceInputs, SeveranceResult, severance, governing_dates=(("severance", "ended_on"),)
)
