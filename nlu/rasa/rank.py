"""Ranks held-out texts with the project's model, outside a server: the engine of ``quyen nlu test``.

Runs in the Rasa environment: ``python -m nlu.rasa.rank FOLDS.json RANKINGS.json``. In:
``{"marked": [text, …], "folds": [{"train": [[text, intent], …], "test": [text, …]}, …]}``; out: a list
of rankings for each fold.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from nlu.rasa.question_model import QuestionModel
from nlu.rasa.sentence_features import encoder

CACHE = Path(__file__).parent / "models" / "test_features.npz"


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    shared = encoder() if job.get("sentence_features", True) else None
    rankings = []
    for fold in job["folds"]:
        model = QuestionModel({"sentence_features": shared is not None}, shared)
        texts, intents = zip(*fold["train"], strict=True)
        model.fit(texts, intents, job["marked"], CACHE)
        rankings.append(model.rank(model.read(fold["test"], CACHE)))
    Path(sys.argv[2]).write_text(json.dumps(rankings), "utf-8")


if __name__ == "__main__":
    main()
