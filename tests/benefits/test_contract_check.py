"""The reading of the signs, for every set of answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.contract_check import CONTROL, SIGNS, ContractCheckInputs, contract_check
from knowledge.law import Law

ANSWERS = st.fixed_dictionaries({sign: st.sampled_from([True, False, None]) for sign in SIGNS})


@given(st.booleans(), ANSWERS)
def test_the_reading_is_the_rule(law: Law, paid: bool, answers: dict[str, bool | None]) -> None:
    calculation = contract_check(law, ContractCheckInputs.model_validate({"paid": paid, **answers}))
    yes = [sign for sign in SIGNS if answers[sign]]
    if not paid or not yes:
        expected = "unlikely"
    elif len(yes) >= 3 and set(yes) & set(CONTROL):
        expected = "likely"
    else:
        expected = "unclear"
    result = calculation.result
    assert result.reading == expected
    assert {"only_court_or_authority_decides", "no_platform_ruling_known"} <= {w.key for w in calculation.warnings}
    told = {*result.signs_for, *result.signs_against, *result.unanswered}
    assert told == {*SIGNS, "paid" if paid else "not_paid"}
    assert result.evidence and result.next_steps


@given(ANSWERS, st.sampled_from(SIGNS))
def test_one_more_sign_never_makes_it_less_likely(law: Law, answers: dict[str, bool | None], sign: str) -> None:
    order = ["unlikely", "unclear", "likely"]
    before = contract_check(law, ContractCheckInputs.model_validate({"paid": True, **answers})).result.reading
    after = contract_check(
        law, ContractCheckInputs.model_validate({"paid": True, **answers, sign: True})
    ).result.reading
    assert order.index(before) <= order.index(after)
