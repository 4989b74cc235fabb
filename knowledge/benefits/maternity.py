"""The maternity allowance of voluntary social insurance.

Social Insurance Law 41/2024/QH15, Articles 94 to 97. The law is read on the day of birth. The last day to file is
the day of birth and the days of the law counted on from it, not moved where it falls on a holiday.
"""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result
from knowledge.benefits.input_types import Months
from knowledge.benefits.result_types import Amount
from knowledge.benefits.working import Working, figure, plain
from knowledge.law import Law


class MaternityInputs(Inputs):
    months_in_last_12: Months = Field(
        description="months of voluntary (or voluntary and compulsory) insurance in the 12 months before the birth"
    )
    children: int = Field(
        1,
        ge=1,
        le=10,
        description="children born, those who died from the week of the law on included",
        json_schema_extra={"unit": "people"},
    )
    compulsory_entitled: bool = Field(
        False, description="whether this same parent is entitled to the maternity benefit of compulsory insurance"
    )
    birth_date: date | None = Field(
        None, description="day of birth; the present day if left out", json_schema_extra={"unit": "date"}
    )


class MaternityResult(Result):
    eligible: bool = Field(description="whether this parent gets the allowance")
    amount: Amount = Field(description="for all children together; 0 if not eligible")
    file_by: date | None = Field(
        description="last day to file without explaining a delay; null if not eligible",
        json_schema_extra={"unit": "date"},
    )


def maternity(law: Law, inputs: MaternityInputs) -> Calculation[MaternityResult]:
    """The allowance, and the day by which to file."""
    birth = inputs.birth_date or law.on
    working = Working(law.on_day(birth))
    rule = "vsi_maternity_allowance"
    window = working.whole(f"{rule}.window_months")
    if inputs.months_in_last_12 > window:
        raise InputError("months_in_last_12", f"must be at most {window} months", window)
    needed = working.whole(f"{rule}.min_months_in_last_12")
    if inputs.compulsory_entitled:
        working.warn("compulsory_benefit_instead")
    if inputs.compulsory_entitled or inputs.months_in_last_12 < needed:
        return working.calculation(MaternityResult(eligible=False, amount=0, file_by=None))
    each = working.read(f"{rule}.amount")
    amount = working.money("amount", f"{inputs.children} * {plain(figure(each))}", each)
    file_by = birth + timedelta(days=working.whole(f"{rule}.filing_days"))
    if law.on > file_by:
        working.warn("late_filing_needs_explanation")
    working.warn("only_one_parent_claims")
    return working.calculation(MaternityResult(eligible=True, amount=amount, file_by=file_by))


CALCULATOR = Calculator(
    "maternity",
    MaternityInputs,
    MaternityResult,
    maternity,
    governing_dates=(("conditions, amount, time to file", "birth_date"),),
)
