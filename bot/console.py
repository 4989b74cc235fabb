"""The conversation in the terminal: the same cards, with numbered buttons."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.conversation.assistant import Assistant
from bot.conversation.events import Command, Event, Press, Text
from bot.conversation.replies import Button, Card, Picture, Reply
from bot.conversation.session import Session

_COMMAND = re.compile(r"^/([a-zA-Z_]+)(?:\s+(.*))?$")


class Console:
    """One person at a terminal, or lines from a pipe."""

    def __init__(self, assistant: Assistant, folder: Path) -> None:
        self._assistant = assistant
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
            line = await asyncio.to_thread(sys.stdin.readline)
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
        outcome = await self._assistant.respond(event, self._session, datetime.now(UTC))
        self._session = outcome.session
        self._buttons = []
        for reply in outcome.replies:
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
