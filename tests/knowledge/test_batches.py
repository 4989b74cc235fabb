"""JSONL files of the commands: read as they come from other machines, refused with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.batches import BadBatch, read_batch, read_texts, write_batch


@pytest.mark.parametrize(
    "content",
    [
        '{"id": 1}\n{"id": 2}\n',
        '{"id": 1}\r\n{"id": 2}',
        '\ufeff{"id": 1}\n\n  \n{"id": 2}\n\n',
    ],
)
def test_lines_as_editors_and_spreadsheets_write_them(tmp_path: Path, content: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(content.encode())
    assert [line.record for line in read_batch(path)] == [{"id": 1}, {"id": 2}]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b"])
def test_only_a_line_feed_ends_a_line(tmp_path: Path, sign: str) -> None:
    (tmp_path / "in").write_text(json.dumps({"id": f"a{sign}b"}, ensure_ascii=False), "utf-8")
    assert [line.record["id"] for line in read_batch(tmp_path / "in")] == [f"a{sign}b"]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b"[1]", "not a JSON object"),
        (b'{"id": 1', "not a JSON object"),
        (b"[" * 100_000, "not a JSON object"),
        ("đóng".encode("utf-16-le"), "not UTF-8 text"),
        (b'{"id": "\xff"}', "not UTF-8 text"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: bytes, says: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"id": 1, "text": "x"}\n\n' + bad + b"\n")
    with pytest.raises(BadBatch) as caught:
        list(read_batch(path))
    assert caught.value.message.startswith(f"{path}:3: {says}")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("record", ['{"id": 1}', '{"text": "x"}', '{"id": 1, "text": null}'])
def test_a_text_that_is_missing(tmp_path: Path, record: str) -> None:
    (tmp_path / "in").write_text(record, "utf-8")
    with pytest.raises(BadBatch, match=':1: needs "id" and "text"'):
        list(read_texts(tmp_path / "in"))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    records = [{"id": "\ud83d", "text": "lương"}, {"id": None}]
    write_batch(tmp_path / "out", records)
    assert [line.record for line in read_batch(tmp_path / "out")] == records
