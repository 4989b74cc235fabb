"""A case goes to another group of advisers."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils.db import Database

from bot.conversation.replies import Card
from bot.handoff import relaying
from bot.handoff.desk import language_of_case, refresh_card, tell_staff, to_staff, to_worker
from bot.handoff.errands import TopicState
from bot.handoff.groups import StaffGroup
from bot.i18n import gettext_for
from bot.storage import cases
from bot.storage.cases import Case


def hand_on(db: Database, case: Case, group: StaffGroup, actor: str, now: datetime) -> Case:
    """Give a case to another group: a topic there, everything the person sent, and a word to the person."""
    _ = gettext_for("vi")
    tell_staff(db, case, _("➡️ Handed on to {group}.").format(group=group.name), now)
    if case.thread is not None:
        to_staff(db, case, [TopicState(state="close", thread=case.thread)], now)
    moved = cases.change(
        db,
        case.number,
        group_chat=group.chat,
        left=" ".join(filter(None, [case.left, f"{case.group_chat}/{case.thread}" if case.thread else None])),
        thread=None,
        card=None,
        topics_asked=0,
        state="waiting",
        taken_by=None,
        waiting_since=now,
        reminded_at=None,
        comforted_at=None,
    )
    cases.note(db, case.number, actor, f"handed on by thread {case.thread}", now)
    refresh_card(db, moved, now)
    relaying.told_again(db, moved, now)
    _ = gettext_for(language_of_case(case))
    text = _("Your case **{number}** is now with {group}. It waits for an adviser there.")
    to_worker(db, moved, [Card(text=text.format(number=case.number, group=group.name))], now)
    return moved
