from __future__ import annotations

import httpx
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest

from bot.storage.outbox import Target
from bot.telegram.delivery import Gone, Later, Moved, NotSent, Refused, Result, Sent, Unclear, classify, deliver
from bot.telegram.rendering import TextPart
from bot.telegram.supervision import Fatal


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (RetryAfter(7), Later(7)),
        (ChatMigrated(-100), Moved("-100")),
        (Forbidden("Forbidden: bot was blocked by the user"), Gone("Forbidden: bot was blocked by the user")),
        (BadRequest("Bad Request: message is not modified: same"), Sent()),
        (BadRequest("Bad Request: chat not found"), Refused("Chat not found")),
        (NetworkError("Internal Server Error"), NotSent("an error of the server")),
        (caused(TimedOut(), httpx.ConnectTimeout("")), NotSent("TimedOut, ConnectTimeout")),
        (caused(TimedOut(), httpx.PoolTimeout("")), NotSent("TimedOut, PoolTimeout")),
        (caused(NetworkError(""), httpx.ConnectError("")), NotSent("NetworkError, ConnectError")),
        (caused(TimedOut(), httpx.ReadTimeout("")), Unclear("TimedOut, ReadTimeout")),
        (caused(TimedOut(), httpx.WriteTimeout("")), Unclear("TimedOut, WriteTimeout")),
        (caused(NetworkError(""), httpx.ReadError("")), Unclear("NetworkError, ReadError")),
        (caused(NetworkError(""), httpx.RemoteProtocolError("")), Unclear("NetworkError, RemoteProtocolError")),
        (caused(TelegramError("Invalid server response"), ValueError()), Unclear("TelegramError, ValueError")),
        (
            caused(NetworkError("Bad Gateway"), TelegramError("Invalid server response")),
            NotSent("NetworkError, TelegramError"),
        ),
    ],
)
def test_what_an_error_says(error: TelegramError, result: Result) -> None:
    assert classify(error) == result


class Offline(BaseRequest):
    """Answers every request with the same error, without any network."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *args: object, **kwargs: object) -> tuple[int, bytes]:
        raise self.error


async def test_refused_token_ends_the_service() -> None:
    bot = Bot("12345:x", request=Offline(InvalidToken()), get_updates_request=Offline(InvalidToken()))
    with pytest.raises(Fatal, match="QUYEN_TELEGRAM_TOKEN"):
        await deliver(bot, Target(chat="1"), TextPart("chữ"))


async def test_error_in_the_http_library_leaves_the_outcome_unclear() -> None:
    bot = Bot("12345:x", request=Offline(RuntimeError()), get_updates_request=Offline(RuntimeError()))
    assert await deliver(bot, Target(chat="1"), TextPart("chữ")) == Unclear("NetworkError, RuntimeError")
