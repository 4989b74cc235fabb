"""The client of the Bot API, and the first words with it."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.settings import Settings
from bot.telegram.mapping import Identity
from bot.telegram.supervision import BackOff, Fatal, pause, unless_stopped

log = logging.getLogger(__name__)

READ_SECONDS = 20.0
REFUSED = (InvalidToken, EndPointNotFound)
TOKEN_MISSING = "No Telegram token: set QUYEN_TELEGRAM_TOKEN to the token that @BotFather gave you."  # noqa: S105
TOKEN_REFUSED = "Telegram does not accept the token: check QUYEN_TELEGRAM_TOKEN, or ask @BotFather for a new one."  # noqa: S105


def build_bot(settings: Settings) -> Bot:
    """A client that has not yet spoken to anybody."""
    token = settings.telegram_token.get_secret_value().strip() if settings.telegram_token else ""
    if not token:
        raise Fatal(TOKEN_MISSING)
    address = settings.telegram_api_base_url.rstrip("/")
    return Bot(
        token,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=HTTPXRequest(read_timeout=READ_SECONDS, connect_timeout=10.0, write_timeout=10.0, pool_timeout=10.0),
        get_updates_request=HTTPXRequest(connection_pool_size=2, connect_timeout=10.0),
    )


async def connect(bot: Bot, settings: Settings, stop: asyncio.Event) -> Identity | None:
    """Ask Telegram who the bot is, again and again while there is no network. None: ``stop`` came first."""
    back_off = BackOff(settings.telegram_retry_seconds)
    while not stop.is_set():
        try:
            await unless_stopped(bot.initialize(), stop)
        except REFUSED:
            raise Fatal(TOKEN_REFUSED) from None
        except TelegramError as error:
            seconds = max(back_off.next(), seconds_of(error))
            log.warning(
                "cannot reach Telegram at %s (%s); trying again in %.3g s",
                settings.telegram_api_base_url,
                reason(error),
                seconds,
            )
            await pause(stop, seconds)
        else:
            return None if stop.is_set() else Identity(bot.id, bot.username)
    return None


def reason(error: TelegramError) -> str:
    """What kind of failure it was. Messages of errors are not shown: they may hold what was sent or received."""
    cause = error.__cause__
    if cause is not None:
        return f"{type(error).__name__}, {type(cause).__name__}"
    return "an error of the server" if type(error) is NetworkError else type(error).__name__


def seconds_of(error: TelegramError) -> float:
    """How long Telegram asks to wait; 0 if it does not."""
    if not isinstance(error, RetryAfter):
        return 0.0
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
