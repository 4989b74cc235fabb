"""What is deleted, and when: nothing is kept longer than it is needed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils.db import Database

from bot.conversation.forms import EXPIRES
from bot.storage import reminders
from bot.storage.database import moment

ROWS_KEPT = timedelta(days=3)
"""Finished rows without their texts. Telegram repeats an update for a day: until then its number must be known."""


SHORT_LIVED: dict[str, object] = {
    "form": None,
    "reminder": None,
    "request": None,
    "recent": [],
    "last_question": None,
    "last_calculation": None,
}
"""What a silent conversation loses after half an hour, and what is left in its place."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long texts of failed rows and silent conversations are kept."""

    bodies: timedelta
    sessions: timedelta


def clean(db: Database, kept: Kept, now: datetime) -> None:
    """Wipe what is over its time: texts set aside (others are wiped as they finish), forms, conversations."""
    bodies, rows = moment(now - kept.bodies), moment(now - ROWS_KEPT)
    for name, text in (("inbox", "body"), ("outbox", "payload")):
        table = db.table(name)
        for row in list(table.rows_where(f"{text} != '' and finished_at < ?", [bodies], select="id")):
            table.update(row["id"], {text: ""})
        table.delete_where("finished_at < ?", [rows])
    conversations = db.table("conversations")
    conversations.delete_where("updated_at < ?", [moment(now - kept.sessions)])
    short_lived = " or ".join(f"json_extract(session, '$.{name}') != '[]'" for name in SHORT_LIVED)
    for row in list(conversations.rows_where(f"updated_at < ? and ({short_lived})", [moment(now - EXPIRES)])):
        conversations.update(row["person"], {"session": json.dumps(json.loads(row["session"]) | SHORT_LIVED)})


def forget(db: Database, channel: str, person: str, chat: str | None) -> None:
    """Delete a person's conversation and reminders, and the texts of what they wrote and were sent. Counts hold no person."""
    db.table("conversations").delete_where("person = ?", [person])
    reminders.forget_person(db, channel, person)
    inbox, outbox = db.table("inbox"), db.table("outbox")
    finished = "finished_at is not null and channel = ?"
    for row in list(inbox.rows_where(f"{finished} and person = ?", [channel, person], select="id")):
        inbox.update(row["id"], {"body": ""})
    if chat is not None:
        for row in list(outbox.rows_where(f"{finished} and chat = ?", [channel, chat], select="id")):
            outbox.update(row["id"], {"payload": ""})
