"""The law as it stands in the repository, for the calculators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from knowledge.law import Law
from knowledge.loading import CONTENT
from knowledge.schema import Parameter
from knowledge.yaml_source import read_yaml


@pytest.fixture(scope="session")
def parameters() -> dict[str, Parameter]:
    return {
        path.stem: Parameter.model_validate(read_yaml(path).data)
        for path in sorted((CONTENT / "law" / "parameters").glob("*.yaml"))
    }


@pytest.fixture(scope="session")
def law_on(parameters: dict[str, Parameter]) -> Callable[[str], Law]:
    """``law_on("2026-11-21")``: the law on a day."""
    return lambda day: Law(parameters, date.fromisoformat(day))


@pytest.fixture(scope="session")
def law(law_on: Callable[[str], Law]) -> Law:
    """The law on 21 November 2026."""
    return law_on("2026-11-21")
