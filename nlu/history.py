"""What was measured before: a line of JSON for each saved test, and what got better or worse since the last.

A line holds figures only, nothing anybody asked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nlu.evaluation import DEV, Evaluation
from nlu.evaluation_report import scores_of
from nlu.training import fingerprint

HISTORY = DEV / "history.jsonl"
_SMALLEST = 0.005  # changes below half a point are not shown
_DROP = 0.02  # a topic that loses more is marked …
_ENOUGH = 10  # … if it has so many questions
_SHOWN = {
    "topic_first": "topic@1", "article_in_three": "art.@3", "wrong_confident": "wrong!",
    "rejected": "rejected", "answered": "answered",
}  # fmt: skip
_INSIDE: tuple[str, ...] = ("topic_first", "article_in_three", "wrong_confident", "rejected")
_THE_MORE_THE_BETTER = ("topic_first", "article_in_three")


@dataclass(frozen=True, slots=True)
class Line:
    """One saved test."""

    date: str
    content: str  # fingerprint of content and pipeline: the name of the model
    questions: str  # fingerprint of the questions; figures over other questions cannot be compared
    sentence_features: bool
    thresholds: dict[str, float]
    inside: dict[str, dict[str, float]]  # group -> scores
    outside: dict[str, dict[str, float]]  # source -> scores


@dataclass(frozen=True, slots=True)
class Change:
    """The figures of a group that are not what they were: name -> (before, after)."""

    group: str
    cases: int
    figures: dict[str, tuple[float, float]]
    marked: bool

    @property
    def worst(self) -> float:
        """The greatest loss (below 0), or the smallest gain."""
        return min(_gain(figure, *pair) for figure, pair in self.figures.items())

    def __str__(self) -> str:
        mark = "!!" if self.marked else "+ " if self.worst > 0 else "- "
        shown = (f"{_SHOWN[name]} {was:.1%} -> {now:.1%}" for name, (was, now) in self.figures.items())
        return f"{mark} {self.group:28}{self.cases:>6}  {', '.join(shown)}"


def _gain(figure: str, before: float, after: float) -> float:
    return after - before if figure in _THE_MORE_THE_BETTER else before - after


def line_of(evaluation: Evaluation, content: str, date: str, sentence_features: bool) -> Line:
    """A test as it is saved."""
    inside, outside = scores_of(evaluation)
    asked = [(seen.case.source, seen.case.text, seen.case.topic) for seen in evaluation.seen]
    return Line(
        date=date,
        content=content,
        questions=fingerprint(json.dumps([a for a in asked if a[0] != "held_out"], ensure_ascii=False)),
        sentence_features=sentence_features,
        thresholds=dict(evaluation.thresholds.model_dump()),
        inside={name: _rounded(asdict(scores)) for name, scores in inside.items()},
        outside={name: _rounded(asdict(scores)) for name, scores in outside.items()},
    )


def _rounded(scores: Mapping[str, Any]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in scores.items()}


def save(line: Line, path: Path = HISTORY) -> None:
    """Append a line."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")


def last(sentence_features: bool, path: Path = HISTORY) -> Line | None:
    """The last saved test of the same kind."""
    if not path.exists():
        return None
    lines = [Line(**json.loads(text)) for text in path.read_text("utf-8").splitlines() if text.strip()]
    return next((line for line in reversed(lines) if line.sentence_features == sentence_features), None)


def changes(before: Line, after: Line) -> list[Change]:
    """What differs, the greatest losses first. A topic with enough questions that loses much is marked."""
    groups = [(name, before.inside.get(name, {}), scores, _INSIDE) for name, scores in after.inside.items()]
    groups += [
        (f"out of scope, {name}", before.outside.get(name, {}), scores, ("answered",))
        for name, scores in after.outside.items()
    ]
    found = []
    for name, old, new, watched in groups:
        figures = {
            figure: (old[figure], new[figure])
            for figure in watched
            if figure in old and abs(new[figure] - old[figure]) >= _SMALLEST
        }
        if figures:
            lost = any(
                figure in _THE_MORE_THE_BETTER and now - was < -_DROP - 1e-9 for figure, (was, now) in figures.items()
            )
            marked = lost and name.startswith("topic ") and new["cases"] >= _ENOUGH
            found.append(Change(name, int(new["cases"]), figures, marked))
    return sorted(found, key=lambda change: change.worst)


def comparison(before: Line | None, after: Line) -> str:
    """What got worse and what got better since the last saved test."""
    if before is None:
        return "no saved test to compare with (--save keeps this one)"
    lines = [f"against the test saved on {before.date} (!! a topic lost over {_DROP * 100:.0f} points):"]
    if before.questions != after.questions:
        lines.append("the questions are not the same: the figures can be compared only roughly")
    if before.thresholds != after.thresholds:
        lines.append("the thresholds are not the same")
    lines += [str(change) for change in changes(before, after)] or ["nothing changed by half a point or more"]
    return "\n".join(lines)
