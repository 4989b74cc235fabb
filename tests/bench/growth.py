"""More articles than there are: made-up ones, whose phrases are two halves of phrases of two articles."""

from __future__ import annotations

import dataclasses
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from knowledge.database import Knowledge, build
from knowledge.loading import Content, load_content
from knowledge.search import search
from nlu.training import article_examples, intent_of, marked_texts, other_examples
from tests.bench.processes import in_rasa

Row = tuple[str, str, int, int]  # phrase, intent, and the two phrases it was made of


def growth(times: Sequence[float]) -> None:
    """Processor time to learn, memory and time for a question, at several sizes."""
    content = load_content()
    marked = [*(example.text for example in [*article_examples(content.articles), *other_examples()]),
              *marked_texts(content.articles)]  # fmt: skip
    print("growth: articles, examples | learning (processor seconds) | weights | one question | search | most memory")
    for factor in (1.0, *times):
        rows, base = enlarged(content, factor)
        found = in_rasa("learning", {"train": rows, "base": base, "marked": marked}, threads=2)
        spent = found["times"]
        encoding = spent["features of one phrase"] * len(rows)
        print(
            f"{factor:4g} x: {found['intents']:5}, {len(rows):6} | words {spent['words']:.0f}, meaning {spent['meaning']:.0f},"
            f" features {encoding:.0f} | {found['kept']:.0f} MB (all: {found['dense']:.0f} MB), {found['terms']} terms |"
            f" {found['asked']:.1f} ms | {searching(content, rows):.1f} ms | {found['peak']:.0f} MB",
            flush=True,
        )


def enlarged(content: Content, factor: float) -> tuple[list[Row], list[str]]:
    """The phrases of so many times the articles (below 1: of some of them), and those they were made of."""
    examples = article_examples(content.articles)
    base = [example.text for example in examples]
    by_intent: dict[str, list[int]] = defaultdict(list)
    for number, example in enumerate(examples):
        by_intent[example.intent].append(number)
    intents = sorted(by_intent)
    if factor < 1:
        intents = intents[:: round(1 / factor)]
    rows: list[Row] = [(base[i], intent, i, i) for intent in intents for i in by_intent[intent]]
    chosen = random.Random(2026)
    for number in range(round((factor - 1) * len(intents))):
        one, other = chosen.sample(intents, 2)
        for _ in by_intent[one]:
            i, j = chosen.choice(by_intent[one]), chosen.choice(by_intent[other])
            first, second = base[i].split(), base[j].split()
            phrase = " ".join([*first[: len(first) // 2 + 1], *second[len(second) // 2 :]])
            rows.append((phrase, f"{one}-{number}", i, j))
    return rows, base


def searching(content: Content, rows: Sequence[Row]) -> float:
    """Milliseconds of a full-text search over so many articles, the median."""
    texts: dict[str, list[str]] = defaultdict(list)
    for text, intent, _, _ in rows:
        texts[intent].append(text)
    by_intent = {intent_of(name): article for name, article in content.articles.items()}
    articles = {}
    for intent, phrases in texts.items():
        article = by_intent.get(intent) or by_intent[intent.rpartition("-")[0]]
        questions = article.questions.model_copy(update={"vi": phrases, "en": []})
        articles[intent.replace(".", "/", 1)] = article.model_copy(update={"questions": questions})
    with tempfile.TemporaryDirectory() as folder:
        build(dataclasses.replace(content, articles=articles), Path(folder) / "grown.db")
        knowledge = Knowledge(Path(folder) / "grown.db")
        spent = []
        for text, *_ in rows[:: max(1, len(rows) // 300)]:
            begun = time.perf_counter()
            search(knowledge, text, 10)
            spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)
