"""Our understanding beside simpler ones and beside Rasa's default: the same phrases, the same questions, one run."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from knowledge.database import Knowledge, build
from knowledge.loading import Content, load_content
from knowledge.search import search
from nlu.client import Ranked
from nlu.decision import Candidate, Decision, Kind, decide, load_thresholds
from nlu.evaluation import DEV, Case, read_cases
from nlu.evaluation_report import Scores, in_groups, score
from nlu.local import train
from nlu.training import OUT_OF_SCOPE, article_examples, article_of, marked_texts, other_examples, rasa_nlu
from tests.bench.processes import in_rasa, megabytes, server, timed

# As `rasa init` writes it, but for its two parts that only read entities and answer when unsure.
DIET = """recipe: default.v1
assistant_id: diet
language: vi
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  constrain_similarities: true
policies: null
"""
_GROUPS = {
    "dev": "dev", "marked": "dev marked", "mark-less": "dev markless", "teencode": "dev teencode",
    "English": "dev english", "long": "dev of long length", "sample": "sample",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Peer:
    """What one way of understanding did."""

    name: str
    trained: float  # processor seconds
    memory: float  # megabytes
    times: list[float]  # milliseconds a question
    articles: list[list[str]]  # for each case, best first


def peers(epochs: int) -> None:
    """Measure each and print the tables; DIET only with a number of epochs."""
    content = load_content()
    cases = [case for name, source in (("questions", "dev"), ("sample", "sample"))
             for case in read_cases(DEV / f"{name}.jsonl", source) if case.topic != OUT_OF_SCOPE]  # fmt: skip
    examples = [*article_examples(content.articles), *other_examples()]
    print(f"peers: {len(content.articles)} articles, {len(examples)} examples, {len(cases)} questions in scope")
    job = {
        "train": [(example.text, example.intent) for example in examples],
        "test": [case.text for case in cases],
        "marked": marked_texts(content.articles),
    }
    found: list[Peer] = []
    with tempfile.TemporaryDirectory() as folder:
        knowledge, searched = _searching(content, cases, Path(folder))
        _say(found, searched, cases)
        _say(found, _neighbours(job), cases)
        if epochs:
            _say(found, _diet(content, cases, epochs, Path(folder)), cases)
        for peer in _ours(job, cases, knowledge, searched):
            _say(found, peer, cases)


def _say(found: list[Peer], peer: Peer, cases: Sequence[Case]) -> None:
    """A row of the table, as soon as it is known."""
    if not found:
        print(
            f"{'topic@1 / article@3':24}"
            + "".join(f"{name:>14}" for name in _GROUPS)
            + f"{'train s':>9}{'MB':>7}{'ms':>7}"
        )
    found.append(peer)
    groups = in_groups([(case, _decision(articles)) for case, articles in zip(cases, peer.articles, strict=True)])
    cells = "".join(f"{_cell(score(groups[group])):>14}" for group in _GROUPS.values())
    middle = statistics.median(peer.times)
    print(f"{peer.name:24}{cells}{peer.trained:>9.0f}{peer.memory:>7.0f}{middle:>7.1f}", flush=True)


def _cell(scores: Scores) -> str:
    return f"{scores.topic_first * 100:.1f} / " + (
        f"{scores.article_in_three * 100:.1f}" if scores.article_first else "–"
    )


def _decision(articles: Sequence[str]) -> Decision:
    return Decision(Kind.SUGGEST, 1.0, tuple(Candidate(article, 1.0) for article in articles[:5]), "nlu")


def _searching(content: Content, cases: Sequence[Case], folder: Path) -> tuple[Knowledge, Peer]:
    begun = time.process_time()
    build(content, folder / "knowledge.db")
    trained = time.process_time() - begun
    knowledge = Knowledge(folder / "knowledge.db")
    times, articles = [], []
    for case in cases:
        begun = time.perf_counter()
        articles.append([item.article for item in search(knowledge, case.text, 10)])
        times.append((time.perf_counter() - begun) * 1000)
    size = (folder / "knowledge.db").stat().st_size / 1e6
    return knowledge, Peer("full-text search alone", trained, size, times, articles)


def _neighbours(job: dict[str, Any]) -> Peer:
    done = in_rasa("neighbours", job)
    articles = [[article for intent in ranking if (article := article_of(intent))] for ranking in done["rankings"]]
    return Peer("nearest phrase", done["trained"], done["megabytes"], done["times"], articles)


def _diet(content: Content, cases: Sequence[Case], epochs: int, folder: Path) -> Peer:
    config, data = folder / "diet.yml", folder / "nlu.yml"
    config.write_text(DIET.format(epochs=epochs), "utf-8")
    examples = [*article_examples(content.articles), *other_examples()]
    data.write_text(rasa_nlu(examples, marked_texts(content.articles)), "utf-8")
    _, used = timed(["-m", "rasa", "train", "nlu", "--nlu", data, "--config", config, "--out", folder,
                     "--fixed-model-name", "diet.tar.gz"])  # fmt: skip
    return served(f"DIET, {epochs} epochs", folder / "diet.tar.gz", used, cases)[0]


def served(
    name: str, model: Path, trained: float, cases: Sequence[Case], then: Callable[[int, Any], Decision] | None = None
) -> tuple[Peer, Peer | None]:
    """The questions put to a server over HTTP; ``then`` decides on the number of a question and its ranking."""
    times, articles, decided = [], [], []
    with server(model) as running, httpx.Client(base_url=running.url, timeout=60, trust_env=False) as client:
        for number, case in enumerate(cases):
            begun = time.perf_counter()
            ranking = client.post("/model/parse", json={"text": case.text}).json()["intent_ranking"]
            times.append((time.perf_counter() - begun) * 1000)
            articles.append([article for item in ranking if (article := article_of(item["name"]))])
            if then is not None:
                decided.append([candidate.article for candidate in then(number, ranking).candidates])
        memory = megabytes(running.pid)
    peer = Peer(name, trained, memory, times, articles)
    return peer, Peer("ours", trained, memory, times, decided) if then is not None else None


def _ours(job: dict[str, Any], cases: Sequence[Case], knowledge: Knowledge, searched: Peer) -> list[Peer]:
    """Our classifier, and the classifier with search beside it; learning from nothing is timed apart."""

    def fused(number: int, ranking: Any) -> Decision:
        found = search(knowledge, cases[number].text, 10)
        return decide([Ranked(r["name"], r["confidence"]) for r in ranking], found, load_thresholds())

    trained = in_rasa("own", job, threads=2)["processor"]
    alone, both = served("ours without search", train(None, print), trained, cases, fused)
    assert both is not None
    times = [one + other for one, other in zip(both.times, searched.times, strict=True)]
    return [alone, Peer(both.name, trained, both.memory, times, both.articles)]
