"""Answer cards: one article as a card, its details, its buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.conversation.buttons import button
from bot.conversation.dated import with_day
from bot.conversation.replies import Button, Card
from bot.conversation.topics import NAMES
from bot.i18n import gettext_for
from knowledge import wording
from knowledge.database import Knowledge
from knowledge.law import LawError
from knowledge.loading import topic_of
from knowledge.rendering import NotYetApplicable, RenderedArticle, RenderingError
from knowledge.schema import Article, Language

_RELATED_SHOWN = 2


def answer_card(
    knowledge: Knowledge, article_id: str, on: date, today: date, language: Language, calculators: Sequence[str] = ()
) -> Card:
    """The card of an article for the law of a day. Raises KeyError for an unknown article."""
    _ = gettext_for(language)
    article = knowledge.articles[article_id]
    title = article.title[language]
    rows = [(button(_("Talk to an adviser"), "help", article_id.partition("/")[0]),)]
    if on != today:
        rows.insert(0, (button(_("By the law of today"), "art", article_id),))
    try:
        rendered = knowledge.rendered(article_id, on, language)
    except NotYetApplicable:
        return Card(text=_out_of_its_time(article, on, language), buttons=tuple(rows))
    except (LawError, RenderingError):
        text = _("**{title}**\nI do not have every figure of the law of {day}. Please ask an adviser.").format(
            title=title, day=wording.day(on, language)
        )
        return Card(text=text, buttons=tuple(rows))
    return Card(
        text=_text(rendered, on, today, language),
        buttons=_buttons(knowledge, article_id, rendered, language, calculators, on if on != today else None),
    )


def _out_of_its_time(article: Article, on: date, language: Language) -> str:
    """Says for which days the article is right, instead of giving the law of another day."""
    _ = gettext_for(language)
    title, day, end = article.title[language], wording.day(on, language), article.applies.end
    if end is not None and on > end:
        return _(
            "**{title}**\nWhat I know about this was the law until {end}. For {day} please ask an adviser."
        ).format(title=title, end=wording.day(end, language), day=day)
    start = wording.day(article.applies.start, language)
    return _("**{title}**\nWhat I know about this is the law since {start}. For {day} please ask an adviser.").format(
        title=title, start=start, day=day
    )


def _text(rendered: RenderedArticle, on: date, today: date, language: Language) -> str:
    _ = gettext_for(language)
    parts = [f"**{rendered.title}**"]
    if on != today:
        parts.append(_("🗓 By the law of {day}:").format(day=wording.day(on, language)))
    if on > today:
        parts.append(_("(as enacted so far; it may still change)"))
    parts.append(rendered.answer)
    parts += [f"🔜 {note}" for note in rendered.later]
    if rendered.confirm_with:
        parts.append(f"❗ {rendered.confirm_with}")
    parts.append(f"👉 {rendered.next_step}")
    checked = _("checked {day}").format(day=wording.day(rendered.checked, language))
    parts.append("⚖️ " + " · ".join([*(["; ".join(rendered.citations)] if rendered.citations else []), checked]))
    return "\n".join(parts)


def _buttons(
    knowledge: Knowledge,
    article_id: str,
    rendered: RenderedArticle,
    language: Language,
    calculators: Sequence[str],
    day: date | None,
) -> tuple[tuple[Button, ...], ...]:
    _ = gettext_for(language)
    article = knowledge.articles[article_id]
    rows: list[tuple[Button, ...]] = []
    first: list[Button] = []
    if article.calculator in calculators:
        first.append(button(_("🧮 Work it out for me"), "calc", str(article.calculator)))
    if rendered.details:
        first.append(button(_("More"), "more", with_day(article_id, day)))
    if first:
        rows.append(tuple(first))
    related = [*([article.counterpart] if article.counterpart else []), *article.related]
    for other in list(dict.fromkeys(related))[:_RELATED_SHOWN]:
        if other in knowledge.articles:
            rows.append((button(knowledge.articles[other].title[language], "art", other),))
    rows.append((button(_("Talk to an adviser"), "help", article_id.partition("/")[0]),))
    rows.append((button("👍", "yes", article_id), button("👎", "no", article_id), button(_("Menu"), "menu")))
    return tuple(rows)


def details_card(knowledge: Knowledge, article_id: str, on: date, language: Language) -> Card | None:
    """The details of an article; None where it has none or the law of the day is not known."""
    _ = gettext_for(language)
    try:
        rendered = knowledge.rendered(article_id, on, language)
    except (KeyError, LawError, RenderingError):
        return None
    if not rendered.details:
        return None
    article = knowledge.articles[article_id]
    rows: list[tuple[Button, ...]] = [
        (button(knowledge.articles[o].title[language], "art", o),) for o in article.related if o in knowledge.articles
    ]
    rows.append((button(_("Talk to an adviser"), "help", article_id.partition("/")[0]), button(_("Menu"), "menu")))
    source = f"\n⚖️ {'; '.join(rendered.citations)}" if rendered.citations else ""
    return Card(text=f"**{rendered.title}**\n{rendered.details}{source}", buttons=tuple(rows))


def further_card(knowledge: Knowledge, article_ids: Mapping[str, date | None], language: Language) -> Card:
    """The other questions of a message that asked several, each a button to its answer."""
    _ = gettext_for(language)
    rows = [
        (button(knowledge.articles[name].title[language], "art", with_day(name, day)),)
        for name, day in article_ids.items()
    ]
    return Card(text=_("You also asked:"), buttons=tuple(rows))


def suggestion_card(
    knowledge: Knowledge, article_ids: Sequence[str], language: Language, days: Mapping[str, date | None] | None = None
) -> Card:
    """*Did you mean …* with the articles that fit best, and a way to a person; ``days``: whose law answers."""
    _ = gettext_for(language)
    rows = [
        (button(knowledge.articles[name].title[language], "art", with_day(name, (days or {}).get(name))),)
        for name in article_ids
    ]
    if len(topics := {topic_of(name) for name in article_ids[:2]}) == 1 and len(article_ids) > 1:
        topic = topics.pop()
        rows.append((button(_("All about: {topic}").format(topic=_(NAMES[topic])), "topic", topic),))
    rows.append((button(_("None of these"), "none"),))
    return Card(text=_("I am not sure what you mean. Is it one of these?"), buttons=tuple(rows))
