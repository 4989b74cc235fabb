"""Training data for the understanding: every article's ways of asking, and nlu/data, as Rasa's NLU format.

An article's intent is its name with a full stop (``pension.retirement-age``; Rasa keeps ``/`` for
itself). Files in nlu/data hold the rest: ``smalltalk.…``, ``command.…`` and ``out_of_scope``. Whether a
message needs help at once is a question beside what it is about; ``urgent.KIND`` and ``urgent.none`` teach it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.schema import LANGUAGES, Article, Language
from knowledge.yaml_source import Problem, SourceError, read_yaml

DATA = Path(__file__).parent / "data"
RASA = Path(__file__).parent / "rasa"
OUT_OF_SCOPE = "out_of_scope"
URGENT = "urgent."  # begins the intents of messages that need help at once …
NOT_URGENT = f"{URGENT}none"  # … and of those that only sound so
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """One way of saying one thing."""

    text: str
    intent: str
    language: Language


def intent_of(article_id: str) -> str:
    return article_id.replace("/", ".", 1)


def article_of(intent: str) -> str | None:
    """The article of an intent; None for small talk, commands and what is out of scope."""
    topic, dot, slug = intent.partition(".")
    return f"{topic}/{slug}" if dot and topic not in ("smalltalk", "command", "urgent") else None


def article_examples(articles: Mapping[str, Article]) -> list[Example]:
    """Titles and questions of all articles."""
    return [
        Example(text, intent_of(name), language)
        for name, article in articles.items()
        for language in LANGUAGES
        for text in [article.title[language], *getattr(article.questions, language)]
        if "{{" not in text
    ]


def other_examples(folder: Path = DATA) -> list[Example]:
    """Small talk, commands and out-of-scope examples: ``INTENT: {vi: […], en: […]}``.

    ``out_of_scope`` may be split into named kinds (``out_of_scope.land``); they are one intent.
    """
    return [example for example in _examples_in(folder) if not example.intent.startswith(URGENT)]


def urgent_examples(folder: Path = DATA) -> list[Example]:
    """Messages that need help at once, and those that only sound like it."""
    return [example for example in _examples_in(folder) if example.intent.startswith(URGENT)]


def unjudged(articles: Mapping[str, Article]) -> list[str]:
    """Ways of asking of articles marked urgent: they may be, or may only ask about the law.

    All other examples teach what an ordinary question is.
    """
    return [example.text for example in article_examples({n: a for n, a in articles.items() if a.urgent})]


def _examples_in(folder: Path) -> Iterator[Example]:
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        source = read_yaml(path)
        for intent, texts in (source.data or {}).items():
            if not isinstance(texts, dict) or not set(texts) <= set(LANGUAGES):
                problems.append(source.problem((intent,), f"'{intent}' must hold lists under vi and en"))
                continue
            name = OUT_OF_SCOPE if str(intent).startswith(OUT_OF_SCOPE) else str(intent)
            yield from (
                Example(str(text), name, language) for language in LANGUAGES for text in texts.get(language, [])
            )
    if problems:
        raise SourceError(problems)


def marked_texts(articles: Mapping[str, Article]) -> list[str]:
    """Vietnamese sentences of the articles, from which the tone marks are learned."""
    texts: list[str] = []
    for article in articles.values():
        parts = [article.answer.vi, article.next_step.vi, article.details.vi if article.details else ""]
        texts += [
            line.replace("**", "").strip(" •") for part in parts for line in _TEMPLATE.sub(" ", part).splitlines()
        ]
    return [text for text in texts if len(text) > 10]


def rasa_nlu(examples: Iterable[Example], marked: Iterable[str] = (), unjudged: Iterable[str] = ()) -> str:
    """Examples as a Rasa ``nlu.yml``; further marked text, and :func:`unjudged`, go along as lookup tables."""
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        by_intent.setdefault(example.intent, []).append(" ".join(example.text.split()))
    nlu = [
        {"intent": intent, "examples": "".join(f"- {_escaped(text)}\n" for text in dict.fromkeys(texts))}
        for intent, texts in sorted(by_intent.items())
    ]
    for table, texts in (("marked_text", marked), ("unjudged_text", unjudged)):
        lines = "".join(f"- {_escaped(' '.join(text.split()))}\n" for text in dict.fromkeys(texts))
        if lines:
            nlu.append({"lookup": table, "examples": lines})
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, width=10_000, sort_keys=False)


def _escaped(text: str) -> str:
    """Square and curly brackets mark entities in Rasa's format; the words inside are kept."""
    return text.translate(str.maketrans("[]{}\\", "()() "))


def fingerprint(nlu_yaml: str) -> str:
    """What a trained model depends on: the examples, the pipeline, our components, the locked packages."""
    digest = hashlib.sha256(nlu_yaml.encode())
    here = Path(__file__).parent
    paths = [RASA / "config.yml", RASA / "requirements.txt"]
    paths += [here / name for name in ("text.py", "wordlists.py", "restoring.py")]
    for path in [*paths, *sorted(RASA.glob("*.py")), *sorted((RASA / "components").glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
