"""What holds for every hospital bill."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.hi_bill import HiBillInputs, HiBillResult, hi_bill
from knowledge.law import Law

BILLS = st.integers(0, 500_000_000)
PLACES = st.fixed_dictionaries(
    {
        "level": st.sampled_from(["primary", "basic", "specialised"]),
        "kind": st.sampled_from(["inpatient", "outpatient"]),
        "benefit_percent": st.sampled_from([80, 95, 100]),
        "has_contract": st.booleans(),
        "card_shown": st.booleans(),
    }
)


def paid(law: Law, place: dict[str, Any], **more: Any) -> HiBillResult:
    return hi_bill(law, HiBillInputs.model_validate({**place, **more})).result


@given(BILLS, PLACES, st.booleans(), st.booleans())
def test_the_fund_and_the_patient_pay_the_bill(
    law: Law, bill: int, place: dict[str, Any], referral: bool, emergency: bool
) -> None:
    result = paid(law, place, bill=bill, referral=referral, emergency=emergency)
    assert result.fund_pays + result.patient_pays == bill
    assert result.fund_pays >= 0
    assert result.patient_pays >= 0
    assert 0 <= result.percent <= 100


@given(BILLS, PLACES)
def test_a_referral_or_an_emergency_never_costs_more(law: Law, bill: int, place: dict[str, Any]) -> None:
    without = paid(law, place, bill=bill, referral=False)
    assert paid(law, place, bill=bill, referral=True).patient_pays <= without.patient_pays
    assert paid(law, place, bill=bill, referral=False, emergency=True).patient_pays <= without.patient_pays


@given(BILLS, PLACES, st.booleans())
def test_a_higher_benefit_never_costs_more(law: Law, bill: int, place: dict[str, Any], referral: bool) -> None:
    general = paid(law, {**place, "benefit_percent": 80}, bill=bill, referral=referral)
    assert paid(law, {**place, "benefit_percent": 100}, bill=bill, referral=referral).patient_pays <= (
        general.patient_pays
    )


@given(BILLS, st.integers(0, 20_000_000))
def test_the_year_threshold_limits_what_the_patient_pays(law: Law, bill: int, copaid: int) -> None:
    place = {"level": "basic", "kind": "inpatient", "referral": True, "benefit_percent": 80}
    result = paid(law, place, bill=bill, five_years=True, copaid_this_year=copaid, copaid_before_change=0)
    assert result.copay_left is not None
    assert result.patient_pays <= result.copay_left or result.patient_pays == 0
    assert result.copay_left + copaid >= law.money("hi_five_year_copay_threshold")
