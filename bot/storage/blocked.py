"""Chats that blocked the bot or put it out. Nothing is sent to them."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils.db import Database

from bot.storage.database import moment


def is_blocked(db: Database, channel: str, chat: str) -> bool:
    return bool(db.execute("select 1 from blocked where channel = ? and chat = ?", [channel, chat]).fetchall())


def remember(db: Database, channel: str, chat: str, reason: str, now: datetime) -> None:
    db.table("blocked").insert({"channel": channel, "chat": chat, "reason": reason, "since": moment(now)}, ignore=True)


def forget(db: Database, channel: str, chat: str) -> None:
    db.execute("delete from blocked where channel = ? and chat = ?", [channel, chat])
