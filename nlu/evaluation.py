"""Measures the understanding on questions it was not trained on.

Three sources: *held out*, the articles' own ways of asking, cut into folds, each ranked by a model and
an index that never saw it; *dev*, ``nlu/dev/questions.jsonl``, written by people who never saw the
training phrases; *sample*, ``nlu/dev/sample.jsonl``, of the kind of the real ones. Nothing of dev and
sample is ever trained on; tests/nlu checks that. What the figures are is in nlu/evaluation_report.py, what
they were before in nlu/history.py, how the thresholds are chosen in nlu/threshold_choice.py.
"""

from __future__ import annotations

import dataclasses
import json
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.database import Knowledge, build
from knowledge.loading import Content
from knowledge.search import Found, search
from nlu.client import Ranked
from nlu.decision import Decision, Thresholds, decide, load_thresholds
from nlu.local import PYTHON, ROOT, NluFailed, NluNotInstalled, environment
from nlu.styles import in_teencode, without_marks
from nlu.text import has_marks, words
from nlu.training import (
    OUT_OF_SCOPE,
    RASA,
    Example,
    article_examples,
    article_of,
    fingerprint,
    marked_texts,
    other_examples,
    urgent_examples,
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


def evaluate(content: Content, folds: int, sentence_features: bool, say: Callable[[str], None]) -> Evaluation:
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
    return Evaluation(seen, load_thresholds())


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
                {
                    "train": [[e.text, e.intent] for e in [*train, *urgent_examples()]],
                    "test": [case.text for case in cases],
                }
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


def decided(seen: Seen, thresholds: Thresholds) -> Decision:
    """What the bot would do with a case."""
    return decide(seen.ranking, seen.found, thresholds, len(words(seen.case.text)))


def right_topic(case: Case, article: str) -> bool:
    topic = article.partition("/")[0]
    return topic == case.topic or topic in case.also
