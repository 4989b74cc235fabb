"""``quyen telegram``."""

from __future__ import annotations

import asyncio
import sys

import click
from pydantic import ValidationError

from bot.settings import Settings
from knowledge.database import KnowledgeMissing
from knowledge.yaml_source import SourceError


@click.command()
def telegram() -> None:
    """Run the bot on Telegram until it is stopped. Settings: QUYEN_TELEGRAM_TOKEN and others."""
    # The Telegram library takes half a second to load; the other commands do not wait for it.
    from bot.telegram.connecting import TOKEN_MISSING

    try:
        settings = Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = "QUYEN_" + "_".join(str(part) for part in problem["loc"]).upper()
            click.echo(f"{name}: {problem['msg']}", err=True)
        sys.exit(2)
    if settings.telegram_token is None:  # said before the long work of getting ready
        click.echo(TOKEN_MISSING, err=True)
        sys.exit(2)
    try:
        sys.exit(asyncio.run(_serve(settings)))
    except (SourceError, KnowledgeMissing) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


async def _serve(settings: Settings) -> int:
    from bot.conversation.assembly import open_assistant
    from bot.handoff.desk import Desk
    from bot.telegram.service import run

    async with open_assistant(settings, lambda words: click.echo(words, err=True), desk=Desk.of) as assistant:
        return await run(settings, assistant)
