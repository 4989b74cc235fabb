"""Tells messages that need help at once from ordinary ones, and which help they need.

- *Words*: a logistic regression over the TF-IDF features that the border of the scope uses too.
- *Meaning*: a support vector machine with radial kernel over the sentence features. The urgent messages are few
  and unlike each other: near which of them a text lies says more than on which side of one plane.
- *Kind*: logistic regressions over both, learned from the urgent messages alone.

Runs in the Rasa environment. Learns from intents ``urgent.KIND``; ``urgent.none`` only sounds urgent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from nlu.rasa.parts import load_part, save_part
from nlu.rasa.sentence_features import Features

PREFIX = "urgent."
NOT_URGENT = "urgent.none"
MEANING_WEIGHT = 0.7
_SHARPNESS = 3.0  # turns margins of the support vector machine into something like probabilities
_WORTH_NAMING = 0.05  # below this nobody asks for the kind
_PARTS = ("urgent_words", "urgent_meaning", "urgent_kind_words", "urgent_kind_meaning")

Urgency = tuple[str, float]


class UrgentModel:
    """How likely each text is urgent, and its kind."""

    def __init__(self) -> None:
        self._parts: dict[str, Any] = {}

    def fit(self, words: csr_matrix, features: Features | None, intents: NDArray[Any]) -> None:
        """Learn from the texts' TF-IDF features, their sentence features if there are any, and their intents."""
        kinds = np.array([name.removeprefix(PREFIX) for name in intents])
        urgent = np.array([name.startswith(PREFIX) and name != NOT_URGENT for name in intents])
        if not urgent.any() or urgent.all():
            return
        self._parts["urgent_words"] = _regression().fit(words, urgent)
        self._parts["urgent_kind_words"] = _regression().fit(words[urgent], kinds[urgent])
        if features is not None:
            self._parts["urgent_meaning"] = SVC(C=3.0, gamma=6.0, class_weight="balanced").fit(features, urgent)
            self._parts["urgent_kind_meaning"] = _regression().fit(features[urgent], kinds[urgent])

    def judge(self, words: csr_matrix, features: Features | None) -> list[Urgency | None]:
        """The likeliest kind of each text with the probability that the text is urgent at all; None: never learned."""
        count = words.shape[0]
        if "urgent_words" not in self._parts:
            return [None] * count
        meaning = features is not None and "urgent_meaning" in self._parts
        shares = self._parts["urgent_words"].predict_proba(words)[:, 1]
        if meaning:
            margins = self._parts["urgent_meaning"].decision_function(features)
            shares = (1 - MEANING_WEIGHT) * shares + MEANING_WEIGHT / (1 + np.exp(-_SHARPNESS * margins))
        kinds = np.full(count, "none", dtype=object)
        if (named := np.flatnonzero(shares >= _WORTH_NAMING)).size:
            by_words = self._parts["urgent_kind_words"]
            likely = by_words.predict_proba(words[named])
            if meaning and features is not None:
                likely = likely + self._parts["urgent_kind_meaning"].predict_proba(features[named])
            kinds[named] = by_words.classes_[likely.argmax(axis=1)]
        return [(str(kind), float(share)) for kind, share in zip(kinds, shares, strict=True)]

    # --- keeping

    def save(self, folder: Path) -> None:
        for name, part in self._parts.items():
            save_part(part, folder / f"{name}.skops")

    def load(self, folder: Path) -> None:
        for name in _PARTS:
            if (path := folder / f"{name}.skops").exists():
                self._parts[name] = load_part(path, [])


def _regression() -> LogisticRegression:
    return LogisticRegression(C=30.0, max_iter=1000, class_weight="balanced")
