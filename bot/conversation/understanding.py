"""From a typed question to a decision: classifier and full-text search together."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import date

from bot.calculators.registry import forms
from bot.conversation.prefill import figures_in
from bot.conversation.schemes import with_scheme
from bot.conversation.several import questions_in
from knowledge.database import Knowledge
from knowledge.schema import Language
from knowledge.search import search
from nlu.client import NluClient, NluUnavailable
from nlu.decision import Decision, Kind, Thresholds, decide, load_thresholds, with_urgency
from nlu.schemes import Scheme
from nlu.text import fold, normalize, words
from nlu.training import article_of

log = logging.getLogger(__name__)

_LONGEST = 1500  # characters looked at from the front of a long message …
_END = 500  # … and from its end, where the question often stands
_FOLLOW_UP = re.compile(
    r"^(?:con|the con|vay con|the|vay)\b.{2,60}\b(?:thi sao|thi the nao|sao|nhu the nao)\W*$"
    r"|^(?:what|how) about\b|^and (?:if|for|what)\b"
)
_SUM = re.compile(
    r"\b(?:tinh (?:giup|ho|thu|dum|gium|toan|ra|cho|xem|luong huu|tien|tro cap)|bao nhieu|may (?:dong|tien|trieu)|nhieu tien|so tien|how much|calculate|work out)\b"
)
_PERSON = re.compile(
    r"^(?:(?:cho|toi|em|minh|tui|muon|can|xin|duoc|vui long|lam on) )*(?:gap|noi chuyen voi|lien he(?: voi)?|chat voi) "
    r"(?:nguoi |ban |anh |chi |mot )*(?:tu van(?: vien)?|that|luat su|can bo(?: cong doan)?|nhan vien)"
    r"(?: (?:di|nhe|nha|a|voi|gap|duoc khong|dc ko))*$|^(?:tu van vien|nguoi that)$"
    r"|^(?:(?:i (?:want|need|would like) to|can i|please) )*(?:talk|speak|chat) (?:to|with) "
    r"(?:a |an |some ?)?(?:one|body|human|real person|person|adviser|advisor|lawyer)(?: please)?$"
)
"""A message that asks for a person and for nothing else."""
_SHORT = 9  # words; longer questions stand on their own
_SURE, _SURE_IF_SHORT = 0.35, 0.5  # of one question among several; few words mislead more
_SHORT_PART = 6


class Understander:
    """Understands questions with the NLU server, or by search alone while it is not there."""

    def __init__(self, knowledge: Knowledge, nlu: NluClient | None, thresholds: Thresholds | None = None) -> None:
        self._knowledge = knowledge
        self._nlu = nlu
        self._thresholds = thresholds or load_thresholds()

    async def understand(
        self, text: str, language: Language, on: date, last_article: str | None = None, scheme: Scheme | None = None
    ) -> Decision:
        """What to do with a question; a follow-up ("còn hộ cận nghèo thì sao?") is read with the last subject.

        ``scheme`` is the person's social insurance, where it is known; else the decision may be to ask for it.
        """
        decision = await self._decide(shortened(text), language, last_article)
        if wants_person(text):
            return replace(decision, kind=Kind.HANDOFF)
        return with_scheme(self._knowledge, self._as_sum(decision, text, on), text, scheme)

    async def several(self, text: str, language: Language, on: date, scheme: Scheme | None = None) -> list[Decision]:
        """The answers to a message with two or three questions, the surest first; nothing where any is unsure."""
        answers: dict[str, Decision] = {}
        for part in questions_in(shortened(text)):
            decision = await self.understand(part, language, on, scheme=scheme)
            if decision.article is None or decision.confidence < (
                _SURE_IF_SHORT if len(words(part)) <= _SHORT_PART else _SURE
            ):
                return []
            answers.setdefault(decision.article, decision)
        return sorted(answers.values(), key=lambda d: -d.confidence) if len(answers) > 1 else []

    def _as_sum(self, decision: Decision, text: str, on: date) -> Decision:
        """A question for a sum, with figures in it, goes to the calculator of its article."""
        if decision.kind not in (Kind.ANSWER, Kind.SUGGEST) or not _SUM.search(normalize(text)):
            return decision
        article = self._knowledge.article(decision.candidates[0].article)
        form = forms().get(article.calculator) if article is not None and article.calculator else None
        if form is None or not any(form.question(field) for field in figures_in(form, text, on)):
            return decision
        return replace(decision, kind=Kind.CALCULATOR, calculator=form.calculator)

    async def _decide(self, question: str, language: Language, last_article: str | None) -> Decision:
        article = self._knowledge.article(last_article) if last_article and is_follow_up(question) else None
        if article is not None:
            question = f"{question} {article.title[language]}"
        found = search(self._knowledge, question, limit=10)
        ranking, urgent = None, None
        if self._nlu is not None:
            try:
                understood = await self._nlu.parse(question)
                ranking = understood.ranking
                urgent = understood.urgent if article is None else None  # the title's words are not the person's
            except NluUnavailable as error:
                log.warning("%s; answering by search", error)
        length = len(words(question))
        decision = decide(ranking, found, self._thresholds, length)
        known = tuple(c for c in decision.candidates if c.article in self._knowledge.articles)
        if known != decision.candidates:
            # The model may be older or newer than the knowledge base: what only it knows is left out.
            kept = [r for r in ranking or () if (name := article_of(r.intent)) is None or self._knowledge.article(name)]
            found = [f for f in found if f.article in self._knowledge.articles]
            decision = decide(kept or None, found, self._thresholds, length)
        answer = self._knowledge.article(decision.article) if decision.article is not None else None
        return with_urgency(decision, urgent, answer is not None and answer.urgent, self._thresholds)


def shortened(text: str) -> str:
    """A long message cut to its beginning and its end."""
    text = text.strip()
    return text if len(text) <= _LONGEST + _END else f"{text[:_LONGEST]} {text[-_END:]}"


def wants_person(text: str) -> bool:
    """Whether a message asks for a person and for nothing else."""
    return _PERSON.search(" ".join(words(fold(text)))) is not None


def is_follow_up(text: str) -> bool:
    """Whether a short question leans on the one before it."""
    return len(words(text)) <= _SHORT and _FOLLOW_UP.search(fold(text)) is not None
