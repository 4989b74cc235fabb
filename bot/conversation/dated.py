"""Answers by the law of the day a question is about, and buttons that keep that day: ``1:art:ARTICLE@2688``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.loading import topic_of
from knowledge.schema import Topic
from nlu.moments import Event, moment_in

_FIRST = date(2000, 1, 1)
_DAYS = re.compile(r"[0-9a-f]{1,4}")  # since then, in hex: the longest article leaves five characters on a button

# An event decides the law only of its own subjects: whoever withdraws money asks for the law of today.
_DECIDES: dict[Event, frozenset[Topic]] = {
    "birth": frozenset({Topic.MATERNITY}),
    "death": frozenset({Topic.SURVIVOR_FUNERAL}),
    "dismissal": frozenset({Topic.PROBATION_TERMINATION}),
}
# They tell before and after; read on the day itself, the before would be gone.
_ABOUT_A_CHANGE = frozenset(
    {"si_state_support/poverty-line-rise", "hi_contribution/planned-rise", "legal_aid/wider-groups-later"}
)


def day_asked(text: str, article_id: str, on: date) -> date | None:
    """The day whose law answers a question with an article; None: that of any other question."""
    moment = moment_in(text, on)
    if moment is None or article_id in _ABOUT_A_CHANGE:
        return None
    topics = _DECIDES.get(moment.event)
    return moment.day if topics is None or topic_of(article_id) in topics else None


def with_day(article_id: str, day: date | None) -> str:
    """An article, perhaps with a day, as the argument of a button."""
    return article_id if day is None or day < _FIRST else f"{article_id}@{(day - _FIRST).days:x}"


def without_day(argument: str) -> tuple[str, date | None]:
    """The article of a button's argument, and its day if it carries one."""
    article_id, _, said = argument.partition("@")
    if not _DAYS.fullmatch(said):
        return article_id, None
    return article_id, _FIRST + timedelta(days=int(said, 16))
