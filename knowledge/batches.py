"""Batches of the commands: JSONL files in, JSONL files out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

Record = dict[str, Any]


class BadBatch(click.ClickException):
    """A line of a batch that cannot be used; the message names file and line. Ends a command with exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file, err=file is None)


@dataclass(frozen=True, slots=True)
class Line:
    """One object of a batch and where it stands."""

    path: Path
    number: int
    record: Record

    def bad(self, what: str) -> BadBatch:
        """What to raise about this line."""
        return BadBatch(f"{self.path}:{self.number}: {what}")


def read_batch(path: Path) -> Iterator[Line]:
    """The objects of a JSONL file, a line each; empty lines are passed over. Raises :class:`BadBatch`."""
    for number, coded in enumerate(path.read_bytes().split(b"\n"), 1):
        line = Line(path, number, {})
        try:
            text = coded.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise line.bad("not UTF-8 text; save the file as UTF-8") from None
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            raise line.bad('not a JSON object, such as {"id": 1}')
        yield Line(path, number, record)


def read_texts(path: Path) -> Iterator[Line]:
    """The same for objects that have an ``id`` and a ``text``."""
    for line in read_batch(path):
        if "id" not in line.record or not isinstance(line.record.get("text"), str):
            raise line.bad('needs "id" and "text"')
        yield line


def write_batch(path: Path, records: Iterable[Record]) -> None:
    """Objects as JSONL, written only when all are there."""
    lines = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    path.write_text(lines, "utf-8", errors="backslashreplace")  # half a character of an id, as JSON writes it
