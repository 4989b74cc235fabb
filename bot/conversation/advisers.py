"""Who helps for free: the verified directory, for a topic."""

from __future__ import annotations

from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.handoff.provinces import PROVINCES, province_in
from bot.i18n import gettext_for
from knowledge import wording
from knowledge.database import Knowledge
from knowledge.schema import Confidence, Language, Office, Topic

_SHOWN = 6


def advisers_card(
    knowledge: Knowledge, topic: str, language: Language, province: int | None = None, *, offer_case: bool = False
) -> Card:
    """Offices that help with a topic (all topics for an unknown or empty one), urgent numbers last.

    With a ``province`` its own offices come first. ``offer_case``: a case can be handed to advisers.
    """
    _ = gettext_for(language)
    known = topic if topic in set(Topic) else None
    offices = [
        office
        for office in knowledge.offices.values()
        if (office.province is None or _same_province(office.province, province))
        and (known is None or known in office.topics or "all" in office.topics)
    ]
    calm = sorted(
        (o for o in offices if not o.urgent), key=lambda o: (o.province is None, known not in o.topics, o.phone is None)
    )[:_SHOWN]
    lines = [_("**Free help from people**"), *(_line(office, language) for office in calm)]
    urgent = [f"{o.name[language]} **{o.phone}**" for o in knowledge.offices.values() if o.urgent and o.phone]
    if urgent:
        lines.append(_("🚨 Violence, injury, a child at risk: {numbers}").format(numbers=" · ".join(urgent)))
    if calm:
        oldest = wording.day(min(office.verified for office in calm), language)
        lines.append(_("Numbers checked {day}. Calls to 1900 numbers may cost money.").format(day=oldest))
    rows: list[tuple[Button, ...]] = []
    if offer_case:
        rows.append((button(_("✍️ Hand my case to an adviser"), "case", f"ask:{known}" if known else "ask"),))
    if province is None:
        rows.append((button(_("In my province"), "where", known or ""),))
    return Card(text="\n".join(lines), buttons=(*rows, (button(_("Menu"), "menu"),)))


def provinces_card(topic: str, language: Language) -> Card:
    """Asks in which province help is looked for."""
    _ = gettext_for(language)
    known = topic if topic in set(Topic) else ""
    choices = [button(name, "where", f"{known}.{code}") for code, name in PROVINCES.items()]
    rows = [tuple(choices[at : at + 3]) for at in range(0, len(choices), 3)]
    return Card(text=_("In which province?"), buttons=(*rows, (button(_("Menu"), "menu"),)))


def _same_province(name: str, province: int | None) -> bool:
    return province is not None and province_in(name) == province


def _line(office: Office, language: Language) -> str:
    _ = gettext_for(language)
    contact = " · ".join(part for part in (f"**{office.phone}**" if office.phone else "", office.website or "") if part)
    hours = f" ({office.hours[language]})" if office.hours else ""
    doubt = " " + _("(check that it still runs)") if office.confidence is Confidence.MEDIUM else ""
    text = f"• {office.name[language]}" + (f": {contact}{hours}{doubt}" if contact else "")
    return f"{text} – {office.helps_with[language]}"
