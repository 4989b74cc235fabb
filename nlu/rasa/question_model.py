"""The model behind the classifier: words and meaning, averaged.

- *Words*: TF-IDF of normal words, pairs of words and pieces of words, and a linear SVM. Indifferent to
  tone marks.
- *Meaning*: sentence features of the text with its tone marks restored, and a logistic regression.

Kept on disk with skops and JSON, never pickle. Runs in the Rasa environment.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

from nlu.rasa.sentence_features import Encoder, Features, encode, encode_cached, encoder
from nlu.restoring import MarkRestorer
from nlu.text import clean, language_of, normalize

Ranking = list[tuple[str, float]]
DEFAULTS: dict[str, Any] = {
    "words_c": 0.3,
    "words_sharpness": 4.0,  # turns SVM margins into something like probabilities
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

    # --- learning

    def fit(self, texts: Sequence[str], intents: Sequence[str], marked: Sequence[str], cache: Path | None) -> None:
        """Learn from labelled texts. ``marked``: further Vietnamese text to learn tone marks from."""
        self._restorer = MarkRestorer.learn([*texts, *marked])
        self._words = _words_pipeline(self.settings["words_c"])
        self._words.fit([normalize(text) for text in texts], list(intents))
        if self._encoder is not None:
            ready = [self.written_out(text) for text in texts]
            features = self._features(ready, cache)
            self._meaning = LogisticRegression(C=self.settings["meaning_c"], max_iter=400, class_weight="balanced")
            self._meaning.fit(features, list(intents))

    def _features(self, texts: list[str], cache: Path | None) -> Features:
        assert self._encoder is not None
        return encode_cached(self._encoder, texts, cache) if cache else encode(self._encoder, texts)

    def written_out(self, text: str) -> str:
        """A text as the sentence encoder reads it: Vietnamese with its marks and abbreviations written out."""
        return clean(text) if language_of(text) == "en" else self._restorer.restore(text)

    # --- using

    def rank(self, texts: Sequence[str], cache: Path | None = None) -> list[Ranking]:
        """The likeliest intents of each text with their probabilities, best first."""
        assert self._words is not None
        names = self._words.classes_
        margins = self._words.decision_function([normalize(text) for text in texts])
        rows = softmax(margins * self.settings["words_sharpness"], axis=1)
        if self._meaning is not None and self._encoder is not None:
            features = self._features([self.written_out(text) for text in texts], cache)
            weight = self.settings["meaning_weight"]
            rows = (1 - weight) * rows + weight * self._meaning.predict_proba(features)
        length = self.settings["ranking_length"]
        return [[(str(names[i]), float(row[i])) for i in np.argsort(-row)[:length]] for row in rows]

    # --- keeping

    def save(self, folder: Path) -> None:
        skops.io.dump(self._words, folder / "words.skops")
        if self._meaning is not None:
            skops.io.dump(self._meaning, folder / "meaning.skops")
        kept = {"settings": self.settings, "marks": self._restorer.counts()}
        (folder / "model.json").write_text(json.dumps(kept, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> QuestionModel:
        kept = json.loads((folder / "model.json").read_text("utf-8"))
        meaning = folder / "meaning.skops"
        model = cls(kept["settings"], encoder() if meaning.exists() else None)
        model._restorer = MarkRestorer(kept["marks"]["single"], kept["marks"]["pairs"])
        model._words = _load(folder / "words.skops")
        model._meaning = _load(meaning) if model._encoder is not None else None
        return model


def _words_pipeline(c: float) -> Pipeline:
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\S+", sublinear_tf=True, dtype=np.float32)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32)
    features = FeatureUnion([("words", words), ("pieces", pieces)], transformer_weights={"words": 1.0, "pieces": 0.7})
    return Pipeline([("features", features), ("svm", LinearSVC(C=c, class_weight="balanced"))])


def _load(path: Path) -> Any:
    """Our own file, from our own training: its types are trusted."""
    return skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
