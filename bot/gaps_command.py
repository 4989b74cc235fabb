"""``quyen gaps …``: questions people agreed to hand over, turned into ways of asking."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import yaml
from sqlite_utils.db import Database, NotFoundError

from bot.settings import Settings
from bot.storage import gaps as queue
from bot.storage.database import open_existing
from knowledge.loading import load_content
from nlu.training import DATA, OUT_OF_SCOPE, intent_of

GATHERED = DATA / "gathered.yaml"
_HEADER = (
    "# Ways of asking gathered from people who agreed (quyen gaps export). Move the good ones into their articles.\n"
)


@click.group()
def gaps() -> None:
    """Questions that were not answered well, given with consent and without names."""


def _open() -> Database:
    return open_existing(Settings().data_dir)


@gaps.command("list")
def show() -> None:
    """The questions that wait for somebody to say what they are about."""
    for gap in queue.waiting(_open(), assigned=False):
        click.echo(f"{gap.id:>5}  {gap.day}  {gap.language}  {gap.why:14}  {gap.nearest or '-'}\n       {gap.text}")


@gaps.command()
@click.argument("number", type=int)
@click.argument("about")
def assign(number: int, about: str) -> None:
    """Say that question NUMBER is about an article (TOPIC/SLUG), or out_of_scope."""
    if about != OUT_OF_SCOPE and about not in load_content().articles:
        click.echo(f"'{about}' is no article and not out_of_scope; see quyen kb search", err=True)
        sys.exit(2)
    try:
        queue.assign(_open(), number, about)
    except NotFoundError:
        click.echo(f"no question {number} is waiting; see quyen gaps list", err=True)
        sys.exit(2)


@gaps.command()
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), default=GATHERED, show_default=True)
def export(target: Path) -> None:
    """Write the assigned questions as training phrases and take them out of the queue; then: quyen nlu test."""
    db = _open()
    assigned = queue.waiting(db, assigned=True)
    known: dict[str, dict[str, list[str]]] = yaml.safe_load(target.read_text("utf-8")) or {} if target.exists() else {}
    for gap in assigned:
        phrases = known.setdefault(intent_of(str(gap.intent)), {}).setdefault(gap.language, [])
        if gap.text not in phrases:
            phrases.append(gap.text)
    target.write_text(_HEADER + yaml.safe_dump(known, allow_unicode=True, width=10_000), "utf-8")
    queue.remove(db, [gap.id for gap in assigned])
    click.echo(f"{len(assigned)} phrase(s) written to {target}")
