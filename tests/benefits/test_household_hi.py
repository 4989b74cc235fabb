"""What holds for every household."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.household_check import COVERED, SUPPORTED, HouseholdCheckInputs, household_check
from knowledge.benefits.household_hi import HouseholdHiInputs, household_hi
from knowledge.law import Law

BLOCKS = st.sampled_from([3, 6, 12])
SUPPORT = st.decimals(0, 100, places=1)
KINDS = st.sampled_from([*COVERED, *SUPPORTED, "none"])


@given(st.integers(1, 50), BLOCKS, st.data())
def test_totals_are_the_sum_of_the_members(law: Law, members: int, months: int, data: st.DataObject) -> None:
    support = data.draw(st.lists(SUPPORT, max_size=members))
    result = household_hi(law, HouseholdHiInputs(members=members, months=months, support=support)).result
    assert result.total == sum(result.per_member)
    assert len(result.per_member) == members
    assert result.total + result.support == result.full_price
    assert 0 <= result.support <= result.full_price


@given(st.integers(1, 49), BLOCKS)
def test_each_further_member_costs_no_more_than_the_one_before(law: Law, members: int, months: int) -> None:
    result = household_hi(law, HouseholdHiInputs(members=members + 1, months=months)).result
    assert result.per_member == sorted(result.per_member, reverse=True)
    before = household_hi(law, HouseholdHiInputs(members=members, months=months)).result
    assert result.per_member[:members] == before.per_member


@given(st.integers(1, 4), BLOCKS)
def test_months_are_priced_alike(law: Law, members: int, months: int) -> None:
    year = household_hi(law, HouseholdHiInputs(members=members, months=12)).result.total
    assert household_hi(law, HouseholdHiInputs(members=members, months=months)).result.total * 12 == year * months


@given(st.lists(KINDS, min_size=1, max_size=12))
def test_everybody_is_either_covered_or_joins(law: Law, kinds: list[str]) -> None:
    result = household_check(law, HouseholdCheckInputs.model_validate({"members": kinds})).result
    places = [one.member for one in result.covered] + [one.member for one in result.joins]
    assert sorted(places) == list(range(1, len(kinds) + 1))
    assert result.total == sum(one.price for one in result.joins)
    household = [one for one in result.joins if one.as_group == "household"]
    assert [one.place for one in household] == list(range(1, len(household) + 1))
    assert all(one.support_percent > 0 for one in result.joins if one.as_group == "state_supported")


@given(st.integers(1, 12))
def test_a_household_without_other_groups_is_the_household_price(law: Law, members: int) -> None:
    checked = household_check(law, HouseholdCheckInputs.model_validate({"members": ["none"] * members})).result
    assert checked.total == household_hi(law, HouseholdHiInputs(members=members, months=12)).result.total
    assert all(one.support_percent == Decimal(0) for one in checked.joins)
