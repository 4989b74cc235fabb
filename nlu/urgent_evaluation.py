"""Measures how well messages that need help at once are told from ordinary ones.

Each message of nlu/data/urgent.yaml, and each ordinary way of asking, is judged by a model that never saw it;
the questions of nlu/dev by one that saw all others. The rules of nlu/urgent.py are measured beside it.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from knowledge.loading import Content
from nlu.client import Ranked
from nlu.decision import Thresholds
from nlu.evaluation import DEV, read_cases
from nlu.local import PYTHON, ROOT, NluFailed, NluNotInstalled, environment
from nlu.training import (
    NOT_URGENT,
    URGENT,
    Example,
    article_examples,
    marked_texts,
    other_examples,
    unjudged,
    urgent_examples,
)
from nlu.urgent import UrgentKind, urgent_in

FOLDS = 5
ORDINARY = "ordinary"
_TRIED = (0.5, 0.4, 0.35, 0.3, 0.27, 0.24, 0.21, 0.18, 0.15)


@dataclass(frozen=True, slots=True)
class Judged:
    """A message, what it is (``ordinary``, ``dev``, ``none`` or a kind), what the model says and what the rules say."""

    text: str
    group: str
    language: str
    urgent: Ranked
    by_rule: UrgentKind | None

    def found(self, threshold: float) -> bool:
        return self.by_rule is not None or self.urgent.confidence >= threshold


def judge(content: Content) -> list[Judged]:
    """All messages judged. Raises NluNotInstalled or NluFailed."""
    if not PYTHON.exists():
        raise NluNotInstalled("the understanding server is not installed; run: make nlu")
    unsure = set(unjudged(content.articles))
    examples = [
        *urgent_examples(),
        *(e for e in [*article_examples(content.articles), *other_examples()] if e.text not in unsure),
    ]
    cases = [case for name in ("questions", "sample") for case in read_cases(DEV / f"{name}.jsonl", name)]
    job = {
        "marked": [*marked_texts(content.articles), *unsure],
        "examples": [[e.text, e.intent] for e in examples],
        "folds": FOLDS,
        "others": [case.text for case in cases],
    }
    with tempfile.TemporaryDirectory() as folder:
        ask, answer = Path(folder) / "job.json", Path(folder) / "judged.json"
        ask.write_text(json.dumps(job, ensure_ascii=False), "utf-8")
        command = [str(PYTHON), "-m", "nlu.rasa.judge", str(ask), str(answer)]
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0:
            raise NluFailed(f"judging failed:\n{done.stderr[-2000:]}")
        found = json.loads(answer.read_text("utf-8"))
    judged = [_judged(e.text, _group(e), e.language, said) for e, said in zip(examples, found["examples"], strict=True)]
    return judged + [
        _judged(case.text, "dev", case.language, said) for case, said in zip(cases, found["others"], strict=True)
    ]


def _group(example: Example) -> str:
    return example.intent.removeprefix(URGENT) if example.intent.startswith(URGENT) else ORDINARY


def _judged(text: str, group: str, language: str, said: Sequence[str | float]) -> Judged:
    by_rule = urgent_in(text)
    return Judged(text, group, language, Ranked(str(said[0]), float(said[1])), by_rule.kind if by_rule else None)


def urgent_report(judged: Sequence[Judged], thresholds: Thresholds) -> str:
    """Recall by kind, alarms by group, what other thresholds would do, and the alarms of nlu/dev to be read."""
    t = thresholds.urgent
    lines = [f"{'':16}{'n':>6}{'rules':>8}{'model':>8}{'both':>8}{'right kind':>12}"]
    kinds = get_args(UrgentKind)
    none = NOT_URGENT.removeprefix(URGENT)
    groups = {name: [j for j in judged if j.group == name] for name in (*kinds, none, ORDINARY, "dev")}
    groups["all kinds"] = [j for j in judged if j.group in kinds]
    for name, members in groups.items():
        n = len(members) or 1
        model = [j for j in members if j.urgent.confidence >= t]
        right = sum(j.urgent.intent == j.group for j in model) / (len(model) or 1)
        lines.append(
            f"{name:16}{len(members):>6}{sum(j.by_rule is not None for j in members) / n:>8.1%}"
            f"{len(model) / n:>8.1%}{sum(j.found(t) for j in members) / n:>8.1%}"
            + (f"{right:>12.1%}" if name in (*kinds, "all kinds") else "")
        )
    lines.append("threshold: found by the model, with the rules | alarms of the model: none, ordinary, dev")
    for tried in sorted({*_TRIED, t}, reverse=True):
        shares = [
            sum(j.urgent.confidence >= tried for j in groups[name]) / (len(groups[name]) or 1)
            for name in ("all kinds", none, ORDINARY, "dev")
        ]
        both = sum(j.found(tried) for j in groups["all kinds"]) / (len(groups["all kinds"]) or 1)
        lines.append(f"  {tried:.2f}  {shares[0]:.1%} {both:.1%} | {shares[1]:.1%} {shares[2]:.2%} {shares[3]:.2%}")
    lines.append("taken for: " + ", ".join(f"{a} -> {b} {n}" for (a, b), n in _mixed(groups["all kinds"], t)))
    lines += [
        f"  {j.urgent.confidence:.2f} {j.urgent.intent:14} {j.text[:110]}"
        for j in sorted(groups["dev"], key=lambda j: -j.urgent.confidence)
        if j.urgent.confidence >= t
    ]
    return "\n".join(lines)


def _mixed(members: Sequence[Judged], threshold: float) -> list[tuple[tuple[str, str], int]]:
    pairs = Counter(
        (j.group, j.urgent.intent) for j in members if j.urgent.confidence >= threshold and j.urgent.intent != j.group
    )
    return pairs.most_common(8)
