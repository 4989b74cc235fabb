"""Opening a case, opening it again, and telling both sides."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils.db import Database

from bot.conversation.buttons import button
from bot.conversation.replies import ButtonRows, Card
from bot.handoff.desk import TERMINAL, Desk, language_of_case, refresh_card, tell_staff, to_staff, to_worker
from bot.handoff.errands import TopicState
from bot.handoff.steps import Open
from bot.handoff.waiting import usual_wait
from bot.i18n import gettext_for
from bot.storage import cases
from bot.storage.cases import Case
from bot.storage.outbox import Target


def open_case(db: Database, desk: Desk, channel: str, person: str, target: Target, step: Open, now: datetime) -> Case:
    """Keep the case, tell the person its number and the advisers what it is about. One open case a person."""
    running = cases.open_of(db, channel, person)
    if running is not None:
        to_worker(db, running, [still_open_card(running)], now)
        return running
    group = None if channel == TERMINAL else desk.groups.for_case(step.topic, step.province)
    case = cases.open_case(
        db,
        {
            "channel": channel,
            "person": person,
            "chat": target.chat,
            "language": step.language,
            "topic": step.topic,
            "province": step.province,
            "sealed": step.sealed,
            "consent": step.consent,
            "consented_at": now.isoformat(),
            "group_chat": group.chat if group is not None else TERMINAL,
        },
        now,
    )
    cases.note(db, case.number, "worker", "opened", now)
    refresh_card(db, case, now)
    _ = gettext_for(language_of_case(case))
    waiting = usual_wait(db, case.group_chat, language_of_case(case), now)
    text = _(
        "✅ Your case has the number **{number}** and is with {group}. An adviser answers here in this chat. {waiting}\n"
        "Send pictures of contracts, pay slips or messages now: I pass them on. Cover names and ID numbers of others."
    ).format(
        number=case.number,
        group=desk.group_name(case) if group is not None else "quyen cases",
        waiting=waiting or _("I cannot promise how long it takes."),
    )
    to_worker(db, case, [Card(text=text, buttons=waiting_buttons(case))], now)
    return case


def waiting_buttons(case: Case) -> ButtonRows:
    """What a person can do while a case is open."""
    _ = gettext_for(language_of_case(case))
    return (
        (button(_("Free help by phone meanwhile"), "help", case.topic or ""),),
        (button(_("I do not need the adviser any more"), "case", f"withdraw:{case.number}"),),
    )


def still_open_card(case: Case) -> Card:
    """Says that a case is open already, and how to add to it."""
    _ = gettext_for(language_of_case(case))
    state = _("An adviser has it.") if case.state == "taken" else _("It waits for an adviser.")
    text = _("Your case **{number}** is open. {state} To add something, write /case and what you want to say.").format(
        number=case.number, state=state
    )
    return Card(text=text, buttons=waiting_buttons(case))


def reopen(db: Database, desk: Desk, case: Case, actor: str, now: datetime) -> Case:
    """Open a closed case again: it waits for an adviser. A person has one open case at a time."""
    if case.state != "closed" or cases.open_of(db, case.channel, case.person) is not None:
        return case
    case = cases.change(
        db,
        case.number,
        state="waiting",
        waiting_since=now,
        closed_at=None,
        taken_by=None,
        reminded_at=None,
        comforted_at=None,
    )
    cases.note(db, case.number, actor, "reopened", now)
    if case.thread is not None:
        to_staff(db, case, [TopicState(state="reopen", thread=case.thread)], now)
    refresh_card(db, case, now)
    _ = gettext_for("vi")
    tell_staff(db, case, _("↩️ The case is open again and waits for an adviser."), now)
    _ = gettext_for(language_of_case(case))
    text = _("Your case **{number}** is open again and waits for an adviser.").format(number=case.number)
    to_worker(db, case, [Card(text=text, buttons=waiting_buttons(case))], now)
    return case
