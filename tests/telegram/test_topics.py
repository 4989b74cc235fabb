"""Where what waits for a case goes, when the case went elsewhere meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Bot

from bot.conversation.replies import Card
from bot.handoff.desk import Desk
from bot.handoff.errands import Copy, Summary
from bot.handoff.steps import Content
from bot.settings import Settings
from bot.storage import cases
from bot.storage.cases import Case
from bot.storage.database import Store, open_store
from bot.storage.outbox import Payload, Target
from bot.telegram.topics import Topics
from knowledge.database import Knowledge

OLD, NEW, WORKER = "-1001", "-1002", "77"
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "data") as store:
        yield store


@pytest.fixture
def desk(knowledge: Knowledge, tmp_path: Path) -> Desk:
    groups = [{"chat_id": int(NEW), "name": "Nhóm khác"}]
    return Desk.of(Settings(data_dir=tmp_path / "data", staff_chat_id=int(OLD), staff_groups=groups), knowledge)  # type: ignore[arg-type]


async def handed_on(store: Store, desk: Desk) -> Case:
    """A case that another group has now."""
    values = {
        "channel": "telegram",
        "person": f"telegram:{WORKER}",
        "chat": WORKER,
        "language": "vi",
        "sealed": desk.vault.seal(Content().model_dump_json()),
        "consent": "1",
        "consented_at": "2026",
        "group_chat": NEW,
        "thread": 9,
        "card": 12,
    }
    return await store.run(cases.open_case, values, NOW)


@pytest.mark.parametrize(
    ("chat", "thread", "reply", "goes"),
    [
        (OLD, 4, Summary(), False),  # the card with this number in the old group is that of another case
        (OLD, None, Copy(from_chat=WORKER, message=3), False),  # never in the General of a group
        (OLD, 4, Copy(from_chat=WORKER, message=3), True),
        (NEW, None, Copy(from_chat=WORKER, message=3), True),
        (NEW, None, Summary(), True),
        (WORKER, None, Card(text="x"), True),
    ],
)
async def test_nothing_goes_to_the_wrong_place(
    store: Store, desk: Desk, chat: str, thread: int | None, reply: Card | Copy | Summary, goes: bool
) -> None:
    case = await handed_on(store, desk)
    payload = Payload(target=Target(chat=chat, thread=thread), reply=reply, case=case.number)
    target, parts = await Topics(Bot("1:a"), store, desk).parts(payload)
    assert bool(parts) is goes
    assert target.thread == (9 if chat == NEW else thread)


async def test_nothing_is_sent_for_a_case_that_is_gone(store: Store, desk: Desk) -> None:
    case = await handed_on(store, desk)
    payload = Payload(target=Target(chat=NEW), reply=Copy(from_chat=WORKER, message=3), case=case.number)
    await store.run(cases.remove, case.number)
    assert await Topics(Bot("1:a"), store, desk).parts(payload) == (payload.target, [])
