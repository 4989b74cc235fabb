"""Articles of the knowledge base that advisers send with one press."""

from __future__ import annotations

from hashlib import sha256

from bot.conversation.replies import Button
from bot.handoff.desk import Desk
from bot.handoff.summary import desk_button
from bot.storage.cases import Case


def article_button(desk: Desk, key: str, case: Case) -> Button:
    """Sends one article. It carries a short sign of it: a key would not fit beside the number of the case."""
    return desk_button(desk.knowledge.articles[key].title["vi"], "article", case, _sign(key))


def article_meant(desk: Desk, sign: str) -> str | None:
    """The article a button carries the sign of."""
    return next((key for key in desk.knowledge.articles if sign == _sign(key)), None)


def _sign(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:10]
