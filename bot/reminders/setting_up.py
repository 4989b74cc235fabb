"""Setting up a reminder in conversation: what it needs, what it will say and when, and an explicit yes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.calculators.card import warning_text
from bot.calculators.form import Kind as Answer
from bot.calculators.form import Question
from bot.conversation.buttons import button
from bot.conversation.forms import FormState, control_of, read_answer, value_text
from bot.conversation.replies import Button, Card
from bot.i18n import N_, gettext_for
from bot.reminders.days import read_day
from bot.reminders.kinds import ABOUT, OF_CALCULATOR, questions
from bot.reminders.reckoning import Reckoned, reckoned
from bot.reminders.reminder import HOURS, Draft, Kind, Reminder, today_of
from bot.reminders.steps import Keep, Show, Step, Stop
from bot.reminders.texts import CONSENT, CONSENT_VERSION, message_text
from knowledge import wording
from knowledge.benefits.calculation import InputError
from knowledge.database import Knowledge
from knowledge.law import LawError
from knowledge.schema import Language
from nlu.parsing import parse
from nlu.text import fold, words

_AGREED = re.compile(r"^(?:(?:em|toi|minh|tui) )?dong y(?: nhac (?:toi|minh|em|di))?$|^(?:i )?agreed?$")
_SHOWN = 3  # moments of a repeated reminder
NOT_A_DAY = N_("I could not read that as a day. Type day, month and year.")
_RULES: dict[Kind, str] = {
    Kind.HI_CARD: N_(
        "The law: after {gap} or more without a card, a new one works only {wait} after payment. This is about cards that you pay for "
        "yourself, or with part support."
    ),
    Kind.CONTRIBUTION: N_(
        "The law: who pays every {block} has to pay in the first {limit} of the period. Count them from its first month."
    ),
    Kind.DISPUTE: N_("The law: {limit} from the day you found out."),
    Kind.BIRTH_ALLOWANCE: N_("The law: {limit} from the birth. Only one parent files."),
    Kind.MATERNITY_MONEY: N_("The law: {limit} from the end of the leave. You may hand them in right after the birth."),
    Kind.UNEMPLOYMENT: N_("The law: {limit} from the end of the contract."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """The draft after an event (None: over), what to say, and what is to be done with what is kept."""

    draft: Draft | None
    cards: tuple[Card, ...] = ()
    step: Step | None = None


class SettingUp:
    """Runs the setting up for one turn."""

    def __init__(self, knowledge: Knowledge, on: date, now: datetime, language: Language) -> None:
        self._knowledge, self._on, self._now, self._language = knowledge, on, now, language
        self._today = today_of(now)
        self._ = gettext_for(language)

    def press(self, draft: Draft | None, argument: str, form: FormState | None) -> Told:
        """A button: ``list``, ``new[:KIND]``, ``set:KIND.FIELD=VALUE``, ``hour:HOUR``, ``yes``, ``no``, ``stop:ID``.

        ``form`` may be the calculation that led here: what it knows is not asked again.
        """
        name, _, rest = argument.partition(":")
        match name:
            case "new" if rest in set(Kind):
                kind = Kind(rest)
                return self.start(
                    kind, form.answers if form is not None and OF_CALCULATOR.get(form.calculator) is kind else {}
                )
            case "new":
                return Told(None, (self._choose(),))
            case "set":
                chosen, _, answer = rest.partition(".")
                return self._chosen(draft, chosen, answer)
            case "hour" if draft is not None and rest in {str(hour) for hour in HOURS}:
                return self._go_on(draft.model_copy(update={"hour": int(rest), "touched": self._now}))
            case "yes" if draft is not None and draft.asking is None:
                return self._agreed(draft)
            case "no":
                return self._left()
            case "stop" if re.fullmatch(r"[0-9a-f]{1,32}", rest):
                return Told(draft, step=Stop(id=rest))
            case _:
                return Told(draft, step=Show())

    def start(self, kind: Kind, known: Mapping[str, str]) -> Told:
        """Begin; what a calculation already knows is not asked again."""
        asked = questions(kind, self._knowledge.law(self._on), self._language)
        answers = {q.field: known[q.field] for q in asked if q.field in known}
        return self._go_on(Draft(kind=kind, answers=answers, touched=self._now))

    def hear(self, draft: Draft, text: str) -> Told | None:
        """A typed message while a reminder is set up; None when it is no answer (a question in the middle)."""
        if control_of(text) == "cancel":
            return self._left()
        if draft.asking is None:
            agreed = True if _AGREED.match(" ".join(words(fold(text)))) else parse("yesno", text, self._today)
            if agreed is None:
                return None
            return self._agreed(draft) if agreed else self._left()
        question = self._question(draft)
        if question is None or (value := self._read(question, text)) is None:
            return None
        return self._answered(draft, question, value)

    def again(self, draft: Draft) -> Told:
        """Put the running question again."""
        question = self._question(draft)
        if question is None:
            return self._go_on(draft)
        before = self._(NOT_A_DAY) if question.kind is Answer.DATE else ""
        return Told(draft, (self._ask(draft, question, before),))

    # --- the way through

    def _question(self, draft: Draft) -> Question | None:
        asked = questions(draft.kind, self._knowledge.law(self._on), self._language)
        return next((question for question in asked if question.field == draft.asking), None)

    def _read(self, question: Question, text: str) -> str | None:
        if question.kind is Answer.DATE:
            day = read_day(text, self._today)
            return day.isoformat() if day is not None else None
        return read_answer(question, text, self._today)

    def _chosen(self, draft: Draft | None, kind: str, answer: str) -> Told:
        field, _, value = answer.partition("=")
        if kind not in set(Kind):
            return Told(draft, (self._choose(),))
        if draft is None or draft.kind != kind:  # the button of a setting up that is over
            draft = Draft(kind=Kind(kind), touched=self._now)
        asked = questions(draft.kind, self._knowledge.law(self._on), self._language)
        question = next((q for q in asked if q.field == field), None)
        if question is None or value not in {choice.value for choice in question.choices}:
            return self.again(draft)
        return self._answered(draft, question, value)

    def _answered(self, draft: Draft, question: Question, value: str) -> Told:
        understood = self._("I understood: **{value}**.").format(value=value_text(question, value, self._language))
        answers = {**draft.answers, question.field: value}
        return self._go_on(draft.model_copy(update={"answers": answers, "touched": self._now}), understood)

    def _go_on(self, draft: Draft, before: str = "") -> Told:
        asked = questions(draft.kind, self._knowledge.law(self._on), self._language)
        question = next((q for q in asked if q.field not in draft.answers), None)
        if question is not None:
            draft = draft.model_copy(update={"asking": question.field})
            return Told(draft, (self._ask(draft, question, before),))
        try:
            found = reckoned(draft.kind, draft.answers, self._knowledge, self._on)
        except LawError:
            return self._law_unknown(draft.kind)
        except InputError as error:
            return self._not_that_day(draft, error)
        draft = draft.model_copy(update={"asking": None})
        reminder = self._reminder(draft, found)
        if not reminder.moments(self._now):
            return Told(None, (self._too_late(reminder, found),))
        return Told(draft, (self._consent(reminder, found, before),))

    def _reminder(self, draft: Draft, found: Reckoned) -> Reminder:
        return Reminder(
            kind=draft.kind,
            language=self._language,
            day=found.day,
            last=found.last,
            until=found.until,
            law_of=self._on,
            step=found.step,
            every=found.every,
            hour=draft.hour,
        )

    def _agreed(self, draft: Draft) -> Told:
        try:
            found = reckoned(draft.kind, draft.answers, self._knowledge, self._on)
        except (LawError, InputError):
            return self._law_unknown(draft.kind)
        return Told(None, step=Keep(reminder=self._reminder(draft, found), consent=CONSENT_VERSION))

    def _left(self) -> Told:
        row = (button(self._("🔔 Your reminders"), "rem", "list"), button(self._("Menu"), "menu"))
        return Told(None, (Card(text=self._("All right, no reminder. Nothing of it is kept."), buttons=(row,)),))

    # --- cards

    def _choose(self) -> Card:
        rows = [(button(self._(about.title), "rem", f"new:{kind}"),) for kind, about in ABOUT.items()]
        last = (button(self._("🔔 Your reminders"), "rem", "list"), button(self._("Menu"), "menu"))
        return Card(text=self._("What shall I remind you of?"), buttons=(*rows, last))

    def _ask(self, draft: Draft, question: Question, before: str) -> Card:
        lines = [*([before] if before else []), f"🔔 **{self._(question.ask)}**"]
        if question.example:
            lines.append(f"({self._(question.example)})")
        rows = [
            (button(self._(choice.label), "rem", f"set:{draft.kind}.{question.field}={choice.value}"),)
            for choice in question.choices
        ]
        return Card(text="\n".join(lines), buttons=(*rows, (button(self._("Cancel"), "rem", "no"),)))

    def _consent(self, reminder: Reminder, found: Reckoned, before: str) -> Card:
        """What it will say, when, and on what it rests; then the yes."""
        coming = reminder.moments(self._now)
        lines = [*([before] if before else []), f"🔔 **{self._(ABOUT[reminder.kind].title)}**"]
        lines += [self._("I will write to you:"), f"“{message_text(reminder, coming[0].date())}”"]
        lines += [f"• {self._moment(moment)}" for moment in coming[:_SHOWN]]
        if len(coming) > _SHOWN:
            more = self._("… and so on, {times} times in all; the last one on {day}.")
            lines.append(more.format(times=len(coming), day=wording.day(coming[-1].date(), self._language)))
        lines += self._rule(reminder.kind, found)
        lines.append(self._(CONSENT))
        hours = tuple(
            button(self._("At {time}").format(time=f"{hour:02}:00"), "rem", f"hour:{hour}")
            for hour in HOURS
            if hour != reminder.hour
        )
        rows: tuple[tuple[Button, ...], ...] = (
            (button(self._("Yes, remind me"), "rem", "yes"), button(self._("No"), "rem", "no")),
            hours,
        )
        return Card(text="\n".join(lines), buttons=rows)

    def _moment(self, moment: datetime) -> str:
        day = wording.day(moment.date(), self._language)
        return self._("{day} at {time}").format(day=day, time=f"{moment:%H:%M}")

    def _rule(self, kind: Kind, found: Reckoned) -> list[str]:
        lines = []
        if found.figures:
            figures = {
                name: wording.in_words_of(provision.value, provision.unit, self._language)
                for name, provision in found.figures.items()
            }
            lines.append(self._(_RULES[kind]).format(**figures))
        elif found.every:
            lines.append(self._("The law: who pays month by month pays within that month."))
        cited = self._knowledge.renderer.citations(found.references, self._language, in_force_on=self._on)
        law_of = self._("law of {day}").format(day=wording.day(self._on, self._language))
        lines.append("⚖️ " + " · ".join([*(["; ".join(cited)] if cited else []), law_of]))
        law = self._knowledge.law(self._on)
        lines += [f"❗ {warning_text(warning, law, self._language)}" for warning in found.warnings]
        return lines

    def _too_late(self, reminder: Reminder, found: Reckoned) -> Card:
        """The day is over, or so near that no message would come before it."""
        about = ABOUT[reminder.kind]
        if self._today > found.latest:
            lines = [message_text(reminder, self._today).removeprefix("🔔 ")]
        elif reminder.kind is Kind.CONTRIBUTION:
            lines = [self._("That is today: best to pay now, and keep the receipt.")]
        else:
            text = self._("It is near: **{day}**. No need to wait for a message of mine: best do it today.")
            lines = [text.format(day=wording.day(found.latest, self._language))]
        lines += self._rule(reminder.kind, found)
        rows = (
            (button(self._("Read about it"), "art", about.article),),
            (button(self._("Talk to an adviser"), "help", about.topic), button(self._("Menu"), "menu")),
        )
        return Card(text="\n".join(lines), buttons=rows)

    def _not_that_day(self, draft: Draft, error: InputError) -> Told:
        """A day the law or good sense does not allow: say so, ask that one again."""
        answers = {field: value for field, value in draft.answers.items() if field != error.field}
        draft = draft.model_copy(update={"answers": answers, "asking": error.field})
        question = self._question(draft)
        if question is None:
            return self.start(draft.kind, {})
        if isinstance(error.limit, date):
            text = self._("That day does not fit: it can be {day} at the latest.")
            before = text.format(day=wording.day(error.limit, self._language))
        else:
            before = self._("That does not fit.")
        return Told(draft, (self._ask(draft, question, before),))

    def _law_unknown(self, kind: Kind) -> Told:
        text = self._("I do not have the law for the dates you gave, so I cannot work this out. Please ask an adviser.")
        row = (button(self._("Talk to an adviser"), "help", ABOUT[kind].topic), button(self._("Menu"), "menu"))
        return Told(None, (Card(text=text, buttons=(row,)),))
