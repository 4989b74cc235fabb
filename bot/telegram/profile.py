"""What Telegram shows about the bot before the first word: commands and descriptions, in both languages."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.i18n import N_, gettext_for
from bot.telegram.connecting import reason, seconds_of
from bot.telegram.supervision import BackOff, pause
from knowledge.schema import Language

log = logging.getLogger(__name__)

LONGEST_PAUSE = 3600.0  # seconds

COMMANDS = {
    "start": N_("Start again"),
    "menu": N_("What you can ask about"),
    "calc": N_("Calculate for your own case"),
    "reminders": N_("Your reminders"),
    "adviser": N_("Talk to a free adviser"),
    "language": N_("Tiếng Việt or English"),
    "help": N_("How to use this bot"),
    "privacy": N_("What is kept about you"),
    "mydata": N_("A copy of what is kept about you"),
    "forget": N_("Delete what is kept about you"),
}
DESCRIPTION = N_(
    "Ask about your rights at work, voluntary social insurance and household health insurance: short answers with "
    "the law they rest on, calculations for your own case, and the way to a free adviser. Legal information, not "
    "legal advice."
)
SHORT_DESCRIPTION = N_("Your rights at work, social insurance and health insurance in Viet Nam, with the law.")

# Telegram shows the texts without a language to everybody who has none of their own.
SHOWN_AS: dict[Language, str] = {"vi": "", "en": "en"}


async def show_profile(bot: Bot, stop: asyncio.Event, first_pause: float) -> None:
    """Bring the texts at Telegram up to date. Nobody waits for them: after a failure they are tried again in peace."""
    back_off = BackOff(first_pause, LONGEST_PAUSE)
    while not stop.is_set():
        try:
            changed = await _update(bot)
        except TelegramError as error:
            seconds = max(back_off.next(), seconds_of(error))
            log.warning("cannot bring the profile at Telegram up to date (%s); again in %.3g s", reason(error), seconds)
            await pause(stop, seconds)
        else:
            log.info("profile at Telegram is up to date changed=%d", changed)
            return


async def _update(bot: Bot) -> int:
    """How many texts were set. What is right is left alone: setting them is tightly limited."""
    changed = 0
    for language, code in SHOWN_AS.items():
        gettext = gettext_for(language)
        commands = tuple(BotCommand(name, gettext(text)) for name, text in COMMANDS.items())
        if await bot.get_my_commands(language_code=code) != commands:
            changed += await bot.set_my_commands(commands, language_code=code)
        if (await bot.get_my_description(code)).description != (description := gettext(DESCRIPTION)):
            changed += await bot.set_my_description(description, code)
        if (await bot.get_my_short_description(code)).short_description != (short := gettext(SHORT_DESCRIPTION)):
            changed += await bot.set_my_short_description(short, code)
    return changed
