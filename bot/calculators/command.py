"""``quyen calc``: the calculators by command, for people and for machines.

The contract of ``--json`` and ``--batch`` stands in the design: money as whole đồng, percentages, years and
rates as decimal text, days and months as ISO text, ``true`` and ``false``, lists as arrays.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from bot.calculators.card import step_line, warning_text
from bot.calculators.citing import Citing
from bot.calculators.listing import described, kind_of, schema_of
from bot.calculators.words import STEPS
from bot.conversation.assembly import ready_knowledge
from bot.settings import Settings
from knowledge import wording
from knowledge.batches import Record, read_batch, write_batch
from knowledge.benefits.calculation import Calculation, InputError
from knowledge.benefits.registry import (
    AnyCalculator,
    UnknownCalculator,
    calculate,
    calculator,
    calculators,
    read_inputs,
)
from knowledge.clock import today
from knowledge.database import Knowledge, KnowledgeMissing
from knowledge.law import LawError
from knowledge.schema import Language
from knowledge.yaml_source import SourceError

_MONEY = {"vnd", "vnd_month", "vnd_year", "vnd_day", "vnd_hour"}


@click.command()
@click.argument("name", required=False)
@click.argument("values", nargs=-1, metavar="[KEY=VALUE]…")
@click.option("--list", "listing", is_flag=True, help="all calculators with their inputs and results")
@click.option("--on", help="the present day (YYYY-MM-DD); today if left out")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="the result for machines")
@click.option("--batch", "source", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="cases, JSONL")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="results of the batch, JSONL")
def calc(
    name: str | None,
    values: tuple[str, ...],
    listing: bool,
    on: str | None,
    lang: Language,
    as_json: bool,
    source: Path | None,
    out: Path | None,
) -> None:
    """Work out a benefit: NAME KEY=VALUE …, or see --list."""
    if (source is None) != (out is None):
        raise click.UsageError("--batch IN.jsonl and --out OUT.jsonl go together")
    if [bool(name), listing, source is not None].count(True) != 1:
        raise click.UsageError("give a NAME with KEY=VALUE …, or --list, or --batch")
    if listing:
        _list(as_json)
        return
    knowledge = _knowledge()
    try:
        day = _day(on)
        if source is not None and out is not None:
            _batch(knowledge, source, out, day, lang)
            return
        assert name is not None
        chosen, calculation, inputs = worked_out(knowledge, name, _pairs(values), day)
    except InputError as error:
        _refuse(error, as_json)
    if as_json:
        click.echo(json.dumps(record(knowledge, chosen, inputs, calculation, day, lang), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(knowledge, chosen, inputs, calculation, day, lang)))


def worked_out(
    knowledge: Knowledge, name: str, values: Mapping[str, object], on: date
) -> tuple[AnyCalculator, Calculation[Any], Any]:
    """The calculator of a name, its calculation and the inputs as understood. Raises :class:`InputError`."""
    try:
        chosen = calculator(name)
    except UnknownCalculator as error:
        raise InputError("calculator", str(error)) from None
    inputs = read_inputs(chosen, values)
    try:
        return chosen, calculate(chosen, knowledge.law(on), inputs), inputs
    except LawError as error:
        raise InputError("on", str(error), on) from error


def record(
    knowledge: Knowledge,
    chosen: AnyCalculator,
    inputs: Any,
    calculation: Calculation[Any],
    on: date,
    language: Language,
) -> Record:
    """A calculation as the contract for machines writes it."""
    citing = Citing(knowledge, chosen, inputs, on, language)
    steps = [
        {
            "label": step.label,
            "expression": step.expression,
            "value": encoded(step.value),
            "citation": "; ".join(citing.names(step.citation)),
        }
        for step in calculation.steps
    ]
    return {
        "calculator": chosen.name,
        "as_of": on.isoformat(),
        "inputs": _fields(inputs),
        "result": _fields(calculation.result),
        "steps": steps,
        "citations": citing.all_names(calculation),
        "warnings": [warning.key for warning in calculation.warnings],
    }


def encoded(value: object) -> Any:
    """A value in the encoding of the contract."""
    match value:
        case None | bool() | int():
            return value
        case Decimal():
            text = format(value, "f")
            return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
        case float():
            return encoded(Decimal(str(value)))
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case Mapping():
            return {str(encoded(key)): encoded(part) for key, part in value.items()}
        case list() | tuple() | set() | frozenset():
            return [encoded(part) for part in value]
        case _ if hasattr(type(value), "model_fields"):
            return _fields(value)
        case _:
            return str(value)


def _fields(model: Any) -> Record:
    return {name: encoded(getattr(model, name)) for name in type(model).model_fields}


def _knowledge() -> Knowledge:
    try:
        return ready_knowledge(Settings().knowledge_db, lambda message: click.echo(message, err=True))
    except (SourceError, KnowledgeMissing, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _day(text: object) -> date:
    if text is None:
        return today()
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise InputError("on", f"'{text}' is no day (YYYY-MM-DD)") from None


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            raise InputError(text, "is not written KEY=VALUE")
        if key in values:
            raise InputError(key, "is given twice")
        values[key] = value
    return values


def _refuse(error: InputError, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_error(error), ensure_ascii=False))
    else:
        click.echo(f"{error.field}: {error.message}", err=True)
    sys.exit(2)


def _error(error: InputError) -> Record:
    return {"error": {"field": error.field, "message": error.message}}


def _batch(knowledge: Knowledge, source: Path, out: Path, on: date, lang: Language) -> None:
    """Every line of the file, in its order; a line that cannot be worked out has an error of its own."""
    cases = [line.record for line in read_batch(source)]
    write_batch(out, [{"id": case.get("id"), **_batch_result(knowledge, case, on, lang)} for case in cases])


def _batch_result(knowledge: Knowledge, case: Record, on: date, lang: Language) -> Record:
    try:
        name, values = case.get("calculator"), case.get("inputs", {})
        if not isinstance(name, str):
            raise InputError("calculator", "is needed")
        if not isinstance(values, dict):
            raise InputError("inputs", "must be an object of names and values")
        day = on if case.get("on") is None else _day(case["on"])
        chosen, calculation, inputs = worked_out(knowledge, name, values, day)
        return record(knowledge, chosen, inputs, calculation, day, lang)
    except InputError as error:
        return _error(error)


def _list(as_json: bool) -> None:
    found = [described(chosen) for chosen in calculators().values()]
    if as_json:
        click.echo(json.dumps({"calculators": found}, ensure_ascii=False, indent=1))
        return
    for one in found:
        click.echo(one["name"])
        for part in ("inputs", "outputs"):
            needed = one[part].get("required", []) if part == "inputs" else []
            for field, schema in one[part]["properties"].items():
                mark = "*" if field in needed else " "
                click.echo(
                    f"  {'→' if part == 'outputs' else mark} {field} [{kind_of(schema)}] {schema['description']}"
                )
        for dated in one["governing_dates"]:
            click.echo(f"    {dated['read']}: {dated['on']}")


def _lines(
    knowledge: Knowledge, chosen: AnyCalculator, inputs: Any, calculation: Calculation[Any], on: date, lang: Language
) -> list[str]:
    """What a person reads: the result first, then the working, then what to mind and the law."""
    units = {name: field["unit"] for name, field in schema_of(chosen.result, "serialization")["properties"].items()}
    citing = Citing(knowledge, chosen, inputs, on, lang)
    lines = [f"{chosen.name} · {wording.day(on, lang)}"]
    for name in type(calculation.result).model_fields:
        value = getattr(calculation.result, name)
        if value is not None:
            lines.append(f"  {_words(name)}: {_shown(value, units[name], lang)}")
    lines.append("")
    for step in calculation.steps:
        citations = "; ".join(citing.names(step.citation))
        lines.append(f"  {step_line(replace(step, label=_label(step.label)), lang)}")
        lines += [f"      {citations}"] if citations else []
    warnings = [warning_text(warning, knowledge.law(on), lang) for warning in calculation.warnings]
    lines += [f"! {_words(text)}" for text in dict.fromkeys(warnings)]
    lines += [f"⚖️ {citation}" for citation in citing.all_names(calculation)]
    return lines


def _label(key: str) -> str:
    """The key of a step where it has words, else the key as words."""
    return key if key in STEPS else _words(key)


def _words(text: str) -> str:
    """A key that nobody has put into words yet, as words; any other text as it is."""
    return text.replace("_", " ") if text.isidentifier() else text


def _shown(value: object, unit: str, lang: Language) -> str:
    if isinstance(value, bool):
        return {"vi": ("không", "có"), "en": ("no", "yes")}[lang][value]
    if isinstance(value, int | Decimal):
        if unit in _MONEY:
            return wording.vnd(value, lang)
        return wording.percent(value, lang) if unit == "percent" else wording.number(value, lang)
    if isinstance(value, date):
        return wording.day(value, lang)
    found = encoded(value)
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)


__all__ = ["calc", "encoded", "record", "worked_out"]
