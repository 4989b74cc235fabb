"""What to do with a question: answer, suggest, or say that it is out of scope.

Pure: two rankings (the classifier's and full-text search's) and thresholds in, a decision out. The
thresholds are chosen by ``quyen nlu test`` on questions the classifier was not trained on and stand
in ``thresholds.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ConfigDict

from knowledge.search import Found
from knowledge.yaml_source import read_yaml
from nlu.client import Ranked
from nlu.training import OUT_OF_SCOPE, article_of
from nlu.urgent import UrgentKind

CANDIDATES = 5
THRESHOLDS = Path(__file__).with_name("thresholds.yaml")


class Kind(StrEnum):
    ANSWER = "answer"
    SUGGEST = "suggest"
    CALCULATOR = "calculator"
    HANDOFF = "handoff"
    SMALLTALK = "smalltalk"
    COMMAND = "command"
    OUT_OF_SCOPE = "out_of_scope"


class Thresholds(BaseModel):
    """How sure is sure enough. All are shares from 0 to 1 except ``search_scale``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    search_weight: float  # how much search counts beside the classifier
    search_scale: float  # the BM25 score that counts as half sure
    answer: float  # from this confidence the best article is shown at once
    margin: float  # and by so much it must lead the second
    suggest: float  # from this confidence the best articles are offered
    other: float  # from this probability small talk or a command is believed
    outside: float  # from this probability a question is out of scope
    outside_sure: float  # from this probability it is not even offered a choice of articles …
    urgent: float  # from this probability a message needs help at once …
    urgent_answered: float  # … and from this where an ordinary article surely answers it …
    urgent_article: float  # … and from this where an urgent article answers it
    urgent_sure: float  # from this it is a matter for a person, however it looks out of scope
    inside: float  # … unless an article fits from this confidence …
    outside_certain: float  # … and it is less certainly out of scope than this
    fragment_words: float  # up to so many words nothing is sure: a choice is offered rather than a refusal
    fragment_answer: float  # from this confidence the best article is shown to so few words
    fragment_suggest: float  # from this confidence articles are offered, however it looks out of scope
    search_answer: float  # the same two for search alone, when the classifier is not there
    search_suggest: float


@cache
def load_thresholds(path: Path = THRESHOLDS) -> Thresholds:
    return Thresholds.model_validate(
        {name: float(value) for name, value in read_yaml(path).data.items() if name in Thresholds.model_fields}
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may answer, with how well it fits (0 to 1)."""

    article: str
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, with the articles that fit best."""

    kind: Kind
    confidence: float
    candidates: tuple[Candidate, ...]
    engine: str  # nlu | search
    intent: str | None = None  # of small talk or a command
    calculator: str | None = None
    asks_scheme: bool = False  # the first two candidates are one matter under the two schemes …
    sure_subject: bool = False  # … and it is sure that this matter was meant
    urgent: UrgentKind | None = None  # the help that is needed at once, by the meaning of the message

    @property
    def article(self) -> str | None:
        """The article to show; only for an answer."""
        return self.candidates[0].article if self.kind is Kind.ANSWER else None


def decide(
    ranking: Sequence[Ranked] | None, found: Sequence[Found], thresholds: Thresholds, length: int | None = None
) -> Decision:
    """Combine both rankings; ``ranking`` is None when the classifier is not there, ``length`` is the question's in words."""
    t = thresholds
    if ranking is None:
        return _by_search(found, t)
    candidates = _fused(ranking, found, t)
    best = candidates[0].score if candidates else 0.0
    second = candidates[1].score if len(candidates) > 1 else 0.0
    outside = next((r.confidence for r in ranking if r.intent == OUT_OF_SCOPE), 0.0)
    other = next((r for r in ranking if article_of(r.intent) is None and r.intent != OUT_OF_SCOPE), None)
    if other is not None and other.confidence >= t.other and other.confidence >= best:
        return Decision(_other_kind(other.intent), other.confidence, candidates, "nlu", other.intent)
    kind = kind_of(best, best - second, outside, length is not None and length <= t.fragment_words, t)
    if kind is Kind.OUT_OF_SCOPE:
        sure = outside if outside >= t.outside_sure else max(outside, 1 - best)
        return Decision(kind, sure, candidates, "nlu")
    return Decision(kind, best, candidates, "nlu")


def with_urgency(decision: Decision, urgent: Ranked | None, in_urgent_article: bool, t: Thresholds) -> Decision:
    """The decision with the help that is needed at once, if any; whoever is surely in danger is not out of scope.

    ``in_urgent_article``: the decision is to show an article marked urgent, so less is enough to be sure.
    """
    answered = decision.kind is Kind.ANSWER and decision.confidence >= SURELY_ANSWERED
    enough = t.urgent_article if in_urgent_article else max(t.urgent, t.urgent_answered if answered else 0)
    kind = next((kind for kind in _URGENT_KINDS if urgent is not None and kind == urgent.intent), None)
    if urgent is None or kind is None or urgent.confidence < enough:
        return decision
    if decision.kind is Kind.OUT_OF_SCOPE and urgent.confidence >= t.urgent_sure:
        return replace(decision, kind=Kind.HANDOFF, confidence=urgent.confidence, urgent=kind)
    return replace(decision, urgent=kind)


SURELY_ANSWERED = 0.6
"""The confidence from which an ordinary article speaks against danger."""
_URGENT_KINDS: tuple[UrgentKind, ...] = get_args(UrgentKind)


def kind_of(best: float, lead: float, outside: float, fragment: bool, t: Thresholds) -> Kind:
    """Answer, suggest or refuse: from how well the best article fits, its lead, and how much speaks for out of scope."""
    if best >= (t.fragment_answer if fragment else t.answer) and lead >= t.margin and outside < t.outside:
        return Kind.ANSWER
    if best >= t.suggest and outside < t.outside_sure:
        return Kind.SUGGEST
    if best >= t.inside and outside < t.outside_certain:
        return Kind.SUGGEST
    if fragment and best >= t.fragment_suggest:
        return Kind.SUGGEST
    return Kind.OUT_OF_SCOPE


def _fused(ranking: Sequence[Ranked], found: Sequence[Found], t: Thresholds) -> tuple[Candidate, ...]:
    scores: dict[str, float] = {}
    for ranked in ranking:
        if (article := article_of(ranked.intent)) is not None:
            scores[article] = (1 - t.search_weight) * ranked.confidence
    for item in found:
        sure = item.score / (item.score + t.search_scale)
        scores[item.article] = scores.get(item.article, 0.0) + t.search_weight * sure
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Candidate(article, score) for article, score in ordered[:CANDIDATES])


def _by_search(found: Sequence[Found], t: Thresholds) -> Decision:
    candidates = tuple(Candidate(f.article, f.score / (f.score + t.search_scale)) for f in found[:CANDIDATES])
    best = candidates[0].score if candidates else 0.0
    second = candidates[1].score if len(candidates) > 1 else 0.0
    if best >= t.search_answer and best - second >= t.margin:
        return Decision(Kind.ANSWER, best, candidates, "search")
    if best >= t.search_suggest:
        return Decision(Kind.SUGGEST, best, candidates, "search")
    return Decision(Kind.OUT_OF_SCOPE, 1 - best, candidates, "search")


def _other_kind(intent: str) -> Kind:
    if intent == "command.adviser":
        return Kind.HANDOFF
    family = intent.partition(".")[0]
    return Kind.SMALLTALK if family == "smalltalk" else Kind.COMMAND
