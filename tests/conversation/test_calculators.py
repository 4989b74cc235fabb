"""The calculators in conversation, as stories: ``calculators/NAME.yaml``, told like those of ``stories``.

Search alone understands what is no answer (``engine: nlu`` where the trained understanding is needed).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.calculators.registry import forms
from knowledge.database import Knowledge
from nlu.client import NluClient
from tests.conversation.test_stories import Story, tell

FOLDER = Path(__file__).parent / "calculators"


def told() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for record in yaml.safe_load(path.read_text("utf-8")):
            story = Story.model_validate(record)
            marks = [pytest.mark.rasa] if story.engine == "nlu" else []
            yield pytest.param(story, id=f"{path.stem}: {story.name}", marks=marks)


@pytest.mark.parametrize("story", list(told()))
async def test_calculator_story(story: Story, knowledge: Knowledge, request: pytest.FixtureRequest) -> None:
    if story.engine == "search":
        await tell(story, knowledge, None)
        return
    async with NluClient(request.getfixturevalue("nlu_url"), timeout=10) as nlu:
        await tell(story, knowledge, nlu)


def test_every_calculator_is_told_in_both_languages() -> None:
    for name in forms():
        path = FOLDER / f"{name.replace('-', '_')}.yaml"
        languages = {record.get("app") for record in yaml.safe_load(path.read_text("utf-8"))}
        assert languages >= {"vi", "en"}, f"{path.name} has stories only for {languages}"
