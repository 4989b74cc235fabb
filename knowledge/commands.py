"""``quyen kb …``: check, build, search and show the knowledge base."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from knowledge.checks import check_content
from knowledge.clock import today
from knowledge.database import Knowledge, KnowledgeMissing
from knowledge.database import build as write
from knowledge.law import Law, LawError
from knowledge.loading import CONTENT, Content, SourceError, load_content
from knowledge.rendering import Renderer, RenderingError
from knowledge.schema import Article, Instrument, Language, Office, Parameter
from knowledge.search import search as find
from knowledge.yaml_source import Problem

on_option = click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="the day whose law to use (YYYY-MM-DD); today if left out"
)
content_option = click.option(
    "--content", type=click.Path(path_type=Path, exists=True, file_okay=False), default=CONTENT, help="content folder"
)
database_option = click.option(
    "--database",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="QUYEN_KNOWLEDGE_DB",
    default=Path("build/knowledge.db"),
    show_default=True,
    help="the built file",
)


def day_of(on: datetime | None) -> date:
    return on.date() if on else today()


def _print(problems: Iterable[Problem]) -> None:
    for problem in problems:
        path = problem.path
        shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        click.echo(f"{shown}:{problem.line}: {problem.severity}: {problem.message}", err=True)


def _load(content: Path) -> Content:
    try:
        return load_content(content)
    except SourceError as error:
        _print(error.problems)
        click.echo(f"{len(error.problems)} problem(s); nothing else was checked", err=True)
        sys.exit(2)


@click.group()
def kb() -> None:
    """The knowledge base: articles, laws, dated values."""


@kb.command()
@click.option("--strict", is_flag=True, help="warnings (such as a review date passed) count as errors")
@click.option("--only", help="show only problems of files whose path contains this text")
@content_option
@on_option
def check(strict: bool, only: str | None, content: Path, on: datetime | None) -> None:
    """Say what must be mended before the knowledge base may be used."""
    loaded = _load(content)
    problems = [p for p in check_content(loaded, day_of(on)) if only is None or only in str(p.path)]
    _print(problems)
    errors = sum(1 for p in problems if strict or p.severity == "error")
    click.echo(
        f"{len(loaded.articles)} articles, {len(loaded.parameters)} dated values, {len(loaded.instruments)} instruments: "
        f"{errors} error(s), {len(problems) - errors} warning(s)"
    )
    sys.exit(2 if errors else 0)


@kb.command()
@content_option
@database_option
def build(content: Path, database: Path) -> None:
    """Write the built file that the bot reads; a running bot picks it up by itself."""
    loaded = _load(content)
    write(loaded, database)
    click.echo(f"{database}: {len(loaded.articles)} articles, {len(loaded.parameters)} dated values")


@kb.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi")
@database_option
def search(words: tuple[str, ...], lang: Language, database: Path) -> None:
    """The articles of the built file that come nearest to some WORDS, best first."""
    try:
        knowledge = Knowledge(database)
    except KnowledgeMissing as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    for found in find(knowledge, " ".join(words)):
        click.echo(f"{found.score:6.2f}  {found.article}  {knowledge.articles[found.article].title[lang]}")


@kb.command()
@click.argument("name")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi")
@content_option
@on_option
def show(name: str, lang: Language, content: Path, on: datetime | None) -> None:
    """Show an article (TOPIC/SLUG) as people read it, or a dated value with all its periods."""
    loaded = _load(content)
    law = Law(loaded.parameters, day_of(on))
    try:
        if name in loaded.articles:
            rendered = Renderer(loaded.instruments).article(loaded.articles[name], law, lang)
            parts = [f"**{rendered.title}**", rendered.answer, *rendered.later, f"→ {rendered.next_step}"]
            parts += [f"? {rendered.confirm_with}"] if rendered.confirm_with else []
            parts += [f"⚖️ {'; '.join(rendered.citations)} · {rendered.checked}"]
            parts += ["---", rendered.details] if rendered.details else []
            click.echo("\n\n".join(parts))
        elif name in loaded.parameters:
            for period in loaded.parameters[name].values:
                state = "draft" if period.draft else period.confidence
                content_ = period.formula or period.value or period.by_year or period.bands
                click.echo(f"{period.start} – {period.end or '…'} [{state}]: {content_}")
        else:
            click.echo(f"no article and no dated value is called '{name}'; try: quyen kb search WORDS", err=True)
            sys.exit(2)
    except (LawError, RenderingError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


@kb.command()
@click.option("--days", type=click.IntRange(0, 36500), default=90, show_default=True, help="how far to look ahead")
@content_option
@on_option
def due(days: int, content: Path, on: datetime | None) -> None:
    """What is to be reviewed soon, and which dated values end with no successor."""
    loaded, start = _load(content), day_of(on)
    limit = start + timedelta(days=days)
    for name, article in loaded.articles.items():
        if article.review_by <= limit:
            click.echo(f"{article.review_by}  article {name}: review")
    for name, parameter in loaded.parameters.items():
        enacted = [p for p in parameter.values if not p.draft]
        last = max(enacted, key=lambda p: p.start, default=None)
        if last is not None and last.end is not None and start <= last.end <= limit:
            click.echo(f"{last.end}  dated value {name}: ends, no later value is known")


@kb.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("build/schema"))
def schema(folder: Path) -> None:
    """Write the JSON Schemas of the content files, for editors."""
    folder.mkdir(parents=True, exist_ok=True)
    for model in (Article, Parameter, Instrument, Office):
        path = folder / f"{model.__name__.lower()}.schema.json"
        path.write_text(
            json.dumps(model.model_json_schema(by_alias=True), ensure_ascii=False, indent=2) + "\n", "utf-8"
        )
        click.echo(str(path))
