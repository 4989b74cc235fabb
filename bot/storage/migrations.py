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


@runtime()
def m007_cases(db: Database) -> None:
    """Cases handed to advisers. What the person said stands sealed; ids only where a message has to find its way."""
    db.table("outbox").add_column("case", int)  # whose reply it is, if of a case
    cases = db.table("cases")
    cases.create(
        {
            "number": int,
            "channel": str,
            "person": str,
            "chat": str,
            "language": str,
            "topic": str,
            "province": int,
            "state": str,
            "sealed": str,
            "consent": str,
            "consented_at": str,
            "group_chat": str,
            "thread": int,
            "card": int,
            "topics_asked": int,
            "taken_by": str,
            "opened_at": str,
            "waiting_since": str,
            "taken_at": str,
            "closed_at": str,
            "reminded_at": str,
            "comforted_at": str,
            "rating": str,
            "left": str,
        },
        pk="number",
        not_null={"channel", "person", "chat", "language", "state", "sealed", "consent", "consented_at", "group_chat"},
        defaults={"state": "waiting", "topics_asked": 0},
    )
    # A number is never given twice: an old button must not reach a new case.
    db.execute("create table case_numbers (number integer primary key autoincrement)")
    cases.create_index(["channel", "person", "state"])
    cases.create_index(["group_chat", "thread"])
    messages = db.table("case_messages")
    messages.create(
        {"id": int, "case": int, "author": str, "chat": str, "message": int, "sealed": str, "at": str},
        pk="id",
        not_null={"case", "author", "at"},
    )
    messages.create_index(["case"])
    audit = db.table("case_audit")
    audit.create({"id": int, "case": int, "at": str, "actor": str, "action": str}, pk="id", not_null={"at", "action"})
    audit.create_index(["case"])
    db.table("proposals").create(
        {"id": int, "topic": str, "language": str, "text": str, "day": str}, pk="id", not_null={"text", "day"}
    )


@runtime()
def m008_reminders(db: Database) -> None:
    """What people asked to be reminded of; what it is about is sealed."""
    reminders = db.table("reminders")
    reminders.create(
        {
            "id": str,
            "channel": str,
            "person": str,
            "chat": str,
            "due_at": str,
            "sealed": str,
            "consent": str,
            "created_at": str,
        },
        pk="id",
        not_null={"channel", "person", "chat", "due_at", "sealed", "consent", "created_at"},
    )
    reminders.create_index(["channel", "due_at"])
    reminders.create_index(["channel", "person"])


@runtime()
def m009_told(db: Database) -> None:
    """Up to when something was told to those who run the bot."""
    db.table("told").create({"what": str, "until": str}, pk="what", not_null={"until"})


@runtime()
def m010_oldest_first(db: Database) -> None:
    """Finds the oldest that waits without looking at all that waits."""
    for name in ("inbox", "outbox"):
        db.table(name).create_index(["state", "channel"])
