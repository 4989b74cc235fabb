"""One-time withdrawal: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.questions import AVERAGE, asked_answers, month_text
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.lump_sum import LumpSumResult, Why
from knowledge.schema import Language, Topic

_REFUSED = {
    Why.ENOUGH_YEARS_FOR_PENSION: N_(
        "**No withdrawal for this reason**: you have enough years for a monthly pension. Ask for the pension."
    ),
    Why.FIRST_PAID_TOO_LATE: N_(
        "**No withdrawal for this reason**: stopping to pay is a ground only for people who first paid under the old law. "
        "Your months are not lost: they are kept and count when you pay again."
    ),
    Why.NOT_STOPPED_LONG_ENOUGH: N_("**Not yet**: you have not been without contributions long enough."),
    Why.TOO_MANY_YEARS_PAID: N_(
        "**No withdrawal for this reason**: too many years are paid. They are kept for your pension."
    ),
}


def _headline(result: LumpSumResult, language: Language) -> str:
    _ = gettext_for(language)
    if not result.allowed:
        text = _(_REFUSED[result.why])
        if result.why is Why.NOT_STOPPED_LONG_ENOUGH and result.may_file_from is not None:
            text += " " + _("From {month}, if neither you nor a company pays until then.").format(
                month=month_text(result.may_file_from)
            )
        return text
    text = _("About **{money}**, once.").format(money=wording.vnd(result.amount, language))
    if result.state_part:
        text += "\n" + _("The State's part, {money}, is already taken off.").format(
            money=wording.vnd(result.state_part, language)
        )
    elif result.why not in (Why.ILLNESS, Why.DISABILITY):
        text += "\n" + _("If the State paid a part of your voluntary contributions, that part is still taken off.")
    return text


def _stopped(answers: Answers) -> bool:
    return answers.get("reason") == "stopped"


def _state_part_counts(answers: Answers) -> bool:
    return answers.get("scheme") == "voluntary" and answers.get("reason") not in ("illness", "disability")


def _paid_before_2014(answers: Answers) -> bool:
    return answers.get("first_paid", "9999") < "2014-01"


QUESTIONS = (
    Question(
        field="reason",
        kind=Kind.CHOICE,
        ask=N_("Why do you want to withdraw?"),
        name=N_("reason"),
        choices=(
            Choice(
                "stopped",
                N_("I stopped paying some time ago"),
                ("ngung dong", "ngung dong lau roi", "nghi dong", "nghi viec", "stopped", "stopped paying"),
            ),
            Choice(
                "retirement_age",
                N_("I have reached the retirement age"),
                ("du tuoi", "den tuoi", "tuoi huu", "nghi huu", "retirement age", "pension age"),
            ),
            Choice(
                "emigration",
                N_("I am settling abroad"),
                ("dinh cu", "nuoc ngoai", "ra nuoc ngoai", "abroad", "emigrate"),
            ),
            Choice(
                "illness",
                N_("I have one of the serious illnesses of the law"),
                ("benh", "benh nang", "ung thu", "illness", "ill", "cancer"),
            ),
            Choice(
                "disability",
                N_("I have lost most of my working capacity"),
                ("mat suc", "suy giam", "khuyet tat", "disability", "disabled"),
            ),
        ),
    ),
    Question(
        field="scheme",
        kind=Kind.CHOICE,
        ask=N_("Which social insurance do you pay, or did you pay last?"),
        name=N_("scheme"),
        choices=(
            Choice("voluntary", N_("Voluntary, paid by myself"), ("tu nguyen", "tu dong", "voluntary", "myself")),
            Choice("compulsory", N_("Compulsory, through a company"), ("bat buoc", "cong ty", "compulsory")),
        ),
    ),
    Question(
        field="first_paid",
        kind=Kind.MONTH,
        ask=N_("When did you first pay social insurance? Only time you have not withdrawn already."),
        name=N_("first month paid"),
        example=N_("for example: 3/2018; VssID shows it"),
    ),
    Question(
        field="last_paid",
        kind=Kind.MONTH,
        ask=N_("Which was the last month paid? If the contract with the company ended later, that month."),
        name=N_("last month"),
        example=N_("for example: 10/2025"),
        only_if=_stopped,
    ),
    Question(
        field="months_before_2014",
        kind=Kind.MONTHS,
        ask=N_("How long did you pay before 2014?"),
        name=N_("paid before 2014"),
        example=N_("for example: 3 years 4 months, 40 months"),
        only_if=_paid_before_2014,
        prefill=False,
    ),
    Question(
        field="months_from_2014",
        kind=Kind.MONTHS,
        ask=N_("How long did you pay from 2014 on, both kinds together? VssID shows the months."),
        name=N_("paid from 2014 on"),
        example=N_("for example: 5 years 6 months, 66 months"),
        prefill=False,
    ),
    AVERAGE,
    Question(
        field="state_part",
        kind=Kind.MONEY,
        ask=N_(
            "How much did the State pay for you in all while you paid yourself? It is taken off. Skip it if you do not know."
        ),
        name=N_("paid by the State"),
        example=N_("for example: 1.2 million; the social insurance office can tell"),
        optional=True,
        only_if=_state_part_counts,
        prefill=False,
    ),
)


def _inputs(answers: Answers) -> dict[str, str]:
    given = asked_answers(QUESTIONS, answers)
    state = given.pop("state_part", None)
    return given if state is None else {**given, "support": f"1:{state}"}


FORM = Form(
    calculator="lump-sum",
    title=N_("One-time withdrawal: may I, and how much"),
    topic=Topic.LUMP_SUM_WITHDRAWAL,
    article="lump_sum_withdrawal/before-you-withdraw",
    questions=QUESTIONS,
    headline=_headline,
    next_step=N_(
        "Compare with a pension first: “Is it worth it” works it out. If you decide to withdraw, take your ID card, the SI "
        "book and a request (and the proof of illness, lost capacity or settling abroad) to any local or provincial social "
        "insurance office, or file online. Keep the appointment slip."
    ),
    inputs=_inputs,
)
