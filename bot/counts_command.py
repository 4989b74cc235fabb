"""``quyen counts``: what was asked and opened how often, in sums that point to nobody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import click
from sqlite_utils.db import Database

from bot.calculators.registry import forms
from bot.conversation.replies import Card
from bot.conversation.topics import NAMES
from bot.i18n import N_, gettext_for
from bot.settings import Settings
from bot.storage.counts import SMALLEST_SHOWN, By, Cell, Group, Period, linked_topic, summed
from bot.storage.database import open_existing
from knowledge.schema import Language, Topic

TOO_FEW = f"<{SMALLEST_SHOWN}"
KINDS = {
    "article": N_("Answers shown, by subject"),
    "useful": N_("Answers found useful, by subject"),
    "not_useful": N_("Answers found not useful, by subject"),
    "adviser": N_("Free help looked up, by subject"),
    "start": N_("Opened by a shared link"),
    "calculator": N_("Calculations begun"),
    "urgent": N_("Urgent messages"),
    "answer": N_("Questions answered at once"),
    "suggest": N_("Questions answered with a choice"),
    "none_of_these": N_("Nothing fitting in the choice"),
    "out_of_scope": N_("Questions outside of what the bot knows"),
    "handoff": N_("Questions for a person"),
}
"""Others are shown under their own name: they are for operators."""
FOR_ADVISERS = ("article", "useful", "not_useful", "adviser", "start", "out_of_scope")


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="from the week or month of this day (YYYY-MM-DD)")
@click.option("--by", type=click.Choice(["week", "month"]), default="month", show_default=True)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="en", show_default=True, help="language of the names")
@click.option("--json", "as_json", is_flag=True, help="the same as JSON")
def counts(since: datetime | None, by: By, lang: Language, as_json: bool) -> None:
    """What happened how often, without any person; small numbers are hidden."""
    db = open_existing(Settings().data_dir)
    try:
        periods = summed(db, by, since.date() if since else None)
    finally:
        db.close()
    if as_json:
        click.echo(json.dumps([_record(period, lang) for period in periods], ensure_ascii=False, indent=2))
    elif periods:
        click.echo("\n\n".join(in_words(period, lang) for period in periods).replace("**", ""))
    else:
        click.echo("nothing was counted yet", err=True)


def for_advisers(db: Database, today: date) -> Card:
    """This month and the one before, in the advisers' language."""
    _ = gettext_for("vi")
    periods = summed(db, "month", (today.replace(day=1) - timedelta(days=1)))
    texts = [in_words(period, "vi", FOR_ADVISERS) for period in periods]
    note = _("{few}: too few to show, so that nobody can be recognised. Without any person in it.").format(few=TOO_FEW)
    return Card(text="\n\n".join([*texts, note]) if texts else _("Nothing was counted yet."))


def in_words(period: Period, language: Language, kinds: Iterable[str] | None = None) -> str:
    """A period as text, all kinds or some, the known ones first."""
    wanted = [group for group in _in_order(period) if kinds is None or group.what in kinds]
    return "\n".join([f"**{_day(period.start)} – {_day(period.end)}**", *(_of_group(g, language) for g in wanted)])


def _in_order(period: Period) -> list[Group]:
    places = {what: place for place, what in enumerate(KINDS)}
    return sorted(period.groups, key=lambda group: (places.get(group.what, len(places)), group.what))


def _of_group(group: Group, language: Language) -> str:
    title = kind_name(group.what, language)
    if [cell.about for cell in group.cells] == [""]:
        return f"{title}: {_number(group.cells[0])}"
    total = _total(group)
    return "\n".join([f"{title}: {total}" if total else f"{title}:", *_lines(group, language)])


def _lines(group: Group, language: Language) -> Iterator[str]:
    for cell in group.cells:
        yield f"• {about_name(group.what, cell.about, language)}: {_number(cell)}"


def kind_name(what: str, language: Language) -> str:
    return gettext_for(language)(KINDS[what]) if what in KINDS else what


def about_name(what: str, about: str, language: Language) -> str:
    """The name of what was counted: a subject, a shared link, a calculator."""
    _ = gettext_for(language)
    if not about:
        return _("no subject")
    if what == "calculator" and about in forms():
        return _(forms()[about].title)
    topic = linked_topic(about) if what == "start" else next((t for t in Topic if t == about), None)
    if topic is None:
        return about
    name, campaign = _(NAMES[topic]), about.removeprefix(topic).removeprefix("_")
    return f"{name} · {campaign}" if campaign else name


def _number(cell: Cell) -> str:
    return str(cell.n) if cell.n is not None else TOO_FEW


def _total(group: Group) -> str | None:
    if group.total is None:
        return None
    return str(group.total) if group.exact else f"≥{group.total}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _record(period: Period, language: Language) -> dict[str, Any]:
    return {
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "counts": [
            {
                "what": group.what,
                "name": kind_name(group.what, language),
                "total": group.total if group.exact else _total(group),
                "cells": [
                    {
                        "about": cell.about,
                        "name": about_name(group.what, cell.about, language),
                        "n": cell.n if cell.n is not None else TOO_FEW,
                    }
                    for cell in group.cells
                ],
            }
            for group in _in_order(period)
        ],
    }
