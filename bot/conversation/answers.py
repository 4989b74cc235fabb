"""Answer cards: one article as a card, its details, its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.i18n import gettext_for
from knowledge import wording
from knowledge.database import Knowledge
from knowledge.law import LawError
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
    try:
        rendered = knowledge.rendered(article_id, on, language)
    except NotYetApplicable:
        return _out_of_its_time(article_id, article, on, language)
    except (LawError, RenderingError):
        text = _("**{title}**\nI do not have every figure of the law of {day}. Please ask an adviser.").format(
            title=title, day=wording.day(on, language)
        )
        return Card(text=text, buttons=((button(_("Talk to an adviser"), "help", article_id.partition("/")[0]),),))
    return Card(
        text=_text(rendered, on, today, language),
        buttons=_buttons(knowledge, article_id, rendered, language, calculators),
    )


def _out_of_its_time(article_id: str, article: Article, on: date, language: Language) -> Card:
    """Says for which days the article is right, instead of giving the law of another day."""
    _ = gettext_for(language)
    title, day, end = article.title[language], wording.day(on, language), article.applies.end
    if end is not None and on > end:
        text = _(
            "**{title}**\nWhat I know about this was the law until {end}. For {day} please ask an adviser."
        ).format(title=title, end=wording.day(end, language), day=day)
    else:
        start = wording.day(article.applies.start, language)
        text = _(
            "**{title}**\nWhat I know about this is the law since {start}. For {day} please ask an adviser."
        ).format(title=title, start=start, day=day)
    return Card(text=text, buttons=((button(_("Talk to an adviser"), "help", article_id.partition("/")[0]),),))


def _text(rendered: RenderedArticle, on: date, today: date, language: Language) -> str:
    _ = gettext_for(language)
    parts = [f"**{rendered.title}**"]
    if on != today:
        parts.append(_("🗓 By the law of {day}:").format(day=wording.day(on, language)))
    parts.append(rendered.answer)
    parts += [f"🔜 {note}" for note in rendered.later]
    if rendered.confirm_with:
        parts.append(f"❗ {rendered.confirm_with}")
    parts.append(f"👉 {rendered.next_step}")
    checked = _("checked {day}").format(day=wording.day(rendered.checked, language))
    parts.append("⚖️ " + " · ".join([*(["; ".join(rendered.citations)] if rendered.citations else []), checked]))
    return "\n".join(parts)


def _buttons(
    knowledge: Knowledge, article_id: str, rendered: RenderedArticle, language: Language, calculators: Sequence[str]
) -> tuple[tuple[Button, ...], ...]:
    _ = gettext_for(language)
    article = knowledge.articles[article_id]
    rows: list[tuple[Button, ...]] = []
    first: list[Button] = []
    if article.calculator in calculators:
        first.append(button(_("🧮 Work it out for me"), "calc", str(article.calculator)))
    if rendered.details:
        first.append(button(_("More"), "more", article_id))
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


def suggestion_card(knowledge: Knowledge, article_ids: Sequence[str], language: Language) -> Card:
    """*Did you mean …* with the articles that fit best, and a way to a person."""
    _ = gettext_for(language)
    rows = [(button(knowledge.articles[name].title[language], "art", name),) for name in article_ids]
    rows.append((button(_("None of these"), "none"),))
    return Card(text=_("I am not sure what you mean. Is it one of these?"), buttons=tuple(rows))
