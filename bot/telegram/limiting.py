"""How much one person may ask in a minute. Who sends faster is told once, then not answered until the minute is over."""

from __future__ import annotations

from enum import Enum, auto

from bot.handoff.steps import Around
from bot.i18n import N_
from bot.telegram.pacing import MANY_CHATS, Window

MINUTE = 60.0  # seconds
SLOW_DOWN = N_("A little slower, please: I answer one message after the other. Please write again in a minute.")


class Verdict(Enum):
    ANSWER = auto()
    SAY_SO = auto()
    """The first one too many: the person is told."""
    SILENCE = auto()


class RateLimit:
    """At most ``per_minute`` messages of one person are answered in any minute; 0: all of them."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._people: dict[str, Window] = {}
        self._told: dict[str, float] = {}

    def verdict(self, person: str, now: float) -> Verdict:
        """What to do with one more message; ``now`` in seconds of any steady clock."""
        if self._per_minute == 0:
            return Verdict.ANSWER
        self._forget_the_quiet(now)
        window = self._people.setdefault(person, Window(self._per_minute, MINUTE))
        if window.delay(now) > 0:
            if now - self._told.get(person, -MINUTE) < MINUTE:
                return Verdict.SILENCE
            self._told[person] = now
            return Verdict.SAY_SO
        window.note(now)
        return Verdict.ANSWER

    def _forget_the_quiet(self, now: float) -> None:
        if len(self._people) > MANY_CHATS:
            for quiet in [person for person, window in self._people.items() if window.is_empty(now)]:
                del self._people[quiet]
                self._told.pop(quiet, None)


def applies(around: Around) -> bool:
    """Whether the limit is for this message: what may go on to an adviser is never held back."""
    return around.case is None
