"""The calculator side of a turn: starts a form, hears answers, works out the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.calculators.card import figure_text, result_card
from bot.calculators.form import Form, Kind
from bot.conversation import forms
from bot.conversation.buttons import button
from bot.conversation.forms import FormState
from bot.conversation.prefill import values_in
from bot.conversation.replies import Card, Picture, Reply
from bot.i18n import gettext_for
from knowledge.benefits.calculation import InputError
from knowledge.benefits.registry import calculator, read_inputs
from knowledge.database import Knowledge
from knowledge.law import LawError
from knowledge.schema import Language


@dataclass(frozen=True, slots=True)
class Calculated:
    """The form after an event (None: left), and what to say."""

    state: FormState | None
    replies: tuple[Reply, ...]


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
        state = FormState(calculator=name, touched=self._now)
        echoes = [f"🧮 **{self._(form.title)}**"]
        for field, value in values_in(form, said, self._on).items():
            question = form.question(field)
            assert question is not None
            state = forms.answered(state, field, value, self._now)
            echoes.append(self._echo(self._(question.name), forms.value_text(question, value, self._language)))
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
        return Calculated(state, (forms.question_card(form, question, self._language, before),))

    def press(self, state: FormState | None, argument: str) -> Calculated:
        """A form button: ``back``, ``skip``, ``cancel``, ``edit[:FIELD]``, ``CALCULATOR:FIELD=VALUE``."""
        name, _, rest = argument.partition(":")
        field, equals, value = rest.partition("=")
        if equals and name in self._forms:  # carries its calculator: works after a restart too
            form = self._forms[name]
            if state is None or state.calculator != name:
                state = FormState(calculator=name, touched=self._now)
            question = form.question(field)
            if question is not None and self._is_choice(form, field, value):
                echo = self._echo(self._(question.name), forms.value_text(question, value, self._language))
                return self._go_on(form, forms.answered(state, field, value, self._now), (echo,))
        if state is None or (running := self._forms.get(state.calculator)) is None:
            return Calculated(None, (self.list_card(),))
        if name == "edit":
            if running.question(rest) is None or rest not in state.answers:
                return Calculated(state, (forms.edit_card(running, state.answers, self._language),))
            answers = {f: v for f, v in state.answers.items() if f != rest}
            order = tuple(f for f in state.order if f != rest)
            return self._go_on(
                running, state.model_copy(update={"answers": answers, "order": order, "touched": self._now})
            )
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
            card = forms.question_card(form, question, self._language, before)
            return Calculated(forms.asked(form, state), (card,))
        return self._result(form, state, before)

    def _result(self, form: Form, state: FormState, before: tuple[str, ...]) -> Calculated:
        law = self._knowledge.law(self._on)
        known = calculator(form.calculator)
        try:
            inputs = read_inputs(known, form.inputs(state.answers))
            calculation = known.run(law, inputs)
        except InputError as error:
            return self._ask_again(form, state, error, before)
        except LawError:
            text = self._(
                "I do not have the law for the dates you gave, so I cannot work this out. Please ask an adviser."
            )
            row = (
                button(self._("Change an answer"), "form", "edit"),
                button(self._("Talk to an adviser"), "help", form.topic),
            )
            return Calculated(state.model_copy(update={"asking": None}), (Card(text=text, buttons=(row,)),))
        card = result_card(form, calculation, self._knowledge.renderer, self._on, self._language)
        replies: list[Reply] = [card]
        if form.picture is not None:
            replies.append(
                Picture.of(form.picture(law, inputs, calculation.result, self._language), self._(form.title))
            )
        if before:
            replies.insert(0, Card(text="\n".join(before)))
        return Calculated(state.model_copy(update={"asking": None}), tuple(replies))

    def _ask_again(self, form: Form, state: FormState, error: InputError, before: tuple[str, ...]) -> Calculated:
        """An answer the law or another answer does not allow: say why, ask that one again."""
        field = (
            error.field if form.question(error.field) is not None else (state.order[-1] if state.order else error.field)
        )
        limit = error.limit
        text = self._("That does not fit.")
        if isinstance(limit, int | str) and not isinstance(limit, bool):
            text = self._("That does not fit: the limit is {limit}.").format(limit=figure_text(limit, self._language))
        answers = {f: v for f, v in state.answers.items() if f != field}
        again = state.model_copy(update={"answers": answers, "order": tuple(f for f in state.order if f != field)})
        question = form.question(field) or forms.next_question(form, again)
        if question is None:  # nothing of the form is at fault: start anew
            return self.start(form.calculator)
        card = forms.question_card(form, question, self._language, (*before, f"❗ {text}"))
        return Calculated(again.model_copy(update={"asking": question.field}), (card,))

    def _echo(self, name: str, value: str) -> str:
        return self._("✓ {name}: **{value}**").format(name=name, value=value)
