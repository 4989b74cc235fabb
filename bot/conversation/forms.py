"""Slot filling: one question at a time, in whatever words people answer.

Pure: takes the state of a form and what was said, gives the new state and what to say. Knows nothing
of the sums; they are asked for when every answer is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from bot.calculators.figures import asked_as, named_as
from bot.calculators.form import Choice, Form, Kind, Question
from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.law import Law
from knowledge.schema import LANGUAGES, Language, Unit
from nlu.hours import parse_hours
from nlu.parsing import Range, parse
from nlu.text import fold, words

EXPIRES = timedelta(minutes=30)

_CONTROL: dict[str, re.Pattern[str]] = {
    "cancel": re.compile(r"^(?:huy|huy bo|thoat|dung lai|thoi|thoi khong tinh nua|cancel|stop|quit|exit)$"),
    "back": re.compile(r"^(?:quay lai|lui lai|tro lai|cau truoc|back|go back|previous)$"),
    "skip": re.compile(
        r"^(?:(?:bo|cho) qua(?: cau (?:nay|do))?(?: (?:di|nha|nhe|giup|a))*|(?:qua )?cau khac|chiu(?: thua)?|quen (?:mat )?roi"
        r"|(?:em |e |toi |minh |tui )?(?:khong|ko|k|kg|hong|hok|hem|chua)(?: co)? (?:biet|bit|bik|nho|ro|chac)(?: (?:ro|nua|dau|a|lam|luon|nha))*"
        r"|(?:please )?skip(?: (?:it|this|that|this one|please))?|idk|dunno|not sure|no (?:idea|clue)|i forgot"
        r"|(?:i )?(?:really )?(?:do not|don t|dont|can t|cant|cannot) (?:know|remember)(?: (?:it|that|this))?)$"
    ),
    "again": re.compile(r"^(?:lam lai|tinh lai|lam lai tu dau|bat dau lai|start over|restart|again)$"),
}
_CORRECTION = re.compile(
    r"^(?:a |o |oi |y )?(?:khong phai|khong|ko|nham(?: roi)?|y la|y toi la|sua lai(?: la)?|no|sorry|i mean(?:t)?|actually)\b[ ,:]*(?=\S)"
)
# "không phải hộ nghèo", "not a student": the words of a choice behind these are not that choice.
_DENIED = re.compile(r"\b(?:(?:khong|ko|k) (?:phai|thuoc)(?: (?:la|nguoi|dien))?|not(?: a| in a)?) $")
# "thử việc 2 tháng không lương có được không" is asked in the middle; it does not choose "by the month".
_ASKS = re.compile(
    r"(?:\?|\b(?:khong|ko|hong|hok|chua|sao|the nao|bao nhieu|may ngay|may thang|gi|right|or not))(?: (?:a|vay|ta|nhi|ha|the|shop|bot|ad))*[ .!]*\??$"
)
_LONG = 8  # words; shorter ones answer, however they end
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
    order: tuple[str, ...] = ()  # fields in the order they were answered or skipped, for going back
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
    if control is not None:
        return Heard(controlled(form, state, control, now), control=control)
    asks = question is not None and question.kind is Kind.CHOICE and is_question(text)
    if question is not None and not asks and (value := read_answer(question, text, on)) is not None:
        return Heard(answered(state, question.field, value, now), understood=value_text(question, value, language))
    correction = _CORRECTION.sub("", " ".join(fold(text).split()))
    if correction != " ".join(fold(text).split()) and (last_answered := last_field(state)):
        last = form.question(last_answered)
        if last is not None and (value := read_answer(last, correction, on)) is not None:
            changed = answered(state, last.field, value, now).model_copy(update={"asking": state.asking})
            return Heard(changed, understood=value_text(last, value, language))
    return Heard(state.model_copy(update={"touched": now}))


def last_field(state: FormState) -> str | None:
    """The field answered last; skips do not count."""
    return next((field for field in reversed(state.order) if field in state.answers), None)


def controlled(form: Form, state: FormState, control: str, now: datetime) -> FormState | None:
    """The state after back, skip, again or cancel; None when the form is left."""
    match control:
        case "cancel":
            return None
        case "again":
            return FormState(calculator=state.calculator, touched=now)
        case "back" if state.order:
            return without(state, state.order[-1]).model_copy(update={"touched": now})
        case "skip":
            question = form.question(state.asking) if state.asking else None
            if question is not None and question.optional:
                field = question.field
                order = (*(f for f in state.order if f != field), field)
                return state.model_copy(update={"skipped": (*state.skipped, field), "order": order, "touched": now})
    return state.model_copy(update={"touched": now})


def answered(state: FormState, field: str, value: str, now: datetime) -> FormState:
    """The state with one more answer. A changed answer keeps the others."""
    before = without(state, field)
    answers, order = {**before.answers, field: value}, (*before.order, field)
    return before.model_copy(update={"answers": answers, "order": order, "asking": None, "touched": now})


def without(state: FormState, field: str) -> FormState:
    """The state as if a field had been neither answered nor skipped."""
    return state.model_copy(
        update={
            "answers": {f: value for f, value in state.answers.items() if f != field},
            "skipped": tuple(f for f in state.skipped if f != field),
            "order": tuple(f for f in state.order if f != field),
        }
    )


def read_answer(question: Question, text: str, on: date) -> str | None:
    """A typed answer as the calculator's input; None where the text is no such answer."""
    if question.kind is Kind.CHOICE:
        return _choice(question, text)
    kind = Kind.DATE if question.kind is Kind.MONTH else question.kind
    value = parse_hours(text) if kind is Kind.HOURS else parse(kind, text, on)
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


def is_question(text: str) -> bool:
    """Whether a text is long enough, and so worded, that it asks something rather than answers."""
    return len(words(text)) >= _LONG and _ASKS.search(" ".join(fold(text).split())) is not None


def _plain(value: Decimal, kind: Kind) -> str:
    exact = kind in (Kind.PERCENT, Kind.HOURS)
    return format(value.normalize() if exact else value.to_integral_value(), "f")


def _dated(value: str, kind: Kind) -> str | None:
    if kind is Kind.MONTH:
        return value[:7] if len(value) >= 7 else f"{value}-01"  # only the year known: January counts, as the law says
    return value if len(value) == 10 else None


def _choice(question: Question, text: str) -> str | None:
    """The choice a text names; the longest words win: *near poor* is not *poor*, *không nằm viện* is not *nằm viện*."""
    plain = f" {' '.join(words(fold(text)))} "
    for choice in question.choices:  # a bare figure is a choice only when nothing else is said
        if choice.value.isdecimal() and plain.strip() in (
            choice.value,
            f"{choice.value} thang",
            f"{choice.value} months",
        ):
            return choice.value
    labelled = [choice.value for choice in question.choices if plain.strip() in _labels(choice)]
    if len(labelled) == 1:
        return labelled[0]
    found = [(start, end, c.value) for c in question.choices for w in _words_of(c) for start, end in _places(plain, w)]
    values = {
        value
        for start, end, value in found
        if not any(first <= start and end <= last and last - first > end - start for first, last, _value in found)
    }
    return values.pop() if len(values) == 1 else None


def _labels(choice: Choice) -> set[str]:
    return {" ".join(words(fold(gettext_for(language)(choice.label)))) for language in LANGUAGES}


def _words_of(choice: Choice) -> tuple[str, ...]:
    return choice.words if choice.value.isdecimal() else (*choice.words, choice.value.replace("_", " "))


def _places(plain: str, phrase: str) -> list[tuple[int, int]]:
    """Where a folded text has the words of a choice; those written ``=nam`` only if it says nothing else."""
    if phrase.startswith("="):
        said = [word for word in plain.split() if word not in _POLITE]
        return [(0, len(plain))] if said == phrase[1:].split() else []
    places = [match.start() for match in re.finditer(f"(?= {re.escape(phrase)} )", plain)]
    return [(at, at + len(phrase) + 2) for at in places if not _DENIED.search(plain[: at + 1])]


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
        case Kind.HOURS:
            return wording.counted(Decimal(value), Unit.HOURS, language)
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


NOT_AN_ANSWER = N_("I could not read that as an answer. To ask something else, press Cancel first.")


def question_card(
    form: Form, question: Question, law: Law, language: Language, before: tuple[str, ...] = (), *, first: bool = False
) -> Card:
    """The card that asks one thing; ``before`` stands in front. ``first``: there is nothing to go back to."""
    _ = gettext_for(language)
    asked = asked_as(question, law, language)
    text = "\n".join([*before, f"**{asked}**", *([f"({_(question.example)})"] if question.example else [])])
    rows: list[tuple[Button, ...]] = [
        (button(_(choice.label), "form", f"{form.calculator}:{question.field}={choice.value}"),)
        for choice in question.choices
    ]
    if question.kind is Kind.YESNO:
        data = f"{form.calculator}:{question.field}"
        rows.append((button(_("Yes"), "form", f"{data}=true"), button(_("No"), "form", f"{data}=false")))
    last = [] if first else [button(_("← Back"), "form", "back")]
    if question.optional:
        last.append(button(_("Skip"), "form", "skip"))
    last.append(button(_("Cancel"), "form", "cancel"))
    return Card(text=text, buttons=(*rows, tuple(last)))


def edit_card(form: Form, state: FormState, law: Law, language: Language) -> Card:
    """The answers given and the questions skipped, each as a button to change it."""
    _ = gettext_for(language)
    rows = []
    for q in form.questions:
        if q.field in state.answers or q.field in state.skipped:
            value = value_text(q, state.answers[q.field], language) if q.field in state.answers else _("skipped")
            rows.append((button(f"{named_as(q, law, language)}: {value}", "form", f"edit:{q.field}"),))
    return Card(
        text=_("Which answer do you want to change?"), buttons=(*rows, (button(_("Cancel"), "form", "cancel"),))
    )
