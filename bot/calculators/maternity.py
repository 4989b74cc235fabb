"""Maternity allowance of voluntary insurance: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Form, Kind, Question
from bot.calculators.questions import BIRTH_DATE, CHILDREN
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.maternity import MaternityResult
from knowledge.schema import Language, Topic


def _headline(result: MaternityResult, language: Language) -> str:
    _ = gettext_for(language)
    if not result.eligible or result.file_by is None:
        return _(
            "**No allowance from the voluntary scheme for this parent.** If the other parent pays voluntary social "
            "insurance and has enough months, he or she may claim it."
        )
    return _("**{money}** for this birth.\nFile by {day}.").format(
        money=wording.vnd(result.amount, language), day=wording.day(result.file_by, language)
    )


FORM = Form(
    calculator="maternity",
    title=N_("Birth allowance of voluntary social insurance"),
    topic=Topic.MATERNITY,
    article="maternity/voluntary-allowance",
    questions=(
        Question(
            field="months_in_last_12",
            kind=Kind.MONTHS,
            ask=N_(
                "How many months were paid in the {window} before the birth? Count voluntary and compulsory months of the "
                "parent who claims; VssID shows them."
            ),
            name=N_("months paid before the birth"),
            example=N_("for example: 8; none: 0"),
            figures={"window": "vsi_maternity_allowance.window_months"},
        ),
        BIRTH_DATE,
        CHILDREN,
        Question(
            field="compulsory_entitled",
            kind=Kind.YESNO,
            ask=N_(
                "Does the same parent also get maternity money from compulsory social insurance (through a company)?"
            ),
            name=N_("compulsory maternity money"),
        ),
    ),
    headline=_headline,
    next_step=N_(
        "Register the birth, then take a copy of the birth certificate and your ID card to the local social insurance "
        "office. Later than that day you can still file, with a written explanation."
    ),
)
