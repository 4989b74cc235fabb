"""What ``quyen calc --list`` says of a calculator: JSON Schemas of its inputs and results, with their units."""

from __future__ import annotations

import re
from typing import Any

from knowledge.benefits.registry import AnyCalculator

Record = dict[str, Any]
_COUNTED = re.compile(r"(?:^|_)(?:percent|months|years|days|hours)(?=_|$)")
_UNITS = {
    "children": "people",
    "first_day_rule": "text",
    "holiday_pay": "vnd",
    "hourly_base": "vnd_hour",
    "household": "people",
    "members": "people",
    "monthly": "vnd_month",
    "monthly_pension": "vnd_month",
    "paid_months": "text",
    "trips_per_day": "count",
}


def described(chosen: AnyCalculator) -> Record:
    """A calculator for ``--list``: JSON Schemas of inputs and results, each with its unit."""
    return {
        "name": chosen.name,
        "inputs": schema_of(chosen.inputs, "validation"),
        "outputs": schema_of(chosen.result, "serialization"),
        "governing_dates": [{"read": what, "on": when} for what, when in chosen.governing_dates],
    }


def kind_of(schema: Record) -> str:
    return "|".join(map(str, schema["enum"])) if "enum" in schema else str(schema.get("unit", schema.get("type")))


def schema_of(model: Any, mode: Any) -> Record:
    """The JSON Schema of a model with its parts in place, units added, nothing that only pydantic needs."""
    whole = model.model_json_schema(mode=mode)
    definitions = whole.pop("$defs", {})
    schema: Record = _in_place(whole, definitions)
    schema.pop("description", None)
    for name, field in schema.get("properties", {}).items():
        _simplified(field)
        field.setdefault("unit", _unit(name, field))
        field.setdefault("description", name.replace("_", " "))
        if mode == "validation":
            field["required"] = name in schema.get("required", [])
    return schema


def _in_place(part: Any, definitions: Record) -> Any:
    if isinstance(part, list):
        return [_in_place(item, definitions) for item in part]
    if not isinstance(part, dict):
        return part
    if (reference := part.get("$ref")) is not None:
        target = definitions[str(reference).rsplit("/", 1)[-1]]
        part = {**target, **{key: value for key, value in part.items() if key != "$ref"}}
    return {key: _in_place(value, definitions) for key, value in part.items() if key != "title" or key == "properties"}


def _simplified(field: Record) -> None:
    """``anyOf`` a kind and null, or a number and its text, as one kind."""
    choices = field.pop("anyOf", None)
    if choices is None:
        return
    kinds = [choice for choice in choices if choice.get("type") != "null"]
    if len(kinds) < len(choices):
        field["nullable"] = True
    texts = [kind for kind in kinds if kind.get("type") == "string"]
    if len(kinds) == 2 and texts and any(kind.get("type") == "number" for kind in kinds):
        limits = next(kind for kind in kinds if kind.get("type") == "number")
        kinds = [{**limits, "type": "string", "format": "decimal"}]
    if len(kinds) == 1:
        for key, value in kinds[0].items():
            field.setdefault(key, value)
    else:
        field["anyOf"] = kinds


def _unit(name: str, field: Record) -> str:
    """The unit of a field that names none, by its kind and name; whole numbers are đồng unless they say more."""
    kind = field.get("type")
    if kind == "boolean":
        return "yes_no"
    if "enum" in field or "const" in field:
        return "choice"
    if kind in ("array", "object") or "anyOf" in field:
        return "list" if kind == "array" else "record"
    if name in _UNITS:
        return _UNITS[name]
    if field.get("format") == "date":
        return "date"
    if (counted := _COUNTED.search(name)) is not None:
        return counted[0].strip("_")
    return "vnd" if kind == "integer" else "text"
