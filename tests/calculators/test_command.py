"""``quyen calc`` as its callers see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.calculators.command import calc
from knowledge.benefits.registry import NAMES
from knowledge.database import build
from knowledge.loading import load_content

Run = Callable[..., Result]
ON = ("--on", "2026-11-21")


@pytest.fixture(scope="session")
def knowledge_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("knowledge") / "knowledge.db"
    build(load_content(), path)
    return path


@pytest.fixture
def run(knowledge_db: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("QUYEN_KNOWLEDGE_DB", str(knowledge_db))
    return lambda *arguments: CliRunner().invoke(calc, arguments)


def result_of(found: Result) -> dict[str, Any]:
    assert found.exit_code == 0, found.output
    return dict(json.loads(found.stdout))


def test_the_result_for_machines(run: Run) -> None:
    found = result_of(run("si-contribution", "income=3000000", "group=near_poor", "months=12", *ON, "--json"))
    assert set(found) == {"calculator", "as_of", "inputs", "result", "steps", "citations", "warnings"}
    assert (found["calculator"], found["as_of"]) == ("si-contribution", "2026-11-21")
    assert found["inputs"]["group"] == "near_poor"
    assert found["inputs"]["start"] is None
    assert found["result"]["worker_pays_total"] == 6_336_000
    assert all(set(step) == {"label", "expression", "value", "citation"} for step in found["steps"])
    assert found["steps"][0] == {
        "label": "full_per_month",
        "expression": "3000000 * 22 / 100",
        "value": 660_000,
        "citation": "Luật Bảo hiểm xã hội 2024, Điều 36 khoản 1",
    }
    assert "Nghị định 159/2025/NĐ-CP, Điều 5 khoản 2, Điều 5 khoản 1" in found["citations"]
    assert found["warnings"] == ["province_may_add_support"]


def test_only_law_of_the_days_that_govern_is_cited(run: Run) -> None:
    now = result_of(run("si-contribution", "income=3000000", *ON, "--json", "--lang", "en"))
    assert not any("2014" in citation for citation in now["citations"])
    then = result_of(run("si-contribution", "income=3000000", "--on", "2025-05-20", "--json", "--lang", "en"))
    assert any("2014" in citation for citation in then["citations"])
    assert not any("2024" in citation for citation in then["citations"])


def test_encodings(run: Run) -> None:
    pension = ("pension", "sex=male", "birth=1965-03", "months_paid=184", "average_income=5000000")
    found = result_of(run(*pension, *ON, "--json", "--lang", "en"))
    assert found["result"]["rate_percent"] == "40.5"
    assert found["result"]["eligible"] is True
    assert found["result"]["monthly_pension"] == 2_025_000
    assert found["result"]["retirement_month"] == "2026-09"
    assert "Decree 135/2020/NĐ-CP, Annex I" in found["citations"]
    born = result_of(run("maternity", "months_in_last_12=6", "birth_date=2026-11-01", *ON, "--json"))
    assert born["result"]["file_by"] == "2026-12-31"
    assert born["inputs"] == {
        "months_in_last_12": 6, "children": 1, "compulsory_entitled": False, "birth_date": "2026-11-01",
    }  # fmt: skip
    taken = run("lump-sum", "reason=retirement_age", "months_from_2014=54", "average_income=2000000",
                "support=36:33000,18:66000", *ON, "--json")  # fmt: skip
    assert result_of(taken)["inputs"]["support"] == ["36:33000", "18:66000"]
    assert result_of(taken)["result"]["years_from_2014"] == "4.5"


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("si-contribution", "income=1400000"), "income"),
        (("si-contribution", "incom=1400000"), "income"),
        (("si-contribution", "income=1500000", "incom=1"), "incom"),
        (("si-contribution", "income=3000000", "start=2021-05"), "start"),
        (("si-contribution", "income=3000000", "income=2000000"), "income"),
        (("si-contribution", "3000000"), "3000000"),
        (("maternity", "months_in_last_12=6", "birth_date=2025-06-30"), "birth_date"),
        (("pension", "sex=male", "birth=1950-03", "months_paid=180"), "birth"),
        (("crystal-ball", "income=1"), "calculator"),
    ],
)
def test_bad_input_is_refused_with_its_field(run: Run, arguments: tuple[str, ...], field: str) -> None:
    found = run(*arguments, *ON, "--json")
    assert found.exit_code == 2
    error = json.loads(found.stdout)
    assert set(error) == {"error"}
    assert set(error["error"]) == {"field", "message"}
    assert error["error"]["field"] == field
    assert error["error"]["message"]
    for_people = run(*arguments, *ON)
    assert for_people.exit_code == 2
    assert for_people.stderr.startswith(f"{field}: ")


def test_a_day_that_is_none(run: Run) -> None:
    found = run("si-contribution", "income=3000000", "--on", "tomorrow", "--json")
    assert found.exit_code == 2
    assert json.loads(found.stdout)["error"]["field"] == "on"


def test_the_list(run: Run) -> None:
    found = json.loads(run("--list", "--json").stdout)["calculators"]
    assert [one["name"] for one in found] == list(NAMES)
    inputs = found[0]["inputs"]["properties"]
    assert inputs["income"]["type"] == "integer"
    assert inputs["income"]["unit"] == "vnd_month"
    assert inputs["income"]["required"] is True
    assert inputs["group"]["enum"] == ["poor", "near_poor", "ethnic_minority", "other"]
    assert inputs["group"]["default"] == "other"
    assert found[0]["outputs"]["properties"]["worker_pays_total"]["unit"] == "vnd"
    text = run("--list").stdout
    assert all(name in text for name in NAMES)
    assert "poor|near_poor|ethnic_minority|other" in text


def test_for_people_the_result_stands_first(run: Run) -> None:
    vi = run("si-contribution", "income=3000000", *ON).stdout
    assert "594.000 ₫" in vi
    assert vi.index("594.000 ₫") < vi.index("3.000.000 × 22%")
    assert "Nghị định 159/2025/NĐ-CP, Điều 5 khoản 1" in vi
    en = run("si-contribution", "income=3000000", *ON, "--lang", "en").stdout
    assert "594,000 ₫" in en
    assert "Decree 159/2025/NĐ-CP, Article 5(1)" in en


def test_a_batch(run: Run, tmp_path: Path) -> None:
    cases = [
        {"id": 1, "calculator": "si-contribution", "inputs": {"income": "3000000"}, "on": "2026-11-21"},
        {"id": "b", "calculator": "si-contribution", "inputs": {"income": 1_400_000}, "on": "2026-11-21"},
        {"id": 3, "calculator": "crystal-ball", "inputs": {}},
        {"id": 4, "inputs": {}},
        {"id": 5, "calculator": "maternity", "inputs": ["6"]},
        {"id": 6, "calculator": "maternity", "inputs": {"months_in_last_12": "6"}, "on": "soon"},
        {"id": 7, "calculator": "maternity", "inputs": {"months_in_last_12": "6"}},
    ]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(case) for case in cases) + "\n\n", "utf-8")
    found = run("--batch", str(source), "--out", str(out), "--on", "2026-11-21")
    assert found.exit_code == 0, found.output
    results = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [result["id"] for result in results] == [case["id"] for case in cases]
    assert results[0]["result"]["worker_pays_total"] == 594_000
    fields = [result["error"]["field"] for result in results[1:6]]
    assert fields == ["income", "calculator", "calculator", "inputs", "on"]
    assert results[6]["as_of"] == "2026-11-21"


def test_a_batch_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1}\nnot json\n', "utf-8")
    found = run("--batch", str(source), "--out", str(tmp_path / "out.jsonl"))
    assert found.exit_code == 2
    assert "in.jsonl:2" in found.stderr


@pytest.mark.parametrize("arguments", [(), ("--list", "maternity"), ("--batch", __file__), ("maternity", "--out", "x")])
def test_what_cannot_be_meant_is_a_usage_error(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2
