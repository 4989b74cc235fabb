"""A desk with two groups of advisers, the real knowledge base, and a database in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils.db import Database

from bot.conversation.replies import Card
from bot.handoff import applying, relaying
from bot.handoff.desk import Desk
from bot.handoff.errands import Copy, Statement, Summary, TopicState, Words
from bot.handoff.staff import Member, StaffEvent, act
from bot.handoff.steps import Content, Open, Step
from bot.settings import Settings
from bot.storage import cases, outbox
from bot.storage.cases import Case
from bot.storage.database import open_database
from bot.storage.outbox import Payload, Target
from knowledge.database import Knowledge
from knowledge.schema import Topic

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # a Monday, ten in the morning in Viet Nam
GROUP, PENSION_GROUP = "-1001", "-1002"
WORKER = "77"


@pytest.fixture
def db() -> Database:
    return open_database(None)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path,
        staff_chat_id=int(GROUP),
        staff_name="Công đoàn",
        staff_groups=[{"chat_id": int(PENSION_GROUP), "name": "Nhóm hưu trí", "topics": ["pension"]}],  # type: ignore[arg-type]
    )


@pytest.fixture
def desk(settings: Settings, knowledge: Knowledge) -> Desk:
    settings.data_dir.mkdir(exist_ok=True)
    return Desk.of(settings, knowledge)


class Office:
    """A worker with a case on one side, a staff group on the other."""

    def __init__(self, db: Database, desk: Desk) -> None:
        self.db = db
        self.desk = desk
        self.now = NOW
        self._messages = 100

    def worker(self, *steps: Step, person: str = WORKER) -> None:
        """Steps of the conversation of a person whose chat has the same number."""
        applying.apply(self.db, self.desk, "telegram", f"telegram:{person}", Target(chat=person), steps, self.now)

    def open(self, topic: Topic | None = Topic.CONTRACT, person: str = WORKER, **content: str) -> Case:
        """A new case, whose topic Telegram has made already."""
        sealed = self.desk.vault.seal(Content(**content).model_dump_json())  # type: ignore[arg-type]
        self.worker(Open(language="vi", topic=topic, province=79, sealed=sealed, consent="1"), person=person)
        case = cases.open_of(self.db, "telegram", f"telegram:{person}")
        assert case is not None
        self.sent()
        return cases.change(self.db, case.number, thread=case.number + 500, card=case.number + 900)

    def staff(self, case: Case, event: object, member: str = "5", *, coordinator: bool = False) -> None:
        """A member of the staff group does something in the topic of a case."""
        self._messages += 1
        case = self.case(case)
        assert case.thread is not None
        who = Member(member, coordinator)
        act(self.db, self.desk, StaffEvent(case.group_chat, case.thread, who, event, self._messages), self.now)  # type: ignore[arg-type]

    def case(self, case: Case) -> Case:
        """The case as it is now."""
        return cases.get(self.db, case.number)

    def sent(self) -> list[Payload]:
        """What was put into the outbox since the last look, in order."""
        rows = list(self.db.table("outbox").rows_where("state = 'pending'", order_by="id"))
        for row in rows:
            outbox.part_sent(self.db, row["id"], last=True, now=self.now)
        return [Payload.model_validate_json(row["payload"]) for row in rows]

    def said(self) -> dict[str, str]:
        """The same as words by chat: texts of cards, the kind of everything else."""
        words: dict[str, str] = {}
        for payload in self.sent():
            match payload.reply:
                case Card(text=text):
                    word = text
                case Copy(from_chat=chat, message=message):
                    word = f"[copy {chat}/{message}]"
                case TopicState(state=state):
                    word = f"[topic {state}]"
                case Summary():
                    word = "[summary]"
                case Words() | Statement() as errand if payload.case is not None:
                    case = cases.get(self.db, payload.case)
                    card = relaying.opened(self.db, self.desk, case, errand, payload.target.chat)
                    word = card.text if card is not None else "[gone]"
                case _:
                    word = "[?]"
            words[payload.target.chat] = "\n".join([*filter(None, [words.get(payload.target.chat)]), word])
        return words


@pytest.fixture
def office(db: Database, desk: Desk) -> Office:
    return Office(db, desk)
