"""The conversation in the terminal: the same cards, with numbered buttons."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.conversation.assistant import Assistant
from bot.conversation.events import Command, Event, Press, Text
from bot.conversation.replies import Button, Card, Picture, Reply
from bot.conversation.session import Session
from bot.terminal import Terminal

LOOK_SECONDS = 1.0  # for what advisers write
_COMMAND = re.compile(r"^/([a-zA-Z_]+)(?:\s+(.*))?$")


class Console:
    """One person at a terminal, or lines from a pipe."""

    def __init__(self, assistant: Assistant, folder: Path, terminal: Terminal) -> None:
        self._assistant = assistant
        self._terminal = terminal
        self._session = Session()
        self._buttons: list[Button] = []
        self._folder = folder  # where pictures and documents are saved
        self._bold = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")

    async def run(self) -> None:
        """Until the end of the input, /quit or Ctrl-C."""
        interactive = sys.stdin.isatty()
        if interactive:
            await self._handle(Command("start"))
        while True:
            if interactive:
                print("\n> ", end="", flush=True)
            line = await self._next_line(interactive)
            if not line or line.strip() in ("/quit", "/exit"):
                return
            if not line.strip():
                continue
            if not interactive:
                print(f"> {line.rstrip()}")
            event = self._event(line.rstrip("\n"))
            if event is None:
                print(f"(there is no button {line.split()[-1]}; the last card has {len(self._buttons)})")
            else:
                await self._handle(event)

    def _event(self, line: str) -> Event | None:
        """The event of a typed line; None for a button that is not there."""
        command = _COMMAND.match(line.strip())
        number = command[2] if command and command[1].lower() == "tap" else line.strip() if self._is_tap(line) else None
        if number is not None:
            index = int(number) - 1 if number.isdecimal() and len(number) < 6 else -1
            return Press(self._buttons[index].data) if 0 <= index < len(self._buttons) else None
        if command:
            return Command(command[1].lower(), (command[2] or "").strip())
        return Text(line)

    def _is_tap(self, line: str) -> bool:
        """At a terminal a bare number presses that button."""
        return (
            sys.stdin.isatty()
            and re.fullmatch(r"\s*\d{1,5}\s*", line) is not None
            and 0 < int(line) <= len(self._buttons)
        )

    async def _handle(self, event: Event) -> None:
        around = self._terminal.around(self._session)
        outcome = await self._assistant.respond(event, self._session, datetime.now(UTC), around)
        self._session = outcome.session
        self._terminal.apply(outcome)
        self._buttons = []
        self._show([*outcome.replies, *self._terminal.mail()])

    async def _next_line(self, interactive: bool) -> str:
        """The next typed line; what advisers write meanwhile is shown as it comes."""
        if not interactive:
            self._show(self._terminal.mail())
            return await asyncio.to_thread(sys.stdin.readline)
        typing = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
        while not typing.done():
            await asyncio.wait({typing}, timeout=LOOK_SECONDS)
            if mail := list(self._terminal.mail()):
                print()
                self._show(mail)
                print("> ", end="", flush=True)
        return str(typing.result())

    def _show(self, replies: Iterable[Reply]) -> None:
        for reply in replies:
            for line in self._lines(reply):
                print(line)
            print(flush=True)

    def _lines(self, reply: Reply) -> Iterator[str]:
        if isinstance(reply, Card):
            yield self._text(reply.text)
        else:
            content = reply.png if isinstance(reply, Picture) else reply.content
            name = "picture.png" if isinstance(reply, Picture) else reply.name
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / name
            path.write_bytes(content)
            yield f"[{path}] {self._text(reply.caption)}"
        if isinstance(reply, Card | Picture):
            for row in reply.buttons:
                labels = []
                for button in row:
                    self._buttons.append(button)
                    labels.append(f"[{len(self._buttons)}] {button.label}")
                yield "   ".join(labels)

    def _text(self, text: str) -> str:
        start, end = self._bold
        return re.sub(r"\*\*(.+?)\*\*", lambda m: f"{start}{m[1]}{end}", text)
