"""Names for people: the subject and the province of a case."""

from __future__ import annotations

from bot.conversation.topics import NAMES
from bot.handoff.provinces import PROVINCES
from bot.i18n import gettext_for
from knowledge.schema import Language, Topic


def topic_name(topic: str | None, language: Language) -> str:
    _ = gettext_for(language)
    return _(NAMES[Topic(topic)]) if topic in set(Topic) else _("subject not given")


def province_name(province: int | None, language: Language) -> str:
    return PROVINCES.get(province or 0, gettext_for(language)("province not given"))
