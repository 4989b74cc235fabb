"""The double and the bot as processes, for the tests that run the real thing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import httpx
from sqlite_utils.db import Database

from tests.telegram.bot_api_double import TOKEN

ROOT = Path(__file__).parents[2]
ECHO = "tests.telegram.echo_service"
PATIENCE = 15.0  # seconds; only a test that fails waits so long

T = TypeVar("T")


def until(condition: Callable[[], T], what: str = "the condition", patience: float = PATIENCE) -> T:
    """Wait for a condition to hold; its value."""
    end = time.monotonic() + patience
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.02)
    return value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Double:
    """The Bot API double, from outside."""

    def __init__(self, port: int = 0) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.telegram.bot_api_double", str(port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = f"http://127.0.0.1:{self.process.stdout.readline().strip()}"
        self._http = httpx.Client(base_url=self.address, trust_env=False)

    def stop(self) -> None:
        self._http.close()
        self.process.kill()
        self.process.communicate()

    def reset(self) -> None:
        self._http.post("/control/reset", json={}).raise_for_status()

    def receive(self, *updates: Any) -> None:
        self._http.post("/control/updates", json={"updates": updates}).raise_for_status()

    def introduce(self, chats: Iterable[int]) -> None:
        """Chats that the bot may write to though nothing from them came by the double."""
        self._http.post("/control/chats", json={"chats": [str(chat) for chat in chats]}).raise_for_status()

    def forum(self, chat: int, topics: Iterable[int] = (), **members: str) -> None:
        """A staff group with topics; members as ``u5="administrator"``."""
        roles = {name.removeprefix("u"): role for name, role in members.items()}
        body = {"chat": str(chat), "members": roles, "topics": [str(topic) for topic in topics]}
        self._http.post("/control/forum", json=body).raise_for_status()

    def gone(self, chat: int, **what: str) -> None:
        """Somebody deletes a ``topic`` or a ``message``."""
        self._http.post("/control/gone", json={"chat": str(chat)} | what).raise_for_status()

    def topics(self, chat: int) -> dict[str, dict[str, str]]:
        topics: dict[str, dict[str, str]] = self.state()["topics"].get(str(chat), {})
        return topics

    def latency(self, **seconds: tuple[float, float]) -> None:
        """How long each sending takes ``before`` it is done and ``after``."""
        self._http.post("/control/latency", json=seconds).raise_for_status()

    def weather(self, seed: int, *odds: dict[str, Any]) -> None:
        """Faults by chance from now on; none given: fine weather again."""
        self._http.post("/control/weather", json={"seed": seed, "odds": odds}).raise_for_status()

    def fail(self, method: str, kind: str, **fields: Any) -> None:
        self._http.post("/control/faults", json={"method": method, "kind": kind} | fields).raise_for_status()

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self._http.get("/control/state").json()
        return state

    def progress(self) -> dict[str, int]:
        """How far it is, in numbers; cheap, however much was sent."""
        progress: dict[str, int] = self._http.get("/control/progress").json()
        return progress

    def sent(self, chat: int | None = None) -> list[dict[str, Any]]:
        return [message for message in self.state()["sent"] if chat is None or message["chat"] == str(chat)]

    def texts(self, chat: int) -> list[str]:
        return [message["text"] for message in self.sent(chat)]

    def calls(self, method: str) -> list[dict[str, str]]:
        return [call["params"] for call in self.state()["calls"] if call["method"] == method]

    def wait_for_texts(self, chat: int, number: int = 1) -> list[str]:
        until(lambda: len(self.texts(chat)) >= number, f"{number} message(s) to {chat}")
        return self.texts(chat)

    def wait_for_text(self, chat: int, words: str) -> None:
        until(lambda: any(words in text for text in self.texts(chat)), f"{words!r} sent to {chat}")


class BotProcess:
    """The service as an operator starts it, with an assistant that echoes or that of another ``module``."""

    def __init__(self, double: Double, folder: Path, module: str = ECHO, **settings: str) -> None:
        self.folder = folder
        self.module = module
        self.output_file = folder / "output.log"
        self.settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": double.address,
            "DATA_DIR": str(folder / "data"),
            "PACE": "false",
            "TELEGRAM_RETRY_SECONDS": "0.05",
            "TELEGRAM_POLL_SECONDS": "1",
        } | settings
        self.process = self.start()

    def start(self, command: Iterable[str] | None = None) -> subprocess.Popen[bytes]:
        command = ("-m", self.module) if command is None else command
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QUYEN_")}
        environment |= {f"QUYEN_{name}": value for name, value in self.settings.items()} | {"NO_PROXY": "127.0.0.1"}
        with self.output_file.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=environment, stdout=output, stderr=output
            )
        return self.process

    def rows(self, table: str) -> list[dict[str, Any]]:
        """What is in a table of its database now."""
        db = Database(self.folder / "data" / "quyen.db")
        try:
            return list(db.table(table).rows)
        finally:
            db.close()

    @property
    def output(self) -> str:
        return self.output_file.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        until(lambda: "ready as" in self.output or self.process.poll() is not None, "the bot to be ready")

    def wait_for_output(self, words: str) -> None:
        until(lambda: words in self.output, f"{words!r} in the log")

    def wait_for_exit(self) -> int:
        return self.process.wait(timeout=PATIENCE)

    def terminate(self) -> int:
        self.process.terminate()
        return self.wait_for_exit()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
