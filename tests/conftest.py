"""Fixtures of all tests: the real content, the knowledge base built from it, the running understanding server."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from knowledge.database import Knowledge, build
from knowledge.loading import Content, load_content
from nlu.local import MODELS, PYTHON, local_server, training_data
from nlu.training import fingerprint

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def content() -> Content:
    """What stands in knowledge/content."""
    return load_content()


@pytest.fixture(scope="session")
def knowledge(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The content as one built file, as the running bot reads it."""
    path = tmp_path_factory.mktemp("knowledge") / "knowledge.db"
    build(content, path)
    return Knowledge(path)


@pytest.fixture(scope="session")
def trained_content(content: Content) -> Content:
    """The content, if the server's packages and a model trained on this very content are there; else a failure."""
    if not PYTHON.exists():
        pytest.fail(f"the understanding server is not installed ({PYTHON} is missing); run: make nlu")
    if not (MODELS / f"{fingerprint(training_data(content))}.tar.gz").exists():
        pytest.fail("no model is trained on the present content; run: make nlu")
    return content


@pytest.fixture(scope="session")
def nlu_url(trained_content: Content) -> Iterator[str]:
    """The address of one real server for all tests marked ``rasa``."""
    loop = asyncio.new_event_loop()
    server = local_server(trained_content)
    try:
        yield loop.run_until_complete(server.__aenter__())
    finally:
        loop.run_until_complete(server.__aexit__(None, None, None))
        loop.close()


@pytest.fixture
def sound() -> Path:
    """A small made-up content without any problem."""
    return Path(__file__).parent / "knowledge" / "sound"


def nobody() -> str:
    """An address at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def run(knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``quyen`` with its files in a folder of the test; whatever it is given, it must not fall over."""
    from bot.cli import main  # here, so that most tests run while the bot does not

    monkeypatch.setenv("QUYEN_KNOWLEDGE_DB", str(knowledge.path))
    monkeypatch.setenv("QUYEN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("QUYEN_NLU_URL", nobody())

    def invoke(*arguments: str | Path, exit_code: int = 0) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="quyen")
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert result.exit_code == exit_code, result.output
        return result

    return invoke
