"""Judges held-out texts with the model of urgent messages, outside a server: for ``quyen nlu test --urgent``.

Runs in the Rasa environment: ``python -m nlu.rasa.judge JOB.json JUDGED.json``. In: ``{"marked": [text, …],
"examples": [[text, intent], …], "folds": 5, "others": [text, …]}``; out: ``{"examples": …, "others": …}``, for
each text its kind and probability: of an example by a model that never saw it, of the others by one that saw all.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

from nlu.rasa.question_model import QuestionModel
from nlu.rasa.rank import CACHE
from nlu.rasa.sentence_features import encoder
from nlu.rasa.urgent_model import PREFIX, Urgency, UrgentModel


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    texts, intents = zip(*job["examples"], strict=True)
    whole = QuestionModel({}, encoder())
    whole.fit(texts, intents, job["marked"], CACHE)
    read = whole.read(texts, CACHE)
    names = np.array(intents, dtype=object)
    judged: list[Urgency | None] = [None] * len(texts)
    kinds = [name if name.startswith(PREFIX) else "" for name in intents]
    folds = StratifiedKFold(job["folds"], shuffle=True, random_state=2026)
    for known, unknown in folds.split(names, kinds):
        model = UrgentModel()
        model.fit(read.words[known], read.features[known] if read.features is not None else None, names[known])
        found = model.judge(read.words[unknown], read.features[unknown] if read.features is not None else None)
        for i, urgency in zip(unknown, found, strict=True):
            judged[i] = urgency
    answer = {"examples": judged, "others": whole.urgency(whole.read(job["others"], CACHE))}
    Path(sys.argv[2]).write_text(json.dumps(answer), "utf-8")


if __name__ == "__main__":
    main()
