"""What somebody in danger, or with a deadline within days, is told first: one thing to do, and who to call."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.buttons import button
from bot.conversation.replies import Card
from bot.i18n import N_, gettext_for
from knowledge import wording
from knowledge.database import Knowledge
from knowledge.schema import Confidence, Language
from nlu.urgent import UrgentKind

POLICE, AMBULANCE, CHILDREN, RESCUE = "police", "ambulance", "child-protection-hotline", "fire"


@dataclass(frozen=True, slots=True)
class _First:
    """The first words for one kind: what to do now, whom to call, what else helps, where to read on."""

    do: str
    offices: tuple[str, ...]
    also: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


_NO_CALL = N_("If you cannot call, ask somebody near you: a neighbour, a guard, a driver, the commune office.")
_ABROAD = N_(
    "If you are abroad: ask your family in Viet Nam to tell the police there, and the Vietnamese embassy for help."
)
_DANGER = "legal_aid/danger-and-forced-labour"
_FIRST: dict[UrgentKind, _First] = {
    "violence": _First(
        N_("Go to a safe place and call the police now."), (POLICE, AMBULANCE), (_NO_CALL,), (_DANGER,)
    ),
    "injury": _First(
        N_("Call an ambulance now."),
        (AMBULANCE, RESCUE),
        (N_("Ask somebody near you to help. Papers and money come later."),),
        ("occupational_accident/treatment-and-wage",),
    ),
    "forced_labour": _First(
        N_("Call the police now and say where you are."), (POLICE, AMBULANCE), (_NO_CALL, _ABROAD), (_DANGER,)
    ),
    "child_labour": _First(
        N_("Call for the child now and say where it is."),
        (CHILDREN, POLICE),
        (N_("You need not be a relative or know the child's name."),),
        ("legal_aid/child-labour-and-abuse",),
    ),
    "papers_kept": _First(
        N_("If you are threatened or not let go, call the police now."),
        (POLICE,),
        (N_("If you are safe, read below how to get your papers back."), _NO_CALL),
        ("contract/papers-and-deposit",),
    ),
    "harassment": _First(
        N_("Go to a safe place and call the police now."),
        (POLICE,),
        (N_("It is not your fault. Tell somebody you trust, and keep messages and pictures."),),
        ("wages_hours_leave/sexual-harassment",),
    ),
    "self_harm": _First(
        N_("If you think of ending it all: please do not stay alone. Go to somebody near you now and tell them."),
        (AMBULANCE,),
        (N_("Call the ambulance or go to the nearest hospital. I am sorry that it is so hard; people can help you."),),
    ),
    "deadline": _First(
        N_("Do not wait: ask today."),
        (),
        (
            N_("Call or go to the office that takes your papers. Ask how to file in time, even if a paper is missing."),
            N_("Keep a receipt with the date of whatever you hand in."),
        ),
        ("legal_aid/dispute-deadlines", "unemployment/where-and-deadline"),
    ),
}  # fmt: skip


def urgent_card(knowledge: Knowledge, kind: UrgentKind, language: Language, *, offer_person: bool = True) -> Card:
    """What to do now, the verified numbers that fit, and the way to a person unless one is being asked for."""
    _ = gettext_for(language)
    first = _FIRST[kind]
    offices = [office for name in first.offices if (office := knowledge.offices.get(name)) is not None and office.phone]
    lines = [f"🚨 **{_(first.do)}**"]
    for office in offices:
        doubt = " " + _("(check that it still runs)") if office.confidence is Confidence.MEDIUM else ""
        lines.append(f"• {office.name[language]}: **{office.phone}**{doubt}")
    lines += [_(line) for line in first.also]
    if offices:
        oldest = wording.day(min(office.verified for office in offices), language)
        lines.append(_("Numbers checked {day}.").format(day=oldest))
    known = [(name, article) for name in first.articles if (article := knowledge.article(name)) is not None]
    to_read = ((button(article.title[language], "art", name),) for name, article in known)
    person = ((button(_("Talk to an adviser"), "help"),),) if offer_person else ()
    rows = (*person, *to_read)
    return Card(text="\n".join(lines), buttons=rows)
