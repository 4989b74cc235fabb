"""Menus: groups of topics, topics, the articles of a topic."""

from __future__ import annotations

from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.conversation.topics import GROUPS, NAMES
from bot.i18n import gettext_for
from knowledge.database import Knowledge
from knowledge.schema import Language, Topic

_ON_A_PAGE = 8


def menu_card(language: Language, calculators: bool) -> Card:
    """The first menu: groups of topics, then the tools."""
    _ = gettext_for(language)
    rows: list[tuple[Button, ...]] = [(button(_(name), "group", key),) for key, (name, _topics) in GROUPS.items()]
    if calculators:
        rows.append((button(_("🧮 Calculators"), "calc"),))
    other: Language = "en" if language == "vi" else "vi"
    rows.append(
        (button(_("Talk to an adviser"), "help"), button("English" if other == "en" else "Tiếng Việt", "lang", other))
    )
    return Card(text=_("Type your question, or choose a subject:"), buttons=tuple(rows))


def group_card(knowledge: Knowledge, group: str, language: Language) -> Card | None:
    """The topics of a group that have articles; None for an unknown group."""
    if group not in GROUPS:
        return None
    _ = gettext_for(language)
    name, topics = GROUPS[group]
    rows: list[tuple[Button, ...]] = [
        (button(_(NAMES[topic]), "topic", topic),) for topic in topics if knowledge.of_topic(topic)
    ]
    return Card(text=f"**{_(name)}**", buttons=(*rows, (button(_("Menu"), "menu"),)))


def topic_card(knowledge: Knowledge, argument: str, language: Language) -> Card | None:
    """The articles of a topic, a page at a time (``TOPIC`` or ``TOPIC.PAGE``); None for an unknown topic."""
    name, _dot, page_text = argument.partition(".")
    if name not in set(Topic) or not (page_text or "0").isdecimal() or len(page_text) > 4:
        return None
    _ = gettext_for(language)
    topic, page = Topic(name), int(page_text or "0")
    articles = list(knowledge.of_topic(topic).items())
    shown = articles[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    if not shown:
        return None
    rows: list[tuple[Button, ...]] = [(button(article.title[language], "art", key),) for key, article in shown]
    if len(articles) > (page + 1) * _ON_A_PAGE:
        rows.append((button(_("More questions"), "topic", f"{topic}.{page + 1}"),))
    rows.append((button(_("Talk to an adviser"), "help", topic), button(_("Menu"), "menu")))
    return Card(text=f"**{_(NAMES[topic])}**", buttons=tuple(rows))
