"""Cases in the hands of advisers: one row a case, references to its messages, who did what.

States: ``waiting`` → ``taken`` → ``closed``, and back to ``waiting`` when it is opened again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from sqlite_utils.db import Database

from bot.storage.database import moment

State = Literal["waiting", "taken", "closed"]
OPEN = "state in ('waiting', 'taken')"
Author = Literal["worker", "adviser"]


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it is kept. ``sealed`` holds everything the person said (:class:`bot.handoff.request.Content`)."""

    number: int
    channel: str
    person: str
    chat: str
    language: str
    topic: str | None
    province: int | None
    state: State
    sealed: str
    consent: str
    consented_at: str
    group_chat: str
    thread: int | None = None
    card: int | None = None
    topics_asked: int = 0
    taken_by: str | None = None
    opened_at: str = ""
    waiting_since: str = ""
    taken_at: str | None = None
    closed_at: str | None = None
    reminded_at: str | None = None
    comforted_at: str | None = None
    rating: str | None = None
    left: str | None = None  # topics in groups that had the case before: "CHAT/THREAD CHAT/THREAD"


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """One message of a case: where it stands in its chat, or, where a channel cannot copy, its sealed text."""

    id: int
    case: int
    author: Author
    chat: str | None
    message: int | None
    sealed: str | None
    at: str


_COLUMNS = tuple(field.name for field in fields(Case))


def _case(row: dict[str, Any]) -> Case:
    return Case(**{name: row[name] for name in _COLUMNS})


def open_case(db: Database, values: dict[str, Any], now: datetime) -> Case:
    """Keep a new case under a number that was never used."""
    cursor = db.execute("insert into case_numbers default values")
    number = cursor.lastrowid
    db.execute("delete from case_numbers where number < ?", [number])
    db.table("cases").insert({"number": number, **values, "opened_at": moment(now), "waiting_since": moment(now)})
    return get(db, number or 0)


def get(db: Database, number: int) -> Case:
    """A case by its number. Raises sqlite_utils' NotFoundError for an unknown one."""
    return _case(db.table("cases").get(number))


def find(db: Database, number: int) -> Case | None:
    return next((_case(row) for row in db.table("cases").rows_where("number = ?", [number])), None)


def open_of(db: Database, channel: str, person: str) -> Case | None:
    """The person's case that is not closed; there is at most one."""
    rows = db.table("cases").rows_where(f"channel = ? and person = ? and {OPEN}", [channel, person])
    return next((_case(row) for row in rows), None)


def all_of(db: Database, channel: str, person: str) -> list[Case]:
    """Every case kept of a person, oldest first."""
    rows = db.table("cases").rows_where("channel = ? and person = ?", [channel, person], order_by="number")
    return [_case(row) for row in rows]


def in_thread(db: Database, group_chat: str, thread: int) -> Case | None:
    """The case whose topic a message of the staff group stands in."""
    rows = db.table("cases").rows_where("group_chat = ? and thread = ?", [group_chat, thread])
    return next((_case(row) for row in rows), None)


def listed(db: Database, *, closed: bool = False) -> list[Case]:
    """Open cases, or all, oldest first."""
    return [_case(row) for row in db.table("cases").rows_where(None if closed else OPEN, order_by="number")]


def closed_before(db: Database, before: datetime) -> list[Case]:
    rows = db.table("cases").rows_where("state = 'closed' and closed_at < ?", [moment(before)])
    return [_case(row) for row in rows]


def change(db: Database, number: int, /, **values: Any) -> Case:
    """Change some columns; times are given as :class:`datetime`."""
    plain = {name: moment(value) if isinstance(value, datetime) else value for name, value in values.items()}
    db.table("cases").update(number, plain)
    return get(db, number)


def remove(db: Database, number: int) -> None:
    """Delete a case with everything of it."""
    db.table("case_messages").delete_where('"case" = ?', [number])
    db.table("case_audit").delete_where('"case" = ?', [number])
    db.table("cases").delete(number)


def add_message(
    db: Database,
    case: int,
    author: Author,
    now: datetime,
    *,
    chat: str | None = None,
    message: int | None = None,
    sealed: str | None = None,
) -> int:
    """Remember where a message of the case stands (or its sealed text). Returns the number of the row."""
    cursor = db.execute(
        'insert into case_messages ("case", author, chat, message, sealed, at) values (?, ?, ?, ?, ?, ?)',
        [case, author, chat, message, sealed, moment(now)],
    )
    return cursor.lastrowid or 0


def messages(db: Database, case: int) -> list[CaseMessage]:
    rows: Iterable[dict[str, Any]] = db.table("case_messages").rows_where('"case" = ?', [case], order_by="id")
    return [CaseMessage(**{field.name: row[field.name] for field in fields(CaseMessage)}) for row in rows]


def move_group(db: Database, chat: str, new_chat: str) -> None:
    """A staff group got a new number: its cases get topics there."""
    moved = "update cases set group_chat = ?, thread = null, card = null, topics_asked = 0 where group_chat = ?"
    db.execute(moved, [new_chat, chat])


def note(db: Database, case: int | None, actor: str, action: str, now: datetime) -> None:
    """Write down who did what; goes with the case."""
    db.table("case_audit").insert({"case": case, "at": moment(now), "actor": actor, "action": action})


def audit(db: Database, case: int) -> list[dict[str, Any]]:
    return list(db.table("case_audit").rows_where('"case" = ?', [case], order_by="id"))


def waits(db: Database, group_chat: str, since: datetime) -> list[tuple[str, str]]:
    """When the cases of a group were opened and first taken, for those taken since a time."""
    rows = db.table("cases").rows_where(
        "group_chat = ? and taken_at >= ?", [group_chat, moment(since)], select="opened_at, taken_at"
    )
    return [(row["opened_at"], row["taken_at"]) for row in rows]


def propose(db: Database, topic: str | None, language: str, text: str, day: str) -> None:
    """Keep an adviser's words as a proposal for an article; nothing in it says whose case it was."""
    db.table("proposals").insert({"topic": topic, "language": language, "text": text, "day": day})


def proposals(db: Database) -> list[dict[str, Any]]:
    return list(db.table("proposals").rows_where(order_by="id"))


def remove_proposals(db: Database, ids: list[int]) -> None:
    for id in ids:
        db.table("proposals").delete(id)
