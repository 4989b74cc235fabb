"""What people type in a load run, and what the real conversation must answer: asked beforehand, one person at a time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.conversation.assistant import Assistant
from bot.conversation.events import Text
from bot.conversation.session import Session
from bot.telegram.rendering import FilePart, PhotoPart, TextPart, render
from nlu.evaluation import DEV, read_cases
from tests.telegram.bot_api_rules import parse_html

Script = tuple[str, ...]
Answers = tuple[tuple[str, ...], ...]
"""The texts sent after each line of a script."""


def scripts(number: int, lines: int, chance: random.Random) -> list[Script]:
    """Short conversations out of real questions."""
    questions = [case.text for case in read_cases(DEV / "questions.jsonl", "dev") if len(case.text) <= 200]
    return [tuple(chance.sample(questions, lines)) for _ in range(number)]


async def answers(assistant: Assistant, script: Sequence[str]) -> Answers:
    """What is sent after each line."""
    session = Session(client_language="vi")
    said = []
    for line in script:
        outcome = await assistant.respond(Text(line), session, datetime.now(UTC))
        session = outcome.session
        parts = [part for reply in outcome.replies for part in render(reply)]
        said.append(tuple(_shown(part) for part in parts))
    return tuple(said)


def _shown(part: TextPart | PhotoPart | FilePart) -> str:
    return parse_html(part.html).text
