"""``quyen ask``: one question, or a file of them, answered for machines."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot.conversation.answers import answer_card
from bot.conversation.dated import day_asked
from bot.conversation.understanding import Understander
from knowledge.commands import today
from knowledge.database import Knowledge
from knowledge.loading import topic_of
from knowledge.schema import Language
from nlu.decision import Decision, Kind
from nlu.text import language_of, words

_AT_ONCE = 4  # questions under way at a time in a batch
_IN_SCOPE = (Kind.ANSWER, Kind.SUGGEST, Kind.CALCULATOR)


class BadBatch(Exception):
    """A line of a batch that cannot be read; the message names the line."""


def batch(path: Path) -> Iterator[dict[str, Any]]:
    """The questions of a JSONL file: ``{"id", "text"[, "lang"]}``. Raises :class:`BadBatch`."""
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise BadBatch(f"{path}:{number}: not a JSON object") from None
        if not isinstance(record, dict) or not isinstance(record.get("text"), str) or "id" not in record:
            raise BadBatch(f'{path}:{number}: needs "id" and "text"')
        if record.get("lang") not in (None, "vi", "en"):
            raise BadBatch(f'{path}:{number}: "lang" must be vi or en')
        yield record


async def ask(
    understander: Understander, text: str, lang: Language | None, on: date | None = None
) -> tuple[Decision, Language, float]:
    """The decision on a question, its language, and the milliseconds it took."""
    language: Language = lang or ("en" if language_of(text) == "en" else "vi")
    started = time.perf_counter()
    if words(text):
        decision = await understander.understand(text, language, on or today())
    else:
        decision = Decision(Kind.OUT_OF_SCOPE, 1.0, (), "search")
    return decision, language, (time.perf_counter() - started) * 1000


def record(question_id: Any, decision: Decision, language: Language, milliseconds: float) -> dict[str, Any]:
    """A decision as the contract for machines writes it."""
    in_scope = decision.kind in _IN_SCOPE or (decision.kind is Kind.HANDOFF and decision.candidates)
    candidates = [
        {"article": c.article, "topic": topic_of(c.article).value, "score": round(c.score, 4)}
        for c in decision.candidates
    ]
    return {
        "id": question_id,
        "lang": language,
        "decision": decision.kind.value,
        "article": decision.article,
        "topic": candidates[0]["topic"] if in_scope and candidates else None,
        "calculator": decision.calculator if decision.kind is Kind.CALCULATOR else None,
        "confidence": round(decision.confidence, 4),
        "engine": decision.engine,
        "candidates": candidates if in_scope else [],
        "ms": round(milliseconds, 2),
    }


async def ask_batch(understander: Understander, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All questions of a batch, a few at a time, in their order."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(question: dict[str, Any]) -> dict[str, Any]:
        async with gate:
            decision, language, milliseconds = await ask(understander, question["text"], question.get("lang"))
        return record(question["id"], decision, language, milliseconds)

    return list(await asyncio.gather(*(one(question) for question in questions)))


def write_batch(path: Path, answers: list[dict[str, Any]]) -> None:
    """Answers as JSONL."""
    lines = "".join(f"{json.dumps(answer, ensure_ascii=False)}\n" for answer in answers)
    path.write_text(lines, "utf-8", errors="backslashreplace")  # half a character of an id, as JSON writes it


def card_text(knowledge: Knowledge, decision: Decision, language: Language, on: date, text: str = "") -> str:
    """What a person would read: the answer's card by the law of the day the ``text`` is about, or what would be offered."""
    if decision.article is not None:
        on = day_asked(text, decision.article, on) or on
        return answer_card(knowledge, decision.article, on, today(), language).text
    titles = [f"• {knowledge.articles[c.article].title[language]} ({c.article})" for c in decision.candidates[:3]]
    return "\n".join([decision.kind.value, *(titles if decision.kind is Kind.SUGGEST else [])])
