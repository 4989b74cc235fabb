"""One line a record, never with message text or secrets.

Libraries log what they send and receive: httpx the address with the token, python-telegram-bot whole bodies.
So a record of theirs keeps its level and its logger's name, and loses its words. Our own records are written
with numbers of rows and names of errors. Of an exception only types and places are shown: its message may
quote what somebody typed.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO

OURS = ("bot", "knowledge", "nlu")
_QUOTED = re.compile(r'["“«].*["”»]', re.DOTALL)
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def described(error: BaseException) -> str:
    """An exception as types and places, causes included: ``KeyError at working.py:80 from …``."""
    chain: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        place = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
        chain.append(type(current).__name__ + place)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return " from ".join(chain)


def without_quotations(description: str) -> str:
    """An error description of Telegram without what it quotes from the message."""
    return _QUOTED.sub("«…»", description)[:200]


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in OURS


class OneLine(logging.Formatter):
    """``2026-11-21T10:00:00Z INFO bot.telegram.sending sent outbox=12``."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        if not _is_ours(record.name):
            record = logging.makeLogRecord(record.__dict__ | {"msg": "(words of a library left out)", "args": None})
        line = " ".join(super().format(record).split())
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line

    def formatException(self, ei: _ExcInfo) -> str:
        return described(ei[1]) if ei[1] is not None else ""

    def formatStack(self, stack_info: str) -> str:
        return ""


def _passes(record: logging.LogRecord) -> bool:
    return _is_ours(record.name) or record.levelno >= logging.WARNING


def configure(secrets: Iterable[str], stream: TextIO | None = None) -> None:
    """Send all logging of the process to one stream, one line a record; replaces what was set up before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine(secrets))
    handler.addFilter(_passes)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
