"""``quyen ask``: one question, or a file of them, answered for machines."""

from __future__ import annotations

import asyncio
import time
from datetime import date
from pathlib import Path
from typing import Any

from bot.conversation.answers import answer_card
from bot.conversation.dated import day_asked
from bot.conversation.understanding import Understander
from knowledge.batches import Record, read_texts
from knowledge.clock import today
from knowledge.database import Knowledge
from knowledge.loading import topic_of
from knowledge.schema import Language
from nlu.decision import Decision, Kind
from nlu.text import language_of, words

_AT_ONCE = 4  # questions under way at a time in a batch
_IN_SCOPE = (Kind.ANSWER, Kind.SUGGEST, Kind.CALCULATOR)


def questions_of(path: Path) -> list[Record]:
    """The questions of a JSONL file: ``{"id", "text"[, "lang"]}``. Raises :class:`knowledge.batches.BadBatch`."""
    lines = list(read_texts(path))
    for line in lines:
        if line.record.get("lang") not in (None, "vi", "en"):
            raise line.bad('"lang" must be vi or en')
    return [line.record for line in lines]


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


def record(question_id: Any, decision: Decision, language: Language, milliseconds: float) -> Record:
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


async def ask_batch(understander: Understander, questions: list[Record]) -> list[Record]:
    """All questions of a batch, a few at a time, in their order."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(question: Record) -> Record:
        async with gate:
            decision, language, milliseconds = await ask(understander, question["text"], question.get("lang"))
        return record(question["id"], decision, language, milliseconds)

    return list(await asyncio.gather(*(one(question) for question in questions)))


def card_text(knowledge: Knowledge, decision: Decision, language: Language, on: date, text: str = "") -> str:
    """What a person would read: the answer's card by the law of the day the ``text`` is about, or what would be offered."""
    if decision.article is not None:
        on = day_asked(text, decision.article, on) or on
        return answer_card(knowledge, decision.article, on, today(), language).text
    titles = [f"• {knowledge.articles[c.article].title[language]} ({c.article})" for c in decision.candidates[:3]]
    return "\n".join([decision.kind.value, *(titles if decision.kind is Kind.SUGGEST else [])])
