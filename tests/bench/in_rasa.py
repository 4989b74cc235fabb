"""What is measured inside the understanding server's environment: ``python -m tests.bench.in_rasa WHAT JOB ANSWER``.

Python 3.10 syntax, like all that runs there.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from nlu.rasa import question_model
from nlu.rasa.parts import words_features
from nlu.rasa.question_model import QuestionModel
from nlu.rasa.sentence_features import encode, encode_cached, encoder
from nlu.restoring import MarkRestorer
from nlu.text import normalize

_RANKED = 12
CACHE = Path(question_model.__file__).parent / "models" / "sentence_features.npz"


def _megabytes() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def neighbours(job: dict[str, Any]) -> dict[str, Any]:
    """The intent of the nearest training phrase by pieces of words: the simplest classifier there is."""
    texts, intents = zip(*job["train"], strict=True)
    before, begun = _megabytes(), time.perf_counter()
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)
    known = pieces.fit_transform([normalize(text) for text in texts])
    trained = time.perf_counter() - begun
    rankings, times = [], []
    for text in job["test"]:
        begun = time.perf_counter()
        near = np.asarray((known @ pieces.transform([normalize(text)]).T).todense()).ravel()
        ranking: dict[str, float] = {}
        for row in np.argsort(-near)[:200]:
            ranking.setdefault(intents[row], float(near[row]))
        rankings.append(list(ranking)[:_RANKED])
        times.append((time.perf_counter() - begun) * 1000)
    return {"trained": trained, "rankings": rankings, "times": times, "megabytes": _megabytes() - before}


def own(job: dict[str, Any]) -> dict[str, Any]:
    """Our model from nothing: how long it learns."""
    texts, intents = zip(*job["train"], strict=True)
    begun = time.perf_counter()
    model = QuestionModel({}, encoder())
    model.fit(texts, intents, job["marked"], None)
    return {"trained": time.perf_counter() - begun, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def learning(job: dict[str, Any]) -> dict[str, Any]:
    """Processor time each part learns, and what one question costs then.

    A made-up phrase has the mean of the sentence features of the two phrases it was made of: encoding it
    would take the same time for each phrase and say nothing new.
    """
    texts, intents, ones, others = zip(*job["train"], strict=True)
    names, plain = np.array(intents), [normalize(text) for text in texts]
    shared = encoder()
    assert shared is not None, "growth is measured with sentence features"
    model = QuestionModel({}, shared)
    model._restorer = MarkRestorer.learn(job["marked"])
    base = encode_cached(shared, [model.written_out(text) for text in job["base"]], CACHE)  # known from the training
    meaning = (base[list(ones)] + base[list(others)]) / 2
    times, begun = {}, time.process_time()
    words = words_features()
    rows = words.fit_transform(plain)
    svm = LinearSVC(C=question_model.DEFAULTS["words_c"], class_weight="balanced").fit(rows, names)
    times["words"] = time.process_time() - begun
    dense, svm.coef_ = svm.coef_.size * 4 / 1e6, question_model._quick(svm.coef_)
    begun = time.process_time()
    regression = LogisticRegression(C=question_model.DEFAULTS["meaning_c"], max_iter=400, class_weight="balanced")
    regression.fit(meaning, names)
    times["meaning"] = time.process_time() - begun
    asked = []
    for text, features in list(zip(plain, meaning, strict=True))[:: max(1, len(plain) // 300)]:
        begun = time.perf_counter()
        svm.decision_function(words.transform([text]))
        regression.predict_proba(features[None, :])
        asked.append((time.perf_counter() - begun) * 1000)
    begun = time.process_time()
    encode(shared, list(texts[:: len(texts) // 100]))
    times["features of one phrase"] = (time.process_time() - begun) / len(texts[:: len(texts) // 100])
    return {
        "intents": len(svm.classes_), "terms": rows.shape[1], "times": times, "asked": sorted(asked)[len(asked) // 2],
        "kept": svm.coef_.nnz * 8 / 1e6, "dense": dense,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def main() -> None:
    what = {"neighbours": neighbours, "own": own, "learning": learning}[sys.argv[1]]
    Path(sys.argv[3]).write_text(json.dumps(what(json.loads(Path(sys.argv[2]).read_text("utf-8")))), "utf-8")


if __name__ == "__main__":
    main()
