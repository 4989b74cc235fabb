"""Who at home has a health card already and who must join: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Answers, Choice, Form, Kind, Question
from bot.calculators.questions import BLOCK, asked_answers
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.calculation import InputError
from knowledge.benefits.household_check import HouseholdCheckResult
from knowledge.schema import Language, Topic, Unit

_COUNTED = (("employees", "employee"), ("young_children", "child_under_6"), ("free_cards", "state_paid"))
_FREE_CLASSES = ("poor", "near_poor_poor_commune")


def _headline(result: HouseholdCheckResult, language: Language) -> str:
    _ = gettext_for(language)

    def people(number: int) -> str:
        return wording.counted(number, Unit.PEOPLE, language)

    if not result.joins:
        return _("**Nobody needs to buy a card**: everybody you named is in a group that is insured already.")
    lines = [
        _("**{money}** for {people} who must join.").format(
            money=wording.vnd(result.total, language), people=people(len(result.joins))
        )
    ]
    supported = sum(one.as_group == "state_supported" for one in result.joins)
    household = len(result.joins) - supported
    if supported:
        lines.append(
            _("As a household: {household}. With State support: {supported}.").format(
                household=people(household), supported=people(supported)
            )
        )
    if result.covered:
        lines.append(_("Insured already: {people}.").format(people=people(len(result.covered))))
    return "\n".join(lines)


def _must_pay(answers: Answers) -> bool:
    return answers.get("household_class") not in _FREE_CLASSES


QUESTIONS = (
    Question(
        field="people",
        kind=Kind.NUMBER,
        ask=N_("How many people are registered at your home, permanently or temporarily?"),
        name=N_("people at home"),
        example=N_("for example: 5"),
    ),
    Question(
        field="household_class",
        kind=Kind.CHOICE,
        ask=N_("Does your household have a certificate from the commune?"),
        name=N_("certificate"),
        choices=(
            Choice("poor", N_("Poor household"), ("ho ngheo", "poor household", "=ngheo", "=poor")),
            Choice("near_poor", N_("Near-poor household"), ("can ngheo", "near poor")),
            Choice(
                "near_poor_poor_commune",
                N_("Near-poor household in a poor commune"),
                ("xa ngheo", "can ngheo xa ngheo", "can ngheo o xa ngheo", "poor commune"),
            ),
            Choice(
                "farm_average",
                N_("Farm, forest, fishing or salt household, average means"),
                ("muc song trung binh", "nong nghiep", "farm", "farming", "average"),
            ),
            Choice(
                "none",
                N_("No such certificate"),
                ("=khong", "=khong co", "=no", "khong co giay", "khong co so", "khong thuoc", "no certificate"),
            ),
        ),
    ),
    Question(
        field="employees",
        kind=Kind.NUMBER,
        ask=N_("How many of them are insured through a job with a labour contract?"),
        name=N_("insured at work"),
        example=N_("for example: 1; none: 0"),
        only_if=_must_pay,
    ),
    Question(
        field="young_children",
        kind=Kind.NUMBER,
        ask=N_("How many are children under {age}?"),
        name=N_("children under {age}"),
        figures={"age": "hi_state_paid_ages.child_under"},
        example=N_("for example: 1; none: 0"),
        only_if=_must_pay,
    ),
    Question(
        field="students",
        kind=Kind.NUMBER,
        ask=N_("How many are pupils or students?"),
        name=N_("pupils and students"),
        example=N_("for example: 2; none: 0"),
        only_if=_must_pay,
    ),
    Question(
        field="free_cards",
        kind=Kind.NUMBER,
        ask=N_(
            "How many others have a card they do not pay for: with a pension, unemployment benefit, the social pension, merit "
            "or another free card?"
        ),
        name=N_("other free cards"),
        example=N_("for example: 1; none: 0"),
        only_if=_must_pay,
    ),
    BLOCK,
)


def _inputs(answers: Answers) -> dict[str, str]:
    given = asked_answers(QUESTIONS, answers)
    people, household_class = int(given["people"]), given["household_class"]
    rest = household_class
    kinds: list[str] = []
    for field, kind in _COUNTED:
        kinds += [kind] * int(given.get(field, 0))
    # A near-poor pupil takes the better support, that of the household.
    pupil = "near_poor" if household_class == "near_poor" else "student"
    kinds += [pupil] * int(given.get("students", 0))
    if len(kinds) > people:
        raise InputError("people", "fewer than those named one by one", len(kinds))
    kinds += [rest] * (people - len(kinds))
    return {"members": ",".join(kinds), "months": given["months"]}


FORM = Form(
    calculator="household-check",
    title=N_("Who at home needs a health card, and the price"),
    topic=Topic.HOUSEHOLD_HI,
    article="household_hi/who-is-household",
    questions=QUESTIONS,
    headline=_headline,
    next_step=N_(
        "Check in VssID or VNeID that those you named as insured really have a valid card. The others join at the social "
        "insurance office or a collection point: bring ID cards and the certificate; for pupils and students ask the school."
    ),
    inputs=_inputs,
)
