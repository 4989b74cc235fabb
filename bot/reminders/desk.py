"""Carries out what a conversation wants done with reminders, within the transaction of the update.

What is said depends on what is kept, so the reply is made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlite_utils.db import Database

from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.i18n import gettext_for
from bot.reminders.reminder import Reminder, today_of
from bot.reminders.steps import Keep, Show, Step, Stop
from bot.reminders.texts import ONLY_ALONE, line_of
from bot.storage import reminders
from bot.storage.reminders import Kept
from knowledge import wording
from knowledge.schema import Language

MOST_REMINDERS = 20  # a person


class Sealing(Protocol):
    """What seals a text (:class:`bot.storage.vault.Vault`)."""

    def seal(self, text: str) -> str: ...

    def open(self, sealed: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Errand:
    """One step of one person, with what it takes to carry it out."""

    step: Step
    language: Language
    vault: Sealing
    private: bool
    """Whether only this person reads the chat: in a group nothing is kept or shown."""

    def carry_out(self, db: Database, channel: str, person: str, chat: str, now: datetime) -> tuple[Card, ...]:
        """Do it; what to say about it."""
        _ = gettext_for(self.language)
        if not self.private:
            return (Card(text=_(ONLY_ALONE)),)
        match self.step:
            case Keep():
                return (self._keep(db, channel, person, chat, self.step, now),)
            case Stop(id=id):
                if reminders.stop(db, channel, person, id):
                    text = _("Stopped. The reminder is deleted.")
                else:
                    text = _("This reminder is already deleted. Nothing more will come of it.")
                return (Card(text=text, buttons=self._last_rows()),)
            case Show():
                return (self._list(db, channel, person, now),)

    def _keep(self, db: Database, channel: str, person: str, chat: str, step: Keep, now: datetime) -> Card:
        _ = gettext_for(self.language)
        kept = self._opened(reminders.of_person(db, channel, person))
        for other, said in kept:
            if said.kind is step.reminder.kind and said.day == step.reminder.day:  # asked for again: the new one counts
                reminders.delete(db, other.id)
                kept = [pair for pair in kept if pair[0] is not other]
        coming = step.reminder.moments(now)
        if not coming:
            return Card(text=_("That day is over, so I have nothing to remind you of."), buttons=self._last_rows())
        if len(kept) >= MOST_REMINDERS:
            text = _("You have {number} reminders already, more I cannot keep. Delete one first.")
            return Card(text=text.format(number=len(kept)), buttons=self._last_rows())
        sealed = self.vault.seal(step.reminder.model_dump_json())
        id = reminders.add(db, channel, person, chat, coming[0], sealed, step.consent, now)
        text = _("Done. My first message comes on **{day} at {time}**.").format(
            day=wording.day(coming[0].date(), self.language), time=f"{coming[0]:%H:%M}"
        )
        rows = ((button(_("Stop reminding me"), "rem", f"stop:{id}"),), *self._last_rows())
        return Card(text=text, buttons=rows)

    def _list(self, db: Database, channel: str, person: str, now: datetime) -> Card:
        _ = gettext_for(self.language)
        every = reminders.of_person(db, channel, person)
        rows: list[tuple[Button, ...]] = []
        known = {row.id: said for row, said in self._opened(every)}
        lines = [_("**Your reminders**")] if every else [_("You have no reminders.")]
        for row in every:
            if (said := known.get(row.id)) is not None:
                line = line_of(said.model_copy(update={"language": self.language}), today_of(now))
            else:
                line = _("cannot be read any more")
            lines.append(f"• {line}")
            rows.append((button(_("🗑 Delete: {what}").format(what=line), "rem", f"stop:{row.id}"),))
        rows.append((button(_("🔔 New reminder"), "rem", "new"), button(_("Menu"), "menu")))
        return Card(text="\n".join(lines), buttons=tuple(rows))

    def _opened(self, rows: list[Kept]) -> list[tuple[Kept, Reminder]]:
        """The reminders with what they say; without those that no key opens."""
        found = []
        for row in rows:
            try:
                found.append((row, Reminder.model_validate_json(self.vault.open(row.sealed))))
            except Exception:  # noqa: S112  # a lost key must not take away the list, or the buttons that delete
                continue
        return found

    def _last_rows(self) -> tuple[tuple[Button, ...], ...]:
        _ = gettext_for(self.language)
        return ((button(_("🔔 Your reminders"), "rem", "list"), button(_("Menu"), "menu")),)
