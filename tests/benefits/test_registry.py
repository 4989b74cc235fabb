"""All calculators alike: what is typed becomes inputs, and whatever is typed ends in a result or a clear refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.calculators.listing import described
from knowledge.benefits.calculation import Calculation, InputError
from knowledge.benefits.registry import NAMES, UnknownCalculator, calculate, calculator, calculators, read_inputs
from knowledge.law import Law, LawError

DAYS = st.dates(date(2023, 1, 1), date(2032, 12, 31))
DATES = st.dates(date(1955, 1, 1), date(2060, 12, 31)).map(str)
MONTHS = DATES.map(lambda day: day[:7])
NUMBERS = st.one_of(st.integers(0, 40), st.integers(0, 1200), st.integers(0, 10**11), st.integers(-3, 3)).map(str)


def values_of(field: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Texts somebody might type for an input of this kind, sensible and not."""
    choices = field.get("enum") or [field["const"]] if "const" in field or "enum" in field else None
    if choices:
        return st.sampled_from([str(choice) for choice in choices])
    if field.get("type") == "boolean":
        return st.sampled_from(["true", "false"])
    if field.get("format") == "date":
        return DATES
    if field.get("unit") == "month":
        return MONTHS
    if field.get("type") == "array":
        one = field.get("items", {})
        return st.lists(values_of(one) if one.get("type") or one.get("enum") else NUMBERS, max_size=7).map(",".join)
    return NUMBERS


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_typed_ends_in_a_result_or_a_refusal(name: str, law: Law, data: st.DataObject) -> None:
    schema = described(calculator(name))["inputs"]
    typed = {
        field: data.draw(values_of(kind), label=field)
        for field, kind in schema["properties"].items()
        if kind["required"] or data.draw(st.booleans())
    }
    try:
        inputs = read_inputs(calculator(name), typed)
        found = calculate(calculator(name), law.on_day(data.draw(DAYS)), inputs)
    except InputError as refused:
        assert refused.field in {*schema["properties"], "on"}, refused
        assert refused.message
    except LawError as error:
        assert str(error)
    else:
        assert isinstance(found, Calculation)
        assert found.references


def test_names_are_those_of_the_contract() -> None:
    assert list(calculators()) == list(NAMES)
    assert len(NAMES) == 24
    for name, found in calculators().items():
        assert found.name == name
        assert found.governing_dates, f"{name} does not say which dates govern"
    with pytest.raises(UnknownCalculator):
        calculator("crystal-ball")


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_documented(name: str) -> None:
    found = described(calculator(name))
    for part in ("inputs", "outputs"):
        assert found[part]["properties"]
        for field, schema in found[part]["properties"].items():
            where = f"{name} {part} {field}"
            assert {"unit", "description"} <= set(schema), where
            assert schema["description"], where
            assert "enum" in schema or "const" in schema or "anyOf" in schema or "type" in schema, where


@pytest.mark.parametrize(
    ("values", "field", "in_message"),
    [
        ({}, "income", "is needed"),
        ({"income": "3tr"}, "income", "integer"),
        ({"income": "-1"}, "income", "greater than 0"),
        ({"income": "3000000", "group": "rich"}, "group", "near_poor"),
        ({"income": "3000000", "colour": "red"}, "colour", "no input of si-contribution"),
        ({"income": "3000000", "start": "2026-13"}, "start", "not written"),
        ({"income": "3000000", "start": "0001-01"}, "start", "1900-01"),
        ({"income": "1499999"}, "income", "1500000"),
    ],
)
def test_a_refusal_names_the_input_and_the_limit(law: Law, values: dict[str, str], field: str, in_message: str) -> None:
    found = calculator("si-contribution")
    with pytest.raises(InputError) as refused:
        calculate(found, law, read_inputs(found, values))
    assert refused.value.field == field
    assert in_message in refused.value.message


def test_none_and_nothing_leave_an_optional_input_out() -> None:
    for text in ("none", "", " None "):
        inputs = read_inputs(calculator("si-contribution"), {"income": "3000000", "start": text})
        assert inputs == read_inputs(calculator("si-contribution"), {"income": 3_000_000})
