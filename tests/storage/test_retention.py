"""What is kept, for how long, and that it is really gone from the file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.conversation.replies import Card
from bot.conversation.session import Gap, Session
from bot.storage import conversations, gaps, inbox, outbox
from bot.storage.database import open_database
from bot.storage.effects import Effects, finish, give_up
from bot.storage.inbox import Received
from bot.storage.outbox import Target
from bot.storage.retention import Kept, clean

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEPT = Kept(bodies=timedelta(hours=24), sessions=timedelta(days=30))
MARKER = "dau-vet-rieng-tu"


def arrive(db, number: int = 1, person: str = "7"):  # type: ignore[no-untyped-def]
    inbox.keep(db, "telegram", [Received(str(number), person, f'{{"text": "{MARKER}"}}')], NOW)
    (waiting,) = inbox.first_of_each_person(db, "telegram", set(), 1, NOW)
    return inbox.begin(db, waiting.id)


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_what_was_answered_is_wiped_at_once(tmp_path: Path) -> None:
    db = open_database(tmp_path / "quyen.db")
    update = arrive(db)
    finish(db, "telegram", update, Effects(session=Session(), target=Target(chat="7"), replies=(Card(text="ok"),)), NOW)
    db.conn.commit()
    db.execute("pragma wal_checkpoint(truncate)")
    assert MARKER.encode() not in everything_in(tmp_path)


def test_what_was_sent_is_wiped_at_once(tmp_path: Path) -> None:
    db = open_database(tmp_path / "quyen.db")
    outbox.put(db, "telegram", Target(chat="7"), (Card(text=MARKER),), NOW)
    (head,) = outbox.heads(db, "telegram", 5, NOW)
    outbox.claim(db, head.id)
    outbox.part_sent(db, head.id, last=True, now=NOW)
    assert next(iter(db.table("outbox").rows))["payload"] == ""


def test_what_was_set_aside_is_wiped_after_its_hours_and_its_row_later() -> None:
    db = open_database(None)
    give_up(db, "telegram", arrive(db), "cannot be read", Effects(), NOW)
    clean(db, KEPT, NOW + timedelta(hours=23))
    assert MARKER in next(iter(db.table("inbox").rows))["body"]
    clean(db, KEPT, NOW + timedelta(hours=25))
    assert next(iter(db.table("inbox").rows))["body"] == ""
    clean(db, KEPT, NOW + timedelta(days=4))
    assert db.table("inbox").count == 0


def test_a_silent_conversation_goes() -> None:
    db = open_database(None)
    conversations.save(db, "7", Session(last_article="pension/retirement-age"), NOW)
    clean(db, KEPT, NOW + timedelta(days=29))
    assert db.table("conversations").count == 1
    clean(db, KEPT, NOW + timedelta(days=31))
    assert db.table("conversations").count == 0


def test_forget_leaves_nothing_of_the_person(tmp_path: Path) -> None:
    db = open_database(tmp_path / "quyen.db")
    give_up(db, "telegram", arrive(db, 1), "cannot be answered", Effects(), NOW)
    conversations.save(db, "7", Session(last_question=MARKER), NOW)
    finish(db, "telegram", arrive(db, 2), Effects(forget=True, session=Session(), target=Target(chat="7")), NOW)
    db.conn.commit()
    db.execute("pragma wal_checkpoint(truncate)")
    assert MARKER.encode() not in everything_in(tmp_path)


def test_a_gap_says_what_was_asked_and_not_by_whom() -> None:
    db = open_database(None)
    gap = Gap(text="mấy tuổi được nghỉ", language="vi", why="not_useful", nearest="pension/retirement-age")
    finish(db, "telegram", arrive(db), Effects(session=Session(), gap=gap), NOW)
    (queued,) = gaps.waiting(db, assigned=False)
    assert queued.text == "mấy tuổi được nghỉ"
    assert set(db.table("gaps").columns_dict) == {"id", "text", "language", "why", "nearest", "intent", "day"}
    gaps.assign(db, queued.id, "pension/retirement-age")
    assert [g.intent for g in gaps.waiting(db, assigned=True)] == ["pension/retirement-age"]
    gaps.remove(db, [queued.id])
    assert db.table("gaps").count == 0
