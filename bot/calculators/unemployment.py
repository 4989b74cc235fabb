"""Unemployment benefit: what it asks and how it says the result."""

from __future__ import annotations

import re

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.job_questions import REGION_CHOICES, region_of
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.unemployment import UnemploymentResult
from knowledge.schema import Language, Topic, Unit

_LOWEST_CAP = "IV"  # counted with where the region is skipped; the headline says so when the cap holds
_WHY = {
    "left_unlawfully": N_(
        "Leaving without notice and without a lawful reason gives no benefit. But if wages were unpaid or late, or you were "
        "ill-treated or harassed, no notice was needed: then choose the lawful reason."
    ),
    "entitled_to_pension": N_("Whoever can already draw a pension gets no benefit: ask for the pension."),
    "too_few_months": N_(
        "There are too few insured months before the end of the job. Job counselling and placement are free all the same."
    ),
    "filed_too_late": N_("The time to file is over."),
}


def _inputs(answers: Answers) -> dict[str, str]:
    inputs = dict(answers)
    inputs["region"] = region_of(answers) or _LOWEST_CAP
    return inputs


def _headline(result: UnemploymentResult, language: Language) -> str:
    _ = gettext_for(language)
    if not result.eligible:
        lines = [_("**No benefit** as it stands:"), *(_(_WHY[reason]) for reason in result.why)]
        if result.months_kept:
            kept = wording.counted(result.months_kept, Unit.MONTHS, language)
            lines.append(_("Your {kept} of insurance stay for another time.").format(kept=kept))
        return "\n".join(lines)
    text = _("About **{monthly} a month** for **{months}**, {total} in all.").format(
        monthly=wording.vnd(result.monthly, language),
        months=wording.counted(result.months, Unit.MONTHS, language),
        total=wording.vnd(result.total, language),
    )
    if result.capped:
        text += " " + _(
            "It is the highest benefit of the region (of Region IV, the lowest, if you skipped the region)."
        )
    text += "\n" + _("File by **{safe}**; the last day is {last}.").format(
        safe=wording.day(result.file_safe_by, language), last=wording.day(result.file_by, language)
    )
    rule = re.fullmatch(r"(working_day|day)_(\d+)_after_filing", result.first_day_rule)
    if rule is not None:
        start = (
            _("It is paid from working day {n} after filing.")
            if rule[1] == "working_day"
            else _("It is paid from day {n} after filing.")
        )
        text += " " + start.format(n=rule[2])
    return text


FORM = Form(
    calculator="unemployment",
    title=N_("Unemployment benefit"),
    topic=Topic.UNEMPLOYMENT,
    article="unemployment/amount",
    questions=(
        Question(
            field="average_wage",
            kind=Kind.MONEY,
            ask=N_(
                "What was your insured wage on average in the last six months that unemployment insurance was paid? "
                "VssID or the social insurance book shows it."
            ),
            name=N_("average insured wage"),
            example=N_("for example: 8 million, 6tr5"),
        ),
        Question(
            field="months_paid",
            kind=Kind.MONTHS,
            ask=N_(
                "How long have you paid unemployment insurance in all, without the time already used for a benefit?"
            ),
            name=N_("insured time not used yet"),
            example=N_("for example: 30 months, 2 years 6 months"),
        ),
        Question(
            field="left_how",
            kind=Kind.CHOICE,
            ask=N_("How did the job end?"),
            name=N_("end of the job"),
            choices=(
                Choice(
                    "contract_ended",
                    N_("The contract ran out"),
                    ("het han", "het hop dong", "contract expired", "ran out"),
                ),
                Choice("agreed", N_("We agreed to end it"), ("thoa thuan", "agreed", "agreement")),
                Choice(
                    "dismissed",
                    N_("The employer ended it"),
                    (
                        "bi duoi",
                        "bi sa thai",
                        "sa thai",
                        "cho nghi",
                        "bi cho nghi",
                        "cat giam",
                        "dismissed",
                        "fired",
                        "laid off",
                    ),
                ),
                Choice(
                    "resigned_properly",
                    N_("I resigned with notice, or with a lawful reason"),
                    ("co bao truoc", "nghi dung luat", "dung luat", "xin nghi", "resigned", "gave notice"),
                ),
                Choice(
                    "left_unlawfully",
                    N_("I left without notice and without a lawful reason"),
                    ("nghi ngang", "bo viec", "khong bao truoc", "tu y nghi", "without notice", "walked out"),
                ),
                Choice(
                    "entitled_to_pension",
                    N_("I can already draw a pension"),
                    ("du dieu kien huu", "da nghi huu", "draw a pension"),
                ),
            ),
        ),
        Question(
            field="ended_on",
            kind=Kind.DATE,
            ask=N_("On which day did the job end? It stands in the termination paper."),
            name=N_("last day of the job"),
            example=N_("for example: 31/10/2026; skip it to count from today"),
            optional=True,
        ),
        Question(
            field="short_contract",
            kind=Kind.YESNO,
            ask=N_("Was your contract for less than 12 months?"),
            name=N_("contract under 12 months"),
            optional=True,
        ),
        Question(
            field="months_in_window",
            kind=Kind.MONTHS,
            ask=N_(
                "How many of the insured months lie in the {window} before the end ({longer} if your contract was a short "
                "one)? VssID shows them month by month."
            ),
            name=N_("insured months just before the end"),
            figures={
                "window": "ui_conditions.window_months",
                "longer": "ui_conditions.window_short_contract_months",
            },
            example=N_("for example: 20 months; skip it if you do not know"),
            optional=True,
            prefill=False,
        ),
        Question(
            field="region",
            kind=Kind.CHOICE,
            ask=N_("Which minimum-wage region is the workplace in? It matters only for high wages."),
            name=N_("region"),
            choices=REGION_CHOICES,
            example=N_("it goes by the commune of the workplace: ask the commune office; or skip it"),
            optional=True,
        ),
    ),
    headline=_headline,
    inputs=_inputs,
    next_step=N_(
        "To claim: file in person at any public employment service, or on the National Public Service Portal: the request form, the "
        "paper that proves the end of the job, the social insurance book. Ask the employer for that paper in writing."
    ),
)
