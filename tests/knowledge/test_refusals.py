"""Every refusal of ``quyen kb check``, each with content broken on purpose."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.checks import check_content
from knowledge.loading import load_content
from knowledge.yaml_source import Problem, SourceError

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
CASES = yaml.safe_load((HERE / "refusals.yaml").read_text("utf-8"))


def problems_of(root: Path) -> list[Problem]:
    try:
        return check_content(load_content(root), TODAY)
    except SourceError as error:
        return error.problems


def broken(case: dict[str, Any], folder: Path) -> Path:
    root = folder / "content"
    shutil.copytree(HERE / "sound", root)
    for prefix in ("", "then_"):
        if prefix + "file" in case:
            path = root / case[prefix + "file"]
            text = path.read_text("utf-8")
            assert case[prefix + "old"] in text, "the sound content changed: mend this case"
            new = case[prefix + "new"].replace(case.get("long", "\0"), "word " * 130)
            path.write_text(text.replace(case[prefix + "old"], new, 1), "utf-8")
    return root


def test_the_sound_content_is_sound() -> None:
    assert problems_of(HERE / "sound") == []


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_refusal(case: dict[str, Any], tmp_path: Path) -> None:
    root = broken(case, tmp_path)
    found = [problem for problem in problems_of(root) if case["says"] in problem.message]
    assert found, f"not refused; found {[str(p) for p in problems_of(root)]}"
    where = root / case.get("in", case["file"])
    there = [problem for problem in found if problem.path == where]
    assert there, f"said about {[str(p) for p in found]}"
    problem = there[0]
    assert problem.severity == case.get("severity", "error")
    if "at" in case:
        lines = problem.path.read_text("utf-8").splitlines()
        named = lines[problem.line - 1] + "\n" + (lines[problem.line] if problem.line < len(lines) else "")
        assert case["at"] in named, f"line {problem.line} is '{lines[problem.line - 1]}'"
