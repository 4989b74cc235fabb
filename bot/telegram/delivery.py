"""One part to one chat, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
from telegram import Bot, InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.storage.outbox import Target
from bot.telegram.connecting import REFUSED, TOKEN_REFUSED, reason, seconds_of
from bot.telegram.logs import without_quotations
from bot.telegram.rendering import CopyPart, EditPart, FilePart, Part, PhotoPart, TextPart, TopicPart
from bot.telegram.supervision import Fatal

# httpx raises these before a byte of the request has gone out.
_NOTHING_WENT_OUT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)


_ALREADY_SO = ("message is not modified", "topic_not_modified")
NO_TOPIC = ("thread not found", "topic_deleted", "topic_id_invalid")
"""What Telegram says where somebody has deleted a topic."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """It surely did not arrive; worth another try."""

    why: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may have arrived."""

    why: str


@dataclass(frozen=True, slots=True)
class Later:
    """Telegram asks to wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat does not want to hear from the bot."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take it."""

    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has a new number."""

    chat: str


Result = Sent | NotSent | Unclear | Later | Gone | Refused | Moved


async def deliver(bot: Bot, target: Target, part: Part) -> Result:
    """Try once. Raises :class:`Fatal` if Telegram no longer accepts the token."""
    try:
        await _call(bot, target, part)
    except REFUSED:
        raise Fatal(TOKEN_REFUSED) from None
    except TelegramError as error:
        result = classify(error)
        if isinstance(part, TopicPart) and isinstance(result, Refused) and says(result.why, NO_TOPIC):
            return Sent()  # a topic that is gone need not be closed or deleted
        return result
    return Sent()


def says(why: str, any_of: tuple[str, ...]) -> bool:
    """Whether an error of Telegram holds one of some words."""
    return any(words in why.lower() for words in any_of)


def classify(error: TelegramError) -> Result:
    """What an error says about the message."""
    match error:
        case RetryAfter():
            return Later(seconds_of(error))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Gone(without_quotations(error.message))
        case BadRequest() if any(words in error.message.lower() for words in _ALREADY_SO):
            return Sent()
        case BadRequest():
            return Refused(without_quotations(error.message))
    if error.message == "Invalid server response":  # a success whose answer was cut
        return Unclear(reason(error))
    if isinstance(error.__cause__, (type(None), TelegramError, *_NOTHING_WENT_OUT)):
        return NotSent(reason(error))  # the server answered with an error, or was not reached
    return Unclear(reason(error))


async def _call(bot: Bot, target: Target, part: Part) -> None:
    # Should the question have been deleted in the meantime, the answer still goes out.
    answered = (
        ReplyParameters(target.reply_to, allow_sending_without_reply=True) if target.reply_to is not None else None
    )
    match part:
        case TextPart():
            await bot.send_message(
                int(target.chat),
                part.html,
                parse_mode=ParseMode.HTML,
                reply_markup=part.keyboard,
                reply_parameters=answered,
                message_thread_id=target.thread,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        case PhotoPart():
            await bot.send_photo(
                int(target.chat),
                InputFile(part.png, filename="quyen.png"),
                caption=part.html or None,
                parse_mode=ParseMode.HTML,
                reply_markup=part.keyboard,
                reply_parameters=answered,
                message_thread_id=target.thread,
            )
        case FilePart():
            await bot.send_document(
                int(target.chat),
                InputFile(part.content, filename=part.name),
                caption=part.html or None,
                parse_mode=ParseMode.HTML,
                reply_parameters=answered,
                message_thread_id=target.thread,
            )
        case CopyPart():
            await bot.copy_message(int(target.chat), int(part.from_chat), part.message, message_thread_id=target.thread)
        case EditPart():
            await bot.edit_message_text(
                part.html,
                int(target.chat),
                part.message,
                parse_mode=ParseMode.HTML,
                reply_markup=part.keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        case TopicPart("close"):
            await bot.close_forum_topic(int(target.chat), part.thread)
        case TopicPart("reopen"):
            await bot.reopen_forum_topic(int(target.chat), part.thread)
        case TopicPart():
            await bot.delete_forum_topic(int(target.chat), part.thread)
