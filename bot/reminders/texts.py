"""The words of a reminder: what goes out on its day, and what is agreed to before it is kept."""

from __future__ import annotations

from datetime import date

from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.i18n import N_, gettext_for
from bot.reminders.kinds import ABOUT
from bot.reminders.reminder import Kind, Reminder
from knowledge import wording
from knowledge.schema import Language, Unit

CONSENT_VERSION = "2026-11-22"
"""Of the text below; kept with each reminder. Change it when the text changes its meaning."""
CONSENT = N_(
    "🔒 If you say yes, I keep this reminder encrypted, only to send it to you, and delete it after the last message. Beside it stand "
    "your chat and the time of the next message, which I need for sending. You can delete it at any time: /reminders. "
    "Whoever sees your phone may read it."
)
KEPT = N_(
    "• A reminder that you asked for is kept encrypted until its last message, then deleted. /reminders shows and deletes them, "
    "/forget deletes all of them."
)
ONLY_ALONE = N_("Reminders work only when you write to me alone, not in a group.")

_AHEAD: dict[Kind, str] = {
    Kind.HI_CARD: N_(
        "Your health card ends on **{day}** ({left}).\nPay before it ends: the new period follows on, without a wait, and you lose no day."
    ),
    Kind.CONTRIBUTION: N_(
        "Today, **{day}**, you wanted to pay voluntary social insurance.\nKeep the receipt, and look in VssID later."
    ),
    Kind.BIRTH_ALLOWANCE: N_(
        "File for the birth allowance of voluntary social insurance by **{day}**. The last day is {last} ({left})."
    ),
    Kind.MATERNITY_MONEY: N_(
        "Give the maternity papers to the company by **{day}**. The last day is {last} ({left}). Keep proof that you gave them."
    ),
    Kind.UNEMPLOYMENT: N_("File for unemployment benefit by **{day}**. The last day is {last} ({left})."),
}
_AHEAD_COURT = N_("Your dispute with the employer: file with the court by **{day}**. The last day is {last} ({left}).")
_AHEAD_DISPUTE: dict[str | None, str] = {
    "conciliator": N_(
        "Your dispute with the employer: ask the labour conciliator by **{day}**. The last day is {last} ({left})."
    ),
    "court": _AHEAD_COURT,
}
_OVER: dict[Kind, str] = {
    Kind.HI_CARD: N_(
        "Your health card ended on **{last}**.\nPay again as soon as you can: days without a card are not covered, and after a long gap the "
        "new card works only after a wait."
    ),
    Kind.CONTRIBUTION: N_(
        "On **{last}** you wanted to pay voluntary social insurance.\nIf you have not paid yet, ask the collection point today whether it is "
        "still in time."
    ),
    Kind.DISPUTE: N_(
        "The time limit in your dispute with the employer ended on **{last}**.\nAsk an adviser at once what can still be done."
    ),
    Kind.BIRTH_ALLOWANCE: N_(
        "The time to file for the birth allowance ended on **{last}**.\nYou can still file, with a written explanation why it is late. "
        "Ask an adviser or the social insurance office."
    ),
    Kind.MATERNITY_MONEY: N_(
        "The time to hand in the maternity papers ended on **{last}**.\nYou can still hand them in, with a written explanation why it is late. "
        "Ask an adviser or the social insurance office."
    ),
    Kind.UNEMPLOYMENT: N_(
        "The time to file for unemployment benefit ended on **{last}**.\nThe months you paid are not lost, they count next time. If the company "
        "went bankrupt or disappeared, the time may run later: ask the employment service or an adviser now."
    ),
}
_OVER_CONCILIATOR = N_(
    "In your dispute with the employer the time to ask the labour conciliator ended on **{last}**.\nThe time to go to court is longer: "
    "ask an adviser at once which way is still open."
)
_STILL_COUNTS = N_(
    "**{title}**: the last day was {last}, a day off. By the Civil Code **{until}** still counts, the next working day. Do it at once."
)


def message_text(reminder: Reminder, today: date) -> str:
    """What the reminder says when it goes out on a day, with the true dates of that day."""
    _ = gettext_for(reminder.language)
    day = reminder.meant_on(today)
    last = reminder.last or day
    until = reminder.until or last
    if today > until:
        over = _OVER_CONCILIATOR if reminder.step == "conciliator" else _OVER[reminder.kind]
        text = _(over)
    elif today > last:
        text = _(_STILL_COUNTS)
    elif reminder.kind is Kind.DISPUTE:
        text = _(_AHEAD_DISPUTE.get(reminder.step, _AHEAD_COURT))
    else:
        text = _(_AHEAD[reminder.kind])
    lines = [
        "🔔 "
        + text.format(
            day=wording.day(day, reminder.language),
            last=wording.day(last, reminder.language),
            until=wording.day(until, reminder.language),
            title=_(ABOUT[reminder.kind].title),
            left=left_text((last - today).days, reminder.language),
        )
    ]
    if reminder.last is not None and today <= until:
        law_of = wording.day(reminder.law_of, reminder.language)
        lines.append(_("Worked out by the law of {day}.").format(day=law_of))
    return "\n".join(lines)


def message_card(reminder: Reminder, id: str, today: date, late: bool) -> Card:
    """The message that goes out: ``late`` when the bot was off on the right day."""
    _ = gettext_for(reminder.language)
    about = ABOUT[reminder.kind]
    lines = [message_text(reminder, today)]
    if late:
        lines.append(_("I could not write to you in time. I am sorry."))
    rows: list[tuple[Button, ...]] = []
    following = reminder.next_after(today)
    if following is None:
        lines.append(_("This was the last message. The reminder is deleted."))
    else:
        lines.append(_("Next message: {day}.").format(day=wording.day(following.date(), reminder.language)))
        rows.append((button(_("Stop reminding me"), "rem", f"stop:{id}"),))
    rows.append(
        (button(_("Read about it"), "art", about.article), button(_("Talk to an adviser"), "help", about.topic))
    )
    return Card(text="\n".join(lines), buttons=tuple(rows))


def left_text(days: int, language: Language) -> str:
    """``còn 15 ngày``, ``hôm nay``."""
    _ = gettext_for(language)
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return _("{days} left").format(days=wording.counted(days, Unit.DAYS, language))


def line_of(reminder: Reminder, today: date) -> str:
    """A reminder in a few words, for the list: what it is about, and when the next message goes out."""
    _ = gettext_for(reminder.language)
    title = _(ABOUT[reminder.kind].title)
    following = reminder.next_after(today)
    day = wording.day(following.date() if following else reminder.day, reminder.language)
    return f"{title} · {day}"
