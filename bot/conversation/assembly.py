"""Puts the conversation together: knowledge base, understanding, assistant."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from pathlib import Path

from bot.conversation.assistant import Assistant
from bot.conversation.understanding import Understander
from bot.handoff.desk import Desk
from bot.settings import Settings
from knowledge.database import Knowledge, KnowledgeMissing, build, content_hash
from knowledge.loading import load_content
from nlu.client import NluClient
from nlu.local import NluFailed, NluNotInstalled, local_server
from nlu.urgent import load_rules

Say = Callable[[str], None]
DeskOf = Callable[[Settings, Knowledge], Desk]


def ready_knowledge(path: Path, say: Say) -> Knowledge:
    """The built knowledge base, built anew if the content changed. Raises SourceError for broken content."""
    with contextlib.suppress(KnowledgeMissing):
        knowledge = Knowledge(path)
        if knowledge.built_from == content_hash():
            return knowledge
    say("building the knowledge base …")
    build(load_content(), path)
    return Knowledge(path)


@contextlib.asynccontextmanager
async def open_understander(
    settings: Settings, knowledge: Knowledge, say: Say, required: bool = False
) -> AsyncIterator[Understander]:
    """The understanding: a server at QUYEN_NLU_URL, else a local one, else search alone (and says so).

    With ``required`` a server that is missing or does not answer is an error: :class:`NluNotInstalled` or :class:`NluFailed`.
    """
    async with contextlib.AsyncExitStack() as stack:
        url = settings.nlu_url
        if url is None:
            try:
                url = await stack.enter_async_context(local_server(None, say))
            except (NluNotInstalled, NluFailed) as error:
                if required:
                    raise
                say(f"{error}\nanswering by full-text search alone, with less confidence")
        client = await stack.enter_async_context(NluClient(url)) if url is not None else None
        if required and client is not None and await client.model_id() is None:
            raise NluFailed(f"the understanding server at {url} does not answer")
        yield Understander(knowledge, client)


@contextlib.asynccontextmanager
async def open_assistant(
    settings: Settings, say: Say = lambda _: None, on: date | None = None, desk: DeskOf | None = None
) -> AsyncIterator[Assistant]:
    """An assistant ready to respond; ``say`` is told about the long steps, ``desk`` makes the advisers' desk."""
    knowledge = ready_knowledge(settings.knowledge_db, say)
    await asyncio.to_thread(load_rules)  # a second that the first message need not wait
    async with open_understander(settings, knowledge, say) as understander:
        idle = timedelta(minutes=settings.session_idle_minutes)
        taking = desk(settings, knowledge) if desk else None
        yield Assistant(knowledge, understander, idle=idle, on=on, desk=taking, operator=settings.operator)
