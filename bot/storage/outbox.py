"""What is to be sent, in order for each chat.

States: ``pending`` → ``sending`` (written before the attempt) → ``sent``; or ``failed`` (will never arrive) or
``unknown`` (twice nobody could say whether it arrived). A reply may go out in several parts; ``parts_sent``
says where to go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlite_utils.db import Database

from bot.conversation.replies import Reply
from bot.handoff.errands import Errand
from bot.storage import blocked
from bot.storage.database import moment

UNSENT = "state in ('pending', 'sending')"  # what was given up while it was in the air stays so
MOST_UNKNOWNS = 2  # a send that may have arrived is repeated once


class Target(BaseModel):
    """Where a reply goes: a chat, perhaps a thread in it, perhaps as an answer to a message."""

    model_config = ConfigDict(frozen=True)
    chat: str
    thread: int | None = None
    reply_to: int | None = None


class Payload(BaseModel):
    """Everything a sender needs."""

    model_config = ConfigDict(frozen=True)
    target: Target
    reply: Annotated[Reply | Errand, Field(discriminator="kind")]
    case: int | None = None
    """The case it belongs to; the topic of the case is then looked up when it is sent."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first unsent reply of a chat; ``interrupted``: the process ended while it was being sent."""

    id: int
    chat: str
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply in hand. ``tries`` counts the attempts at the present part, this one too."""

    id: int
    payload: Payload
    parts_sent: int
    tries: int
    created_at: str


def put(
    db: Database,
    channel: str,
    target: Target,
    replies: Iterable[Reply | Errand],
    now: datetime,
    case: int | None = None,
) -> int:
    """Add replies for a chat, in order; nothing for a chat that blocked the bot. Returns how many were added."""
    if blocked.is_blocked(db, channel, target.chat):
        return 0
    rows = [
        (channel, target.chat, Payload(target=target, reply=reply, case=case).model_dump_json(), moment(now), case)
        for reply in replies
    ]
    for row in rows:
        db.execute('insert into outbox (channel, chat, payload, created_at, "case") values (?, ?, ?, ?, ?)', row)
    return len(rows)


def heads(db: Database, channel: str, limit: int, now: datetime) -> list[Head]:
    """The first unsent reply of each chat that has none under way, if it may go out now; oldest first."""
    # From the oldest on, until there are enough: however many wait, only a few are looked at.
    rows = db.query(
        "select id, chat, unknowns > 0 and trouble = 'interrupted' as interrupted from outbox as first"
        " where state = 'pending' and channel = ? and coalesce(not_before, '') <= ?"
        " and not exists (select 1 from outbox as earlier where earlier.state in ('pending', 'sending')"
        " and earlier.channel = first.channel and earlier.chat = first.chat and earlier.id < first.id)"
        " order by id limit ?",
        [channel, moment(now), limit],
    )
    return [Head(row["id"], row["chat"], bool(row["interrupted"])) for row in rows]


def claim(db: Database, id: int) -> Outgoing | None:
    """Write the attempt down, before it is made. None: it was given up in the meantime."""
    rows = db.execute(
        "update outbox set state = 'sending', tries = tries + 1 where id = ? and state = 'pending'"
        " returning payload, parts_sent, tries, created_at",
        [id],
    ).fetchall()
    return next((Outgoing(id, Payload.model_validate_json(payload), *rest) for payload, *rest in rows), None)


def part_sent(db: Database, id: int, *, last: bool, now: datetime) -> None:
    """One part has arrived; after the last the row is finished."""
    done = "state = 'sent', finished_at = :now, payload = ''" if last else "state = 'pending', finished_at = null"
    db.execute(
        f"update outbox set {done}, parts_sent = parts_sent + 1, tries = 0, unknowns = 0, not_before = null,"  # noqa: S608
        f" trouble = null where id = :id and {UNSENT}",
        {"id": id, "now": moment(now)},
    )


def try_again(db: Database, id: int, trouble: str, at: datetime) -> None:
    """It surely did not arrive; it is sent again not before ``at``, and what follows in the chat waits."""
    again = "update outbox set state = 'pending', trouble = ?, not_before = ? where id = ?"
    db.execute(f"{again} and {UNSENT}", [trouble, moment(at), id])


def outcome_unknown(db: Database, id: int, trouble: str, at: datetime, now: datetime) -> bool:
    """It may have arrived: repeat it once, set it aside the second time. True: set aside."""
    outbox = db.table("outbox")
    row = outbox.get(id)
    if row["state"] not in ("pending", "sending"):
        return False
    unknowns = row["unknowns"] + 1
    if unknowns < MOST_UNKNOWNS:
        outbox.update(id, {"state": "pending", "unknowns": unknowns, "trouble": trouble, "not_before": moment(at)})
        return False
    outbox.update(id, {"state": "unknown", "unknowns": unknowns, "trouble": trouble, "finished_at": moment(now)})
    return True


def set_aside(db: Database, id: int, trouble: str, now: datetime) -> None:
    """It will never arrive; the next reply of the chat gets its turn."""
    db.table("outbox").update(id, {"state": "failed", "trouble": trouble, "finished_at": moment(now)})


def recover(db: Database, channel: str, now: datetime) -> tuple[int, list[str]]:
    """After a crash: what was being sent has an unknown outcome.

    Returns how many are repeated, and the payloads of those that are not.
    """
    rows = list(db.table("outbox").rows_where("state = 'sending' and channel = ?", [channel], select="id, payload"))
    given_up = [row["payload"] for row in rows if outcome_unknown(db, row["id"], "interrupted", now, now)]
    return len(rows) - len(given_up), given_up


def give_up_chat(db: Database, channel: str, chat: str, trouble: str, now: datetime) -> int:
    """Nothing more goes to this chat. Returns how many replies were set aside."""
    rows = list(db.table("outbox").rows_where(f"{UNSENT} and channel = ? and chat = ?", [channel, chat], select="id"))
    for row in rows:
        set_aside(db, row["id"], trouble, now)
    return len(rows)


def peek(db: Database, id: int) -> Payload | None:
    """What waits, without taking it in hand. None: it was given up in the meantime."""
    rows = db.execute("select payload from outbox where id = ? and state = 'pending'", [id]).fetchall()
    return Payload.model_validate_json(rows[0][0]) if rows else None


def drop_case(db: Database, case: int, now: datetime) -> None:
    """What still waits for a case that is deleted is neither sent nor kept."""
    table = db.table("outbox")
    for row in list(table.rows_where('"case" = ?', [case], select="id, state")):
        if row["state"] in ("pending", "sending"):
            set_aside(db, row["id"], "case deleted", now)
        table.update(row["id"], {"payload": "", "case": None})


def waiting_for(db: Database, channel: str, chat: str) -> list[tuple[int, Payload]]:
    """Everything that waits for a chat, oldest first; for a channel that shows it itself."""
    rows = db.table("outbox").rows_where(
        "state = 'pending' and channel = ? and chat = ?", [channel, chat], order_by="id"
    )
    return [(row["id"], Payload.model_validate_json(row["payload"])) for row in rows]


def move_chat(db: Database, channel: str, chat: str, new_chat: str) -> None:
    """A group got a new number: what waits for it goes there."""
    outbox = db.table("outbox")
    for row in list(outbox.rows_where(f"{UNSENT} and channel = ? and chat = ?", [channel, chat])):
        payload = Payload.model_validate_json(row["payload"])
        target = Target(chat=new_chat)  # threads and message numbers belong to the old chat
        outbox.update(
            row["id"],
            {
                "chat": new_chat,
                "state": "pending",
                "payload": Payload(target=target, reply=payload.reply, case=payload.case).model_dump_json(),
            },
        )
