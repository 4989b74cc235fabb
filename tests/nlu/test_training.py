"""What the understanding is trained on, and what it never is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.loading import Content
from knowledge.yaml_source import SourceError
from nlu.evaluation import DEV, read_cases
from nlu.text import fold, words
from nlu.training import (
    OUT_OF_SCOPE,
    Example,
    article_examples,
    article_of,
    fingerprint,
    intent_of,
    marked_texts,
    other_examples,
    rasa_nlu,
)


@pytest.fixture(scope="module")
def examples(content: Content) -> list[Example]:
    return [*article_examples(content.articles), *other_examples()]


def folded(text: str) -> str:
    return " ".join(words(fold(text)))


def by_intent(nlu: str) -> dict[str, list[str]]:
    """The examples of a Rasa file, as Rasa would read them."""
    loaded = yaml.safe_load(nlu)
    assert loaded["version"] == "3.1"
    return {
        item.get("intent", item.get("lookup")): [line.removeprefix("- ") for line in item["examples"].splitlines()]
        for item in loaded["nlu"]
    }


def test_intents_and_articles() -> None:
    assert intent_of("pension/retirement-age") == "pension.retirement-age"
    assert article_of("pension.retirement-age") == "pension/retirement-age"
    assert [article_of(i) for i in ("smalltalk.greet", "command.menu", OUT_OF_SCOPE)] == [None] * 3


def test_every_article_is_learned_in_both_languages(content: Content, examples: list[Example]) -> None:
    for name, article in content.articles.items():
        own = [e for e in examples if e.intent == intent_of(name)]
        assert {e.language for e in own} == {"vi", "en"}
        assert {*article.questions.vi, *article.questions.en} <= {e.text for e in own} | {
            q for q in [*article.questions.vi, *article.questions.en] if "{{" in q
        }


def test_no_template_is_learned(content: Content, examples: list[Example]) -> None:
    assert not [e for e in examples if "{{" in e.text or "{%" in e.text]
    assert not [t for t in marked_texts(content.articles) if "{{" in t or "**" in t]


def test_brackets_are_escaped_and_words_kept() -> None:
    nlu = rasa_nlu(
        [
            Example("lương [tháng] {13} là gì", "a.b", "vi"),
            Example("[x](y) \\d", "a.b", "en"),
            Example("nhiều\n- dòng\n  cách", "a.b", "vi"),
        ],
        ["đóng [bảo] {hiểm}"],
    )
    assert by_intent(nlu) == {
        "a.b": ["lương (tháng) (13) là gì", "(x)(y)  d", "nhiều - dòng cách"],
        "marked_text": ["đóng (bảo) (hiểm)"],
    }


def test_the_whole_file_can_be_read_back(content: Content, examples: list[Example]) -> None:
    read = by_intent(rasa_nlu(examples, marked_texts(content.articles)))
    assert set(read) == {e.intent for e in examples} | {"marked_text"}
    assert all(text.strip() and not set(text) & set("[]{}\\") for texts in read.values() for text in texts)
    assert sum(map(len, read.values())) > 5_000


def test_all_kinds_of_out_of_scope_are_one_intent(examples: list[Example]) -> None:
    outside = {e.intent for e in examples if e.intent.startswith(OUT_OF_SCOPE)}
    assert outside == {OUT_OF_SCOPE}
    kinds = yaml.safe_load((Path(DEV).parent / "data" / "out_of_scope.yaml").read_text("utf-8"))
    assert len([kind for kind in kinds if kind.startswith("out_of_scope.")]) > 3
    count = sum(len(texts) for kind in kinds.values() for texts in kind.values())
    assert count == sum(e.intent == OUT_OF_SCOPE for e in examples)


def test_every_other_intent_is_known_to_the_conversation(examples: list[Example]) -> None:
    families = {e.intent.partition(".")[0] for e in examples if article_of(e.intent) is None}
    assert families == {"smalltalk", "command", OUT_OF_SCOPE}


def test_a_broken_data_file_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("smalltalk.greet:\n  vi: [chào]\nsmalltalk.bye: [bye]\n", "utf-8")
    with pytest.raises(SourceError, match=r"bad\.yaml:3: 'smalltalk\.bye' must hold lists under vi and en"):
        other_examples(tmp_path)
    (tmp_path / "bad.yaml").write_text("smalltalk.greet:\n  fr: [salut]\n", "utf-8")
    with pytest.raises(SourceError, match=r"bad\.yaml:1"):
        other_examples(tmp_path)


def test_the_fingerprint_follows_the_examples() -> None:
    one = rasa_nlu([Example("a", "x.y", "vi")])
    assert fingerprint(one) == fingerprint(one)
    assert fingerprint(one) != fingerprint(rasa_nlu([Example("b", "x.y", "vi")]))


# --- what must not be


def test_nothing_that_is_measured_is_learned(examples: list[Example]) -> None:
    learned = {folded(e.text): e for e in examples}
    measured = [case.text for name in ("questions", "sample") for case in read_cases(DEV / f"{name}.jsonl", name)]
    assert len(measured) > 100
    assert [(text, learned[folded(text)].intent) for text in measured if folded(text) in learned] == []


def test_no_text_stands_for_two_things(examples: list[Example]) -> None:
    meanings: dict[str, set[str]] = {}
    for example in examples:
        meanings.setdefault(folded(example.text), set()).add(example.intent)
    assert {text: intents for text, intents in meanings.items() if len(intents) > 1} == {}


def test_every_example_has_a_word(examples: list[Example]) -> None:
    assert [e for e in examples if not folded(e.text)] == []
