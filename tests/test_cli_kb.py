"""``quyen kb …`` as the people use it who maintain the knowledge base."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.conftest import Run


def test_kb_check(run: Run, sound: Path) -> None:
    said = run("kb", "check", "--content", sound, "--on", "2026-11-21").stdout
    assert said == "2 articles, 4 dated values, 3 instruments: 0 error(s), 0 warning(s)\n"


def test_kb_check_warns_and_with_strict_refuses(run: Run, sound: Path, tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(sound, root)
    for path in (root / "articles").glob("*/*.yaml"):
        path.write_text(path.read_text("utf-8").replace("review_by: 2027-07-01", "review_by: 2026-11-01"), "utf-8")
    check = ["kb", "check", "--content", root, "--on", "2026-11-21"]
    late = run(*check)
    assert "partner.yaml:6: warning: was to be reviewed by 2026-11-01" in late.stderr
    assert late.stdout.endswith("0 error(s), 2 warning(s)\n")
    assert run(*check, "--strict", exit_code=2).stdout.endswith("2 error(s), 0 warning(s)\n")
    assert "price.yaml" not in run(*check, "--only", "partner").stderr


def test_a_broken_content_folder_is_named_by_file_and_line(run: Run, sound: Path, tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(sound, root)
    article = root / "articles" / "contract" / "partner.yaml"
    article.write_text(article.read_text("utf-8") + "  broken: [\n", "utf-8")
    (root / "law" / "instruments.yaml").unlink()
    for command in (["kb", "check"], ["kb", "show", "base"], ["kb", "due"]):
        said = run(*command, "--content", root, exit_code=2).stderr
        assert "partner.yaml:4" in said and "broken YAML" in said
        assert "instruments.yaml:1: error: this file is missing" in said
    run("kb", "check", "--content", tmp_path / "nowhere", exit_code=2)
    (tmp_path / "empty").mkdir()
    assert "is missing" in run("kb", "check", "--content", tmp_path / "empty", exit_code=2).stderr


def test_kb_show(run: Run, sound: Path) -> None:
    vi = run("kb", "show", "contract/partner", "--content", sound, "--on", "2026-11-21").stdout
    assert (
        "**Giấy đối tác**" in vi
        and "2.000.000 ₫" in vi
        and "01/01/2027" in vi
        and "⚖️ Bộ luật Lao động 2019, Điều 13" in vi
    )
    en = run("kb", "show", "contract/partner", "--content", sound, "--on", "2027-01-01", "--lang", "en").stdout
    assert "2,500,000 ₫" in en and "1 Jan 2027" not in en
    values = run("kb", "show", "shares", "--content", sound).stdout.splitlines()
    assert values[0].startswith("2025-01-01 – … [high]: {'poor': 50") and "[draft]" in values[1]
    assert "quyen kb search" in run("kb", "show", "contract/nothing", "--content", sound, exit_code=2).stderr
    assert (
        "2025-01-01"
        in run("kb", "show", "contract/partner", "--content", sound, "--on", "2020-01-01", exit_code=2).stderr
    )


def test_kb_due(run: Run, sound: Path) -> None:
    said = run("kb", "due", "--content", sound, "--on", "2026-11-21").stdout
    assert said == "2026-12-31  dated value doubtful: ends, no later value is known\n"
    assert "article contract/partner: review" in run("kb", "due", "--content", sound, "--on", "2027-05-01").stdout


def test_kb_schema(run: Run, tmp_path: Path) -> None:
    run("kb", "schema", tmp_path / "schema")
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in (tmp_path / "schema").iterdir()}
    assert set(schemas) == {f"{n}.schema.json" for n in ("article", "parameter", "instrument", "office")}
    assert schemas["article.schema.json"]["additionalProperties"] is False
    assert "from" in json.dumps(schemas["parameter.schema.json"])


def test_kb_build_and_search(run: Run, sound: Path, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "k.db"
    said = run("kb", "build", "--content", sound, "--database", target).stdout
    assert "2 articles, 4 dated values" in said and target.is_file()
    found = run("kb", "search", "giấy", "đối tác", "--database", target).stdout.splitlines()
    assert "contract/partner" in found[0] and "Giấy đối tác" in found[0]
    assert "Partner paper" in run("kb", "search", "đối tác", "--lang", "en", "--database", target).stdout
    assert run("kb", "search", '"', "--database", target).stdout == ""


def test_kb_build_and_search_with_nothing_to_work_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    target = tmp_path / "k.db"
    assert "is missing" in run("kb", "build", "--content", tmp_path / "empty", "--database", target, exit_code=2).stderr
    assert not target.exists()
    assert "run: quyen kb build" in run("kb", "search", "x", "--database", target, exit_code=2).stderr
    run("kb", "search", exit_code=2)
