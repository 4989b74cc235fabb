"""Everything held about one person, as one document for that person; every table is accounted for here."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlite_utils.db import Database

from bot.conversation.replies import Document
from bot.conversation.session import Session
from bot.handoff.request import Sealing
from bot.handoff.steps import Content
from bot.handoff.wording import province_name, topic_name
from bot.i18n import N_, gettext_for
from bot.reminders.reminder import Reminder
from bot.storage import blocked, cases, reminders
from bot.storage.cases import Case, CaseMessage
from bot.storage.mydata_labels import LABELS, NOT_HELD, STATES
from bot.storage.outbox import Payload
from bot.storage.reminders import Kept
from bot.storage.vault import CannotOpen
from knowledge.clock import VIET_NAM
from knowledge.schema import Language

NAME = "quyen-du-lieu.json"
CAPTION = N_(
    "**Everything I hold about you**, opened, in one file. It may contain private things: give it only to people you trust. "
    "To delete all of it: /forget."
)

UNREADABLE = N_("encrypted, and no key opens it any more: nobody can read it")

PERSONAL = frozenset(
    {"inbox", "outbox", "conversations", "blocked", "cases", "case_messages", "case_audit", "reminders"}
)
"""Tables with rows about somebody: they are in the document, and /forget reaches them."""
NOT_PERSONAL = {
    "counts": "how often something happened on a day, nobody in it",
    "gaps": "questions given on purpose, without anything that says whose they are",
    "proposals": "what advisers propose as answers, without anything of a case but its subject",
    "case_numbers": "the last number given to a case",
    "told": "up to when operators were told of troubles",
    "_sqlite_migrations": "the version of the tables",
    "sqlite_sequence": "SQLite's own counter",
}
"""All other tables, and why nothing of them belongs to a person."""

NOT_SHOWN = {
    "channel": "stands at the top",
    "person": "stands at the top",
    "chat": "stands at the top",
    "group_chat": "the name of the group is given instead",
    "thread": "a number in the advisers' group",
    "card": "a number in the advisers' group",
    "left": "numbers in the groups that had the case before; the audit says that it was handed on",
    "topics_asked": "tries to open a topic in the advisers' group",
}
"""Columns of a case that say nothing about the person, and why."""

_MOMENTS = ("touched", "told", "last_seen")  # of a conversation


def document(
    db: Database,
    channel: str,
    person: str,
    chat: str,
    vault: Sealing,
    groups: Mapping[str, str],
    language: Language,
    now: datetime,
) -> Document:
    """The file for a person who writes alone; ``groups`` are the names of the advisers' groups by chat."""
    data = gather(db, channel, person, chat, vault, groups, language, now)
    content = json.dumps(labelled(data), ensure_ascii=False, indent=2).encode("utf-8", "replace")
    return Document(name=NAME, content=base64.b64encode(content), caption=gettext_for(language)(CAPTION))


def gather(
    db: Database,
    channel: str,
    person: str,
    chat: str,
    vault: Sealing,
    groups: Mapping[str, str],
    language: Language,
    now: datetime,
) -> dict[str, Any]:
    """Everything held about a person, under the names of :data:`LABELS`."""
    _ = gettext_for(language)
    people = [person, *_in_groups(db, channel, person)]
    every = cases.all_of(db, channel, person)
    return {
        "made_at": _time(now.isoformat()),
        "account": person,
        "chat": chat,
        "blocked": blocked.is_blocked(db, channel, chat),
        "conversations": [row for one in people for row in _conversations(db, one, vault, language)],
        "reminders": [_reminder(row, vault) for row in reminders.of_person(db, channel, person)],
        "cases": [_case(db, case, vault, groups, language) for case in every],
        "received": [row for one in people for row in _received(db, channel, one, language)],
        "sent": _sent(db, channel, chat, language),
        "to_advisers": _to_advisers(db, every, chat, language),
        "as_adviser": _as_adviser(db, channel, person),
        "not_held": [_(what) for what in NOT_HELD],
    }


def forget_in_groups(db: Database, channel: str, person: str) -> None:
    """Delete what is held of a person who writes alone from the groups they asked in."""
    for one in _in_groups(db, channel, person):
        db.table("conversations").delete_where("person = ?", [one])
        of_them = "finished_at is not null and channel = ? and person = ?"
        for row in list(db.table("inbox").rows_where(of_them, [channel, one], select="id")):
            db.table("inbox").update(row["id"], {"body": ""})


def labelled(data: Any) -> Any:
    """The same with each name in plain words: English, and Vietnamese beside it."""
    if isinstance(data, dict):
        # Answers stand under the names of a form's questions.
        return {_label(key): value if key == "answers" else labelled(value) for key, value in data.items()}
    return [labelled(item) for item in data] if isinstance(data, list) else data


def _label(name: str) -> str:
    return _both(LABELS[name]) if name in LABELS else name


def _both(english: str) -> str:
    return f"{english} · {gettext_for('vi')(english)}"


def _in_groups(db: Database, channel: str, person: str) -> list[str]:
    """The names under which a person who writes alone is known in groups: ``channel:GROUP:NUMBER``."""
    number = person.removeprefix(f"{channel}:")
    if not number.isdecimal():
        return []
    found = db.query(
        "select person from conversations where person like :key"
        " union select person from inbox where channel = :channel and person like :key order by 1",
        # Numbers of groups are negative; a row of nobody is ``channel:update:NUMBER``.
        {"key": f"{channel}:-%:{number}", "channel": channel},
    )
    return [row["person"] for row in found]


def _conversations(db: Database, person: str, vault: Sealing, language: Language) -> list[dict[str, Any]]:
    rows = db.table("conversations").rows_where("person = ?", [person])
    return [
        {"account": person, "changed_at": _time(row["updated_at"]), **_session(row["session"], vault)} for row in rows
    ]


def _session(text: str, vault: Sealing) -> dict[str, Any]:
    try:
        session = Session.model_validate_json(text)
    except ValidationError:  # of another version: as it stands
        return {"text": text}
    said = _plain(session.model_dump(mode="json"))
    if session.request is not None:
        said["request"].pop("sealed")
        said["request"]["content"] = _opened(session.request.sealed, vault, Content)
    return said


def _reminder(row: Kept, vault: Sealing) -> dict[str, Any]:
    return {
        "due_at": _time(row.due_at),
        "consent": row.consent,
        "created_at": _time(row.created_at),
        "content": _opened(row.sealed, vault, Reminder),
    }


def _case(db: Database, case: Case, vault: Sealing, groups: Mapping[str, str], language: Language) -> dict[str, Any]:
    _ = gettext_for(language)
    shown = {
        name: _time(value) if name.endswith(("_at", "_since")) else value
        for name, value in asdict(case).items()
        if name not in NOT_SHOWN and name != "sealed"
    }
    shown |= {
        "topic": topic_name(case.topic, language),
        "province": province_name(case.province, language),
        "state": _(STATES[case.state]),
        "taken_by": _("adviser") if case.taken_by else None,
        "group": groups.get(case.group_chat, _("advisers")),
        "content": _opened(case.sealed, vault, Content),
        "messages": [_message(message, vault, language) for message in cases.messages(db, case.number)],
        "audit": [
            {"at": _time(entry["at"]), "who": _who(entry["actor"], language), "action": entry["action"]}
            for entry in cases.audit(db, case.number)
        ],
    }
    return _plain(shown)


def _message(message: CaseMessage, vault: Sealing, language: Language) -> dict[str, Any]:
    _ = gettext_for(language)
    said: dict[str, Any] = {"at": _time(message.at), "who": _who(message.author, language)}
    if message.sealed is not None:
        return said | {"text": _unsealed(message.sealed, vault)}
    place = _("in this chat") if message.author == "worker" else _("in the advisers' group")
    return said | {"place": place, "message": message.message}


def _who(actor: str | None, language: Language) -> str:
    """Who did something. People who advise are not named, by a number neither."""
    _ = gettext_for(language)
    return _("you") if actor == "worker" else _("adviser")


def _as_adviser(db: Database, channel: str, person: str) -> list[dict[str, Any]]:
    """What the person did in cases of others, if they advise: of those cases only the number."""
    me = [person, person.removeprefix(f"{channel}:")]
    rows = db.table("case_audit").rows_where("actor in (?, ?)", me, order_by="id")
    return [{"at": _time(row["at"]), "case": row["case"], "action": row["action"]} for row in rows]


def _received(db: Database, channel: str, person: str, language: Language) -> list[dict[str, Any]]:
    """What arrived. What is left of texts is shown where nobody else can be in it: not from groups."""
    alone = person.count(":") == 1
    rows = db.table("inbox").rows_where("channel = ? and person = ?", [channel, person], order_by="id")
    return [
        _times(row, "received_at", language) | ({"account": person} if not alone else {}) | _left(row["body"], alone)
        for row in rows
    ]


def _sent(db: Database, channel: str, chat: str, language: Language) -> list[dict[str, Any]]:
    rows = db.table("outbox").rows_where("channel = ? and chat = ?", [channel, chat], order_by="id")
    return [_times(row, "created_at", language) | _left(_words(row["payload"]), shown=True) for row in rows]


def _to_advisers(db: Database, every: list[Case], chat: str, language: Language) -> list[dict[str, Any]]:
    """What waits or went to an advisers' group for the person's cases; the texts are those of the cases."""
    found = []
    for case in every:
        rows = db.table("outbox").rows_where('"case" = ? and chat != ?', [case.number, chat], order_by="id")
        found += [{"case": case.number, **_times(row, "created_at", language)} for row in rows]
    return found


def _times(row: dict[str, Any], since: str, language: Language) -> dict[str, Any]:
    state = gettext_for(language)(STATES[row["state"]])
    return _plain({since: _time(row[since]), "finished_at": _time(row["finished_at"]), "state": state})


def _left(text: str, shown: bool) -> dict[str, Any]:
    return {"text_held": bool(text)} | ({"text": text} if text and shown else {})


def _words(payload: str) -> str:
    """The words of a reply that is not wiped yet; of anything else what it is."""
    if not payload:
        return ""
    try:
        reply = Payload.model_validate_json(payload).reply.model_dump()
    except ValidationError:  # of another version
        return payload
    return str(reply.get("text") or reply.get("caption") or f"[{reply['kind']}]")


def _opened(sealed: str, vault: Sealing, kind: type[Content] | type[Reminder]) -> Any:
    text = _unsealed(sealed, vault)
    try:
        return _plain(kind.model_validate_json(text).model_dump(mode="json"))
    except ValidationError:  # no key opens it, or it is of another version
        return text


def _unsealed(sealed: str, vault: Sealing) -> str:
    try:
        return vault.open(sealed)
    except CannotOpen:
        return _both(UNREADABLE)


def _time(stored: str | None) -> str | None:
    return datetime.fromisoformat(stored).astimezone(VIET_NAM).isoformat(timespec="seconds") if stored else None


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty, so that the rest can be read."""
    return {
        name: _plain(value) if isinstance(value, dict) else _time(value) if name in _MOMENTS else value
        for name, value in data.items()
        if value not in (None, "", [], {})
    }
