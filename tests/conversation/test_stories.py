"""Conversations as stories that a lawyer can read: ``stories/*.yaml``.

A story has a ``name``, the day it happens (``on``), perhaps another day whose law counts (``law_of``), the language
the person's app is set to (``app``), and ``engine: nlu`` where the trained understanding is needed (else full-text
search alone answers). Its steps are what the person does:

- ``say: text`` (``times: 500`` repeats it), ``command: /help``, ``picture: caption``, ``wait: 31 days``;
- ``tap: label``: the button of the last replies whose label has these words; ``press: data``: what an old or forged
  button may send;

and what must be seen then: ``expect`` and ``not_expect`` (phrases of the replies), ``first`` (of the first reply),
``buttons`` and ``no_buttons`` (words of labels), ``language`` (in which the person is addressed), ``counted``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from bot.conversation.assistant import Assistant
from bot.conversation.events import Attachment, AttachmentKind, Command, Event, Press, Text
from bot.conversation.replies import Button, Card
from bot.conversation.session import Outcome, Session
from bot.conversation.understanding import Understander
from knowledge.clock import VIET_NAM
from knowledge.database import Knowledge
from knowledge.markup import plain
from knowledge.yaml_source import read_yaml
from nlu.client import NluClient
from nlu.decision import load_thresholds

# Fixed, so that newly chosen thresholds do not change the stories told with search alone.
SEARCH_ALONE = load_thresholds().model_copy(
    update={"search_scale": 60.0, "search_answer": 0.57, "search_suggest": 0.35, "margin": 0.04}
)


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Step(Strict):
    say: str | None = None
    times: int = 1
    tap: str | None = None
    press: str | None = None
    command: str | None = None
    picture: str | None = None
    wait: str | None = None

    expect: list[str] = []
    not_expect: list[str] = []
    first: str | None = None
    buttons: list[str] = []
    no_buttons: list[str] = []
    language: Literal["vi", "en"] | None = None
    counted: list[str] = []
    gap: str | None = None  # why, and the article it is about


class Story(Strict):
    name: str
    on: date = date(2026, 11, 21)
    law_of: date | None = None
    app: Literal["vi", "en"] | None = None
    engine: Literal["search", "nlu"] = "search"
    xfail: str | None = None
    steps: list[Step]


def stories(engine: str) -> Iterator[Any]:
    for path in sorted((Path(__file__).parent / "stories").glob("*.yaml")):
        for record in read_yaml(path).data:
            story = Story.model_validate(record)
            marks = [pytest.mark.xfail(strict=True, reason=story.xfail)] if story.xfail else []
            if story.engine == engine:
                yield pytest.param(story, id=f"{path.stem}: {story.name}", marks=marks)


@dataclass
class Talk:
    """One person's conversation: its session, its clock and the last replies."""

    assistant: Assistant
    now: datetime
    session: Session
    outcome: Outcome = field(default_factory=lambda: Outcome(session=Session()))

    async def do(self, step: Step) -> None:
        if step.wait is not None:
            number, unit = step.wait.split()
            self.now += timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(number)})
            return
        self.now += timedelta(seconds=20)
        # The session is kept as text between two messages.
        kept = Session.model_validate_json(self.session.model_dump_json())
        self.outcome = await self.assistant.respond(self.event(step), kept, self.now)
        self.session = self.outcome.session

    def event(self, step: Step) -> Event:
        if step.say is not None:
            return Text(step.say * step.times)
        if step.tap is not None:
            return Press(self.button(step.tap).data)
        if step.press is not None:
            return Press(step.press)
        if step.command is not None:
            name, _, argument = step.command.removeprefix("/").partition(" ")
            return Command(name, argument)
        assert step.picture is not None, "a step says, taps, presses, commands, shows a picture or waits"
        return Attachment(AttachmentKind.PHOTO, step.picture)

    @property
    def buttons(self) -> list[Button]:
        rows = [row for reply in self.outcome.replies if reply.kind != "document" for row in reply.buttons]
        return [button for row in rows for button in row]

    def button(self, label: str) -> Button:
        found = [b for b in self.buttons if b.label == label] or [b for b in self.buttons if label in b.label]
        assert found, f"there is no button '{label}'; there are {[b.label for b in self.buttons]}"
        return found[0]

    @property
    def texts(self) -> list[str]:
        return [plain(reply.text if isinstance(reply, Card) else reply.caption) for reply in self.outcome.replies]


def check(step: Step, talk: Talk) -> None:
    if step.wait is not None:
        return
    everything = "\n\n".join(talk.texts)
    labels = [button.label for button in talk.buttons]
    assert talk.texts and all(text.strip() for text in talk.texts), "silence"
    for phrase in step.expect:
        assert phrase in everything, f"'{phrase}' is missing in:\n{everything}"
    for phrase in step.not_expect:
        assert phrase not in everything, f"'{phrase}' must not stand in:\n{everything}"
    if step.first is not None:
        assert step.first in talk.texts[0], f"'{step.first}' does not come first:\n{everything}"
    for label in step.buttons:
        assert any(label in other for other in labels), f"no button '{label}' among {labels}"
    for label in step.no_buttons:
        assert not any(label in other for other in labels), f"a button '{label}' among {labels}"
    if step.language is not None:
        assert talk.session.speaks == step.language
    counted = [f"{count.what} {count.about}".strip() for count in talk.outcome.counts]
    for count in step.counted:
        assert count in counted, f"'{count}' was not counted, only {counted}"
    given = talk.outcome.gap
    assert (f"{given.why} {given.nearest}" if given is not None else None) == step.gap


async def tell(story: Story, knowledge: Knowledge, nlu: NluClient | None) -> None:
    understander = Understander(knowledge, nlu, SEARCH_ALONE if nlu is None else None)
    assistant = Assistant(knowledge, understander, idle=timedelta(days=30), on=story.law_of)
    start = datetime.combine(story.on, time(9), VIET_NAM)
    talk = Talk(assistant, start, Session(client_language=story.app))
    for number, step in enumerate(story.steps, 1):
        try:
            await talk.do(step)
            check(step, talk)
        except AssertionError as error:
            done = step.model_dump(exclude_defaults=True, include={"say", "tap", "press", "command", "picture"})
            raise AssertionError(f"step {number}, {str(done)[:200]}: {error}") from None


@pytest.mark.parametrize("story", list(stories("search")))
async def test_story(story: Story, knowledge: Knowledge) -> None:
    await tell(story, knowledge, None)


@pytest.mark.rasa
@pytest.mark.parametrize("story", list(stories("nlu")))
async def test_story_told_with_the_trained_understanding(story: Story, knowledge: Knowledge, nlu_url: str) -> None:
    async with NluClient(nlu_url, timeout=10) as nlu:
        await tell(story, knowledge, nlu)


def test_there_are_stories_enough() -> None:
    told = {engine: [param.id for param in stories(engine)] for engine in ("search", "nlu")}
    assert len(set(told["search"])) == len(told["search"]) >= 25
    assert len(set(told["nlu"])) == len(told["nlu"]) >= 5
