"""Measures the understanding on questions it was not trained on, and chooses the thresholds.

Three sources: *held out*, the articles' own ways of asking, cut into folds, each ranked by a model and
an index that never saw it; *dev*, ``nlu/dev/questions.jsonl``, written by people who never saw the
training phrases; *sample*, ``nlu/dev/sample.jsonl``, of the kind of the real ones. Nothing of dev and
sample is ever trained on; tests/nlu checks that.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import random
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.database import Knowledge, build
from knowledge.loading import Content
from knowledge.search import Found, search
from nlu.client import Ranked
from nlu.decision import THRESHOLDS, Decision, Kind, Thresholds, decide, load_thresholds
from nlu.local import PYTHON, ROOT, NluFailed, NluNotInstalled, environment
from nlu.styles import in_teencode, without_marks
from nlu.text import has_marks
from nlu.training import (
    OUT_OF_SCOPE,
    RASA,
    Example,
    article_examples,
    article_of,
    fingerprint,
    marked_texts,
    other_examples,
)

DEV = Path(__file__).parent / "dev"
_HELD_OUT = 400  # examples of a fold that are measured, each in up to three styles
_NEAR = 10  # articles that search may offer


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what it is about. ``article`` is None where only the topic is known."""

    text: str
    source: str  # held_out | dev | sample
    style: str
    language: str
    topic: str  # or out_of_scope, or other (small talk, command)
    also: tuple[str, ...] = ()
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with what the classifier and search made of it."""

    case: Case
    ranking: tuple[Ranked, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares, over the cases of one group."""

    cases: int
    topic_first: float  # right topic (or one as good) first
    article_first: float
    article_in_three: float
    topic_in_three: float
    answered: float  # shown an answer at once
    wrong_confident: float  # shown an answer of a wrong topic
    rejected: float  # told that it is out of scope, or taken for small talk


@dataclass(frozen=True, slots=True)
class Evaluation:
    seen: list[Seen]
    thresholds: Thresholds


def read_cases(path: Path, source: str) -> list[Case]:
    """Questions of a JSONL file: text, lang, topic, also, and article and style where known."""
    cases = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        style = record.get("style") or ("english" if record["lang"] == "en" else _style(record["text"]))
        cases.append(
            Case(record["text"], source, style, record["lang"], record["topic"],
                 tuple(record.get("also", ())), record.get("article"))
        )  # fmt: skip
    return cases


def _style(text: str) -> str:
    return "marked" if has_marks(text) else "markless"


def evaluate(
    content: Content, folds: int, choose: bool, sentence_features: bool, say: Callable[[str], None]
) -> Evaluation:
    """Rank every case with models that never saw it. Raises NluNotInstalled or NluFailed."""
    examples = [*article_examples(content.articles), *other_examples()]
    order = list(range(len(examples)))
    random.Random(2026).shuffle(order)  # noqa: S311 - the same folds every time
    parts = [[examples[i] for i in order[k::folds]] for k in range(folds)]
    jobs: list[tuple[list[Example], list[Case]]] = []
    for k, part in enumerate(parts):
        train = [example for j, other in enumerate(parts) if j != k for example in other]
        jobs.append((train, [case for example in part[:_HELD_OUT] for case in _held_out(example)]))
    kept_apart = [
        case for name, source in (("questions", "dev"), ("sample", "sample"))
        if (path := DEV / f"{name}.jsonl").exists() for case in read_cases(path, source)
    ]  # fmt: skip
    jobs.append((examples, kept_apart))
    say(f"ranking {sum(len(cases) for _, cases in jobs)} questions by {len(jobs)} models …")
    rankings = _rankings(content, jobs, sentence_features)
    seen: list[Seen] = []
    for (train, cases), ranked in zip(jobs, rankings, strict=True):
        with tempfile.TemporaryDirectory() as folder:
            index = _index(content, {e.text for e in train}, Path(folder))
            for case, ranking in zip(cases, ranked, strict=True):
                found = tuple(search(index, case.text, _NEAR))
                seen.append(Seen(case, tuple(Ranked(name, p) for name, p in ranking), found))
    thresholds = load_thresholds()
    if choose:
        thresholds = choose_thresholds(seen)
        _write(thresholds)
    return Evaluation(seen, thresholds)


def _held_out(example: Example) -> Iterable[Case]:
    """An example as a case; a marked Vietnamese one also without marks and in teencode."""
    article = article_of(example.intent)
    if example.intent == OUT_OF_SCOPE:
        topic, article = OUT_OF_SCOPE, None
    else:
        topic = article.partition("/")[0] if article else "other"
    style = "english" if example.language == "en" else _style(example.text)
    case = Case(example.text, "held_out", style, example.language, topic, (), article)
    yield case
    if style == "marked":
        yield dataclasses.replace(case, text=without_marks(example.text), style="markless")
        yield dataclasses.replace(case, text=in_teencode(example.text), style="teencode")


def _rankings(content: Content, jobs: Sequence[tuple[list[Example], list[Case]]], features: bool) -> Any:
    if not PYTHON.exists():
        raise NluNotInstalled("the understanding server is not installed; run: make nlu")
    with tempfile.TemporaryDirectory() as folder:
        ask, answer = Path(folder) / "folds.json", Path(folder) / "rankings.json"
        job = {
            "sentence_features": features,
            "marked": marked_texts(content.articles),
            "folds": [
                {"train": [[e.text, e.intent] for e in train], "test": [case.text for case in cases]}
                for train, cases in jobs
            ],
        }
        asked = json.dumps(job, ensure_ascii=False)
        kept = RASA / "models" / f"test-rankings-{fingerprint(asked)}.json"  # the same test again takes no time
        if kept.exists():
            return json.loads(kept.read_text("utf-8"))
        ask.write_text(asked, "utf-8")
        command = [str(PYTHON), "-m", "nlu.rasa.rank", str(ask), str(answer)]
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0:
            raise NluFailed(f"ranking failed:\n{done.stderr[-2000:]}")
        for old in kept.parent.glob("test-rankings-*.json"):
            old.unlink()
        kept.write_text(answer.read_text("utf-8"), "utf-8")
        return json.loads(kept.read_text("utf-8"))


def _index(content: Content, known: set[str], folder: Path) -> Knowledge:
    """A search index that knows only the questions of a fold."""
    articles = {}
    for name, article in content.articles.items():
        questions = article.questions.model_copy(
            update={
                "vi": [q for q in article.questions.vi if q in known],
                "en": [q for q in article.questions.en if q in known],
            }
        )
        articles[name] = article.model_copy(update={"questions": questions})
    build(dataclasses.replace(content, articles=articles), folder / "fold.db")
    return Knowledge(folder / "fold.db")


# --- scores


def right_topic(case: Case, article: str) -> bool:
    topic = article.partition("/")[0]
    return topic == case.topic or topic in case.also


def score(cases: Sequence[tuple[Case, Decision]]) -> Scores:
    """Scores of in-scope cases."""
    n = len(cases) or 1
    known = [(c, d) for c, d in cases if c.article] or []
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

    def kind(self, t: Thresholds) -> Kind:
        """As :func:`nlu.decision.decide` says."""
        if self.other:
            return Kind.SMALLTALK
        if self.outside < t.outside_sure:
            if self.best >= t.answer and self.lead >= t.margin and self.outside < t.outside:
                return Kind.ANSWER
            if self.best >= t.suggest:
                return Kind.SUGGEST
        return Kind.OUT_OF_SCOPE


def _facts(seen: Seen, t: Thresholds) -> _Facts:
    decision = decide(seen.ranking, seen.found, t)
    scores = [c.score for c in decision.candidates]
    return _Facts(
        source=seen.case.source,
        best=scores[0] if scores else 0.0,
        lead=scores[0] - scores[1] if len(scores) > 1 else (scores[0] if scores else 0.0),
        outside=next((r.confidence for r in seen.ranking if r.intent == OUT_OF_SCOPE), 0.0),
        right=bool(decision.candidates) and right_topic(seen.case, decision.candidates[0].article),
        near=any(right_topic(seen.case, c.article) for c in decision.candidates[:3]),
        other=decision.kind in (Kind.SMALLTALK, Kind.COMMAND, Kind.HANDOFF),
    )


def _write(thresholds: Thresholds) -> None:
    lines = ["# Chosen by `quyen nlu test --choose`; see nlu/evaluation.py."]
    lines += [f"{name}: {value}" for name, value in thresholds.model_dump().items()]
    THRESHOLDS.write_text("\n".join(lines) + "\n", "utf-8")
    load_thresholds.cache_clear()


# --- report


def report(evaluation: Evaluation, whole: bool = False) -> str:
    """The figures as a table: sources, then styles; with ``whole`` also topics, confusions, calibration."""
    decided = [(s.case, decide(s.ranking, s.found, evaluation.thresholds)) for s in evaluation.seen]
    groups: dict[str, list[tuple[Case, Decision]]] = defaultdict(list)
    outside: dict[str, list[Decision]] = defaultdict(list)
    for case, decision in decided:
        if case.topic == OUT_OF_SCOPE:
            outside[case.source].append(decision)
        elif case.topic != "other":
            groups[case.source].append((case, decision))
            kind, _, length = case.style.partition("_")
            groups[f"{case.source} {kind}"].append((case, decision))
            if length:
                groups[f"{case.source} of {length} length"].append((case, decision))
            if whole and case.source != "held_out":
                groups[f"topic {case.topic}"].append((case, decision))
    lines = [
        f"{'':28}{'n':>6} {'topic@1':>8}{'topic@3':>8}{'art.@1':>8}{'art.@3':>8}{'answered':>9}{'wrong!':>8}{'rejected':>9}"
    ]
    for name in sorted(groups):
        s = score(groups[name])
        lines.append(
            f"{name:28}{s.cases:>6} {s.topic_first:>8.1%}{s.topic_in_three:>8.1%}{s.article_first:>8.1%}"
            f"{s.article_in_three:>8.1%}{s.answered:>9.1%}{s.wrong_confident:>8.1%}{s.rejected:>9.1%}"
        )
    for source, decisions in sorted(outside.items()):
        kinds = Counter(d.kind for d in decisions)
        n = len(decisions)
        lines.append(
            f"out of scope, {source:14}{n:>6} answered {kinds[Kind.ANSWER] / n:.1%}, offered a choice {kinds[Kind.SUGGEST] / n:.1%}"
        )
    lines.append(f"thresholds: {evaluation.thresholds.model_dump()}")
    if whole:
        lines += _confusions(decided) + _calibration(decided)
    return "\n".join(lines)


def _confusions(decided: Sequence[tuple[Case, Decision]]) -> list[str]:
    pairs: Counter[tuple[str, str]] = Counter()
    for case, decision in decided:
        if case.source != "held_out" and case.topic not in (OUT_OF_SCOPE, "other") and decision.candidates:
            first = decision.candidates[0].article
            if not right_topic(case, first):
                pairs[case.topic, first.partition("/")[0]] += 1
    return ["confused most (asked -> first):", *(f"  {n:3} {a} -> {b}" for (a, b), n in pairs.most_common(10))]


def _calibration(decided: Sequence[tuple[Case, Decision]]) -> list[str]:
    bins: dict[int, list[bool]] = defaultdict(list)
    for case, decision in decided:
        if case.source != "held_out" and case.topic not in (OUT_OF_SCOPE, "other") and decision.candidates:
            first = decision.candidates[0]
            bins[int(first.score * 10)].append(right_topic(case, first.article))
    return ["score of the first -> share with the right topic:"] + [
        f"  {b / 10:.1f}-{(b + 1) / 10:.1f}  {sum(v) / len(v):.0%} of {len(v)}" for b, v in sorted(bins.items())
    ]
