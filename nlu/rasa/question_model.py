"""The model behind the classifier: words and meaning, averaged.

- *Words*: TF-IDF of normal words, pairs of words and pieces of words, and a linear SVM. Indifferent to
  tone marks.
- *Meaning*: sentence features of the text with its tone marks restored, and a logistic regression.
- *Scope*: the same two kinds of features decide whether the text is about anything we know at all.

Kept on disk with skops and JSON, never pickle. Runs in the Rasa environment.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from scipy.sparse import csc_matrix
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

from nlu.rasa.sentence_features import Encoder, Features, encode, encode_cached, encoder
from nlu.restoring import MarkRestorer
from nlu.text import clean, language_of, normalize

Ranking = list[tuple[str, float]]
OUTSIDE = "out_of_scope"
_NOTHING = 0.001  # a weight too small to matter
_PARTS = ("words", "meaning", "scope_words", "scope_meaning")
DEFAULTS: dict[str, Any] = {
    "words_c": 0.3,
    "words_sharpness": 10.0,  # turns SVM margins into something like probabilities
    "meaning_c": 30.0,
    "meaning_weight": 0.5,
    "sentence_features": True,
    "ranking_length": 12,
}


class QuestionModel:
    """Ranks intents for a text."""

    def __init__(self, settings: dict[str, Any], encoder_: Encoder | None) -> None:
        self.settings = {**DEFAULTS, **settings}
        self._encoder = encoder_ if self.settings["sentence_features"] else None
        self._restorer = MarkRestorer({}, {})
        self._words: Pipeline | None = None
        self._meaning: LogisticRegression | None = None
        self._scope_words: Pipeline | None = None
        self._scope_meaning: LogisticRegression | None = None

    # --- learning

    def fit(self, texts: Sequence[str], intents: Sequence[str], marked: Sequence[str], cache: Path | None) -> None:
        """Learn from labelled texts. ``marked``: further Vietnamese text to learn tone marks from."""
        self._restorer = MarkRestorer.learn([*texts, *marked])
        names = np.array(list(intents))
        inside = names != OUTSIDE  # the classifier knows only what is in scope; two small models know the border
        plain = np.array([normalize(text) for text in texts], dtype=object)
        self._words = _words_pipeline(LinearSVC(C=self.settings["words_c"], class_weight="balanced"))
        self._words.fit(plain[inside], names[inside])
        svm = self._words.named_steps["classifier"]
        svm.coef_ = _quick(svm.coef_)
        self._scope_words = _words_pipeline(LogisticRegression(C=30.0, max_iter=400, class_weight="balanced"))
        self._scope_words.fit(plain, inside)
        if self._encoder is not None:
            features = self._features([self.written_out(text) for text in texts], cache)
            self._meaning = LogisticRegression(C=self.settings["meaning_c"], max_iter=400, class_weight="balanced")
            self._meaning.fit(features[inside], names[inside])
            self._scope_meaning = LogisticRegression(C=30.0, max_iter=1000, class_weight="balanced")
            self._scope_meaning.fit(features, inside)

    def _features(self, texts: list[str], cache: Path | None) -> Features:
        assert self._encoder is not None
        return encode_cached(self._encoder, texts, cache) if cache else encode(self._encoder, texts)

    def written_out(self, text: str) -> str:
        """A text as the sentence encoder reads it: Vietnamese with its marks and abbreviations written out."""
        return clean(text) if language_of(text) == "en" else self._restorer.restore(text)

    # --- using

    def rank(self, texts: Sequence[str], cache: Path | None = None) -> list[Ranking]:
        """The likeliest intents of each text with their probabilities, best first; last ``out_of_scope``
        with the probability that the text is about none of them."""
        assert self._words is not None and self._scope_words is not None
        names = self._words.classes_
        plain = [normalize(text) for text in texts]
        rows = softmax(self._words.decision_function(plain) * self.settings["words_sharpness"], axis=1)
        inside = self._scope_words.predict_proba(plain)[:, 1]
        if self._meaning is not None and self._scope_meaning is not None:
            features = self._features([self.written_out(text) for text in texts], cache)
            weight = self.settings["meaning_weight"]
            rows = (1 - weight) * rows + weight * self._meaning.predict_proba(features)
            inside = (1 - weight) * inside + weight * self._scope_meaning.predict_proba(features)[:, 1]
        length = self.settings["ranking_length"]
        return [
            [*((str(names[i]), float(row[i])) for i in np.argsort(-row)[:length]), (OUTSIDE, float(1 - share))]
            for row, share in zip(rows, inside, strict=True)
        ]

    # --- keeping

    def save(self, folder: Path) -> None:
        terms: dict[str, list[list[str]]] = {}
        for name in _PARTS:
            if (part := getattr(self, f"_{name}")) is not None:
                vocabularies = [vectorizer.vocabulary_ for vectorizer in _vectorizers(part)]
                # Skops would write some 800 bytes for each term, which took 8 s and 100 MB to read back.
                terms[name] = [sorted(vocabulary, key=vocabulary.__getitem__) for vocabulary in vocabularies]
                for vectorizer in _vectorizers(part):
                    vectorizer.vocabulary_, vectorizer.stop_words_ = {}, set()
                skops.io.dump(part, folder / f"{name}.skops")
                _give(part, terms[name])
        kept = {"settings": self.settings, "marks": self._restorer.counts(), "terms": terms}
        (folder / "model.json").write_text(json.dumps(kept, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> QuestionModel:
        kept = json.loads((folder / "model.json").read_text("utf-8"))
        has_meaning = (folder / "meaning.skops").exists()
        model = cls(kept["settings"], encoder() if has_meaning else None)
        model._restorer = MarkRestorer(kept["marks"]["single"], kept["marks"]["pairs"])
        for name in _PARTS if model._encoder is not None else ("words", "scope_words"):
            if (path := folder / f"{name}.skops").exists():
                setattr(model, f"_{name}", part := _load(path))
                _give(part, kept["terms"][name])
        return model


def _quick(coefficients: np.ndarray) -> csc_matrix:
    """Weights in 32 bits without those next to nothing: a fifth is left, and the first intent stays the same.

    By columns, because a question is multiplied with the transposed matrix: otherwise each would make a copy.
    """
    return csc_matrix(np.where(np.abs(coefficients) < _NOTHING, 0, coefficients), dtype=np.float32)


def _words_pipeline(classifier: Any) -> Pipeline:
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\S+", sublinear_tf=True, dtype=np.float32)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32)
    features = FeatureUnion([("words", words), ("pieces", pieces)], transformer_weights={"words": 1.0, "pieces": 0.7})
    return Pipeline([("features", features), ("classifier", classifier)])


def _vectorizers(part: Any) -> list[TfidfVectorizer]:
    """The vectorizers of a part; a part that reads sentence features has none."""
    return [v for _, v in part.named_steps["features"].transformer_list] if isinstance(part, Pipeline) else []


def _give(part: Any, terms: list[list[str]]) -> None:
    """Put the terms, in the order of their columns, back into the vectorizers."""
    for vectorizer, known in zip(_vectorizers(part), terms, strict=True):
        vectorizer.vocabulary_ = {term: column for column, term in enumerate(known)}


def _load(path: Path) -> Any:
    """Our own file, from our own training: its types are trusted."""
    return skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
