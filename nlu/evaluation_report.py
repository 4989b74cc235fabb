"""What an evaluation says: shares by source, style and topic, what is confused with what, how sure is sure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.decision import Decision, Kind
from nlu.evaluation import Case, Evaluation, decided, right_topic
from nlu.training import OUT_OF_SCOPE

_WORST = 10  # pairs shown of what is confused
_LENGTHS = ("short", "medium", "long")

Decided = tuple[Case, Decision]


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares, over the cases of one group."""

    cases: int
    topic_first: float  # right topic (or one as good) first
    topic_in_three: float
    article_first: float
    article_in_three: float
    answered: float  # shown an answer at once
    wrong_confident: float  # shown an answer of a wrong topic
    rejected: float  # told that it is out of scope, or taken for small talk


@dataclass(frozen=True, slots=True)
class OutsideScores:
    """Shares of the questions that are out of scope."""

    cases: int
    answered: float
    offered: float


def score(cases: Sequence[Decided]) -> Scores:
    """Scores of in-scope cases; those of articles over the cases whose article is known."""
    n = len(cases) or 1
    known = [(c, d) for c, d in cases if c.article]
    firsts = [(c, d.candidates[0].article if d.candidates else "") for c, d in cases]
    return Scores(
        cases=len(cases),
        topic_first=sum(right_topic(c, a) for c, a in firsts) / n,
        topic_in_three=sum(any(right_topic(c, x.article) for x in d.candidates[:3]) for c, d in cases) / n,
        article_first=sum(d.candidates[:1] != () and d.candidates[0].article == c.article for c, d in known)
        / (len(known) or 1),
        article_in_three=sum(c.article in [x.article for x in d.candidates[:3]] for c, d in known) / (len(known) or 1),
        answered=sum(d.kind is Kind.ANSWER for _, d in cases) / n,
        wrong_confident=sum(d.kind is Kind.ANSWER and not right_topic(c, d.candidates[0].article) for c, d in cases)
        / n,
        rejected=sum(d.kind in (Kind.OUT_OF_SCOPE, Kind.SMALLTALK, Kind.COMMAND) for _, d in cases) / n,
    )


def in_groups(cases: Sequence[Decided]) -> dict[str, list[Decided]]:
    """The in-scope cases by source, by style, by length, and those of dev and sample by topic."""
    groups: dict[str, list[Decided]] = defaultdict(list)
    for case, decision in cases:
        if case.topic in (OUT_OF_SCOPE, "other"):
            continue
        kind, _, length = case.style.partition("_")
        names = [case.source, f"{case.source} {kind}"]
        if length in _LENGTHS:
            names.append(f"{case.source} of {length} length")
        if case.source != "held_out":
            names.append(f"topic {case.topic}")
        for name in names:
            groups[name].append((case, decision))
    return dict(sorted(groups.items()))


def scores_of(evaluation: Evaluation) -> tuple[dict[str, Scores], dict[str, OutsideScores]]:
    """The scores of every group in scope, and of every source out of scope."""
    cases = [(seen.case, decided(seen, evaluation.thresholds)) for seen in evaluation.seen]
    kinds: dict[str, Counter[Kind]] = defaultdict(Counter)
    for case, decision in cases:
        if case.topic == OUT_OF_SCOPE:
            kinds[case.source][decision.kind] += 1
    outside = {
        source: OutsideScores(n := count.total(), count[Kind.ANSWER] / n, count[Kind.SUGGEST] / n)
        for source, count in sorted(kinds.items())
    }
    return {name: score(group) for name, group in in_groups(cases).items()}, outside


def report(evaluation: Evaluation, whole: bool = False) -> str:
    """The figures as a table: sources, then styles; with ``whole`` also topics, confusions, reliability."""
    inside, outside = scores_of(evaluation)
    lines = [
        f"{'':28}{'n':>6} {'topic@1':>8}{'topic@3':>8}{'art.@1':>8}{'art.@3':>8}{'answered':>9}{'wrong!':>8}{'rejected':>9}"
    ]
    for name, s in inside.items():
        if whole or not name.startswith("topic "):
            articles = (
                f"{s.article_first:>8.1%}{s.article_in_three:>8.1%}" if s.article_in_three else f"{'-':>8}{'-':>8}"
            )
            lines.append(
                f"{name:28}{s.cases:>6} {s.topic_first:>8.1%}{s.topic_in_three:>8.1%}{articles}"
                f"{s.answered:>9.1%}{s.wrong_confident:>8.1%}{s.rejected:>9.1%}"
            )
    lines += [
        f"out of scope, {source:14}{o.cases:>6} answered {o.answered:.1%}, offered a choice {o.offered:.1%}"
        for source, o in outside.items()
    ]
    lines.append(f"thresholds: {evaluation.thresholds.model_dump()}")
    if whole:
        cases = [
            (seen.case, decided(seen, evaluation.thresholds))
            for seen in evaluation.seen
            if seen.case.source != "held_out" and seen.case.topic not in (OUT_OF_SCOPE, "other")
        ]
        lines += confusions(cases) + reliability(cases)
    return "\n".join(lines)


def confusions(cases: Sequence[Decided]) -> list[str]:
    """The pairs of topics, and of articles within a right topic, that are taken for each other most often."""
    topics: Counter[tuple[str, str]] = Counter()
    articles: Counter[tuple[str, str]] = Counter()
    for case, decision in cases:
        if not decision.candidates:
            continue
        first = decision.candidates[0].article
        if not right_topic(case, first):
            topics[case.topic, first.partition("/")[0]] += 1
        if case.article and first != case.article:
            articles[case.article, first] += 1
    lines = []
    for name, pairs in (("topics", topics), ("articles", articles)):
        lines.append(f"{name} confused most (asked -> first):")
        lines += [f"  {n:3} {asked} -> {first}" for (asked, first), n in pairs.most_common(_WORST)]
    return lines


def reliability(cases: Sequence[Decided]) -> list[str]:
    """By the score of the first article: how often its topic, and where known the article, is right."""
    bins: dict[int, list[Decided]] = defaultdict(list)
    for case, decision in cases:
        if decision.candidates:
            bins[min(9, int(decision.candidates[0].score * 10))].append((case, decision))
    lines = ["score of the first -> mean score, share with the right topic, with the right article:"]
    for low, found in sorted(bins.items()):
        mean = sum(d.candidates[0].score for _, d in found) / len(found)
        s = score(found)
        lines.append(
            f"  {low / 10:.1f}-{(low + 1) / 10:.1f}  {mean:.2f}  {s.topic_first:4.0%}  {s.article_first:4.0%}  of {s.cases}"
        )
    return lines
