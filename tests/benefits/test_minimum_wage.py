"""What holds for every wage beside the minimum."""

from __future__ import annotations

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from knowledge.benefits.minimum_wage import MinimumWageInputs, minimum_wage
from knowledge.law import Law

REGIONS: list[Literal["I", "II", "III", "IV"]] = ["I", "II", "III", "IV"]
UNITS: list[Literal["month", "hour"]] = ["month", "hour"]


@given(st.sampled_from(REGIONS), st.sampled_from(UNITS), st.integers(1, 20_000_000))
def test_what_is_missing_makes_the_minimum(
    law: Law, region: Literal["I", "II", "III", "IV"], unit: Literal["month", "hour"], wage: int
) -> None:
    result = minimum_wage(law, MinimumWageInputs(region=region, unit=unit, wage=wage)).result
    assert result.below == (wage < result.minimum)
    assert (wage + result.missing == result.minimum) if result.below else result.missing == 0


def test_the_minimum_falls_from_region_one_to_four(law: Law) -> None:
    found = [
        minimum_wage(law, MinimumWageInputs(region=region, unit=unit, wage=1)).result.minimum
        for unit in UNITS
        for region in REGIONS
    ]
    assert found[:4] == sorted(found[:4], reverse=True)
    assert found[4:] == sorted(found[4:], reverse=True)
