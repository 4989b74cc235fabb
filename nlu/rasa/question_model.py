"""The model behind the classifier: words and meaning, averaged.

- *Words*: TF-IDF of normal words, pairs of words and pieces of words, and a linear SVM. Indifferent to
  tone marks.
- *Meaning*: sentence features of the text with its tone marks restored, and a logistic regression.
- *Scope*: the same two kinds of features decide whether the text is about anything we know at all.
- *Urgent*: and whether somebody needs help at once (nlu/rasa/urgent_model.py).

Kept on disk with skops and JSON, never pickle. Runs in the Rasa environment.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

from nlu.rasa.parts import Terms, load_part, save_part, words_features, words_pipeline
from nlu.rasa.sentence_features import Encoder, Features, encode, encode_cached, encoder
from nlu.rasa.urgent_model import PREFIX as URGENT
from nlu.rasa.urgent_model import Urgency, UrgentModel
from nlu.restoring import MarkRestorer
from nlu.text import clean, language_of, normalize

Ranking = list[tuple[str, float]]
OUTSIDE = "out_of_scope"
_NOTHING = 0.001  # a weight too small to matter
_PARTS = ("words", "meaning", "border_features", "scope_words", "scope_meaning")
_WITHOUT_MEANING = ("words", "border_features", "scope_words")
DEFAULTS: dict[str, Any] = {
    "words_c": 0.3,
    "words_sharpness": 10.0,  # turns SVM margins into something like probabilities
    "meaning_c": 30.0,
    "meaning_weight": 0.5,
    "sentence_features": True,
    "ranking_length": 12,
}


@dataclass(frozen=True)
class Read:
    """Texts as the parts of the model read them."""

    plain: list[str]  # normal words
    words: csr_matrix  # their features, for the borders of the scope and of what is urgent
    features: Features | None


class QuestionModel:
    """Ranks intents for a text, and judges how urgent it is."""

    def __init__(self, settings: dict[str, Any], encoder_: Encoder | None) -> None:
        self.settings = {**DEFAULTS, **settings}
        self._encoder = encoder_ if self.settings["sentence_features"] else None
        self._restorer = MarkRestorer({}, {})
        self._words: Pipeline | None = None
        self._meaning: LogisticRegression | None = None
        self._border_features: FeatureUnion | None = None
        self._scope_words: LogisticRegression | None = None
        self._scope_meaning: LogisticRegression | None = None
        self._urgent = UrgentModel()

    # --- learning

    def fit(
        self,
        texts: Sequence[str],
        intents: Sequence[str],
        marked: Sequence[str],
        cache: Path | None,
        unjudged: Collection[str] = (),
    ) -> None:
        """Learn from labelled texts. ``marked``: further Vietnamese text to learn tone marks from.

        ``unjudged``: texts of which nobody said whether they are urgent; they teach what they are about alone.
        """
        self._restorer = MarkRestorer.learn([*texts, *marked])
        names = np.array(list(intents), dtype=object)
        plain = np.array([normalize(text) for text in texts], dtype=object)
        features = self._features([self.written_out(text) for text in texts], cache) if self._encoder else None
        self._border_features = words_features()
        words = self._border_features.fit_transform(plain)
        judged = np.array([text not in unjudged for text in texts])
        self._urgent.fit(words[judged], features[judged] if features is not None else None, names[judged])
        about = np.array([not name.startswith(URGENT) for name in intents])
        names, plain = names[about].astype(str), plain[about]
        inside = names != OUTSIDE  # the classifier knows only what is in scope; two small models know the border
        self._words = words_pipeline(LinearSVC(C=self.settings["words_c"], class_weight="balanced"))
        self._words.fit(plain[inside], names[inside])
        svm = self._words.named_steps["classifier"]
        svm.coef_ = _quick(svm.coef_)
        self._scope_words = LogisticRegression(C=30.0, max_iter=400, class_weight="balanced")
        self._scope_words.fit(words[about], inside)
        if features is not None:
            features = features[about]
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

    def read(self, texts: Sequence[str], cache: Path | None = None) -> Read:
        """Texts made ready for :meth:`rank` and :meth:`urgency`."""
        assert self._border_features is not None
        features = self._features([self.written_out(text) for text in texts], cache) if self._encoder else None
        plain = [normalize(text) for text in texts]
        return Read(plain, self._border_features.transform(plain), features)

    def urgency(self, texts: Read) -> list[Urgency | None]:
        """The kind of help each text may need, with the probability that it is urgent at all."""
        return self._urgent.judge(texts.words, texts.features)

    def rank(self, texts: Read) -> list[Ranking]:
        """The likeliest intents of each text with their probabilities, best first; last ``out_of_scope``
        with the probability that the text is about none of them."""
        assert self._words is not None and self._scope_words is not None
        names = self._words.classes_
        rows = softmax(self._words.decision_function(texts.plain) * self.settings["words_sharpness"], axis=1)
        inside = self._scope_words.predict_proba(texts.words)[:, 1]
        if texts.features is not None and self._meaning is not None and self._scope_meaning is not None:
            weight = self.settings["meaning_weight"]
            rows = (1 - weight) * rows + weight * self._meaning.predict_proba(texts.features)
            inside = (1 - weight) * inside + weight * self._scope_meaning.predict_proba(texts.features)[:, 1]
        length = self.settings["ranking_length"]
        return [
            [*((str(names[i]), float(row[i])) for i in np.argsort(-row)[:length]), (OUTSIDE, float(1 - share))]
            for row, share in zip(rows, inside, strict=True)
        ]

    # --- keeping

    def save(self, folder: Path) -> None:
        terms: dict[str, Terms] = {}
        self._urgent.save(folder)
        for name in _PARTS:
            if (part := getattr(self, f"_{name}")) is not None:
                terms[name] = save_part(part, folder / f"{name}.skops")
        kept = {"settings": self.settings, "marks": self._restorer.counts(), "terms": terms}
        (folder / "model.json").write_text(json.dumps(kept, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> QuestionModel:
        kept = json.loads((folder / "model.json").read_text("utf-8"))
        has_meaning = (folder / "meaning.skops").exists()
        model = cls(kept["settings"], encoder() if has_meaning else None)
        model._restorer = MarkRestorer(kept["marks"]["single"], kept["marks"]["pairs"])
        for name in _PARTS if model._encoder is not None else _WITHOUT_MEANING:
            if (path := folder / f"{name}.skops").exists():
                setattr(model, f"_{name}", load_part(path, kept["terms"][name]))
        model._urgent.load(folder)
        return model


def _quick(coefficients: np.ndarray) -> csc_matrix:
    """Weights in 32 bits without those next to nothing: a fifth is left, and the first intent stays the same.

    By columns, because a question is multiplied with the transposed matrix: otherwise each would make a copy.
    """
    return csc_matrix(np.where(np.abs(coefficients) < _NOTHING, 0, coefficients), dtype=np.float32)
