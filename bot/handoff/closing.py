"""The end of a case: closed, rated, withdrawn, deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils.db import Database

from bot.conversation.buttons import button
from bot.conversation.replies import ButtonRows, Card
from bot.handoff.desk import (
    STAFF_CHANNEL,
    Desk,
    language_of_case,
    refresh_card,
    tell_staff,
    to_staff,
    to_worker,
)
from bot.handoff.errands import TopicState
from bot.handoff.steps import Rating
from bot.i18n import N_, gettext_for
from bot.storage import cases, outbox
from bot.storage.cases import Case
from bot.storage.outbox import Target

RATINGS: dict[Rating, str] = {"useful": N_("👍 Yes"), "partly": N_("Partly"), "not_useful": N_("👎 No")}


def close(db: Database, desk: Desk, case: Case, actor: str, now: datetime) -> Case:
    """Close a case; the person is asked whether it helped."""
    if case.state == "closed":
        return case
    case = cases.change(db, case.number, state="closed", closed_at=now)
    cases.note(db, case.number, actor, "closed", now)
    _ = gettext_for(language_of_case(case))
    text = _(
        "Your case **{number}** is closed; everything of it is deleted after {days} days. Did the advice help you?"
    )
    card = Card(text=text.format(number=case.number, days=desk.kept_days), buttons=_rating_buttons(case))
    to_worker(db, case, [card], now)
    _close_topic(db, case, now)
    return case


def _rating_buttons(case: Case) -> ButtonRows:
    _ = gettext_for(language_of_case(case))
    ratings = tuple(button(_(label), "case", f"rate:{case.number}:{rating}") for rating, label in RATINGS.items())
    return (ratings, (button(_("It is not settled: open it again"), "case", f"reopen:{case.number}"),))


def withdraw(db: Database, case: Case, now: datetime) -> Case:
    """The person needs no adviser any more."""
    if case.state == "closed":
        return case
    case = cases.change(db, case.number, state="closed", closed_at=now)
    cases.note(db, case.number, "worker", "withdrawn", now)
    _ = gettext_for("vi")
    tell_staff(db, case, _("The person does not need an adviser any more. The case is closed."), now)
    _close_topic(db, case, now)
    _ = gettext_for(language_of_case(case))
    text = _("Case **{number}** is closed. I answer your questions again.").format(number=case.number)
    to_worker(db, case, [Card(text=text, buttons=((button(_("Menu"), "menu"),),))], now)
    return case


def rate(db: Database, case: Case, rating: Rating, now: datetime) -> None:
    """Keep what the person thinks of the advice, and tell the advisers, once however often it is pressed."""
    if case.rating != rating:
        cases.change(db, case.number, rating=rating)
        cases.note(db, case.number, "worker", f"rated {rating}", now)
        _ = gettext_for("vi")
        text = _("The person's answer to “Did it help?”: {rating}").format(rating=_(RATINGS[rating]))
        tell_staff(db, case, text, now)
    _ = gettext_for(language_of_case(case))
    to_worker(db, case, [Card(text=_("Thank you. Your answer helps the advisers."))], now)


def _close_topic(db: Database, case: Case, now: datetime) -> None:
    refresh_card(db, case, now)
    if case.thread is not None:
        to_staff(db, case, [TopicState(state="close", thread=case.thread)], now)


def delete(db: Database, case: Case, now: datetime) -> None:
    """Delete a case here, what still waits to be sent for it, and its topics in the staff groups."""
    outbox.drop_case(db, case.number, now)
    cases.remove(db, case.number)
    topics = (case.left or "").split() + ([f"{case.group_chat}/{case.thread}"] if case.thread is not None else [])
    for topic in topics:
        chat, _slash, thread = topic.partition("/")
        # Not as an errand of the case: the case is gone.
        gone = TopicState(state="delete", thread=int(thread))
        outbox.put(db, STAFF_CHANNEL, Target(chat=chat), [gone], now)


def forget(db: Database, channel: str, person: str, now: datetime) -> int:
    """Delete every case of a person. Returns how many there were."""
    found = cases.all_of(db, channel, person)
    for case in found:
        delete(db, case, now)
    return len(found)


def delete_old(db: Database, kept: timedelta, now: datetime) -> int:
    """Delete the cases that were closed long enough ago. Returns how many."""
    old = cases.closed_before(db, now - kept)
    for case in old:
        delete(db, case, now)
    return len(old)
