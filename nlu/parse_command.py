"""``quyen parse``: the readers of typed answers, for people and for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from knowledge.batches import Record, read_texts, write_batch
from knowledge.commands import day_of, on_option
from nlu.parsing import KINDS, Range, Value
from nlu.parsing import parse as read


@click.command(context_settings={"ignore_unknown_options": True})  # "-5tr" is a text
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.argument("text", required=False)
@on_option
@click.option("--json", "as_json", is_flag=True, help="the value for machines")
@click.option(
    "--batch", "source", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="typed answers, JSONL"
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="their values, JSONL")
def parse(
    kind: str | None, text: str | None, on: datetime | None, as_json: bool, source: Path | None, out: Path | None
) -> None:
    """Read TEXT as a value of a KIND, as the forms do: "2tr5" as money is 2500000.

    Lines of a batch are {"id", "text"[, "kind"]}; KIND holds where a line names none. A text that is no answer
    has the value null and, read alone, the exit code 1.
    """
    if (source is None) != (out is None):
        raise click.UsageError("--batch IN.jsonl and --out OUT.jsonl go together")
    if (source is None) == (text is None) or (text is not None and kind is None):
        raise click.UsageError("give either KIND and TEXT, or --batch IN.jsonl together with --out OUT.jsonl")
    day = day_of(on)
    if source is not None and out is not None:
        try:
            write_batch(out, _batch(source, kind, day))
        except OSError as error:
            click.echo(str(error), err=True)
            sys.exit(2)
    elif kind is not None and text is not None:
        value = encoded(read(kind, text, day))
        shown = json.dumps({"kind": kind, "value": value}, ensure_ascii=False) if as_json else _shown(value)
        click.echo(shown, err=value is None and not as_json)
        sys.exit(1 if value is None and not as_json else 0)


def encoded(value: Value | None) -> Any:
    """A value for JSON: a range as ``{"low", "high"}``, a period as ``{"from", "to"}``, a percentage as a number."""
    match value:
        case Range(low=low, high=high):
            return {"low": encoded(low), "high": encoded(high)}
        case (str(first), str(last)):
            return {"from": first, "to": last}
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            return value


def _shown(value: Any) -> str:
    if value is None:
        return "no answer"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _batch(source: Path, kind: str | None, on: date) -> Iterator[Record]:
    for line in read_texts(source):
        said = line.record.get("kind", kind)
        if said not in KINDS:
            raise line.bad(f'"kind" must be one of {", ".join(KINDS)}')
        yield {"id": line.record["id"], "kind": said, "value": encoded(read(said, line.record["text"], on))}


__all__ = ["encoded", "parse"]
