"""Slot filling: one question at a time, in whatever words people answer.

Pure: takes the state of a form and what was said, gives the new state and what to say. Knows nothing
of the sums; they are asked for when every answer is there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from bot.calculators.form import Form, Kind, Question
from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.schema import Language
from nlu.parsing import Range, parse
from nlu.text import fold, words

EXPIRES = timedelta(minutes=30)

_CONTROL: dict[str, re.Pattern[str]] = {
    "cancel": re.compile(r"^(?:huy|huy bo|thoat|dung lai|thoi|thoi khong tinh nua|cancel|stop|quit|exit)$"),
    "back": re.compile(r"^(?:quay lai|lui lai|tro lai|cau truoc|back|go back|previous)$"),
    "skip": re.compile(
        r"^(?:bo qua|cho qua|(?:em |toi |minh |tui )?(?:khong|ko|hong|k|chua) (?:biet|nho|ro|chac)(?: nua| dau| a| lam)?"
        r"|quen roi|quen mat roi|skip|(?:i )?(?:do not|don t|dont) (?:know|remember)|not sure|no idea|i forgot)$"
    ),
    "again": re.compile(r"^(?:lam lai|tinh lai|lam lai tu dau|bat dau lai|start over|restart|again)$"),
}
_CORRECTION = re.compile(
    r"^(?:a |o |oi |y )?(?:khong phai|khong|ko|nham(?: roi)?|y la|y toi la|sua lai(?: la)?|no|sorry|i mean(?:t)?|actually)\b[ ,:]*(?=\S)"
)


_POLITE = frozenset(
    ["da", "vang", "a", "em", "la", "toi", "minh", "tui", "anh", "chi", "nha", "nhe", "thoi", "i", "am", "it", "is"]
)


class FormState(BaseModel):
    """Where a form stands. Gone thirty minutes after the last answer, or when the conversation leaves it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    calculator: str
    answers: dict[str, str] = {}
    skipped: tuple[str, ...] = ()
    asking: str | None = None
    order: tuple[str, ...] = ()  # fields in the order they were answered, for going back
    touched: datetime

    def expired(self, now: datetime) -> bool:
        return now - self.touched > EXPIRES


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer was taken for. ``understood`` is None when it is no answer at all."""

    state: FormState | None  # None: the form was left
    understood: str | None = None  # the value in words, to echo
    control: str | None = None


def next_question(form: Form, state: FormState) -> Question | None:
    """The first question that is not answered, skipped or needless; None when all is there."""
    for question in form.questions:
        if question.field in state.answers or question.field in state.skipped:
            continue
        if question.only_if is None or question.only_if(state.answers):
            return question
    return None


def asked(form: Form, state: FormState) -> FormState:
    """The state with the next question put."""
    question = next_question(form, state)
    return state.model_copy(update={"asking": question.field if question else None})


def control_of(text: str) -> str | None:
    """Back, skip, cancel or again, when that is all a text says."""
    plain = " ".join(words(fold(text)))
    return next((name for name, pattern in _CONTROL.items() if pattern.match(plain)), None)


def hear(form: Form, state: FormState, text: str, on: date, now: datetime, language: Language) -> Heard:
    """What a typed message means for the form."""
    control = control_of(text)
    question = form.question(state.asking) if state.asking else None
    if control is not None and not (control == "skip" and question is not None and question.kind is Kind.YESNO):
        return Heard(controlled(form, state, control, now), control=control)
    if question is not None and (value := read_answer(question, text, on)) is not None:
        return Heard(answered(state, question.field, value, now), understood=value_text(question, value, language))
    correction = _CORRECTION.sub("", " ".join(fold(text).split()))
    if correction != " ".join(fold(text).split()) and state.order:
        last = form.question(state.order[-1])
        if last is not None and (value := read_answer(last, correction, on)) is not None:
            changed = answered(state, last.field, value, now).model_copy(update={"asking": state.asking})
            return Heard(changed, understood=value_text(last, value, language))
    return Heard(state.model_copy(update={"touched": now}))


def controlled(form: Form, state: FormState, control: str, now: datetime) -> FormState | None:
    """The state after back, skip, again or cancel; None when the form is left."""
    match control:
        case "cancel":
            return None
        case "again":
            return FormState(calculator=state.calculator, touched=now)
        case "back" if state.order:
            last = state.order[-1]
            answers = {field: value for field, value in state.answers.items() if field != last}
            return state.model_copy(
                update={"answers": answers, "order": state.order[:-1], "skipped": (), "touched": now}
            )
        case "skip":
            question = form.question(state.asking) if state.asking else None
            if question is not None and question.optional:
                return state.model_copy(update={"skipped": (*state.skipped, question.field), "touched": now})
    return state.model_copy(update={"touched": now})


def answered(state: FormState, field: str, value: str, now: datetime) -> FormState:
    """The state with one more answer. A changed answer keeps the others."""
    order = (*(f for f in state.order if f != field), field)
    return state.model_copy(
        update={"answers": {**state.answers, field: value}, "order": order, "asking": None, "touched": now}
    )


def read_answer(question: Question, text: str, on: date) -> str | None:
    """A typed answer as the calculator's input; None where the text is no such answer."""
    if question.kind is Kind.CHOICE:
        return _choice(question, text)
    kind = Kind.DATE if question.kind is Kind.MONTH else question.kind
    value = parse(kind, text, on)
    match value:
        case None:
            return None
        case Range(low=low, high=high):
            return _plain((Decimal(low) + Decimal(high)) / 2, question.kind)  # echoed, so it can be put right
        case bool():
            return "true" if value else "false"
        case tuple():
            return f"{value[0]}..{value[1]}"
        case str():
            return _dated(value, question.kind)
        case _:
            return _plain(Decimal(value), question.kind)


def _plain(value: Decimal, kind: Kind) -> str:
    return format(value.normalize() if kind is Kind.PERCENT else value.to_integral_value(), "f")


def _dated(value: str, kind: Kind) -> str | None:
    if kind is Kind.MONTH:
        return value[:7] if len(value) >= 7 else f"{value}-01"  # only the year known: January counts, as the law says
    return value if len(value) == 10 else None


def _choice(question: Question, text: str) -> str | None:
    plain = f" {' '.join(words(fold(text)))} "
    for choice in question.choices:  # a bare figure is a choice only when nothing else is said
        if choice.value.isdecimal() and plain.strip() in (
            choice.value,
            f"{choice.value} thang",
            f"{choice.value} months",
        ):
            return choice.value
    found = [
        c.value
        for c in question.choices
        if any(_says(plain, w) for w in (*c.words, *(() if c.value.isdecimal() else (c.value.replace("_", " "),))))
    ]
    return found[0] if len(set(found)) == 1 else None


def _says(plain: str, phrase: str) -> bool:
    """Whether a folded text has the words of a choice; those written ``=nam`` only if it says nothing else."""
    if not phrase.startswith("="):
        return f" {phrase} " in plain
    return [word for word in plain.split() if word not in _POLITE] == phrase[1:].split()


def value_text(question: Question, value: str, language: Language) -> str:
    """An answer as the form understood it, in words."""
    _ = gettext_for(language)
    match question.kind:
        case Kind.MONEY:
            return wording.vnd(int(value), language)
        case Kind.MONTHS:
            years, months = divmod(int(value), 12)
            parts = [_("{n} years").format(n=years)] if years else []
            parts += [_("{n} months").format(n=months)] if months or not years else []
            return " ".join(parts)
        case Kind.PERCENT:
            return wording.percent(Decimal(value), language)
        case Kind.CHOICE:
            return next((_(choice.label) for choice in question.choices if choice.value == value), value)
        case Kind.YESNO:
            return _("yes") if value == "true" else _("no")
        case Kind.DATE:
            return wording.day(date.fromisoformat(value), language)
        case Kind.MONTH:
            return f"{value[5:]}/{value[:4]}"
        case Kind.PERIOD:
            return " – ".join(f"{month[5:]}/{month[:4]}" for month in value.split(".."))
        case _:
            return value


NOT_AN_ANSWER = N_("I could not read that as an answer.")


def question_card(form: Form, question: Question, language: Language, before: tuple[str, ...] = ()) -> Card:
    """The card that asks one thing; ``before`` stands in front (what was understood, what was wrong)."""
    _ = gettext_for(language)
    text = "\n".join([*before, f"**{_(question.ask)}**", *([f"({_(question.example)})"] if question.example else [])])
    rows: list[tuple[Button, ...]] = [
        (button(_(choice.label), "form", f"{form.calculator}:{question.field}={choice.value}"),)
        for choice in question.choices
    ]
    if question.kind is Kind.YESNO:
        data = f"{form.calculator}:{question.field}"
        rows.append((button(_("Yes"), "form", f"{data}=true"), button(_("No"), "form", f"{data}=false")))
    last = [button(_("← Back"), "form", "back")]
    if question.optional:
        last.append(button(_("Skip"), "form", "skip"))
    last.append(button(_("Cancel"), "form", "cancel"))
    return Card(text=text, buttons=(*rows, tuple(last)))


def edit_card(form: Form, answers: Mapping[str, str], language: Language) -> Card:
    """The answers given, each as a button to change it."""
    _ = gettext_for(language)
    rows = [
        (button(f"{_(q.name)}: {value_text(q, answers[q.field], language)}", "form", f"edit:{q.field}"),)
        for q in form.questions
        if q.field in answers
    ]
    return Card(
        text=_("Which answer do you want to change?"), buttons=(*rows, (button(_("Cancel"), "form", "cancel"),))
    )
