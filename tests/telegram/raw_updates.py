"""Updates as Telegram sends them."""

from __future__ import annotations

import re
from typing import Any

from tests.telegram.bot_api_double import ME

Raw = dict[str, Any]

GROUP = -100777


def user(id: int, **fields: Any) -> Raw:
    return {"id": id, "is_bot": False, "first_name": "Lan", "language_code": "vi"} | fields


def private(id: int) -> Raw:
    return {"id": id, "type": "private", "first_name": "Lan"}


def group(id: int = GROUP) -> Raw:
    return {"id": id, "type": "supergroup", "title": "Tổ xe ôm công nghệ"}


def entities(text: str) -> list[Raw]:
    """The commands and mentions Telegram would mark."""
    found = []
    for kind, pattern in (("bot_command", r"(?<!\S)/\w+(@\w+)?"), ("mention", r"(?<![\w/])@\w+")):
        for match in re.finditer(pattern, text):
            offset = len(text[: match.start()].encode("utf-16-le")) // 2
            found.append({"type": kind, "offset": offset, "length": len(match[0])})
    return found


def bare(id: int, chat: Raw | None = None, **fields: Any) -> Raw:
    """A message without anything in it yet."""
    return {"message_id": 1, "date": 1, "from": user(id), "chat": chat or private(id)} | fields


def text(id: int, words: str, chat: Raw | None = None, **fields: Any) -> Raw:
    return {"message": bare(id, chat, text=words, entities=entities(words), **fields)}


def edited(id: int, words: str) -> Raw:
    return {"edited_message": bare(id, text=words, edit_date=2)}


def press(id: int, data: str | None, message: Raw | None = None, query: str = "q1") -> Raw:
    message = message or bare(id)
    fields = {} if data is None else {"data": data}
    return {"callback_query": {"id": query, "from": user(id), "chat_instance": "1", "message": message} | fields}


def member(id: int, status: str, chat: Raw | None = None) -> Raw:
    def state(name: str) -> Raw:
        extra: Raw = {"until_date": 0} if name == "kicked" else {}
        return {"user": ME, "status": name} | extra

    change = {"from": user(id), "chat": chat or private(id), "date": 1}
    return {"my_chat_member": change | {"old_chat_member": state("member"), "new_chat_member": state(status)}}
