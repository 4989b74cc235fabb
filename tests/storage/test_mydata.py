"""A person sees all that is held about them, and of nobody else; and /forget reaches all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils.db import Database

from bot.conversation.assistant import Assistant
from bot.conversation.events import Command
from bot.conversation.forms import FormState
from bot.conversation.replies import Card
from bot.conversation.session import Session
from bot.conversation.understanding import Understander
from bot.handoff.request import Request
from bot.handoff.steps import ALONE, Around, Content
from bot.i18n import gettext_for
from bot.reminders.reminder import Draft, Kind, Reminder
from bot.settings import Settings
from bot.storage import blocked, cases, conversations, mydata, outbox, reminders
from bot.storage.database import FILE, open_database
from bot.storage.mydata_labels import LABELS
from bot.storage.outbox import Target
from bot.storage.vault import Vault
from knowledge.database import Knowledge
from knowledge.schema import Language
from tests.conftest import nobody
from tests.telegram import raw_updates as raw
from tests.telegram.harness import BotProcess, Double, until

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
PERSON, OTHER = 77, 177  # one number ends like the other
STAFF = "-100909"
ADVISER = "5550001"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.of(Settings(data_dir=tmp_path / "keys"))


class Planted:
    """Something of a person in every table that may hold anything of anybody; each word of it tells where it stood."""

    def __init__(self, db: Database, vault: Vault, number: int, word: str) -> None:
        self.db, self.vault, self.word, self.chat = db, vault, word, str(number)
        self.person, self.in_group = f"telegram:{number}", f"telegram:-10055:{number}"
        self.words: list[str] = []

    def mark(self, place: str) -> str:
        self.words.append(f"{self.word}-{place}")
        return self.words[-1]

    def everywhere(self) -> Planted:
        for table in sorted(mydata.PERSONAL - {"case_messages", "case_audit", "blocked"}):
            getattr(self, table)()
        self.blocked()  # last: nothing is put into the outbox of a chat that blocked the bot
        return self

    def _arrived(self, number: str, person: str, body: str) -> None:
        row = {
            "channel": "telegram",
            "update_id": number,
            "person": person,
            "body": body,
            "received_at": NOW.isoformat(),
        }
        self.db.table("inbox").insert(row | {"state": "failed", "finished_at": NOW.isoformat()})

    def inbox(self) -> None:
        self._arrived(f"{self.chat}1", self.person, self.mark("inbox"))
        self._arrived(f"{self.chat}2", self.in_group, f"{self.word}-others-in-the-group")

    def outbox(self) -> None:
        outbox.put(self.db, "telegram", Target(chat=self.chat), [Card(text=self.mark("outbox"))], NOW)
        for row in self.db.table("outbox").rows_where("chat = ?", [self.chat]):
            outbox.set_aside(self.db, row["id"], "refused", NOW)

    def conversations(self) -> None:
        sealed = self.vault.seal(Content(description=self.mark("request")).model_dump_json())
        session = Session(
            language="vi",
            client_language="en",
            spoken="vi",
            greeted=True,
            last_article="pension/retirement-age",
            suggested=("pension/retirement-age",),
            scheme="voluntary",
            failures=1,
            last_question=self.mark("question"),
            form=FormState(calculator="pension", answers={"x": self.mark("form")}, asking="y", touched=NOW),
            reminder=Draft(kind=Kind.HI_CARD, answers={"day": self.mark("draft")}, touched=NOW),
            recent=(self.mark("recent"),),
            last_calculation=self.mark("calculation"),
            request=Request(sealed=sealed, touched=NOW),
            told=NOW,
            last_seen=NOW,
        )
        conversations.save(self.db, self.person, session, NOW)
        conversations.save(self.db, self.in_group, Session(last_question=self.mark("group")), NOW)

    def blocked(self) -> None:
        blocked.remember(self.db, "telegram", self.chat, "said so", NOW)

    def cases(self) -> None:
        content = Content(
            questions=(self.mark("asked"),),
            calculation=self.mark("worked-out"),
            description=self.mark("description"),
            phone=self.mark("phone"),
        )
        values: dict[str, Any] = {
            "channel": "telegram",
            "person": self.person,
            "chat": self.chat,
            "language": "vi",
            "topic": "pension",
        }
        values |= {"province": 79, "consent": self.mark("consent"), "consented_at": NOW.isoformat()}
        values |= {"sealed": self.vault.seal(content.model_dump_json()), "group_chat": STAFF, "thread": 4321}
        case = cases.open_case(self.db, values, NOW).number
        cases.change(self.db, case, state="taken", taken_by=ADVISER, taken_at=NOW, rating="useful")
        cases.add_message(self.db, case, "worker", NOW, chat=self.chat, message=8642)
        cases.add_message(self.db, case, "adviser", NOW, chat=STAFF, message=9753)
        cases.add_message(self.db, case, "worker", NOW, sealed=self.vault.seal(self.mark("message")))
        cases.note(self.db, case, "worker", self.mark("audit"), NOW)
        cases.note(self.db, case, ADVISER, "taken", NOW)
        copy = [Card(text=f"{self.word}-for-advisers")]
        outbox.put(self.db, "telegram", Target(chat=STAFF), copy, NOW, case=case)

    def reminders(self) -> None:
        reminder = Reminder(kind=Kind.DISPUTE, language="vi", day=date(2027, 1, 5), law_of=date(2026, 11, 22))
        sealed = self.vault.seal(reminder.model_dump_json())
        reminders.add(self.db, "telegram", self.person, self.chat, NOW, sealed, self.mark("reminder"), NOW)


def gathered(db: Database, vault: Vault, number: int = PERSON) -> dict[str, Any]:
    groups = {STAFF: "Nhóm tư vấn thử"}
    file = mydata.document(db, "telegram", f"telegram:{number}", str(number), vault, groups, "vi", NOW)
    assert file.name == "quyen-du-lieu.json"
    data: dict[str, Any] = json.loads(file.content)
    return data


def test_every_table_is_accounted_for() -> None:
    tables = set(open_database(None).table_names()) | {"sqlite_sequence"}
    assert tables == mydata.PERSONAL | set(mydata.NOT_PERSONAL), "in the document and in /forget, or why not"
    assert not mydata.PERSONAL & set(mydata.NOT_PERSONAL)
    assert all(mydata.NOT_PERSONAL.values())


def test_all_of_this_person_and_nothing_of_another(vault: Vault) -> None:
    db = open_database(None)
    mine = Planted(db, vault, PERSON, "cua-toi").everywhere()
    Planted(db, vault, OTHER, "nguoi-khac").everywhere()
    text = json.dumps(gathered(db, vault), ensure_ascii=False)
    assert [word for word in mine.words if word not in text] == []
    assert "nguoi-khac" not in text and str(OTHER) not in text
    assert "cua-toi-others-in-the-group" not in text  # a message from a group may quote others
    assert "pension/retirement-age" in text and "2027-01-05" in text and "8642" in text
    assert "Nhóm tư vấn thử" in text and "Lương hưu" in text and "Hồ Chí Minh" in text
    for number in (ADVISER, STAFF, "4321"):
        assert number not in text, "an adviser is an adviser, without a number"


def test_who_advises_sees_what_they_did_and_of_the_cases_nothing(vault: Vault) -> None:
    db = open_database(None)
    Planted(db, vault, PERSON, "cua-toi").everywhere()
    mine = mydata.gather(db, "telegram", f"telegram:{ADVISER}", ADVISER, vault, {}, "vi", NOW)
    assert [(entry["case"], entry["action"]) for entry in mine["as_adviser"]] == [(1, "taken")]
    assert "cua-toi" not in json.dumps(mine)


def test_who_is_unknown_gets_an_empty_file(vault: Vault) -> None:
    db = open_database(None)
    Planted(db, vault, OTHER, "nguoi-khac").everywhere()
    mine = mydata.gather(db, "telegram", f"telegram:{PERSON}", str(PERSON), vault, {}, "vi", NOW)
    assert {name for name, value in mine.items() if value} == {"made_at", "account", "chat", "not_held"}


def test_a_lost_key_hides_the_words_and_nothing_else(vault: Vault, tmp_path: Path) -> None:
    db = open_database(None)
    Planted(db, vault, PERSON, "cua-toi").everywhere()
    text = json.dumps(gathered(db, Vault.of(Settings(data_dir=tmp_path / "other"))), ensure_ascii=False)
    assert "không ai đọc được" in text and "cua-toi-description" not in text and "cua-toi-consent" in text


def test_names_are_plain_words_in_both_languages(vault: Vault) -> None:
    db = open_database(None)
    Planted(db, vault, PERSON, "cua-toi").everywhere()
    mine = mydata.gather(db, "telegram", f"telegram:{PERSON}", str(PERSON), vault, {}, "vi", NOW)
    assert set(names_in(mine)) <= set(LABELS)
    assert [label for label in LABELS.values() if gettext_for("vi")(label) == label] == []
    for model in (Session, FormState, Draft, Request, Content, Reminder):
        assert set(model.model_fields) - {"sealed"} <= set(LABELS), f"{model.__name__}: a field without a name"
    assert set(cases._COLUMNS) <= set(LABELS) | set(mydata.NOT_SHOWN) | {"sealed"}


def names_in(data: Any) -> Iterator[str]:
    for name, value in data.items() if isinstance(data, dict) else ():
        yield name
        if name != "answers":  # named by the questions of a form
            yield from names_in(value)
    for item in data if isinstance(data, list) else ():
        yield from names_in(item)


async def test_others_read_along_in_a_group(knowledge: Knowledge) -> None:
    assistant = Assistant(knowledge, Understander(knowledge, None))
    alone = await assistant.respond(Command("mydata"), Session(greeted=True), NOW, ALONE)
    assert alone.my_data
    together = await assistant.respond(Command("mydata"), Session(greeted=True), NOW, Around(private=False))
    assert not together.my_data and "nhắn riêng" in str(together.replies)
    forgot = await assistant.respond(Command("forget"), Session(greeted=True), NOW, Around(private=False))
    assert "trong nhóm này" in str(forgot.replies)


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_notice_is_short_and_names_the_ways_out(knowledge: Knowledge, language: Language) -> None:
    assistant = Assistant(knowledge, Understander(knowledge, None))
    outcome = await assistant.respond(Command("privacy"), Session(greeted=True, language=language), NOW)
    (card,) = outcome.replies
    assert isinstance(card, Card) and len(card.text) < 1500
    assert all(command in card.text for command in ("/mydata", "/forget", "/reminders"))
    assert "90" not in card.text, "nobody takes cases here"


# --- through the real processes


@pytest.fixture
def bot(knowledge: Knowledge, tmp_path: Path) -> Iterator[tuple[BotProcess, Double]]:
    """The service on a data folder in which two people stand in every table."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    db = open_database(data / FILE)
    vault = Vault.of(Settings(data_dir=data))
    for number, word in ((PERSON, "cua-toi"), (OTHER, "nguoi-khac")):
        Planted(db, vault, number, word).everywhere()
    db.conn.commit()
    db.close()
    double = Double()
    double.forum(int(STAFF), u5="member")
    settings = {"STAFF_CHAT_ID": STAFF, "KNOWLEDGE_DB": str(knowledge.path)}
    process = BotProcess(double, tmp_path, "tests.telegram.real_service", **settings)
    process.wait_until_ready()
    yield process, double
    process.kill()
    double.stop()


def held(folder: Path, word: str) -> list[str]:
    return [file.name for file in folder.iterdir() if file.is_file() and word.encode() in file.read_bytes()]


def test_forgetting_reaches_every_table(bot: tuple[BotProcess, Double]) -> None:
    process, double = bot
    double.receive(raw.text(PERSON, "/forget"))
    double.wait_for_text(PERSON, "nhóm tư vấn")
    assert process.terminate() == 0
    for table in ("cases", "reminders", "conversations"):
        mine = [
            row for row in process.rows(table) if row["person"] in (f"telegram:{PERSON}", f"telegram:-10055:{PERSON}")
        ]
        assert len(mine) == (table == "conversations"), table  # a fresh one
    (left,) = {row["case"] for row in process.rows("case_messages")} | {
        row["case"] for row in process.rows("case_audit")
    }
    assert [row["number"] for row in process.rows("cases")] == [left]
    assert [row["chat"] for row in process.rows("blocked")] == [str(OTHER)]
    data = process.folder / "data"
    assert held(data, "nguoi-khac") == [FILE]
    assert held(data, "cua-toi") == []


def test_the_file_is_sent_to_the_person_alone(bot: tuple[BotProcess, Double]) -> None:
    process, double = bot
    double.receive(raw.text(PERSON, "/mydata"), raw.text(PERSON, "/mydata@quyen_test_bot", raw.group()))
    double.wait_for_text(PERSON, "đã mở khóa")
    double.wait_for_text(raw.GROUP, "nhắn riêng")
    assert [message["file"] for message in double.sent(PERSON) if message["file"]] == ["quyen-du-lieu.json"]
    assert not any(message["file"] for message in double.sent(raw.GROUP))
    until(lambda: all(not row["payload"] for row in process.rows("outbox") if row["state"] == "sent"), "it to be wiped")


def test_in_the_terminal(knowledge: Knowledge, tmp_path: Path) -> None:
    environment = os.environ | {
        "QUYEN_KNOWLEDGE_DB": str(knowledge.path),
        "QUYEN_DATA_DIR": str(tmp_path),
        "QUYEN_NLU_URL": nobody(),
    }
    lines = ("/case", "/tap 1", "/tap 1", "/tap 1", "Chủ nợ lương XYZZY", "/tap 1", "/mydata")
    chat: Callable[..., Any] = subprocess.run
    done = chat(
        [sys.executable, "-m", "bot.cli", "chat"],
        cwd=ROOT,
        env=environment,
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "đã mở khóa" in done.stdout
    assert "XYZZY" in (tmp_path / "quyen-du-lieu.json").read_text("utf-8")
