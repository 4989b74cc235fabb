"""Full-text search over questions and answers (SQLite FTS5, BM25), in any spelling the normaliser knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from knowledge.database import Knowledge, searchable

_ROWS = 60  # best texts looked at; an article has some forty
_LONGEST = 40  # words of a question that are searched; more take long and say little


@dataclass(frozen=True, slots=True)
class Found:
    """An article that matches, with a score from 0 (nothing in common) upwards."""

    article: str
    score: float


def search(knowledge: Knowledge, question: str, limit: int = 5) -> list[Found]:
    """The articles whose questions or answer come nearest to a question, best first."""
    terms = list(dict.fromkeys(searchable(question).split()))[: 2 * _LONGEST]
    terms = [term for term in terms if term.strip("_")]
    if not terms:
        return []
    query = " OR ".join(f'"{term}"' for term in terms)
    rows = knowledge.db.query(
        "select texts.article as article, bm25(texts_fts) as bm25 from texts_fts join texts on texts.id = texts_fts.rowid"
        " where texts_fts match :query order by bm25 limit :rows",
        {"query": query, "rows": _ROWS},
    )
    scores: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        scores[row["article"]].append(-row["bm25"])
    # The best text counts most; further texts of the same article support it.
    found = [Found(article, best[0] + 0.15 * sum(best[1:4])) for article, best in scores.items()]
    return sorted(found, key=lambda f: -f.score)[:limit]
