"""The Rasa intent classifier of the project: :class:`~nlu.rasa.question_model.QuestionModel` as a component."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.rasa.question_model import DEFAULTS, QuestionModel
from nlu.rasa.sentence_features import encoder

CACHE = Path(__file__).parents[1] / "models" / "sentence_features.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(IntentClassifier, GraphComponent):
    """Which article, small talk or command a message is about, and whether it needs help at once."""

    @classmethod
    def required_components(cls) -> list[type]:
        return []  # reads the text itself: words and sentence features need different forms of it

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return dict(DEFAULTS)

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: QuestionModel | None = None
    ) -> None:
        self._config = {name: config[name] for name in DEFAULTS if name in config}
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        if not examples:
            raise InvalidConfigException("there are no examples to train on; look at what nlu/training.py writes")
        tables = {table["name"]: table["elements"] for table in training_data.lookup_tables}
        self._model = QuestionModel(self._config, encoder())
        texts, intents = [m.get(TEXT) for m in examples], [m.get(INTENT) for m in examples]
        self._model.fit(texts, intents, tables.get("marked_text", ()), CACHE, set(tables.get("unjudged_text", ())))
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model is None or not messages:
            return messages
        read = self._model.read([m.get(TEXT) or "" for m in messages])
        for message, ranked, urgency in zip(messages, self._model.rank(read), self._model.urgency(read), strict=True):
            if urgency is not None:
                message.set("urgent", {"name": urgency[0], "confidence": urgency[1]}, add_to_output=True)
            ranking = [{"name": name, "confidence": confidence} for name, confidence in ranked]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> QuestionClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, QuestionModel.load(folder))
