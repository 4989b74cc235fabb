"""The ``quyen`` command."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
import tomllib
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from importlib import metadata
from pathlib import Path

import click
from pydantic import ValidationError

from bot.asking import ask as ask_one
from bot.asking import ask_batch, card_text, questions_of, record
from bot.backup_command import backup
from bot.calculators.command import calc
from bot.cases_command import cases
from bot.console import Console
from bot.conversation.assembly import open_assistant, open_understander, ready_knowledge
from bot.conversation.understanding import Understander
from bot.counts_command import counts
from bot.doctor_command import doctor
from bot.gaps_command import gaps
from bot.handoff.desk import Desk
from bot.keys_command import keys
from bot.settings import Settings
from bot.storage.database import StoreFailed, StoreUnusable
from bot.storage.vault import CannotOpen
from bot.telegram.command import telegram
from bot.terminal import open_terminal
from knowledge.batches import write_batch
from knowledge.commands import day_of, kb, on_option
from knowledge.database import Knowledge, KnowledgeMissing
from knowledge.schema import Language
from knowledge.yaml_source import SourceError
from nlu.commands import nlu
from nlu.local import NluFailed, NluNotInstalled
from nlu.parse_command import parse
from nlu.text import words


def say(message: str) -> None:
    """Progress goes to standard error: standard output is for answers."""
    click.echo(message, err=True)


@contextlib.contextmanager
def clear_errors() -> Iterator[None]:
    """What a person can mend is said in a sentence, with exit code 2."""
    try:
        yield
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        for problem in error.errors():
            click.echo(f"QUYEN_{'_'.join(str(part) for part in problem['loc']).upper()}: {problem['msg']}", err=True)
        sys.exit(2)
    except (SourceError, KnowledgeMissing, NluNotInstalled, NluFailed) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except (StoreUnusable, StoreFailed, CannotOpen) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except (OSError, UnicodeDecodeError) as error:
        click.echo(f"cannot read or write: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


class ClearGroup(click.Group):
    """Every command ends with a sentence, never with a traceback, where a person can mend what is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        with clear_errors():
            return super().invoke(ctx)


def version() -> str:
    """The version as installed; of a copied folder (the container image) as its pyproject.toml says."""
    try:
        return metadata.version("quyen")
    except metadata.PackageNotFoundError:
        project = Path(__file__).parents[1] / "pyproject.toml"
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"]) if project.exists() else "unknown"


@click.group(cls=ClearGroup)
@click.version_option(version())
def main() -> None:
    """Quyền: workers' rights in Viet Nam, answered with citations."""
    # A polite kill ends like Ctrl-C: the local understanding server is stopped too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


main.add_command(kb)
main.add_command(nlu)
main.add_command(parse)
main.add_command(gaps)
main.add_command(counts)
main.add_command(calc)
main.add_command(telegram)
main.add_command(keys)
main.add_command(backup)
main.add_command(cases)
main.add_command(doctor)


@contextlib.asynccontextmanager
async def _understander(engine: str, knowledge: Knowledge, settings: Settings) -> AsyncIterator[Understander]:
    if engine == "search":
        yield Understander(knowledge, None)
    else:
        async with open_understander(settings, knowledge, say, required=engine == "nlu") as understander:
            yield understander


@main.command()
@click.argument("text", required=False)
@click.option("--lang", type=click.Choice(["vi", "en"]), help="language of the answer; the question's if left out")
@on_option
@click.option("--json", "as_json", is_flag=True, help="the decision as JSON")
@click.option(
    "--batch", "source", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="questions, JSONL"
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="answers of the batch, JSONL")
@click.option("--engine", type=click.Choice(["auto", "nlu", "search"]), default="auto", show_default=True)
def ask(
    text: str | None,
    lang: Language | None,
    on: datetime | None,
    as_json: bool,
    source: Path | None,
    out: Path | None,
    engine: str,
) -> None:
    """Answer one question, or all questions of a file."""
    if (text is None) == (source is None) or (source is None) != (out is None):
        raise click.UsageError("give either a TEXT, or --batch IN.jsonl together with --out OUT.jsonl")
    if text is not None and not words(text):
        raise click.UsageError("TEXT has no words: give the question")
    settings = Settings()

    async def work() -> None:
        questions = questions_of(source) if source is not None else []
        knowledge = ready_knowledge(settings.knowledge_db, say)
        async with _understander("nlu" if source and engine == "auto" else engine, knowledge, settings) as understander:
            if out is not None:
                answers = await ask_batch(understander, questions)
                write_batch(out, answers)
            elif text is not None:
                decision, language, milliseconds = await ask_one(understander, text, lang, day_of(on))
                if as_json:
                    click.echo(json.dumps(record(None, decision, language, milliseconds), ensure_ascii=False))
                else:
                    click.echo(card_text(knowledge, decision, language, day_of(on), text))

    asyncio.run(work())


@main.command()
@on_option
def chat(on: datetime | None) -> None:
    """Talk to the bot here; with piped input one message a line, "/tap N" presses the Nth button."""
    settings = Settings()

    async def work() -> None:
        async with open_assistant(settings, say, on.date() if on else None, Desk.in_terminal) as assistant:
            with open_terminal(settings.data_dir, assistant.desk) as terminal:
                await Console(assistant, settings.data_dir, terminal).run()

    asyncio.run(work())


if __name__ == "__main__":
    main()
