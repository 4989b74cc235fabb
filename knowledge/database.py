"""The built knowledge base: one SQLite file, written once, replaced whole, only ever read.

``build`` writes beside the target and renames, so that a running bot sees either the old file or the
new one. :class:`Knowledge` opens the file and picks up a new build by itself.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError
from sqlite_utils import Database

from knowledge.law import Law
from knowledge.loading import CONTENT, Content
from knowledge.rendering import RenderedArticle, Renderer
from knowledge.schema import LANGUAGES, Article, Instrument, Language, Office, Parameter, Topic
from nlu.text import normal_words

log = logging.getLogger(__name__)

FORMAT = 1  # raise when the tables change


class KnowledgeMissing(Exception):
    """There is no built knowledge base, or it was built by another version."""


def content_hash(root: Path = CONTENT) -> str:
    """A fingerprint of every content file and of this builder."""
    digest = hashlib.sha256(str(FORMAT).encode())
    for path in [
        *sorted(root.rglob("*.yaml")),
        Path(__file__),
        *(Path(__file__).parents[1] / "nlu" / name for name in ("text.py", "wordlists.py")),
    ]:
        name = path.relative_to(root) if path.is_relative_to(root) else path.name
        digest.update(f"{name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def searchable(text: str) -> str:
    """Text as the index keeps it: normal words, and every two neighbours joined (Vietnamese words have two syllables)."""
    found = normal_words(text)
    pairs = [f"{one}_{two}" for one, two in pairwise(found)]
    return " ".join([*found, *pairs])


def build(content: Content, target: Path) -> None:
    """Write the knowledge base to ``target``, atomically."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_suffix(f".{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    db = Database(temporary)
    try:
        _write(db, content)
        db.vacuum()
        db.close()
        temporary.replace(target)
    finally:
        db.close()
        temporary.unlink(missing_ok=True)


def _write(db: Database, content: Content) -> None:
    db.table("meta").insert_all(
        [{"name": "format", "value": str(FORMAT)}, {"name": "content", "value": content_hash(content.root)}], pk="name"
    )
    for table, records in (
        ("instruments", content.instruments),
        ("parameters", content.parameters),
        ("articles", content.articles),
        ("offices", content.offices),
    ):
        db.table(table).insert_all(
            (
                {"id": name, "json": record.model_dump_json(by_alias=True, exclude_unset=True)}
                for name, record in records.items()
            ),
            pk="id",
        )
    db.table("texts").insert_all(_texts(content), pk="id")
    db.table("texts").enable_fts(["body"], tokenize="unicode61 remove_diacritics 0 tokenchars '_'")


def _texts(content: Content) -> list[dict[str, object]]:
    """One row a question and one a title-and-answer, as search compares them."""
    rows: list[dict[str, object]] = []
    for article_id, article in content.articles.items():
        for language in LANGUAGES:
            questions: list[str] = getattr(article.questions, language)
            texts = [("question", q) for q in [article.title[language], *questions]]
            texts.append(("answer", f"{article.title[language]} {article.answer[language]}"))
            rows += [
                {"article": article_id, "kind": kind, "language": language, "body": searchable(text)}
                for kind, text in texts
            ]
    return rows


class Knowledge:
    """The built knowledge base, held in memory except for the index; follows a new build of the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._db: Database | None = None
        self._refresh()

    def _refresh(self) -> None:
        """Open the file anew if it was replaced since the last look."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            if self._seen is not None:
                return  # keep answering from the file that is still open
            raise KnowledgeMissing(f"{self.path} is missing; run: quyen kb build") from None
        if (stat.st_ino, stat.st_mtime_ns) == self._seen:
            return
        try:
            self._open()
        except KnowledgeMissing as error:
            if self._seen is None:
                raise
            log.error("the new knowledge base is left aside, the one before goes on: %s", error)
        self._seen = (stat.st_ino, stat.st_mtime_ns)

    def _open(self) -> None:
        """Read the file; all of it or nothing takes the place of the one before."""
        db: Database | None = None
        try:
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            db = Database(sqlite3.connect(uri, uri=True, check_same_thread=False))
            meta = {row["name"]: row["value"] for row in db["meta"].rows}
            if meta["format"] != str(FORMAT):
                raise KnowledgeMissing(f"{self.path} was built by another version; run: quyen kb build")
            instruments = {r["id"]: Instrument.model_validate_json(r["json"]) for r in db["instruments"].rows}
            parameters = {r["id"]: Parameter.model_validate_json(r["json"]) for r in db["parameters"].rows}
            articles = {r["id"]: Article.model_validate_json(r["json"]) for r in db["articles"].rows}
            offices = {r["id"]: Office.model_validate_json(r["json"]) for r in db["offices"].rows}
        except (sqlite3.Error, KeyError, ValidationError, KnowledgeMissing) as error:
            if db is not None:
                db.close()
            if isinstance(error, KnowledgeMissing):
                raise
            why = f"{error.error_count()} record(s) of another shape" if isinstance(error, ValidationError) else error
            raise KnowledgeMissing(f"{self.path} cannot be read ({why}); run: quyen kb build") from None
        if self._db is not None:
            self._db.close()
        self.instruments, self.parameters, self.articles, self.offices = instruments, parameters, articles, offices
        self.built_from = meta["content"]
        self._db, self._renderer = db, Renderer(instruments)

    @property
    def db(self) -> Database:
        self._refresh()
        assert self._db is not None
        return self._db

    def law(self, on: date) -> Law:
        """The law on a day."""
        self._refresh()
        return Law(self.parameters, on)

    @property
    def renderer(self) -> Renderer:
        self._refresh()
        return self._renderer

    def article(self, article_id: str) -> Article | None:
        self._refresh()
        return self.articles.get(article_id)

    def rendered(self, article_id: str, on: date, language: Language) -> RenderedArticle:
        """An article as read on a day. Raises KeyError, LawError or RenderingError."""
        self._refresh()
        return self._renderer.article(self.articles[article_id], Law(self.parameters, on), language)

    def of_topic(self, topic: Topic) -> Mapping[str, Article]:
        self._refresh()
        return {name: article for name, article in self.articles.items() if name.startswith(f"{topic}/")}


__all__ = ["Knowledge", "KnowledgeMissing", "build", "content_hash", "searchable"]
