"""What time alone brings about: reminding of cases nobody took, numbers for those who wait,
another group for cases whose group is gone, deleting old cases."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils.db import Database

from bot.conversation.advisers import advisers_card
from bot.conversation.replies import Card
from bot.handoff import closing
from bot.handoff.desk import STAFF_CHANNEL, TERMINAL, Desk, language_of_case, tell_staff, to_worker
from bot.handoff.handing_on import hand_on
from bot.handoff.opening import waiting_buttons
from bot.handoff.summary import topic_title
from bot.i18n import gettext_for
from bot.storage import cases, outbox, troubles
from bot.storage.cases import Case
from bot.storage.outbox import Target


def attend(db: Database, desk: Desk, now: datetime) -> None:
    """One round; harmless to repeat at any time."""
    for case in cases.listed(db):
        if desk.groups and case.group_chat != TERMINAL and desk.groups.of_chat(case.group_chat) is None:
            # The operator has put another group in its place: nobody of ours reads there any more.
            hand_on(db, case, desk.groups.for_case(case.topic, case.province), "bot", now)
        elif now - _last_word(db, case) > timedelta(days=desk.idle_days):
            _close_silent(db, desk, case, now)
        elif case.state == "waiting":
            _remind(db, desk, case, now)
            _comfort(db, desk, case, now)
    closing.delete_old(db, timedelta(days=desk.kept_days), now)
    _name_troubles(db, desk, now)


def _last_word(db: Database, case: Case) -> datetime:
    """When something was last said or done in a case."""
    said = [message.at for message in cases.messages(db, case.number)]
    return datetime.fromisoformat(max([case.waiting_since, case.taken_at or "", *said]))


def _close_silent(db: Database, desk: Desk, case: Case, now: datetime) -> None:
    """Close what nobody has spoken in for long: else it would be kept forever."""
    _ = gettext_for("vi")
    tell_staff(
        db, case, _("Nothing was said here for {days} days: the case is closed.").format(days=desk.idle_days), now
    )
    closing.close(db, desk, case, "bot", now)


def _remind(db: Database, desk: Desk, case: Case, now: datetime) -> None:
    """In office hours, tell the group of a case that nobody took; again after the same time."""
    last = datetime.fromisoformat(case.reminded_at or case.waiting_since)
    if case.group_chat == TERMINAL or not desk.hours.holds(now) or now - last < timedelta(minutes=desk.remind_minutes):
        return
    cases.change(db, case.number, reminded_at=now)
    hours = int((now - datetime.fromisoformat(case.waiting_since)).total_seconds() // 3600)
    _ = gettext_for("vi")
    text = _("⏰ Nobody has taken this case yet: **{case}** (waits for {hours} h)")
    card = Card(text=text.format(case=topic_title(case), hours=hours))
    outbox.put(db, STAFF_CHANNEL, Target(chat=case.group_chat), [card], now)


def _comfort(db: Database, desk: Desk, case: Case, now: datetime) -> None:
    """Who waits for long is told so honestly, once, with the numbers that can help meanwhile."""
    if case.comforted_at is not None:
        return
    if now - datetime.fromisoformat(case.waiting_since) < timedelta(hours=desk.comfort_hours):
        return
    cases.change(db, case.number, comforted_at=now)
    language = language_of_case(case)
    _ = gettext_for(language)
    text = _("⏳ Nobody has taken your case **{number}** yet; I am sorry. You need not wait for us:").format(
        number=case.number
    )
    numbers = advisers_card(desk.knowledge, case.topic or "", language, case.province)
    to_worker(db, case, [Card(text=f"{text}\n{numbers.text}", buttons=waiting_buttons(case))], now)


def _name_troubles(db: Database, desk: Desk, now: datetime) -> None:
    """Tell the first group how much was set aside since the last time; what it was only `quyen doctor` counts."""
    if not desk.groups:
        return
    told = desk.groups.groups[0].chat
    failed, unknown = troubles.untold(db, now, told)
    if failed or unknown:
        _ = gettext_for("vi")
        text = _(
            "⚠️ Set aside: {failed} message(s) that could not be answered, {unknown} that may not have arrived. "
            "The operator sees more with: quyen doctor"
        ).format(failed=failed, unknown=unknown)
        outbox.put(db, STAFF_CHANNEL, Target(chat=told), [Card(text=text)], now)
