"""The calculator side of a turn: starts a form, hears answers, works out the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.calculators.card import limit_text, result_card
from bot.calculators.figures import named_as
from bot.calculators.form import Form, Kind, Question
from bot.conversation import forms
from bot.conversation.buttons import button
from bot.conversation.forms import FormState
from bot.conversation.prefill import values_in
from bot.conversation.replies import Button, Card, Picture, Reply
from bot.i18n import gettext_for
from knowledge.benefits.calculation import InputError
from knowledge.benefits.registry import calculator, read_inputs
from knowledge.database import Knowledge
from knowledge.law import Law, LawError
from knowledge.schema import Language


@dataclass(frozen=True, slots=True)
class Calculated:
    """The form after an event (None: left), and what to say."""

    state: FormState | None
    replies: tuple[Reply, ...]
    result: str | None = None  # the text of the result, once there is one


class Calculating:
    """Runs forms for one turn."""

    def __init__(
        self, knowledge: Knowledge, all_forms: Mapping[str, Form], on: date, now: datetime, language: Language
    ) -> None:
        self._knowledge, self._forms = knowledge, all_forms
        self._on, self._now, self._language = on, now, language
        self._ = gettext_for(language)

    def list_card(self) -> Card:
        """The calculators to choose from."""
        rows = [(button(self._(form.title), "calc", name),) for name, form in self._forms.items()]
        return Card(text=self._("What shall I work out for you?"), buttons=(*rows, (button(self._("Menu"), "menu"),)))

    def start(self, name: str, said: str = "") -> Calculated:
        """Begin a calculator; what the question ``said`` already is not asked again."""
        form = self._forms[name]
        if not self._can_be_asked(form):
            return Calculated(None, (self._no_law(form, ()),))
        state = FormState(calculator=name, touched=self._now)
        echoes = [f"🧮 **{self._(form.title)}**"]
        for field, value in values_in(form, said, self._on).items():
            question = form.question(field)
            assert question is not None
            state = forms.answered(state, field, value, self._now)
            echoes.append(self._echo(question, value))
        return self._go_on(form, state, tuple(echoes))

    def hear(self, state: FormState, text: str) -> Calculated | None:
        """A typed message while a form runs; None when it is no answer to it (a question in the middle)."""
        form = self._forms.get(state.calculator)
        if form is None:
            return None
        heard = forms.hear(form, state, text, self._on, self._now, self._language)
        if heard.control is not None:
            return self._controlled(form, heard.state, heard.control)
        if heard.understood is None or heard.state is None:
            return None
        return self._go_on(form, heard.state, (self._("I understood: **{value}**.").format(value=heard.understood),))

    def resume(self, state: FormState, before: tuple[str, ...] = ()) -> Calculated:
        """Put the running question again, after something else was said."""
        form = self._forms[state.calculator]
        question = form.question(state.asking) if state.asking else None
        if question is None:
            return Calculated(state, ())
        first = not state.order
        card = forms.question_card(form, question, self._law, self._language, before, first=first)
        return Calculated(state, (card,))

    def press(self, state: FormState | None, argument: str) -> Calculated:
        """A form button: ``back``, ``skip``, ``cancel``, ``edit[:FIELD]``, ``CALCULATOR:FIELD=VALUE``."""
        name, _, rest = argument.partition(":")
        field, equals, value = rest.partition("=")
        if equals and name in self._forms:  # carries its calculator: works after a restart too
            form = self._forms[name]
            if not self._can_be_asked(form):
                return Calculated(state, (self._no_law(form, ()),))
            if state is None or state.calculator != name:
                state = FormState(calculator=name, touched=self._now)
            question = form.question(field)
            if question is not None and self._is_choice(form, field, value):
                answered = forms.answered(state, field, value, self._now)
                return self._go_on(form, answered, (self._echo(question, value),))
        if state is None or (running := self._forms.get(state.calculator)) is None:
            return Calculated(None, (self.list_card(),))
        if name == "edit":
            if running.question(rest) is None or rest not in (*state.answers, *state.skipped):
                return Calculated(state, (forms.edit_card(running, state, self._law, self._language),))
            return self._go_on(running, forms.without(state, rest).model_copy(update={"touched": self._now}))
        return self._controlled(running, forms.controlled(running, state, name, self._now), name)

    def _is_choice(self, form: Form, field: str, value: str) -> bool:
        question = form.question(field)
        if question is None:
            return False
        known = ["true", "false"] if question.kind is Kind.YESNO else [choice.value for choice in question.choices]
        return value in known

    def _controlled(self, form: Form, state: FormState | None, control: str) -> Calculated:
        if state is None:
            row = (button(self._("🧮 Calculators"), "calc"), button(self._("Menu"), "menu"))
            return Calculated(None, (Card(text=self._("Stopped. Nothing of it is kept."), buttons=(row,)),))
        question = form.question(state.asking) if state.asking else None
        if control == "skip" and question is not None and question.field not in state.skipped:
            note = self._("This one is needed. If you are not sure, give your best guess, or ask an adviser.")
            return self._go_on(form, state, (note,))
        return self._go_on(form, state)

    def _go_on(self, form: Form, state: FormState, before: tuple[str, ...] = ()) -> Calculated:
        question = forms.next_question(form, state)
        if question is not None:
            first = not state.order
            card = forms.question_card(form, question, self._law, self._language, before, first=first)
            return Calculated(forms.asked(form, state), (card,))
        return self._result(form, state, before)

    def _result(self, form: Form, state: FormState, before: tuple[str, ...]) -> Calculated:
        law = self._law
        known = calculator(form.calculator)
        try:
            inputs = read_inputs(known, form.inputs(state.answers))
            calculation = known.run(law, inputs)
        except InputError as error:
            return self._ask_again(form, state, error, before)
        except LawError:
            change = button(self._("Change an answer"), "form", "edit")
            return Calculated(state.model_copy(update={"asking": None}), (self._no_law(form, (change,)),))
        card = result_card(form, calculation, self._knowledge.renderer, law, self._language)
        replies: list[Reply] = [card]
        if form.picture is not None:
            replies.append(
                Picture.of(form.picture(law, inputs, calculation.result, self._language), self._(form.title))
            )
        if before:
            replies.insert(0, Card(text="\n".join(before)))
        return Calculated(state.model_copy(update={"asking": None}), tuple(replies), card.text)

    def _ask_again(self, form: Form, state: FormState, error: InputError, before: tuple[str, ...]) -> Calculated:
        """An answer the law or another answer does not allow: say why, ask that one again."""
        field = error.field if form.question(error.field) is not None else forms.last_field(state) or error.field
        text = self._("That does not fit.")
        if (limit := limit_text(error.limit, self._language)) is not None:
            at_fault = form.question(error.field)
            if at_fault is not None and at_fault.kind is Kind.MONEY:
                limit += " ₫"
            text = self._("That does not fit: the limit is {limit}.").format(limit=limit)
        again = forms.without(state, field)
        question = form.question(field) or forms.next_question(form, again)
        if question is None:  # nothing of the form is at fault: start anew
            return self.start(form.calculator)
        card = forms.question_card(form, question, self._law, self._language, (*before, f"❗ {text}"))
        return Calculated(again.model_copy(update={"asking": question.field}), (card,))

    @property
    def _law(self) -> Law:
        return self._knowledge.law(self._on)

    def _can_be_asked(self, form: Form) -> bool:
        """Whether the law of the day has every figure the form's questions name."""
        try:
            return all(named_as(q, self._law, self._language) for q in form.questions)
        except LawError:
            return False

    def _no_law(self, form: Form, first: tuple[Button, ...]) -> Card:
        text = self._("I do not have the law for the dates you gave, so I cannot work this out. Please ask an adviser.")
        row = (*first, button(self._("Talk to an adviser"), "help", form.topic))
        return Card(text=text, buttons=(row,))

    def _echo(self, question: Question, value: str) -> str:
        name = named_as(question, self._law, self._language)
        text = forms.value_text(question, value, self._language)
        return self._("✓ {name}: **{value}**").format(name=name, value=text)
