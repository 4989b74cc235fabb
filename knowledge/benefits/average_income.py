"""The average income behind a pension or a one-time payment.

Social Insurance Law 41/2024/QH15, Articles 72 and 104; Decree 159/2025/NĐ-CP, Articles 10 and 11(3): every income
times the price coefficient of its year, in the table of the year of the decision (``law.on``), over all
months. Money paid at once for missing months takes no coefficient. With compulsory time: both averages,
weighted by their months. Only the average is rounded, half up, to whole đồng.
"""

from __future__ import annotations

from pydantic import Field

from knowledge.benefits.calculation import Calculation, Calculator, InputError, Inputs, Result, whole_dong
from knowledge.benefits.income_history import Adjusted, History, Scheme, adjusted_incomes, read_history
from knowledge.benefits.input_types import Months, Wage
from knowledge.benefits.result_types import Amount, AmountAMonth, MonthCount
from knowledge.benefits.working import Working, plain
from knowledge.law import Law


class AverageIncomeInputs(Inputs):
    history: History = Field(
        description="incomes (or wages, for the compulsory scheme) by months: 2021-01..2023-12:2000000;2024-01:3000000"
    )
    scheme: Scheme = Field("voluntary", description="the scheme of the history: it decides the table of coefficients")
    missing_months: Months = Field(
        0, description="months that were missing and paid at once at retirement age: they take no coefficient"
    )
    missing_income: Wage | None = Field(None, description="monthly income chosen for missing_months")
    compulsory_months: Months = Field(0, description="months of compulsory insurance besides a voluntary history")
    compulsory_average: Wage | None = Field(None, description="average wage, already adjusted, of compulsory_months")


class AverageIncomeResult(Result):
    average_income: AmountAMonth = Field(description="average monthly income")
    months: MonthCount = Field(description="all months counted")
    adjusted_total: Amount = Field(description="sum of the adjusted incomes, without compulsory_months")


def average_income(law: Law, inputs: AverageIncomeInputs) -> Calculation[AverageIncomeResult]:
    """The average of all months, each year's incomes in the prices of the decision."""
    working = Working(law)
    if inputs.scheme == "compulsory" and inputs.compulsory_months:
        raise InputError("compulsory_months", "goes with a voluntary history; the history is of the compulsory scheme")
    adjusted = adjusted_incomes(working, read_history(inputs.history), inputs.scheme)
    if (inputs.missing_months > 0) != (inputs.missing_income is not None):
        missing = "missing_income" if inputs.missing_income is None else "missing_months"
        raise InputError(missing, "missing_months and missing_income go together")
    if inputs.missing_income is not None:
        most = working.whole("vsi_missing_max_months")
        if inputs.missing_months > most:
            raise InputError("missing_months", f"must be at most {most} months", most)
        total = working.step(
            "adjusted_incomes_with_missing_months",
            f"{plain(adjusted.total)} + {inputs.missing_months} * {inputs.missing_income}",
        )
        adjusted = Adjusted(total, adjusted.months + inputs.missing_months)
    average = weighted_average(working, adjusted, inputs.compulsory_months, inputs.compulsory_average)
    return working.calculation(
        AverageIncomeResult(
            average_income=average,
            months=adjusted.months + inputs.compulsory_months,
            adjusted_total=whole_dong(adjusted.total),
        )
    )


def weighted_average(
    working: Working, voluntary: Adjusted, compulsory_months: int, compulsory_average: int | None
) -> int:
    """The average of all months; compulsory ones come in with an average of their own."""
    if (compulsory_months > 0) != (compulsory_average is not None):
        missing = "compulsory_average" if compulsory_average is None else "compulsory_months"
        raise InputError(missing, "compulsory_months and compulsory_average go together")
    total = plain(voluntary.total)
    if compulsory_average is None:
        return working.money("average_income", f"{total} / {voluntary.months}")
    mixed = working.read("mixed_pension_years.compulsory_age_rules")  # its article says how the averages are joined
    months = voluntary.months + compulsory_months
    return working.money("average_income", f"({compulsory_average} * {compulsory_months} + {total}) / {months}", mixed)


CALCULATOR = Calculator(
    "average-income",
    AverageIncomeInputs,
    AverageIncomeResult,
    average_income,
    governing_dates=(("price coefficients", "on (year of the decision)"),),
)
