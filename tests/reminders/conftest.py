"""One person who talks to the real assistant, with a real database and vault, without a channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlite_utils.db import Database

from bot.conversation.assistant import Assistant
from bot.conversation.events import Command, Event, Press, Text
from bot.conversation.replies import Button, Card
from bot.conversation.session import Outcome, Session
from bot.conversation.understanding import Understander
from bot.reminders.desk import Errand
from bot.reminders.sending import Sent, send_due
from bot.storage import effects, inbox
from bot.storage.database import open_database
from bot.storage.effects import Effects
from bot.storage.inbox import Received
from bot.storage.outbox import Payload, Target
from bot.storage.vault import Vault
from knowledge.clock import VIET_NAM
from knowledge.database import Knowledge
from knowledge.markup import plain
from knowledge.schema import Language


@dataclass
class Talk:
    """What one person does, applied to the database as a channel does it."""

    assistant: Assistant
    db: Database
    vault: Vault
    now: datetime = datetime(2026, 11, 22, 10, tzinfo=VIET_NAM)
    person: str = "t:1"
    private: bool = True
    session: Session = field(default_factory=lambda: Session(language="vi", greeted=True))
    outcome: Outcome = field(default_factory=lambda: Outcome(session=Session()))
    number: int = 0
    seen: int = 0
    cards: list[Card] = field(default_factory=list)

    @property
    def chat(self) -> str:
        return self.person.removeprefix("t:")

    async def do(self, event: Event) -> str:
        """One event; the words of all replies that it put into the outbox."""
        self.number += 1
        self.outcome = await self.assistant.respond(event, self.session, self.now)
        self.session = Session.model_validate_json(self.outcome.session.model_dump_json())
        step = self.outcome.reminder
        inbox.keep(self.db, "t", [Received(str(self.number), self.person, "{}")], self.now)
        (waiting,) = inbox.first_of_each_person(self.db, "t", set(), 1, self.now)
        update = inbox.begin(self.db, waiting.id)
        errand = Errand(step, self.session.speaks, self.vault, self.private) if step is not None else None
        found = Effects(
            session=self.session,
            target=Target(chat=self.chat),
            replies=self.outcome.replies,
            forget=self.outcome.forget,
            reminder=errand,
        )
        effects.finish(self.db, "t", update, found, self.now)
        self.db.conn.commit()
        return self.read()

    def read(self) -> str:
        """The words of what has come into the outbox since."""
        rows = list(self.db.table("outbox").rows_where("id > ?", [self.seen], order_by="id"))
        self.seen = rows[-1]["id"] if rows else self.seen
        replies = [Payload.model_validate_json(row["payload"]).reply for row in rows]
        self.cards = [reply for reply in replies if isinstance(reply, Card)]
        return plain("\n".join(card.text for card in self.cards))

    async def say(self, text: str) -> str:
        return await self.do(Text(text))

    async def command(self, name: str) -> str:
        return await self.do(Command(name))

    async def press(self, data: str) -> str:
        return await self.do(Press(data))

    async def tap(self, label: str) -> str:
        return await self.press(self.button(label).data)

    @property
    def buttons(self) -> list[Button]:
        return [button for card in self.cards for row in card.buttons for button in row]

    def button(self, label: str) -> Button:
        found = [button for button in self.buttons if label in button.label]
        assert found, f"no button '{label}' among {[button.label for button in self.buttons]}"
        return found[0]

    @property
    def kept(self) -> int:
        return self.db.table("reminders").count

    @property
    def due(self) -> list[str]:
        """When the reminders go out next, in the time of Viet Nam."""
        rows = self.db.table("reminders").rows_where(order_by="due_at")
        return [f"{datetime.fromisoformat(row['due_at']).astimezone(VIET_NAM):%Y-%m-%d %H:%M}" for row in rows]

    def at(self, moment: str) -> Sent:
        """Let it be ``YYYY-MM-DD HH:MM`` in Viet Nam, and look for what is due."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=VIET_NAM)
        with self.db.atomic():
            return send_due(self.db, "t", self.vault, self.now)

    def wait(self, **duration: int) -> None:
        self.now += timedelta(**duration)


@pytest.fixture
def vault() -> Vault:
    return Vault([Fernet.generate_key().decode()])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "quyen.db"


@pytest.fixture
def talk(knowledge: Knowledge, vault: Vault, file: Path) -> Talk:
    return Talk(Assistant(knowledge, Understander(knowledge, None)), open_database(file), vault)


@pytest.fixture
def english(talk: Talk) -> Talk:
    language: Language = "en"
    talk.session = talk.session.model_copy(update={"language": language})
    return talk
