"""The button that offers a reminder under an answer or a result where one fits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.calculators.form import Form
from bot.conversation.buttons import button
from bot.conversation.forms import FormState
from bot.conversation.replies import Card, Reply
from bot.i18n import gettext_for
from bot.reminders.kinds import OF_ARTICLE, OF_CALCULATOR, worth_it
from bot.reminders.reminder import Kind
from knowledge.benefits.calculation import InputError
from knowledge.benefits.registry import calculator, read_inputs
from knowledge.law import Law, LawError
from knowledge.schema import Language

# What there is nothing to be reminded of: a health card that somebody else renews; after a contract that ended before
# the birth there is no company to give the papers to, and no last day.
_NOTHING_TO_DO = {"group": ("employee", "state_paid"), "quit_before_birth": ("true",)}


def under_answer(card: Card, article: str, language: Language) -> Card:
    """An answer, with the button if a reminder fits it."""
    kind = OF_ARTICLE.get(article)
    # The last row has the marks: a card without them (the law of that day is not known) has nothing to remind of.
    useful = any(b.data.startswith("1:yes:") for row in card.buttons for b in row)
    return _with_button(card, kind, language) if kind is not None and useful else card


def under_result(
    replies: Sequence[Reply], form: Form | None, state: FormState | None, law: Law, language: Language
) -> tuple[Reply, ...]:
    """The replies of a calculation, the result with the button if there is something to be reminded of."""
    kind = OF_CALCULATOR.get(form.calculator) if form is not None else None
    if form is None or kind is None or state is None or state.asking is not None or not _fits(form, state, law):
        return tuple(replies)
    again = f"1:calc:{form.calculator}"  # only a result can be started again
    return tuple(
        _with_button(reply, kind, language)
        if isinstance(reply, Card) and any(b.data == again for row in reply.buttons for b in row)
        else reply
        for reply in replies
    )


def _fits(form: Form, state: FormState, law: Law) -> bool:
    if any(state.answers.get(field) in values for field, values in _NOTHING_TO_DO.items()):
        return False
    known = calculator(form.calculator)
    try:
        return worth_it(known.run(law, read_inputs(known, form.inputs(state.answers))).result)
    except (InputError, LawError):
        return False


def _with_button(card: Card, kind: Kind, language: Language) -> Card:
    _ = gettext_for(language)
    row = (button(_("🔔 Remind me"), "rem", f"new:{kind}"),)
    return card.model_copy(update={"buttons": (*card.buttons[:-1], row, *card.buttons[-1:])})
