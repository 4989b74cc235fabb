"""The local understanding server: started, asked, restarted, stopped; on loopback only; silent about what people write."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from knowledge.loading import Content
from nlu import local
from nlu.client import NluClient
from nlu.local import NluFailed, NluNotInstalled, environment, local_server, serve_command
from nlu.training import OUT_OF_SCOPE

QUESTION = "bà Zuzanna Qwertova hỏi tuổi nghỉ hưu của nữ"
WORDS_OF_THE_QUESTION = ("Zuzanna", "Qwertova", "nghỉ hưu", "nghi huu")

Processes = list[asyncio.subprocess.Process]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Processes]:
    """The processes that local_server starts; whatever is still running at the end is killed."""
    processes: Processes = []
    start = asyncio.create_subprocess_exec

    async def recorded(*arguments: str, **options: object) -> asyncio.subprocess.Process:
        processes.append(await start(*arguments, **options))  # type: ignore[arg-type]
        return processes[-1]

    monkeypatch.setattr(local.asyncio, "create_subprocess_exec", recorded)
    yield processes
    for process in processes:
        if runs(process.pid):
            os.killpg(process.pid, signal.SIGKILL)


def runs(pid: int) -> bool:
    """Whether a process lives (a dead one that nobody has waited for does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def answers(host: str, port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=0.5):
        return True
    return False


def listening(pid: int) -> set[tuple[str, int]]:
    """The addresses (in the kernel's hexadecimal) and ports on which a process accepts connections."""
    sockets = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            sockets.add(str(entry.readlink()))
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                host, _, port = fields[1].partition(":")
                found.add((host, int(port, 16)))
    return found


# --- with a stand-in for Rasa: how the process is kept


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, started: Processes) -> Processes:
    """A server that does nothing but live."""

    async def ready(url: str, process: asyncio.subprocess.Process) -> None:
        assert process.returncode is None

    monkeypatch.setattr(local, "train", lambda content, say: Path("model.tar.gz"))
    monkeypatch.setattr(
        local, "serve_command", lambda model, port: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    monkeypatch.setattr(local, "_until_ready", ready)
    return started


async def test_the_server_is_gone_after_the_block(content: Content, stand_in: Processes) -> None:
    async with local_server(content) as url:
        assert url.startswith("http://127.0.0.1:")
        await asyncio.sleep(0)
        assert runs(stand_in[0].pid)
    assert len(stand_in) == 1 and not runs(stand_in[0].pid)


async def test_the_server_is_gone_after_an_error_in_the_block(content: Content, stand_in: Processes) -> None:
    with pytest.raises(ZeroDivisionError):
        async with local_server(content):
            await asyncio.sleep(0)
            raise ZeroDivisionError
    assert not runs(stand_in[0].pid)


async def test_the_server_is_gone_after_a_block_that_waits_for_nothing(content: Content, stand_in: Processes) -> None:
    async with local_server(content):
        pass
    assert not runs(stand_in[0].pid)


async def test_a_server_that_ends_is_started_again(content: Content, stand_in: Processes) -> None:
    async with local_server(content):
        await asyncio.sleep(0)
        stand_in[0].kill()
        async with asyncio.timeout(10):
            while len(stand_in) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert runs(stand_in[1].pid)
    assert not any(runs(process.pid) for process in stand_in)


async def test_a_server_that_ends_at_its_start_is_an_error(
    content: Content, started: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "train", lambda content, say: Path("model.tar.gz"))
    monkeypatch.setattr(local, "serve_command", lambda model, port: [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(NluFailed, match="stopped at its start with exit code 3"):
        async with local_server(content):
            pytest.fail("it cannot have started")
    assert not runs(started[0].pid)


async def test_without_the_packages_the_message_says_what_to_run(
    content: Content, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(local, "PYTHON", tmp_path / "python")
    with pytest.raises(NluNotInstalled, match="run: make nlu"):
        async with local_server(content):
            pytest.fail("it cannot have started")


def test_nothing_is_sent_home_and_nothing_is_logged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "true")
    settings = environment()
    assert settings["LOG_LEVEL"] == "ERROR" and settings["RASA_TELEMETRY_ENABLED"] == "false"
    monkeypatch.setattr(local, "PYTHON", Path(sys.executable))
    command = serve_command(tmp_path / "model.tar.gz", 5005)
    assert command[command.index("-i") + 1] == "127.0.0.1"
    assert not {"--debug", "-vv", "-v", "--log-file", "--cors"} & set(command)


# --- the real one


@pytest.mark.rasa
async def test_a_question_is_understood(nlu_url: str) -> None:
    async with NluClient(nlu_url, timeout=10) as client:
        ranking = (await client.parse("tuổi nghỉ hưu của nữ là bao nhiêu")).ranking
        assert ranking[0].intent == "pension.retirement-age"
        about = [r.confidence for r in ranking if r.intent != OUT_OF_SCOPE]
        assert about == sorted(about, reverse=True) and sum(about) <= 1.01
        assert [r.confidence < 0.5 for r in ranking if r.intent == OUT_OF_SCOPE] == [True]
        for text in ("", "🙂", "?!", "\u202e\u200b", "đ" * 10_000, "<b>x</b> [a](b) {c}"):
            assert (await client.parse(text)).ranking


@pytest.mark.rasa
async def test_every_way_of_writing_is_understood(nlu_url: str) -> None:
    async with NluClient(nlu_url, timeout=10) as client:
        for text in (
            "nữ mấy tuổi được nghỉ hưu",
            "nu may tuoi duoc nghi huu",
            "nữ mấy tuổi dc nghỉ hưu z",
            "retirement age for women",
        ):
            assert (await client.parse(text)).ranking[0].intent.startswith("pension."), text


@pytest.fixture
async def own_server(
    trained_content: Content, started: Processes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[tuple[str, asyncio.subprocess.Process, Path]]:
    """A server of its own whose output is kept, to be looked at, in a file."""
    output = tmp_path / "output"
    start = local.asyncio.create_subprocess_exec

    async def keeping_the_output(*arguments: str, **options: object) -> asyncio.subprocess.Process:
        with output.open("ab") as file:
            return await start(*arguments, **(options | {"stdout": file, "stderr": file}))  # type: ignore[arg-type]

    monkeypatch.setattr(local.asyncio, "create_subprocess_exec", keeping_the_output)
    async with local_server(trained_content) as url:
        yield url, started[0], output
    assert not runs(started[0].pid)
    assert not answers("127.0.0.1", httpx.URL(url).port or 0)


@pytest.mark.rasa
async def test_loopback_only_and_no_word_of_the_question_in_the_output(
    own_server: tuple[str, asyncio.subprocess.Process, Path],
) -> None:
    url, process, output = own_server
    port = httpx.URL(url).port or 0
    async with NluClient(url, timeout=10) as client:
        assert (await client.parse(QUESTION)).ranking
    async with httpx.AsyncClient(base_url=url, timeout=10) as http:
        await http.post("/model/parse", content=f'{{"text": "{QUESTION}", broken'.encode())
        await http.post("/model/parse", json={"words": QUESTION})
    assert {port for _, port in listening(process.pid)} == {port}
    assert {host for host, _ in listening(process.pid)} == {"0100007F"}  # 127.0.0.1
    written = output.read_text("utf-8", "replace")
    assert not [word for word in WORDS_OF_THE_QUESTION if word in written]
