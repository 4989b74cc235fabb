"""The parts a model is made of: words as features, and how a part is kept on disk (skops, never pickle)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline

Terms = list[list[str]]


def words_features() -> FeatureUnion:
    """TF-IDF of normal words, pairs of words and pieces of words."""
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\S+", sublinear_tf=True, dtype=np.float32)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32)
    return FeatureUnion([("words", words), ("pieces", pieces)], transformer_weights={"words": 1.0, "pieces": 0.7})


def words_pipeline(classifier: Any) -> Pipeline:
    """The features of words with a classifier behind them."""
    return Pipeline([("features", words_features()), ("classifier", classifier)])


def save_part(part: Any, path: Path) -> Terms:
    """Write a part; its terms are returned, to be kept as JSON.

    Skops would write some 800 bytes for each term, which took 8 s and 100 MB to read back.
    """
    vocabularies = [vectorizer.vocabulary_ for vectorizer in _vectorizers(part)]
    terms = [sorted(vocabulary, key=vocabulary.__getitem__) for vocabulary in vocabularies]
    for vectorizer in _vectorizers(part):
        vectorizer.vocabulary_, vectorizer.stop_words_ = {}, set()
    skops.io.dump(part, path)
    _give(part, terms)
    return terms


def load_part(path: Path, terms: Terms) -> Any:
    """Our own file, from our own training: its types are trusted."""
    part = skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
    _give(part, terms)
    return part


def _vectorizers(part: Any) -> list[TfidfVectorizer]:
    """The vectorizers of a part; a part that reads features made elsewhere has none."""
    features = part.named_steps["features"] if isinstance(part, Pipeline) else part
    return [v for _, v in features.transformer_list] if isinstance(features, FeatureUnion) else []


def _give(part: Any, terms: Terms) -> None:
    """Put the terms, in the order of their columns, back into the vectorizers."""
    for vectorizer, known in zip(_vectorizers(part), terms, strict=True):
        vectorizer.vocabulary_ = {term: column for column, term in enumerate(known)}
