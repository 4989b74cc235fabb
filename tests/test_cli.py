"""The ``quyen`` command as people and machines use it: what it prints, exit code 2 for what can be mended, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from knowledge.database import Knowledge
from tests.conftest import Run, nobody

ROOT = Path(__file__).parents[1]
QUESTION = "Nhà nước hỗ trợ bao nhiêu tiền khi đóng BHXH tự nguyện?"
FIELDS = ["id", "lang", "decision", "article", "topic", "calculator", "confidence", "engine", "candidates", "ms"]
DECISIONS = {"answer", "suggest", "calculator", "handoff", "smalltalk", "command", "out_of_scope"}


def jsonl(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return path


# --- ask


def test_ask_prints_the_answer(run: Run) -> None:
    out = run("ask", QUESTION, "--engine", "search", "--on", "2026-11-21").stdout
    assert "how-much" in out or "165.000 ₫" in out


def test_ask_for_another_day(run: Run) -> None:
    out = run(
        "ask", "lương tối thiểu vùng 1 là bao nhiêu tiền một tháng", "--engine", "search", "--on", "2026-12-31"
    ).stdout
    assert "minimum-wage" in out or "31/12/2026" in out


def test_ask_as_json_has_exactly_the_fields_of_the_contract(run: Run) -> None:
    lines = run("ask", QUESTION, "--json", "--engine", "search").stdout.splitlines()
    answer = json.loads(lines[-1])
    assert len(lines) == 1 and list(answer) == FIELDS
    assert answer["id"] is None and answer["calculator"] is None
    assert (answer["lang"], answer["engine"], answer["topic"]) == ("vi", "search", "si_state_support")
    assert answer["decision"] in ("answer", "suggest")
    assert answer["article"] == ("si_state_support/how-much" if answer["decision"] == "answer" else None)
    assert 1 <= len(answer["candidates"]) <= 5
    assert all(list(candidate) == ["article", "topic", "score"] for candidate in answer["candidates"])
    assert answer["candidates"][0]["article"] == "si_state_support/how-much"
    assert 0 < answer["confidence"] <= 1 and answer["ms"] >= 0


@pytest.mark.parametrize(
    ("text", "options", "lang"),
    [
        (QUESTION, [], "vi"),
        ("how much does the State pay towards voluntary social insurance", [], "en"),
        (QUESTION, ["--lang", "en"], "en"),
        ("123", [], "vi"),
    ],
)
def test_the_language_of_an_answer(run: Run, text: str, options: list[str], lang: str) -> None:
    assert json.loads(run("ask", text, "--json", "--engine", "search", *options).stdout)["lang"] == lang


@pytest.mark.parametrize("text", ["", "  ", "🙂", "\u200b", "?!"])
def test_a_text_without_words_is_refused_before_anything_is_started(run: Run, text: str) -> None:
    assert "TEXT has no words" in run("ask", text, "--engine", "nlu", exit_code=2).stderr  # and no server is missed


def test_in_a_batch_nothing_without_words_is_in_scope(run: Run, tmp_path: Path) -> None:
    texts = ["", "🙂", "\u200b", "?!"]
    source = jsonl(tmp_path / "in.jsonl", *({"id": text, "text": text} for text in texts))
    run("ask", "--batch", source, "--out", tmp_path / "out.jsonl", "--engine", "search")
    for answer in map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines()):
        assert (answer["decision"], answer["article"], answer["topic"], answer["candidates"]) == (
            "out_of_scope",
            None,
            None,
            [],
        )


def test_ask_answers_by_search_while_the_server_is_away(run: Run) -> None:
    result = run("ask", QUESTION, "--json")
    assert json.loads(result.stdout)["engine"] == "search"
    assert "answering by search" in result.stderr or "did not answer" in result.stderr or not result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "x", "--batch", "IN", "--out", "OUT"],
        ["ask", "--batch", "IN"],
        ["ask", "x", "--on", "2026-13-40"],
        ["ask", "x", "--on", "tomorrow"],
        ["ask", "x", "--lang", "fr"],
        ["ask", "x", "--engine", "magic"],
        ["ask", "--batch", "/no/such/file", "--out", "OUT"],
        ["chat", "--on", "21/11/2026"],
        ["no-such-command"],
    ],
)
def test_wrong_use_is_said_in_a_sentence(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    jsonl(tmp_path / "IN", {"id": 1, "text": "x"})
    said = run(*(str(tmp_path / a) if a in ("IN", "OUT") else a for a in arguments), exit_code=2).output
    assert "Error:" in said and "Traceback" not in said


def test_a_wrong_setting_is_said_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUYEN_SESSION_IDLE_MINUTES", "soon")
    assert "QUYEN_SESSION_IDLE_MINUTES" in run("ask", "x", "--engine", "search", exit_code=2).output.upper()


def test_an_impossible_port(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUYEN_NLU_URL", "http://127.0.0.1:99999")
    assert "QUYEN_NLU_URL" in run("ask", QUESTION, "--json", exit_code=2).output


# --- ask --batch


def test_batch(run: Run, tmp_path: Path) -> None:
    questions = [
        {"id": "a", "text": QUESTION},
        {"id": 2, "text": "how much does the State pay towards voluntary social insurance"},
        {"id": "c", "text": QUESTION, "lang": "en"},
        {"id": "d", "text": "🙂"},
        {"id": "e", "text": "đ" * 10_000, "lang": None, "more": "is ignored"},
        {"id": "f", "text": "\u202e<b>[x](y)</b> {{ 1 }} \"' \x00"},
    ]
    source, out = jsonl(tmp_path / "in.jsonl", *questions), tmp_path / "out.jsonl"
    source.write_text(source.read_text("utf-8") + "\n   \n", "utf-8")  # empty lines are passed over
    result = run("ask", "--batch", source, "--out", out, "--engine", "search")
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert result.stdout == ""
    assert [answer["id"] for answer in answers] == ["a", 2, "c", "d", "e", "f"]
    assert all(list(answer) == FIELDS and answer["decision"] in DECISIONS for answer in answers)
    assert [answer["lang"] for answer in answers[:3]] == ["vi", "en", "en"]
    for answer in answers:
        assert (answer["article"] is not None) == (answer["decision"] == "answer")
        if answer["decision"] in ("answer", "suggest"):
            assert answer["topic"] and 1 <= len(answer["candidates"]) <= 5
            assert answer["candidates"][0]["topic"] == answer["topic"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("not json", "not a JSON object"),
        ("{", "not a JSON object"),
        ("[1]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ('{"id": 1}', 'needs "id" and "text"'),
        ('{"text": "x"}', 'needs "id" and "text"'),
        ('{"id": 1, "text": 5}', 'needs "id" and "text"'),
        ('{"id": 1, "text": null}', 'needs "id" and "text"'),
        ('{"id": 1, "text": "x", "lang": "fr"}', '"lang" must be vi or en'),
        ('{"id": 1, "text": "x", "lang": []}', '"lang" must be vi or en'),
        ("[" * 100_000, "not"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(run: Run, tmp_path: Path, line: str, says: str) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(f'{{"id": 1, "text": "x"}}\n\n{line}\n', "utf-8")
    said = run("ask", "--batch", source, "--out", out, "--engine", "search", exit_code=2).stderr
    assert f"in.jsonl:3: {says}" in said
    assert not out.exists()


def test_a_batch_that_cannot_be_read_or_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes("đóng".encode("utf-16"))
    good = jsonl(tmp_path / "good", {"id": 1, "text": "x"})
    said = run("ask", "--batch", tmp_path / "latin", "--out", tmp_path / "out", exit_code=2).stderr
    assert "latin:1: not UTF-8 text" in said
    out = tmp_path / "no" / "such" / "folder"
    assert "cannot read or write" in run("ask", "--batch", good, "--out", out, "--engine", "search", exit_code=2).stderr


def test_an_empty_batch(run: Run, tmp_path: Path) -> None:
    run("ask", "--batch", jsonl(tmp_path / "in"), "--out", tmp_path / "out", "--engine", "search")
    assert (tmp_path / "out").read_text("utf-8") == ""


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_line_separator_in_a_question(run: Run, tmp_path: Path, sign: str) -> None:
    source = jsonl(tmp_path / "in", {"id": 1, "text": f"tuổi{sign}nghỉ hưu"})
    run("ask", "--batch", source, "--out", tmp_path / "out", "--engine", "search")


def test_an_id_that_is_half_a_character(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").write_text('{"id": "\\ud83d", "text": "lương \\ud83d"}\n', "utf-8")
    run("ask", "--batch", tmp_path / "in", "--out", tmp_path / "out", "--engine", "search")


def test_a_batch_does_not_fall_back_to_search_by_itself(run: Run, tmp_path: Path) -> None:
    source = jsonl(tmp_path / "in", {"id": 1, "text": QUESTION})
    run("ask", "--batch", source, "--out", tmp_path / "out", exit_code=2)


# --- chat


def chat(knowledge: Knowledge, folder: Path, typed: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    settings = {"QUYEN_KNOWLEDGE_DB": str(knowledge.path), "QUYEN_DATA_DIR": str(folder), "QUYEN_NLU_URL": nobody()}
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "chat", *options],
        input=typed,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | settings | {"PYTHONIOENCODING": "utf-8"},
        timeout=60,
        check=False,
    )


def test_chat_with_piped_input(knowledge: Knowledge, tmp_path: Path) -> None:
    lines = [
        "/start",
        "/tap 2",
        "/tap 1",
        "/tap 99",
        "/tap two",
        "",
        "🙂",
        QUESTION,
        "/language en",
        "/no_such",
        "/quit",
        "never",
    ]
    done = chat(knowledge, tmp_path, "\n".join(lines).encode() + b"\n", "--on", "2026-11-21")
    out, said = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == 0 and "Traceback" not in out + said
    assert out.index("dịch vụ tự động") < out.index("[1] 💼")
    assert "👵 BHXH, lương hưu, thai sản" in out.split("> /tap 2")[1].split("> /tap 1")[0]
    assert "(there is no button 99; the last card has" in out and "(there is no button two" in out
    assert "Mình không thấy chữ nào" in out and "Talk to an adviser" in out
    assert "never" not in out and "**" not in out
    assert "Nhà nước hỗ trợ" not in said, "progress and warnings must not repeat what was typed"


def test_chat_bears_odd_lines(knowledge: Knowledge, tmp_path: Path) -> None:
    done = chat(knowledge, tmp_path, "lương ".encode() * 2000 + "\n/tap\n/\n/tap -1\n/tap ٣\n\x00\n\u202e".encode())
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stdout + done.stderr


def test_chat_with_bytes_that_are_no_text(knowledge: Knowledge, tmp_path: Path) -> None:
    done = chat(knowledge, tmp_path, b"/help\n\xff\xfe\x00\n")
    assert done.returncode in (0, 2) and b"Traceback" not in done.stdout + done.stderr


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout.startswith("quyen, version")
    for command in ([], ["ask"], ["kb"], ["kb", "check"], ["chat"], ["nlu"]):
        assert "Usage:" in run(*command, "--help").stdout
