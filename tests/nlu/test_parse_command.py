"""``quyen parse``: one text, or a file of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nlu.parse_command import parse


def run(*arguments: str) -> Result:
    return CliRunner().invoke(parse, [*arguments, "--on", "2026-11-21"])


def batch(tmp_path: Path, *lines: str, kind: str = "") -> Result:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines), "utf-8")
    return run(*([kind] if kind else []), "--batch", str(source), "--out", str(out))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("money", "2tr5", 2500000),
        ("money", "4-5tr", {"low": 4000000, "high": 5000000}),
        ("money", "-5tr", None),
        ("months", "15n6t", 186),
        ("date", "tháng trước", "2026-10"),
        ("date", "sinh năm 90", "1990"),
        ("period", "2015 đến nay", {"from": "2015-01", "to": "2026-11"}),
        ("percent", "22%", 22),
        ("percent", "0,5%", 0.5),
        ("percent", "80-90%", {"low": 80, "high": 90}),
        ("number", "hai vợ chồng", 2),
        ("yesno", "dạ chưa", False),
        ("yesno", "ko nhớ", None),
    ],
)
def test_json(kind: str, text: str, value: Any) -> None:
    result = run(kind, text, "--json")
    assert result.exit_code == 0
    said = json.loads(result.output)
    assert said == {"kind": kind, "value": value}
    assert type(said["value"]) is type(value)


def test_for_people() -> None:
    assert run("money", "hai triệu rưỡi").output == "2500000\n"
    assert run("date", "12/5/1990").output == "1990-05-12\n"
    nothing = run("money", "không biết")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (1, "", "no answer\n")


def test_batch(tmp_path: Path) -> None:
    result = batch(
        tmp_path,
        '{"id": "a", "kind": "money", "text": "3 củ"}',
        "",
        '{"id": 2, "text": "3y6m"}',
        '{"id": 3, "text": "dòng\u2028khác"}',
        '{"id": 4, "kind": "period", "text": "3/2010-12/2021"}',
        kind="months",
    )
    assert result.exit_code == 0, result.output
    assert [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").split("\n") if line] == [
        {"id": "a", "kind": "money", "value": 3000000},
        {"id": 2, "kind": "months", "value": 42},
        {"id": 3, "kind": "months", "value": None},
        {"id": 4, "kind": "period", "value": {"from": "2010-03", "to": "2021-12"}},
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nonsense", "in.jsonl:1: not a JSON object"),
        ('{"id": 1}', 'in.jsonl:1: needs "id" and "text"'),
        ('{"text": "3"}', 'in.jsonl:1: needs "id" and "text"'),
        ('{"id": 1, "text": "3"}', 'in.jsonl:1: "kind" must be one of money'),
        ('{"id": 1, "text": "3", "kind": "colour"}', 'in.jsonl:1: "kind" must be one of money'),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    result = batch(tmp_path, line)
    assert result.exit_code == 2
    assert message in result.output
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("arguments", [[], ["money"], ["colour", "red"], ["money", "3tr", "--out", "x.jsonl"]])
def test_wrong_use(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
