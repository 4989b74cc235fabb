"""The stories of ``tests/cases``: who asks, on which day, with which inputs, and what comes out by law.

A case is ``id`` (a row GT… or CT… of ``docs/law``, with a letter where a row holds several stories, or a name
of its own), ``who``, ``on``, ``calculator``, ``inputs``, then ``expect`` (some or all results) or ``error`` (the input
that is refused), ``warnings`` (some of those given) and ``why``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from knowledge.benefits.calculation import Calculation, InputError, whole_dong
from knowledge.benefits.registry import calculate, calculator, read_inputs
from knowledge.database import Knowledge, build
from knowledge.formulas import compute
from knowledge.law import Law, Provision
from knowledge.loading import load_content
from knowledge.schema import Parameter, Period
from knowledge.yaml_source import read_yaml

TESTS = Path(__file__).parents[1]
CASES = TESTS / "cases"
SHEETS = TESTS.parent / "docs" / "law"
NOT_COVERED = "not_covered"
ROW = re.compile(r"\b((?:GT|CT)\d+[a-z]?-\d+)")


class Case(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    id: str
    who: str
    on: date
    calculator: str
    inputs: dict[str, Any] = Field(default_factory=dict)
    expect: dict[str, Any] | None = None
    error: str | None = None
    warnings: list[str] = []
    why: str

    @model_validator(mode="after")
    def _one_outcome(self) -> Case:
        if (self.expect is None) == (self.error is None):
            raise ValueError("give either expect or error")
        return self


def stories() -> list[Any]:
    return list(_stories())


def _stories() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        if path.stem == NOT_COVERED:
            continue
        for record in read_yaml(path).data:
            yield pytest.param(Case.model_validate(record), id=f"{path.stem}:{record['id']}")


def typed(value: Any) -> Any:
    """A value as it is typed on the command line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(str(typed(part)) for part in value)
    return value if value is None or isinstance(value, dict) else str(value)


def worked_out(case: Case, law: Law) -> Calculation[Any]:
    found = calculator(case.calculator)
    return calculate(found, law, read_inputs(found, {name: typed(value) for name, value in case.inputs.items()}))


def assert_same(found: Any, expected: Any, where: str) -> None:
    if isinstance(found, BaseModel):
        found = {name: getattr(found, name) for name in type(found).model_fields}
    if isinstance(expected, dict):
        for name, value in expected.items():
            assert name in found, f"there is no result {where}.{name}"
            assert_same(found[name], value, f"{where}.{name}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), f"{where}: {found}"
        for index, (one, other) in enumerate(zip(found, expected, strict=True)):
            assert_same(one, other, f"{where}[{index}]")
    elif expected is None or isinstance(expected, bool) or isinstance(found, bool):
        assert found is expected, f"{where} is {found!r}, not {expected!r}"
    elif isinstance(found, int | float | Decimal):
        assert Decimal(str(found)) == Decimal(str(expected)), f"{where} is {found}, not {expected}"
    else:
        assert str(found) == str(expected), f"{where} is {found!s}, not {expected!s}"


@pytest.mark.parametrize("case", stories())
def test_case(case: Case, parameters: dict[str, Parameter]) -> None:
    law = Law(parameters, case.on)
    if case.error is not None:
        with pytest.raises(InputError) as refused:
            worked_out(case, law)
        assert refused.value.field == case.error, refused.value
        return
    calculation = worked_out(case, law)
    assert_same(calculation.result, case.expect, case.calculator)
    given = {warning.key for warning in calculation.warnings}
    assert set(case.warnings) <= given, f"warnings are {sorted(given)}"


class WatchedLaw(Law):
    """Notes which value was read on which day."""

    def __init__(self, parameters: dict[str, Parameter], on: date, seen: list[tuple[date, Provision | Period]]) -> None:
        super().__init__(parameters, on)
        self.seen = seen

    def on_day(self, day: date) -> WatchedLaw:
        return WatchedLaw(self._parameters, day, self.seen)  # type: ignore[arg-type]

    def provision(self, path: str) -> Provision:
        found = super().provision(path)
        self.seen.append((self.on, found))
        return found

    def period(self, name: str) -> Period:
        found = super().period(name)
        self.seen.append((self.on, found))
        return found


@pytest.mark.parametrize("case", [story for story in stories() if story.values[0].expect is not None])
def test_the_working_leads_to_the_values_in_force(case: Case, parameters: dict[str, Parameter]) -> None:
    """Each step recomputes from its own figures; everything read was in force on the day it was read for."""
    seen: list[tuple[date, Provision | Period]] = []
    calculation = worked_out(case, WatchedLaw(parameters, case.on, seen))
    for step in calculation.steps:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", step.label), step
        if isinstance(step.value, str):
            continue
        value = compute(step.expression, _no_names)
        if isinstance(step.value, int):
            assert whole_dong(value) == step.value, step
        else:
            assert abs(value - step.value) < Decimal("1e-9"), step
    for day, value in seen:
        assert value.start <= day and (value.end is None or day <= value.end), f"{value} read for {day}"
        assert not getattr(value, "draft", False), value
    assert calculation.references, "a result rests on some law"
    for warning in calculation.warnings:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", warning.key), warning


def _no_names(name: str) -> Decimal:
    raise AssertionError(f"a step holds figures only, not '{name}'")


@pytest.mark.parametrize("case", [story for story in stories() if story.values[0].expect is not None])
def test_each_calculation_takes_less_than_five_milliseconds(case: Case, parameters: dict[str, Parameter]) -> None:
    law = Law(parameters, case.on)
    fastest = min(_seconds(case, law) for _ in range(3))
    assert fastest < 0.005, f"{fastest * 1000:.1f} ms"


def _seconds(case: Case, law: Law) -> float:
    started = time.perf_counter()
    worked_out(case, law)
    return time.perf_counter() - started


def test_the_built_knowledge_base_gives_the_same_results(parameters: dict[str, Parameter], tmp_path: Path) -> None:
    """What the running bot reads went through SQLite and back."""
    build(load_content(), tmp_path / "knowledge.db")
    knowledge = Knowledge(tmp_path / "knowledge.db")
    for case in (story.values[0] for story in stories()):
        if case.expect is not None:
            assert worked_out(case, knowledge.law(case.on)) == worked_out(case, Law(parameters, case.on)), case.id


def test_every_golden_row_is_a_case_or_a_test_or_has_a_reason() -> None:
    rows = {
        match[1]
        for sheet in sorted(SHEETS.glob("*.md"))
        for line in sheet.read_text("utf-8").splitlines()
        if (match := re.match(r"\| ((?:GT|CT)\d+[a-z]?-\d+) \|", line))
    }
    in_cases = {row for story in stories() for row in ROW.findall(story.values[0].id)}
    in_tests = {
        row
        for path in Path(__file__).parent.glob("test_*.py")
        if path != Path(__file__)
        for row in ROW.findall(path.read_text("utf-8"))
    }
    reasons = read_yaml(CASES / f"{NOT_COVERED}.yaml").data
    assert all(isinstance(reason, str) and len(reason) > 20 for reason in reasons.values())
    without = sorted(rows - in_cases - in_tests - set(reasons))
    assert not without, f"rows of the sheets without a case, a test or a reason: {', '.join(without)}"
    unknown = sorted((in_cases | in_tests | set(reasons)) - rows)
    assert not unknown, f"no such rows in the sheets: {', '.join(unknown)}"
    needless = sorted(set(reasons) & (in_cases | in_tests))
    assert not needless, f"rows that are covered need no reason: {', '.join(needless)}"


def test_ids_of_cases_are_unique_in_their_file() -> None:
    ids = [story.id for story in stories()]
    assert sorted(set(ids)) == sorted(ids)
