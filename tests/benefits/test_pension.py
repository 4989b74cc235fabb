"""What holds for every pension."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.benefits.pension import PensionInputs, PensionResult, pension
from knowledge.law import Law

SEXES = st.sampled_from(["male", "female"])
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def result(law: Law, sex: str, months: int, **inputs: Any) -> PensionResult:
    given_inputs = {"birth": "1967-06", "average_income": 5_000_000, **inputs}
    return pension(law, PensionInputs(sex=sex, months_paid=months, **given_inputs)).result  # type: ignore[arg-type]


@relaxed
@given(sex=SEXES, months=st.integers(0, 480), more=st.integers(0, 24))
def test_more_months_never_pay_less(law: Law, sex: str, months: int, more: int) -> None:
    fewer, longer = result(law, sex, months), result(law, sex, months + more)
    assert (longer.monthly_pension or 0) >= (fewer.monthly_pension or 0)
    assert (longer.one_off or 0) >= (fewer.one_off or 0)
    assert longer.missing_months <= fewer.missing_months


@relaxed
@given(sex=SEXES, months=st.integers(180, 480))
def test_the_rate_is_between_the_lowest_and_the_highest(law: Law, sex: str, months: int) -> None:
    found = result(law, sex, months)
    assert found.eligible
    assert (40 if sex == "male" else 45) <= found.rate_percent <= 75


@relaxed
@given(sex=SEXES, months=st.integers(0, 179), last_wage=st.integers(2_530_000, 50_600_000))
def test_below_fifteen_years_the_missing_months_add_up(law: Law, sex: str, months: int, last_wage: int) -> None:
    found = result(law, sex, months, compulsory_months=months, last_wage=last_wage)
    assert not found.eligible
    assert months + found.missing_months == 180
    assert found.missing_lump_months + found.missing_first_months == found.missing_months
    assert (found.missing_price is None) == (found.missing_months > 6)


@relaxed
@given(sex=SEXES, months=st.integers(420, 480), after=st.integers(0, 60))
def test_years_after_the_age_are_worth_more(law: Law, sex: str, months: int, after: int) -> None:
    whole_years = after // 12 * 12
    plain = result(law, sex, months, birth="1962-01" if sex == "male" else "1967-06")
    later = result(law, sex, months, birth="1962-01" if sex == "male" else "1967-06", months_after_age=whole_years)
    assert (later.one_off or 0) >= (plain.one_off or 0)
    assert later.monthly_pension == plain.monthly_pension


@relaxed
@given(sex=SEXES, year=st.integers(1966, 2010), month=st.integers(1, 12))
def test_who_is_born_later_never_retires_earlier(law: Law, sex: str, year: int, month: int) -> None:
    inputs = {"months_paid": None, "history": "2021-01..2021-12:2000000"}
    one = pension(law, PensionInputs(sex=sex, birth=f"{year}-{month:02d}", **inputs)).result  # type: ignore[arg-type]
    next_month = f"{year + month // 12}-{month % 12 + 1:02d}"
    other = pension(law, PensionInputs(sex=sex, birth=next_month, **inputs)).result  # type: ignore[arg-type]
    assert one.retirement_month <= other.retirement_month
