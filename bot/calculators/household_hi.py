"""Price of household health insurance: what it asks and how it says the result."""

from __future__ import annotations

from bot.calculators.form import Form, Kind, Question
from bot.calculators.pictures import household_hi_picture
from bot.calculators.questions import BLOCK
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.benefits.household_hi import HouseholdHiResult
from knowledge.schema import Language, Topic, Unit


def _headline(result: HouseholdHiResult, language: Language) -> str:
    _ = gettext_for(language)
    total = wording.vnd(result.total, language)
    if len(result.per_member) == 1:
        return _("**{money}** for one person.").format(money=total)
    people = wording.counted(len(result.per_member), Unit.PEOPLE, language)
    return _("**{money}** for {people} together.").format(money=total, people=people)


FORM = Form(
    calculator="household-hi",
    title=N_("What household health insurance costs"),
    topic=Topic.HOUSEHOLD_HI,
    article="household_hi/how-to-buy",
    questions=(
        Question(
            field="members",
            kind=Kind.NUMBER,
            ask=N_("How many people at home have no health card from another group and join together?"),
            name=N_("people joining"),
            example=N_("for example: 3; not those insured at work, at school, children with free cards"),
        ),
        BLOCK,
    ),
    headline=_headline,
    next_step=N_(
        "Pay at the social insurance office or a collection point where you are registered, permanently or temporarily. "
        "Bring the ID card and the papers of everybody who joins; keep the receipt. Near-poor people, pupils and students "
        "pay less: see who at home must join."
    ),
    picture=household_hi_picture,
)
