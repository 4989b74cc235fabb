"""The groups of advisers, and which of them a case goes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.handoff.provinces import PROVINCES
from knowledge.schema import Topic


class StaffGroup(BaseModel):
    """One group of advisers: a Telegram forum group. Without topics or provinces it takes all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    chat_id: int
    name: str = Field(min_length=1)  # what workers are told
    topics: tuple[Topic, ...] = ()
    provinces: tuple[int, ...] = ()

    @field_validator("provinces")
    @classmethod
    def _known(cls, codes: tuple[int, ...]) -> tuple[int, ...]:
        unknown = [code for code in codes if code not in PROVINCES]
        if unknown:
            raise ValueError(f"no province has the number {unknown[0]}; see docs/operations.md")
        return codes

    @property
    def chat(self) -> str:
        return str(self.chat_id)

    def fit(self, topic: str | None, province: int | None) -> int | None:
        """How well a case fits: higher is nearer; None where the group does not take it."""
        if (self.topics and topic not in self.topics) or (self.provinces and province not in self.provinces):
            return None
        return 2 * bool(self.provinces) + bool(self.topics)


@dataclass(frozen=True, slots=True)
class StaffGroups:
    """All groups; the first one takes what fits nowhere else."""

    groups: tuple[StaffGroup, ...]

    @classmethod
    def of(cls, staff_chat_id: int | None, others: Sequence[StaffGroup], name: str) -> StaffGroups:
        """From the settings: one group for everything, others for some topics or provinces."""
        first = (StaffGroup(chat_id=staff_chat_id, name=name),) if staff_chat_id is not None else ()
        return cls((*first, *(group for group in others if group.chat_id != staff_chat_id)))

    def __bool__(self) -> bool:
        return bool(self.groups)

    def of_chat(self, chat: str) -> StaffGroup | None:
        return next((group for group in self.groups if group.chat == chat), None)

    def for_case(self, topic: str | None, province: int | None) -> StaffGroup:
        """The nearest group: one for the province before one for the topic, else the first."""
        fitting = [(fit, -place) for place, g in enumerate(self.groups) if (fit := g.fit(topic, province)) is not None]
        return self.groups[-max(fitting)[1]] if fitting else self.groups[0]
