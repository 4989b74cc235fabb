from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils.db import Database

from bot.conversation.replies import Card
from bot.conversation.session import Count, Session
from bot.storage import blocked, conversations, counts, effects, inbox
from bot.storage.database import open_store
from bot.storage.effects import Effects
from bot.storage.inbox import Received, Update
from bot.storage.outbox import Target
from tests.storage.conftest import NOW, later

EFFECTS = Effects(
    session=Session(language="en"),
    target=Target(chat="1"),
    replies=(Card(text="một"), Card(text="hai")),
    counts=(Count(what="answer", about="pension"), Count(what="answer", about="pension")),
    heard_from="1",
)


def received(db: Database) -> Update:
    inbox.keep(db, "t", [Received("7", "t:1", "{}")], NOW)
    return inbox.begin(db, 1)


def contents(db: Database) -> tuple[int, int, int, str]:
    tables = [db.table(name).count for name in ("conversations", "outbox", "counts")]
    return tables[0], tables[1], tables[2], db.table("inbox").get(1)["state"]


def test_everything_at_once(db: Database) -> None:
    blocked.remember(db, "t", "1", "said so", NOW)
    effects.finish(db, "t", received(db), EFFECTS, NOW)
    assert contents(db) == (1, 2, 1, "done")
    assert conversations.load(db, "t:1", NOW) == Session(language="en")
    assert not blocked.is_blocked(db, "t", "1")


def finish_and_fail(db: Database, update: Update) -> None:
    effects.finish(db, "t", update, EFFECTS, NOW)
    raise OSError("no space left")


async def test_or_nothing(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        update = await store.run(received)
        with pytest.raises(OSError):
            await store.run(finish_and_fail, update)
        assert await store.run(contents) == (0, 0, 0, "pending")


def test_giving_up_leaves_the_session_alone(db: Database) -> None:
    update = received(db)
    apology = Effects(target=Target(chat="1"), replies=(Card(text="xin lỗi"),))
    effects.give_up(db, "t", update, "KeyError", apology, NOW)
    assert contents(db) == (0, 1, 0, "failed")


def test_block_and_unblock(db: Database) -> None:
    update = received(db)
    effects.finish(db, "t", update, Effects(blocked_by="1"), NOW)
    assert blocked.is_blocked(db, "t", "1")
    effects.finish(db, "t", update, Effects(heard_from="1"), NOW)
    assert not blocked.is_blocked(db, "t", "1")


def test_session_is_forgotten_after_a_silence(db: Database) -> None:
    conversations.save(db, "t:1", Session(language="en"), NOW)
    assert conversations.load(db, "t:1", later(-1)).language == "en"
    assert conversations.load(db, "t:1", later(1)) == Session()
    assert conversations.load(db, "t:2", NOW) == Session()


def test_session_of_another_version(db: Database) -> None:
    db.table("conversations").insert({"person": "t:1", "session": '{"failures": "many"}', "updated_at": "9999"})
    assert conversations.load(db, "t:1", NOW) == Session()


def test_counts_are_by_day_in_viet_nam(db: Database) -> None:
    evening = datetime(2026, 11, 21, 16, 59, tzinfo=UTC)
    night = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    counts.add(db, [Count(what="answer")] * 2, evening)
    counts.add(db, [Count(what="answer"), Count(what="answer", about="pension")], night)
    rows = {(row["about"], row["day"]): row["n"] for row in db.table("counts").rows}
    assert rows == {("", "2026-11-21"): 2, ("", "2026-11-22"): 1, ("pension", "2026-11-22"): 1}
