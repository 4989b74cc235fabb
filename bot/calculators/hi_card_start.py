"""From when a health card works: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.questions import asked_answers
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.hi_card_start import HiCardStartResult
from knowledge.schema import Language, Topic, Unit


def _headline(result: HiCardStartResult, language: Language) -> str:
    _ = gettext_for(language)
    if result.usable_from is None:
        text = _("**No waiting time.** The office that issues the card sets its first day.")
    else:
        text = _("The card works **from {day}**.").format(day=wording.day(result.usable_from, language))
        if result.waiting_days:
            text += " " + _("That is after {days} of waiting.").format(
                days=wording.counted(result.waiting_days, Unit.DAYS, language)
            )
    if result.five_years_continue:
        text += "\n" + _("Your years in a row go on counting.")
    elif result.gap_days is not None:
        text += "\n" + _("The count of years in a row begins anew.")
    return text


def _had_card(answers: Answers) -> bool:
    return answers.get("had_card") == "true"


QUESTIONS = (
    Question(
        field="group",
        kind=Kind.CHOICE,
        ask=N_("How will this card be paid?"),
        name=N_("who pays"),
        choices=(
            Choice(
                "household",
                N_("By myself, as a household or alone"),
                ("ho gia dinh", "tu mua", "tu dong", "household", "myself"),
            ),
            Choice(
                "state_supported",
                N_("Partly by the State (near-poor, pupil, student …)"),
                ("can ngheo", "hoc sinh", "sinh vien", "near poor", "student", "pupil"),
            ),
            Choice("employee", N_("Through my job"), ("cong ty", "di lam", "job", "company", "employer")),
            Choice(
                "state_paid",
                N_("Wholly by the State"),
                ("nha nuoc dong", "mien phi", "the mien phi", "ho ngheo", "=ngheo", "=poor", "free"),
            ),
        ),
    ),
    Question(
        field="had_card",
        kind=Kind.YESNO,
        ask=N_("Have you had a health card before?"),
        name=N_("earlier card"),
    ),
    Question(
        field="old_card_end",
        kind=Kind.DATE,
        ask=N_("Until which day was the last card valid? VssID or the card shows it."),
        name=N_("end of the old card"),
        example=N_("for example: 30/9/2026"),
        only_if=_had_card,
    ),
    Question(
        field="paid",
        kind=Kind.DATE,
        ask=N_("On which day did you pay in full, or will you?"),
        name=N_("day of payment"),
        example=N_("for example: today, 25/11/2026"),
    ),
)


def _inputs(answers: Answers) -> dict[str, str]:
    given = asked_answers(QUESTIONS, answers)
    given.pop("had_card", None)
    return given


FORM = Form(
    calculator="hi-card-start",
    title=N_("From when my health card works"),
    topic=Topic.HI_CARD_VALIDITY,
    article="hi_card_validity/waiting-period",
    questions=QUESTIONS,
    headline=_headline,
    next_step=N_(
        "Look in VssID for the first day of the card a few days after paying, and keep the receipt. If the day is wrong, show "
        "the receipt at the social insurance office. Renew next time before the card ends."
    ),
    inputs=_inputs,
)
