"""What the terminal keeps: the cases of the one person at it, and the way back for advisers' answers."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils.db import Database

from bot.conversation.replies import Card, Document, Picture, Reply
from bot.conversation.session import Outcome, Session
from bot.handoff import applying, closing, relaying
from bot.handoff.desk import TERMINAL, Desk
from bot.handoff.errands import Words
from bot.handoff.steps import ALONE, Around
from bot.reminders.desk import Errand
from bot.reminders.sending import send_due
from bot.storage import cases, mydata, outbox, reminders
from bot.storage.database import FILE, StoreUnusable, open_database, transaction
from bot.storage.outbox import Payload, Target

HERE = Target(chat=TERMINAL)


class Terminal:
    """The runtime database as `quyen chat` uses it, beside `quyen cases` and perhaps a running bot."""

    def __init__(self, db: Database, desk: Desk | None) -> None:
        self._db = db
        self._desk = desk
        self._person = f"{TERMINAL}:{getpass.getuser()}"

    def around(self, session: Session) -> Around:
        """What the conversation has to know of the person's case."""
        if self._desk is None:
            return ALONE
        with transaction(self._db):
            return applying.around(
                self._db, self._desk, TERMINAL, self._person, None, session.speaks, datetime.now(UTC)
            )

    def apply(self, outcome: Outcome) -> None:
        """Do what an outcome wants done with cases and reminders, in one transaction."""
        if self._desk is None or not (outcome.steps or outcome.forget or outcome.reminder or outcome.my_data):
            return
        now = datetime.now(UTC)
        with transaction(self._db):
            if outcome.reminder is not None:
                errand = Errand(outcome.reminder, outcome.session.speaks, self._desk.vault, private=True)
                said = errand.carry_out(self._db, TERMINAL, self._person, HERE.chat, now)
                outbox.put(self._db, TERMINAL, HERE, said, now)
            if outcome.forget:
                reminders.forget_person(self._db, TERMINAL, self._person)
                applying.forget(self._db, TERMINAL, self._person, HERE, outcome.session.speaks, now)
            if outcome.my_data:
                names, speaks = {TERMINAL: TERMINAL}, outcome.session.speaks
                copy = mydata.document(
                    self._db, TERMINAL, self._person, HERE.chat, self._desk.vault, names, speaks, now
                )
                outbox.put(self._db, TERMINAL, HERE, [copy], now)
            applying.apply(self._db, self._desk, TERMINAL, self._person, HERE, outcome.steps, now)

    def mail(self) -> Iterator[Reply]:
        """What came for the person since the last look."""
        with transaction(self._db):
            if self._desk is not None:
                send_due(self._db, TERMINAL, self._desk.vault, datetime.now(UTC))
            waiting = outbox.waiting_for(self._db, TERMINAL, HERE.chat)
            replies = [self._shown(payload) for _id, payload in waiting]
            for id, _payload in waiting:
                outbox.part_sent(self._db, id, last=True, now=datetime.now(UTC))
        yield from filter(None, replies)

    def _shown(self, payload: Payload) -> Reply | None:
        """What waits as it is shown; None: nothing (any longer)."""
        if isinstance(payload.reply, Card | Picture | Document):
            return payload.reply
        if not isinstance(payload.reply, Words) or self._desk is None or payload.case is None:
            return None
        case = cases.find(self._db, payload.case)
        return relaying.opened(self._db, self._desk, case, payload.reply, HERE.chat) if case is not None else None


@contextmanager
def open_terminal(folder: Path, desk: Desk | None) -> Iterator[Terminal]:
    """The terminal's database in the data folder. Raises StoreUnusable where it cannot be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        db = open_database(folder / FILE)
    except OSError as error:
        raise StoreUnusable(f"Cannot write to the data folder {folder} (QUYEN_DATA_DIR): {error.strerror}.") from None
    try:
        if desk is not None:
            with transaction(db):  # perhaps no bot runs here that would do it
                closing.delete_old(db, timedelta(days=desk.kept_days), datetime.now(UTC))
        yield Terminal(db, desk)
    finally:
        db.close()
