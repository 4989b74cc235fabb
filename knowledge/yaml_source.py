"""YAML files read with the line of every value, so that a refusal can name the file and the line.

Stricter than plain YAML: a key given twice is refused, only ``true`` and ``false`` are booleans
(``no`` and ``on`` are ordinary words), and decimal numbers stay exact (:class:`decimal.Decimal`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it stands and what to do about it."""

    path: Path
    line: int
    message: str
    severity: str = "error"  # or "warning"

    def __str__(self) -> str:
        prefix = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.path}:{self.line}: {prefix}{self.message}"


class SourceError(Exception):
    """A file that cannot be read as it must; carries every problem found in it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True, slots=True)
class Source:
    """The data of one YAML file and the line of each value, by its path of keys."""

    path: Path
    data: Any
    lines: dict[Location, int] = field(repr=False)

    def line(self, location: Location) -> int:
        """The line of a value, or of the nearest value around it that the file has."""
        for length in range(len(location), -1, -1):
            if (found := self.lines.get(location[:length])) is not None:
                return found
        return 1

    def problem(self, location: Location, message: str, severity: str = "error") -> Problem:
        return Problem(self.path, self.line(location), message, severity)


class _Loader(yaml.CSafeLoader):
    """The safe loader with the booleans of YAML 1.2 and exact decimals."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":int", ":float"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789"))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(str(node.value)))


def read_yaml(path: Path) -> Source:
    """Read one YAML file. Raises :class:`SourceError` naming file and line for anything wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceError([Problem(path, 1, f"not UTF-8 text ({error.reason}); save the file as UTF-8")]) from None
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        lines: dict[Location, int] = {(): 1}
        problems: list[Problem] = []
        data = _build(loader, node, (), lines, problems, path) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise SourceError([Problem(path, line, f"broken YAML: {error.problem or error.context}")]) from None
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise SourceError([Problem(path, 1, f"broken YAML: {error}")]) from None
    finally:
        loader.dispose()
    if problems:
        raise SourceError(problems)
    return Source(path, data, lines)


def _build(
    loader: _Loader, node: Node, at: Location, lines: dict[Location, int], problems: list[Problem], path: Path
) -> Any:
    lines[at] = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node) if isinstance(key_node, ScalarNode) else None
            line = key_node.start_mark.line + 1
            if not isinstance(key, str | int):
                problems.append(Problem(path, line, "a key must be a word or a whole number"))
                continue
            if key in mapping:
                problems.append(Problem(path, line, f"the key '{key}' is given twice; keep one"))
            mapping[key] = _build(loader, value_node, (*at, key), lines, problems, path)
            lines[(*at, key)] = line
        return mapping
    if isinstance(node, SequenceNode):
        return [_build(loader, item, (*at, index), lines, problems, path) for index, item in enumerate(node.value)]
    return loader.construct_object(node)
