"""The tables of the runtime database. Never change a step that has been released; add the next one."""

from __future__ import annotations

from sqlite_utils import Migrations
from sqlite_utils.db import Database

runtime = Migrations("runtime")


@runtime()
def m001_inbox(db: Database) -> None:
    """What arrived, as it arrived. ``person`` is whose turn it belongs to: in order for one, in parallel for many."""
    inbox = db.table("inbox")
    inbox.create(
        {
            "id": int,
            "channel": str,
            "update_id": str,
            "person": str,
            "body": str,
            "state": str,
            "tries": int,
            "failures": int,
            "not_before": str,
            "received_at": str,
            "finished_at": str,
            "trouble": str,
        },
        pk="id",
        not_null={"channel", "update_id", "person", "body", "state", "tries", "failures", "received_at"},
        defaults={"state": "pending", "tries": 0, "failures": 0},
    )
    inbox.create_index(["channel", "update_id"], unique=True)
    inbox.create_index(["state", "channel", "person"])


@runtime()
def m002_outbox(db: Database) -> None:
    """What is to be sent. ``payload`` says to whom and what; ``parts_sent`` how much of it has gone out."""
    outbox = db.table("outbox")
    outbox.create(
        {
            "id": int,
            "channel": str,
            "chat": str,
            "payload": str,
            "state": str,
            "parts_sent": int,
            "tries": int,
            "unknowns": int,
            "not_before": str,
            "created_at": str,
            "finished_at": str,
            "trouble": str,
        },
        pk="id",
        not_null={"channel", "chat", "payload", "state", "parts_sent", "tries", "unknowns", "created_at"},
        defaults={"state": "pending", "parts_sent": 0, "tries": 0, "unknowns": 0},
    )
    outbox.create_index(["state", "channel", "chat"])


@runtime()
def m003_conversations(db: Database) -> None:
    """The running conversation of each person: a small JSON; of what was typed only what Session says."""
    db.table("conversations").create(
        {"person": str, "session": str, "updated_at": str},
        pk="person",
        not_null={"session", "updated_at"},
    )


@runtime()
def m004_blocked(db: Database) -> None:
    """Chats that do not want to hear from the bot."""
    db.table("blocked").create(
        {"channel": str, "chat": str, "reason": str, "since": str},
        pk=("channel", "chat"),
        not_null={"reason", "since"},
    )


@runtime()
def m005_counts(db: Database) -> None:
    """Counts by day, without any person in them."""
    db.table("counts").create(
        {"what": str, "about": str, "day": str, "n": int},
        pk=("what", "about", "day"),
        not_null={"n"},
    )


@runtime()
def m006_gaps(db: Database) -> None:
    """Questions that were not answered well, given by people who agreed to it; nothing says who."""
    db.table("gaps").create(
        {"id": int, "text": str, "language": str, "why": str, "nearest": str, "intent": str, "day": str},
        pk="id",
        not_null={"text", "language", "why", "day"},
    )
