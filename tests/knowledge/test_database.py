"""The built file: replaced whole, picked up by a running bot, and a clear error where it is missing or foreign."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from knowledge.database import Knowledge, KnowledgeMissing, build, content_hash
from knowledge.law import Law
from knowledge.loading import Content, load_content
from knowledge.schema import Bilingual, Topic
from knowledge.search import search

NAME = "contract/partner"


@pytest.fixture
def small(sound: Path) -> Content:
    return load_content(sound)


def titled(content: Content, title: str) -> Content:
    """The content with another title over one article."""
    changed = content.articles[NAME].model_copy(update={"title": Bilingual(vi=title, en=title)})
    return dataclasses.replace(content, articles=content.articles | {NAME: changed})


def test_the_file_gives_back_the_articles_offices_and_instruments(content: Content, knowledge: Knowledge) -> None:
    assert knowledge.articles == content.articles
    assert knowledge.instruments == content.instruments
    assert knowledge.offices == content.offices
    assert knowledge.built_from == content_hash()


def test_the_file_gives_back_the_dated_values(content: Content, knowledge: Knowledge) -> None:
    changed = [name for name, parameter in content.parameters.items() if knowledge.parameters[name] != parameter]
    assert changed == []


def test_articles_read_the_same_from_the_file(content: Content, knowledge: Knowledge) -> None:
    day = date(2026, 11, 21)
    for name in content.articles:
        knowledge.rendered(name, day, "vi")


def test_tables_by_year_from_the_file(knowledge: Knowledge) -> None:
    assert knowledge.law(date(2026, 11, 21)).by_year("retirement_age", 2026, "women").value == 684


def test_topics(knowledge: Knowledge) -> None:
    assert all(name.startswith("pension/") for name in knowledge.of_topic(Topic.PENSION))
    assert len(knowledge.of_topic(Topic.PENSION)) > 3
    assert knowledge.article("pension/no-such-article") is None
    with pytest.raises(KeyError):
        knowledge.rendered("pension/no-such-article", date(2026, 11, 21), "vi")


def test_a_running_knowledge_picks_up_a_new_build(small: Content, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "knowledge.db"
    build(titled(small, "Cũ"), path)
    knowledge = Knowledge(path)
    assert knowledge.rendered(NAME, date(2026, 11, 21), "vi").title == "Cũ"
    build(titled(small, "Hoàn toàn khác biệt"), path)
    assert search(knowledge, "hoan toan khac biet")[0].article == NAME
    article = knowledge.article(NAME)
    assert article is not None and article.title.vi == "Hoàn toàn khác biệt"
    assert knowledge.rendered(NAME, date(2026, 11, 21), "vi").title == "Hoàn toàn khác biệt"


def test_a_new_value_of_the_law_is_picked_up(small: Content, tmp_path: Path) -> None:
    path, day = tmp_path / "knowledge.db", date(2026, 11, 21)
    build(small, path)
    knowledge = Knowledge(path)
    assert knowledge.law(day).money("ceiling") == 40_000_000
    base = small.parameters["base"]
    raised = base.model_copy(update={"values": [base.values[0].model_copy(update={"value": 3_000_000})]})
    build(dataclasses.replace(small, parameters=small.parameters | {"base": raised}), path)
    assert knowledge.law(day).money("ceiling") == 60_000_000
    assert isinstance(knowledge.law(day), Law)


def test_reading_goes_on_while_the_file_is_replaced(small: Content, tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    titles = {"Một", "Hai"}
    build(titled(small, "Một"), path)
    done = threading.Event()

    def rebuild() -> None:
        try:
            for n in range(12):
                build(titled(small, "Hai" if n % 2 else "Một"), path)
        finally:
            done.set()

    builder = threading.Thread(target=rebuild)
    knowledge, reads = Knowledge(path), 0
    builder.start()
    while not done.is_set():
        assert next(f.article for f in search(knowledge, "giay doi tac co phai hop dong khong")) == NAME
        assert knowledge.rendered(NAME, date(2026, 11, 21), "vi").title in titles
        assert Knowledge(path).articles.keys() == small.articles.keys()
        reads += 1
    builder.join()
    assert reads > 3
    assert [p.name for p in tmp_path.iterdir()] == ["knowledge.db"], "something is left beside the file"


def test_a_failed_build_leaves_the_old_file(small: Content, tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    build(small, path)
    before = path.read_bytes()
    broken = dataclasses.replace(small, articles=small.articles | {"contract/broken": None})  # type: ignore[dict-item]
    with pytest.raises(AttributeError):
        build(broken, path)
    assert path.read_bytes() == before


def test_a_file_that_vanishes_does_not_stop_a_running_knowledge(small: Content, tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    build(small, path)
    knowledge = Knowledge(path)
    path.unlink()
    assert search(knowledge, "đối tác")
    build(titled(small, "Trở lại"), path)
    article = knowledge.article(NAME)
    assert article is not None and article.title.vi == "Trở lại"


# --- what is no knowledge base


def spoiled(small: Content, path: Path, statement: str) -> Path:
    build(small, path)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_a_missing_file_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeMissing, match=r"none\.db is missing; run: quyen kb build"):
        Knowledge(tmp_path / "none.db")


def test_foreign_files_are_clear_errors(small: Content, tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    for bytes_ in (b"", b"these are only words\n" * 500):
        path.write_bytes(bytes_)
        with pytest.raises(KnowledgeMissing, match="run: quyen kb build"):
            Knowledge(path)
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("create table birds (name)")
    connection.commit()
    connection.close()
    with pytest.raises(KnowledgeMissing, match="run: quyen kb build"):
        Knowledge(path)
    build(small, path)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(KnowledgeMissing, match="run: quyen kb build"):
        Knowledge(path)


def test_another_version_is_a_clear_error(small: Content, tmp_path: Path) -> None:
    path = spoiled(small, tmp_path / "k.db", "update meta set value = '0' where name = 'format'")
    with pytest.raises(KnowledgeMissing, match="built by another version"):
        Knowledge(path)


def test_records_of_another_shape_are_a_clear_error(small: Content, tmp_path: Path) -> None:
    path = spoiled(small, tmp_path / "k.db", "update articles set json = replace(json, '\"reviewed\"', '\"seen\"')")
    with pytest.raises(KnowledgeMissing):
        Knowledge(path)


def test_a_folder_in_its_place_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeMissing):
        Knowledge(tmp_path)


@pytest.mark.parametrize("name", ["a b.db", "quyền.db"])
def test_names_of_files(small: Content, tmp_path: Path, name: str) -> None:
    build(small, tmp_path / name)
    assert Knowledge(tmp_path / name).articles.keys() == small.articles.keys()


@pytest.mark.parametrize("name", ["a#b.db", "a?b.db", "a%41b.db"])
def test_names_of_files_with_signs(small: Content, tmp_path: Path, name: str) -> None:
    build(small, tmp_path / name)
    assert Knowledge(tmp_path / name).articles.keys() == small.articles.keys()


# --- the fingerprint


def test_the_fingerprint_follows_the_content(sound: Path, tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(sound, root)
    first = content_hash(root)
    assert content_hash(sound) == first
    article = root / "articles" / "contract" / "partner.yaml"
    article.touch()
    assert content_hash(root) == first
    article.write_text(article.read_text("utf-8").replace("Giấy đối tác", "Tờ đối tác"), "utf-8")
    second = content_hash(root)
    assert second != first
    article.rename(article.with_name("renamed.yaml"))
    assert content_hash(root) not in (first, second)


def test_the_fingerprint_follows_an_article_to_another_topic(sound: Path, tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(sound, root)
    before = content_hash(root)
    (root / "articles" / "contract").rename(root / "articles" / "partner_agreement")
    assert content_hash(root) != before
