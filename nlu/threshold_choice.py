"""Chooses the thresholds by what their mistakes cost, and shows what other thresholds would do."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.decision import THRESHOLDS, Kind, Thresholds, kind_of, load_thresholds
from nlu.evaluation import Evaluation, Seen, decided, right_topic
from nlu.evaluation_report import score
from nlu.text import words
from nlu.training import OUT_OF_SCOPE


def choose_thresholds(seen: Sequence[Seen]) -> Thresholds:
    """The thresholds that cost least: a wrong answer costs most, then a wrong refusal, then having to ask back."""
    in_scope = [s for s in seen if s.case.topic not in (OUT_OF_SCOPE, "other")]
    outside = [s for s in seen if s.case.topic == OUT_OF_SCOPE]
    # Real people count as much as the many held-out phrases.
    weight = {
        source: 1 / max(1, sum(s.case.source == source for s in in_scope)) for source in ("held_out", "dev", "sample")
    }
    outside_weight = {
        src: 1 / max(1, sum(s.case.source == src for s in outside)) for src in ("held_out", "dev", "sample")
    }
    best: tuple[float, Thresholds] | None = None
    for search_weight in (0.1, 0.2, 0.3):
        trial = load_thresholds().model_copy(update={"search_weight": search_weight, "other": 0.35})
        facts_in = [_facts(s, trial) for s in in_scope]
        facts_out = [_facts(s, trial) for s in outside]
        for answer, margin, suggest, unsure, sure in itertools.product(
            _ANSWER, _MARGIN, _SUGGEST, _OUTSIDE, _OUTSIDE_SURE
        ):
            if sure < unsure:
                continue
            limits = trial.model_copy(
                update={"answer": answer, "margin": margin, "suggest": suggest, "outside": unsure, "outside_sure": sure}
            )
            cost = sum(_cost_inside(f, limits) * weight[f.source] for f in facts_in)
            cost += sum(_cost_outside(f, limits) * outside_weight[f.source] for f in facts_out)
            if best is None or cost < best[0]:
                best = (cost, limits)
    assert best is not None
    return best[1]


_ANSWER = (0.2, 0.24, 0.28, 0.32, 0.36, 0.4)
_MARGIN = (0.0, 0.05, 0.1, 0.15)
_SUGGEST = (0.03, 0.05, 0.08, 0.11)
_OUTSIDE = (0.3, 0.4, 0.5, 0.6)
_OUTSIDE_SURE = (0.4, 0.5, 0.6, 0.7, 0.8)


def _cost_inside(f: _Facts, t: Thresholds) -> float:
    kind = f.kind(t)
    if kind is Kind.ANSWER:
        return 0.0 if f.right else 4.0
    if kind is Kind.SUGGEST:
        return 0.5 if f.near else 1.5
    return 3.0


def _cost_outside(f: _Facts, t: Thresholds) -> float:
    return {Kind.ANSWER: 4.0, Kind.SUGGEST: 0.7}.get(f.kind(t), 0.0)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the thresholds act on, worked out once."""

    source: str
    best: float
    lead: float
    outside: float
    right: bool
    near: bool
    other: bool
    length: int  # words

    def kind(self, t: Thresholds) -> Kind:
        """As :func:`nlu.decision.decide` says."""
        if self.other:
            return Kind.SMALLTALK
        return kind_of(self.best, self.lead, self.outside, self.length <= t.fragment_words, t)


def _facts(seen: Seen, t: Thresholds) -> _Facts:
    length = len(words(seen.case.text))
    decision = decided(seen, t)
    scores = [c.score for c in decision.candidates]
    return _Facts(
        source=seen.case.source,
        best=scores[0] if scores else 0.0,
        lead=scores[0] - scores[1] if len(scores) > 1 else (scores[0] if scores else 0.0),
        outside=next((r.confidence for r in seen.ranking if r.intent == OUT_OF_SCOPE), 0.0),
        right=bool(decision.candidates) and right_topic(seen.case, decision.candidates[0].article),
        near=any(right_topic(seen.case, c.article) for c in decision.candidates[:3]),
        other=decision.kind in (Kind.SMALLTALK, Kind.COMMAND, Kind.HANDOFF),
        length=length,
    )


# Other settings, to see what each would give and cost.
_SETTINGS: dict[str, dict[str, float]] = {
    "very careful": {"answer": 0.5, "outside": 0.2},
    "careful": {"answer": 0.36, "outside": 0.2},
    "in use": {},
    "more search": {"search_weight": 0.15, "answer": 0.32, "margin": 0.1, "outside": 0.5, "outside_sure": 0.4},
    "bold": {"answer": 0.2, "outside": 0.5},
}


def trade_offs(evaluation: Evaluation) -> list[str]:
    """Five settings beside each other, over dev and sample together."""
    seen = [s for s in evaluation.seen if s.case.source != "held_out"]
    lines = [
        f"{'thresholds':14}{'answered':>9}{'wrong!':>8}{'rejected':>9} | {'out of scope: answered':>22}{'offered':>9}"
    ]
    for name, changed in _SETTINGS.items():
        t = evaluation.thresholds.model_copy(update=changed)
        decisions = [(s.case, decided(s, t)) for s in seen]
        inside = score([(c, d) for c, d in decisions if c.topic not in (OUT_OF_SCOPE, "other")])
        outside = [d.kind for c, d in decisions if c.topic == OUT_OF_SCOPE]
        n = len(outside) or 1
        lines.append(
            f"{name:14}{inside.answered:>9.1%}{inside.wrong_confident:>8.1%}{inside.rejected:>9.1%} | "
            f"{outside.count(Kind.ANSWER) / n:>22.1%}{outside.count(Kind.SUGGEST) / n:>9.1%}"
        )
    lines += [f"  {name}: {changed}" for name, changed in _SETTINGS.items() if changed]
    return lines


def write_thresholds(thresholds: Thresholds) -> None:
    """Make them the ones in use."""
    lines = ["# Chosen by `quyen nlu test --choose`; see nlu/threshold_choice.py."]
    lines += [f"{name}: {value}" for name, value in thresholds.model_dump().items()]
    THRESHOLDS.write_text("\n".join(lines) + "\n", "utf-8")
    load_thresholds.cache_clear()
