"""``quyen cases …``: the advisers' side without Telegram, and a look at every case."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
import yaml
from sqlite_utils.db import Database

from bot.conversation.assembly import ready_knowledge
from bot.handoff import closing, opening, relaying, staff
from bot.handoff.desk import Desk
from bot.handoff.staff import Member
from bot.handoff.summary import summary_card, topic_title
from bot.settings import Settings
from bot.storage import cases as kept
from bot.storage.cases import Case
from bot.storage.database import open_existing, transaction
from knowledge.clock import VIET_NAM

_PROPOSALS = (
    "# Proposals of advisers for articles, without anything about a person. Read, check against the law, then write.\n"
)


@click.group()
def cases() -> None:
    """Cases in the hands of advisers: list, read, answer and close them here."""


def _open() -> tuple[Database, Desk]:
    settings = Settings()
    db = open_existing(settings.data_dir)
    knowledge = ready_knowledge(settings.knowledge_db, lambda words: click.echo(words, err=True))
    return db, Desk.of(settings, knowledge)


@contextmanager
def _case(number: int) -> Iterator[tuple[Database, Desk, Case]]:
    """A case to work on, in one transaction."""
    db, desk = _open()
    with transaction(db):
        case = kept.find(db, number)
        if case is None:
            click.echo(f"there is no case {number}; see quyen cases list", err=True)
            sys.exit(2)
        yield db, desk, case
    db.close()


def _me() -> Member:
    return Member(f"terminal:{getpass.getuser()}", coordinator=True)


def _now() -> datetime:
    return datetime.now(UTC)


@cases.command("list")
@click.option("--closed", is_flag=True, help="closed ones too")
def show_all(closed: bool) -> None:
    """Open cases, oldest first."""
    db, _desk = _open()
    found = kept.listed(db, closed=closed)
    for case in found:
        opened = datetime.fromisoformat(case.opened_at).astimezone(VIET_NAM)
        click.echo(f"{topic_title(case)}  {case.state}  {opened:%Y-%m-%d %H:%M}  {case.channel}")
    if not found:
        click.echo("no open case", err=True)


@cases.command()
@click.argument("number", type=int)
def show(number: int) -> None:
    """One case: what the person said, the messages, who did what."""
    with _case(number) as (db, desk, case):
        click.echo(summary_card(desk, case).text.replace("**", ""))
        for message in kept.messages(db, number):
            where = desk.vault.open(message.sealed) if message.sealed else "(in the topic of the case on Telegram)"
            click.echo(f"  {message.at[:16]}  {message.author}: {where}")
        for entry in kept.audit(db, number):
            click.echo(f"  {entry['at'][:16]}  [{entry['actor']}] {entry['action']}")


@cases.command()
@click.argument("number", type=int)
@click.argument("text")
def reply(number: int, text: str) -> None:
    """Write TEXT to the person of case NUMBER; takes the case if nobody has."""
    with _case(number) as (db, desk, case):
        if case.state == "closed":
            click.echo(f"case {number} is closed; quyen cases reopen {number} opens it again", err=True)
            sys.exit(2)
        if case.state == "waiting":
            case = staff.take(db, desk, case, _me(), _now())
        relaying.written_by_adviser(db, desk, case, text, _now())


@cases.command()
@click.argument("number", type=int)
def take(number: int) -> None:
    """Take case NUMBER: the person is told that a human has it."""
    with _case(number) as (db, desk, case):
        if case.state == "waiting":
            staff.take(db, desk, case, _me(), _now())


@cases.command()
@click.argument("number", type=int)
def close(number: int) -> None:
    """Close case NUMBER; the person is asked whether it helped."""
    with _case(number) as (db, desk, case):
        closing.close(db, desk, case, _me().id, _now())


@cases.command()
@click.argument("number", type=int)
def reopen(number: int) -> None:
    """Open closed case NUMBER again."""
    with _case(number) as (db, desk, case):
        if opening.reopen(db, desk, case, _me().id, _now()).state == "closed":
            click.echo("the person has another open case; this one stays closed", err=True)
            sys.exit(2)


@cases.command()
@click.option(
    "--to", "target", type=click.Path(path_type=Path, dir_okay=False), default=Path("proposals.yaml"), show_default=True
)
def proposals(target: Path) -> None:
    """Write what advisers proposed as articles to a file for the maintainers, and take it out of the database."""
    db, _desk = _open()
    with transaction(db):
        found = kept.proposals(db)
        if found:
            old = yaml.safe_load(target.read_text("utf-8")) or [] if target.exists() else []
            rows = [{name: row[name] for name in ("topic", "language", "day", "text")} for row in found]
            target.write_text(_PROPOSALS + yaml.safe_dump([*old, *rows], allow_unicode=True, sort_keys=False), "utf-8")
            kept.remove_proposals(db, [row["id"] for row in found])
    click.echo(f"{len(found)} proposal(s) written to {target}")
