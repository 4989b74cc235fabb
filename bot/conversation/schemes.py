"""Which social insurance a person means, where an article and its counterpart differ only by that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.conversation.buttons import button
from bot.conversation.dated import with_day
from bot.conversation.replies import Button, Card
from bot.conversation.topics import NAMES
from bot.i18n import N_, gettext_for
from knowledge.database import Knowledge
from knowledge.loading import topic_of
from knowledge.schema import Language, Topic
from nlu.decision import CANDIDATES, Candidate, Decision, Kind
from nlu.schemes import Scheme, schemes_said
from nlu.text import normalize, words

# Elsewhere the scheme is the question itself (who must join), or the article says both (sick pay, accidents).
_TOPICS = frozenset(
    {Topic.LUMP_SUM_WITHDRAWAL, Topic.MATERNITY, Topic.PENSION, Topic.SI_CONTRIBUTION, Topic.SURVIVOR_FUNERAL}
)
_NEAR = 0.25  # share of the best article's score from which its counterpart may be meant as well
_OFFERED_NEAR = 0.4  # the same where nothing was sure enough for an answer
_SURE_SUBJECT = 0.5  # or the subject is sure, whatever made the answer unsure
_SHORT_REPLY = 6  # words; more are a new question

# *công ty không đóng*: nothing is known about who does.
_NOT_PAID = re.compile(
    r"\b(?:cong ty|chu|sep|company|employer|boss) (?:\w+ )?(?:khong|chua|ko|not|never|doesn t|didn t)\b"
)

LABELS: dict[Scheme, str] = {
    "compulsory": N_("Compulsory (a job with a contract, the company pays)"),
    "voluntary": N_("Voluntary (self-paid)"),
}


def counterpart(knowledge: Knowledge, article_id: str) -> str | None:
    """The article on the same matter under the other scheme, where a question may mean either."""
    article = knowledge.article(article_id)
    other = knowledge.article(article.counterpart) if article is not None and article.counterpart else None
    if article is None or other is None or article.counterpart is None:
        return None
    if {article.scheme, other.scheme} != {"compulsory", "voluntary"}:
        return None
    return article.counterpart if {topic_of(article_id), topic_of(article.counterpart)} <= _TOPICS else None


def with_scheme(knowledge: Knowledge, decision: Decision, text: str, known: Scheme | None) -> Decision:
    """The decision once more, looking at the scheme: answered by the ``known`` one, or which one is asked."""
    if decision.kind not in (Kind.ANSWER, Kind.SUGGEST) or not decision.candidates:
        return decision
    best = decision.candidates[0]
    other = counterpart(knowledge, best.article)
    said = schemes_said(text)
    if other is None or said or not _may_mean(knowledge, decision, other):
        return decision
    twin = Candidate(other, best.score)  # the subject fits as well; only the scheme is not said
    rest = tuple(c for c in decision.candidates[1:] if c.article != other)
    if known is None or topic_of(best.article) is Topic.SURVIVOR_FUNERAL:  # there it is somebody else's
        return replace(
            decision,
            kind=Kind.SUGGEST,
            candidates=(best, twin, *rest)[:CANDIDATES],
            asks_scheme=True,
            sure_subject=decision.kind is Kind.ANSWER,
        )
    if knowledge.articles[other].scheme == known:
        return replace(decision, candidates=(twin, best, *rest)[:CANDIDATES])
    return decision


def _may_mean(knowledge: Knowledge, decision: Decision, other: str) -> bool:
    """Whether the counterpart may be meant as well as the best article."""
    best = decision.candidates[0]
    place = next((k for k, c in enumerate(decision.candidates) if c.article == other), None)
    share = decision.candidates[place].score / best.score if place is not None else 0.0
    if decision.kind is Kind.SUGGEST:
        return place == 1 and (share >= _OFFERED_NEAR or best.score >= _SURE_SUBJECT)
    article = knowledge.articles[best.article]
    # Of several compulsory articles with one counterpart each has its own subject: what it is about tells enough.
    mutual = knowledge.articles[other].counterpart == best.article
    return mutual or article.scheme == "voluntary" or share >= _NEAR


def article_told(knowledge: Knowledge, offered: tuple[str, ...], text: str) -> str | None:
    """The article of the scheme that a few typed words name, where the articles ``offered`` were those of the two."""
    said = schemes_said(text)
    if not _asked(knowledge, offered) or len(said) != 1 or len(words(text)) > _SHORT_REPLY:
        return None
    if _NOT_PAID.search(normalize(text)):
        return None
    return next(name for name in offered if knowledge.articles[name].scheme in said)


def scheme_learned(knowledge: Knowledge, offered: tuple[str, ...], article_id: str) -> Scheme | None:
    """The person's scheme, once one of the two articles is chosen; of somebody who died nothing is to be kept."""
    if article_id not in offered or not _asked(knowledge, offered) or topic_of(article_id) is Topic.SURVIVOR_FUNERAL:
        return None
    return knowledge.articles[article_id].scheme


def _asked(knowledge: Knowledge, offered: tuple[str, ...]) -> bool:
    """Whether the articles offered last were one matter under the two schemes."""
    return len(offered) == 2 and counterpart(knowledge, offered[0]) == offered[1]


def scheme_card(
    knowledge: Knowledge, article_id: str, language: Language, days: Mapping[str, date | None], sure: bool
) -> Card:
    """*Which insurance do you pay?*, each answer leading to its article; ``sure``: of the subject."""
    _ = gettext_for(language)
    rows = _choices(knowledge, article_id, language, days)
    rows.append((button(_("Not sure / both"), "scheme", article_id),))
    if not sure:
        rows.append((button(_("My question is another one"), "none"),))
    topic = topic_of(article_id)
    if topic is Topic.SURVIVOR_FUNERAL:
        asked = _("Each kind of social insurance has its own rules here. Which one did the person who died pay?")
    else:
        asked = _("Each kind of social insurance has its own rules here. Which one do you pay?")
    return Card(text=f"**{_(NAMES[topic])}**\n{asked}", buttons=tuple(rows))


def telling_card(knowledge: Knowledge, article_id: str, language: Language) -> Card | None:
    """How to tell the two schemes apart, with both articles; None where the article has no counterpart."""
    if counterpart(knowledge, article_id) is None:
        return None
    _ = gettext_for(language)
    text = _(
        "**How to tell**\n"
        "• The company took it from the pay: **compulsory**.\n"
        "• It was paid oneself, at the commune, the post office or to a collector: **voluntary**.\n"
        "• Owners of a registered household business may be in the **compulsory** one, though they pay it themselves.\n"
        "• VssID shows which one, month by month. Whoever has paid both may read both."
    )
    last = (button(_("Talk to an adviser"), "help", topic_of(article_id)), button(_("Menu"), "menu"))
    return Card(text=text, buttons=(*_choices(knowledge, article_id, language, {}), last))


def _choices(
    knowledge: Knowledge, article_id: str, language: Language, days: Mapping[str, date | None]
) -> list[tuple[Button, ...]]:
    """A button for each scheme, the compulsory one first."""
    _ = gettext_for(language)
    by_scheme = {
        knowledge.articles[name].scheme: name for name in (article_id, counterpart(knowledge, article_id)) if name
    }
    return [
        (button(_(label), "art", with_day(by_scheme[scheme], days.get(by_scheme[scheme]))),)
        for scheme, label in LABELS.items()
    ]
