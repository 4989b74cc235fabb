"""The content folder as checked Python objects, each remembering the file and the lines it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from knowledge.schema import Article, Instrument, Office, Parameter, Slug, Topic
from knowledge.yaml_source import Location, Problem, Source, SourceError, read_yaml

Model = TypeVar("Model", bound=BaseModel)
CONTENT = Path(__file__).parent / "content"


class Instruments(RootModel[dict[Slug, Instrument]]):
    """The whole of ``content/law/instruments.yaml``."""


class Offices(RootModel[dict[Slug, Office]]):
    """The whole of ``content/help/offices.yaml``."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the knowledge base says. Articles are keyed ``topic/slug``."""

    root: Path
    instruments: dict[str, Instrument]
    parameters: dict[str, Parameter]
    articles: dict[str, Article]
    offices: dict[str, Office]
    sources: dict[str, Source] = field(repr=False)  # by id of article, parameter, or "instruments", "offices"


def topic_of(article_id: str) -> Topic:
    return Topic(article_id.partition("/")[0])


def load_content(root: Path = CONTENT) -> Content:
    """Read every file under ``root``. Raises :class:`SourceError` with all problems of all files."""
    problems: list[Problem] = []
    sources: dict[str, Source] = {}

    def read(path: Path, key: str, model: type[Model]) -> Model | None:
        try:
            sources[key] = read_yaml(path)
            return validated(sources[key], model)
        except SourceError as error:
            problems.extend(error.problems)
        except FileNotFoundError:
            problems.append(Problem(path, 1, "this file is missing"))
        return None

    instruments = read(root / "law" / "instruments.yaml", "instruments", Instruments)
    offices = read(root / "help" / "offices.yaml", "offices", Offices)
    parameters: dict[str, Parameter] = {}
    for path in sorted((root / "law" / "parameters").glob("*.yaml")):
        if (parameter := read(path, path.stem, Parameter)) is not None:
            parameters[path.stem] = parameter
    articles: dict[str, Article] = {}
    for path in sorted((root / "articles").glob("*/*.yaml")):
        article_id = f"{path.parent.name}/{path.stem}"
        if path.parent.name not in set(Topic):
            problems.append(
                Problem(path, 1, f"the folder '{path.parent.name}' is no topic; topics: {', '.join(Topic)}")
            )
        elif (article := read(path, article_id, Article)) is not None:
            articles[article_id] = article
    if problems:
        raise SourceError(problems)
    assert instruments is not None and offices is not None
    return Content(root, instruments.root, parameters, articles, offices.root, sources)


def validated(source: Source, model: type[Model]) -> Model:
    """The data of a file as a model. Raises :class:`SourceError` with a line for every problem."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise SourceError(_problems(source, error)) from None


def _problems(source: Source, error: ValidationError) -> list[Problem]:
    problems: dict[tuple[int, str], Problem] = {}
    for detail in error.errors():
        location = _place(source, tuple(detail["loc"]))
        problem = source.problem(location, _sentence(detail, location))
        problems[problem.line, problem.message] = problem
    return list(problems.values())


def _place(source: Source, loc: tuple[Any, ...]) -> Location:
    """The keys of the file in a pydantic location (which also names union members)."""
    place: Location = ()
    for step in loc:
        if (*place, step) in source.lines:
            place = (*place, step)
    if loc and loc[-1] not in place and isinstance(loc[-1], str) and loc[-1].isidentifier():
        return (*place, loc[-1])
    return place


def _sentence(detail: Any, location: Location) -> str:
    where = ".".join(str(step) for step in location) or "the file"
    match detail["type"]:
        case "missing":
            return f"'{where}' is missing"
        case "extra_forbidden":
            return f"'{where}' is not a key of this record; check the spelling"
        case "value_error":
            return f"{where}: {detail['ctx']['error']}"
        case _:
            return f"{where}: {detail['msg']} (found {detail['input']!r:.60})"


__all__ = ["CONTENT", "Content", "Problem", "SourceError", "load_content", "topic_of", "validated"]
