"""``quyen doctor``: is the bot well, and what to do if not."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import get_args

import click

from bot.settings import Settings
from bot.storage.checkup import Finding, Keys, Level, check_advisers, check_bot, check_database, check_folder
from bot.storage.vault import KEY_FILE, KeysUnusable, Vault
from knowledge.database import Knowledge, KnowledgeMissing, content_hash
from nlu.client import NluClient

ANSWER_SECONDS = 5.0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="the findings as JSON")
def doctor(as_json: bool) -> None:
    """Look at everything the bot needs, without changing anything; safe while it runs.

    Exit code 0: all is well; 1: something to look at; 2: something is broken. Run it with the bot's own settings.
    """
    findings = list(_findings(Settings()))
    levels = get_args(Level)
    worst = max((levels.index(finding.level) for finding in findings), default=0)
    if as_json:
        click.echo(json.dumps({"worst": levels[worst], "checks": [asdict(finding) for finding in findings]}))
    else:
        for finding in findings:
            click.echo(f"{finding.level:4}  {finding.check:18} {finding.words}")
    sys.exit(worst)


def _findings(settings: Settings) -> Iterator[Finding]:
    yield from check_folder(settings.data_dir)
    yield check_bot(settings.data_dir)
    yield from check_database(settings.data_dir, _vault(settings), datetime.now(UTC))
    yield _knowledge(settings)
    yield _understanding(settings)
    group = settings.staff_chat_id is not None or bool(settings.staff_groups)
    yield check_advisers(settings.data_dir, group=group)


def _vault(settings: Settings) -> Keys:
    if settings.keys is None and not (settings.data_dir / KEY_FILE).exists():
        return None
    try:
        return Vault.of(settings, make=False)
    except KeysUnusable as problem:
        return problem


def _knowledge(settings: Settings) -> Finding:
    try:
        knowledge = Knowledge(settings.knowledge_db)
    except KnowledgeMissing as problem:
        return Finding("knowledge base", "warn", f"{problem} (the bot also builds it at its start)")
    if knowledge.built_from != content_hash():
        words = "the content has changed since it was built: quyen kb check, quyen kb build"
        return Finding("knowledge base", "warn", words)
    return Finding("knowledge base", "ok", f"{len(knowledge.articles)} articles, built from the present content")


def _understanding(settings: Settings) -> Finding:
    url = settings.nlu_url
    if url is None:
        return Finding("understanding", "ok", "QUYEN_NLU_URL is not set: the bot starts a server of its own")

    async def model() -> str | None:
        async with NluClient(url, timeout=ANSWER_SECONDS) as client:
            return await client.model_id()

    if asyncio.run(model()) is None:
        words = (
            f"no server with a model answers at {url} (QUYEN_NLU_URL): start it; the bot answers by search until then"
        )
        return Finding("understanding", "warn", words)
    return Finding("understanding", "ok", f"the server at {url} has a model loaded")
