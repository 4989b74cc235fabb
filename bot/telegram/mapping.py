"""What an update means to the bot: an event of a person, a change of heart, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Message, MessageEntity, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.conversation.events import Attachment, AttachmentKind, Command, Event, Press, Text
from bot.storage.outbox import Target
from knowledge.schema import LANGUAGES, Language

CHANNEL = "telegram"
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]

# In this order: an animation is a document too, a venue has a location.
_ATTACHMENTS = {
    "photo": AttachmentKind.PHOTO,
    "voice": AttachmentKind.VOICE,
    "audio": AttachmentKind.VOICE,
    "animation": AttachmentKind.VIDEO,
    "video": AttachmentKind.VIDEO,
    "video_note": AttachmentKind.VIDEO,
    "sticker": AttachmentKind.STICKER,
    "document": AttachmentKind.DOCUMENT,
    "location": AttachmentKind.LOCATION,
    "contact": AttachmentKind.CONTACT,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is on Telegram."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something a person did, and where an answer goes."""

    event: Event
    target: Target
    private: bool
    client_language: Language | None
    query_id: str | None = None
    """Of a pressed button: Telegram shows it as busy until this is answered."""
    message: int | None = None
    """The number of the message in its chat; none for a pressed button."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot was blocked or put out (``present`` false), or let in again."""

    chat: str
    present: bool


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing to answer, and why; ``query_id`` as in :class:`Incoming`."""

    why: str
    query_id: str | None = None


def person_of(raw: dict[str, Any]) -> str:
    """Whose turn a raw update belongs to: a person, or in a group a person there. Never fails."""
    for kind in ALLOWED_UPDATES:
        part = raw.get(kind)
        if not isinstance(part, dict):
            continue
        sender = _id_in(part, "from")
        message = part.get("message") if kind == "callback_query" else part
        chat = _id_in(message, "chat") if isinstance(message, dict) else None
        if sender is not None:
            return f"{CHANNEL}:{sender}" if chat in (None, sender) else f"{CHANNEL}:{chat}:{sender}"
    return f"{CHANNEL}:update:{raw.get('update_id')}"


def read(update: Update, me: Identity) -> Incoming | Membership | Ignored:
    """The meaning of an update."""
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    if update.callback_query is not None:
        return _press(update.callback_query)
    if update.message is not None:
        return _message(update.message, me)
    if update.edited_message is not None:
        # A corrected text is a new question. Live locations come as edits too, every few seconds.
        if update.edited_message.text is None:
            return Ignored("edited_media")
        return _message(update.edited_message, me)
    return Ignored("other_update")


def _membership(change: ChatMemberUpdated) -> Membership:
    gone = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    return Membership(str(change.chat.id), present=not gone)


def _press(query: CallbackQuery) -> Incoming | Ignored:
    if not query.data:
        return Ignored("button_without_data", query.id)
    if not isinstance(query.data, str):
        raise TypeError("the data of a button are not a text")
    message = query.message  # missing or empty when it is old
    chat = message.chat if message is not None else None
    private = chat is None or chat.type == ChatType.PRIVATE
    thread = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    number = _number(chat.id if chat is not None else query.from_user.id)
    if private and number != query.from_user.id:
        return Ignored("somebody_elses_chat", query.id)
    target = Target(chat=str(number), thread=thread)
    return Incoming(Press(query.data), target, private, _language(query.from_user), query.id)


def _message(message: Message, me: Identity) -> Incoming | Ignored:
    sender = message.from_user
    if message.sender_chat is not None or sender is None or sender.is_bot or message.chat.type == ChatType.CHANNEL:
        return Ignored("not_a_person")
    private = message.chat.type == ChatType.PRIVATE
    number = _number(message.chat.id)
    if private and number != sender.id:
        return Ignored("somebody_elses_chat")  # Telegram sends no such thing; an answer would reach the wrong person
    event, meant = event_of(message, me)
    if event is None:
        return Ignored("nothing_said")
    if not private and not meant:
        return Ignored("not_to_the_bot")
    thread = message.message_thread_id if message.is_topic_message else None
    target = Target(chat=str(number), thread=thread, reply_to=None if private else message.message_id)
    return Incoming(event, target, private, _language(sender), message=message.message_id)


def event_of(message: Message, me: Identity) -> tuple[Event | None, bool]:
    """What was said, and whether in a group it was said to the bot."""
    words = message.text or message.caption or ""
    if not isinstance(words, str):  # the library does not look at the types of what it parses
        raise TypeError("the text of a message is not a text")
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    command = _command(message, entities, me)
    if isinstance(command, Command):
        return command, True
    if command is not None:
        return None, False
    words, mentioned = _without_mention(words, entities, me)
    meant = mentioned or _replies_to(message, me)
    if message.text is not None:
        return (Text(words) if words else Command("menu")), meant
    for name, kind in _ATTACHMENTS.items():
        if getattr(message, name):
            return Attachment(kind, words), meant
    return (Attachment(AttachmentKind.OTHER, words) if message.effective_attachment else None), meant


def _command(message: Message, entities: dict[MessageEntity, str], me: Identity) -> Command | str | None:
    """The command a text begins with; the name of another bot if the command is for that one."""
    text = message.text or ""
    for entity, words in entities.items():
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            name, _, addressee = words[1:].partition("@")
            if addressee and addressee.lower() != me.username.lower():
                return addressee
            return Command(name.lower(), text[len(words) :].strip())
    return None


def _without_mention(text: str, entities: dict[MessageEntity, str], me: Identity) -> tuple[str, bool]:
    """The text without the bot's name, and whether it was there."""
    name = f"@{me.username}"
    mentioned = False
    for entity, words in entities.items():
        by_name = entity.type == MessageEntity.MENTION and words.lower() == name.lower()
        by_link = entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id
        if by_name or by_link:
            mentioned = True
            text = text.replace(words, " ", 1)
    return (re.sub(" {2,}", " ", text).strip() if mentioned else text), mentioned


def _replies_to(message: Message, me: Identity) -> bool:
    answered = message.reply_to_message
    # In a topic that the bot opened, every message formally answers the opening.
    if answered is None or answered.from_user is None or answered.forum_topic_created is not None:
        return False
    return answered.from_user.id == me.id


def _number(id: object) -> int:
    """The number of a chat; the library does not look at the types of what it parses."""
    if not isinstance(id, int) or isinstance(id, bool):
        raise TypeError("the number of a chat is not a number")
    return id


def _language(user: User) -> Language | None:
    code = (user.language_code or "").partition("-")[0].lower()
    return next((language for language in LANGUAGES if language == code), None)


def _id_in(part: dict[str, Any], key: str) -> int | None:
    holder = part.get(key)
    number = holder.get("id") if isinstance(holder, dict) else None
    return number if isinstance(number, int) else None
