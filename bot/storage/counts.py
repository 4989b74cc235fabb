"""What happened how often on a day, without any person in it; and sums of it that point to nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlite_utils.db import Database

from bot.conversation.session import Count
from knowledge.clock import VIET_NAM
from knowledge.schema import Topic

MOST_CAMPAIGNS = 200  # a month; anybody can make up links
SMALLEST_SHOWN = 5
BY_ARTICLE = ("article", "useful", "not_useful")
"""Counted by article, summed by its subject: an article alone would often stay below what may be shown."""

By = Literal["week", "month"]


def add(db: Database, counts: Iterable[Count], now: datetime) -> None:
    """Add one to each count, under the day it is in Viet Nam."""
    table = db.table("counts")
    day = now.astimezone(VIET_NAM).date().isoformat()
    for count in counts:
        about = _within_bounds(db, count.about, day) if count.what == "start" else count.about
        key = {"what": count.what, "about": about, "day": day}
        rows = list(table.rows_where("what = :what and about = :about and day = :day", key, select="n"))
        table.upsert({**key, "n": (rows[0]["n"] if rows else 0) + 1}, pk=("what", "about", "day"))


def linked_topic(payload: str) -> Topic | None:
    """The topic a shared link ``TOPIC_CAMPAIGN`` leads to."""
    return next((t for t in sorted(Topic, key=len, reverse=True) if payload == t or payload.startswith(f"{t}_")), None)


def _within_bounds(db: Database, link: str, day: str) -> str:
    """The link to count; of a campaign too many this month only its topic."""
    topic = linked_topic(link) or ""
    if link == topic:
        return link
    rows = db.query("select distinct about from counts where what = 'start' and day like ?", [f"{day[:7]}-%"])
    known = {row["about"] for row in rows}
    return link if link in known or len(known - set(Topic)) < MOST_CAMPAIGNS else topic


# --- sums for those who advise and those who run the bot


@dataclass(frozen=True, slots=True)
class Cell:
    """How often; None: at least once, but too seldom to be shown."""

    about: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of event in one period. ``total`` is the least it can be where it is not ``exact``; None: not shown."""

    what: str
    cells: tuple[Cell, ...]
    total: int | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Period:
    start: date
    end: date  # its last day
    groups: tuple[Group, ...]


def summed(db: Database, by: By, since: date | None = None) -> list[Period]:
    """Sums by period, oldest first. Always whole periods: the difference of two parts would show a single day."""
    first = _start(since, by) if since is not None else date.min
    sums: dict[date, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for row in db.table("counts").rows_where("day >= ?", [first.isoformat()]):
        about = row["about"].partition("/")[0] if row["what"] in BY_ARTICLE else row["about"]
        sums[_start(date.fromisoformat(row["day"]), by)][row["what"]][about] += row["n"]
    return [
        Period(start, _end(start, by), tuple(_group(what, sums[start][what]) for what in sorted(sums[start])))
        for start in sorted(sums)
    ]


def _group(what: str, abouts: dict[str, int]) -> Group:
    cells = [Cell(about, n if n >= SMALLEST_SHOWN else None) for about, n in sorted(abouts.items())]
    cells.sort(key=lambda cell: -(cell.n or 0))  # not by what is hidden: the order would tell
    shown = sum(cell.n or 0 for cell in cells)
    hidden = [n for n in abouts.values() if n < SMALLEST_SHOWN]
    if _gives_away(len(hidden), sum(hidden)) or shown + sum(hidden) < SMALLEST_SHOWN:
        return Group(what, tuple(cells), shown or None, exact=False)
    return Group(what, tuple(cells), shown + sum(hidden), exact=True)


def _gives_away(number: int, rest: int) -> bool:
    """Whether what a total leaves for some hidden cells says what is in them: one alone, all of the least or the most."""
    return number == 1 or (number > 1 and rest in (number, number * (SMALLEST_SHOWN - 1)))


def _start(day: date, by: By) -> date:
    return day.replace(day=1) if by == "month" else day - timedelta(days=day.weekday())


def _end(start: date, by: By) -> date:
    following = (start + timedelta(days=31)).replace(day=1) if by == "month" else start + timedelta(days=7)
    return following - timedelta(days=1)
