"""The summary card of a case, as advisers see it, and its buttons."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.handoff.consent import quoted
from bot.handoff.desk import Desk
from bot.handoff.steps import Content
from bot.handoff.wording import province_name, topic_name
from bot.i18n import N_, gettext_for
from bot.storage.cases import Case
from knowledge.clock import VIET_NAM

LONGEST_NAME = 128  # characters of a topic's name in Telegram
_STATES = {
    "waiting": N_("🟡 waits for an adviser"),
    "taken": N_("🟢 an adviser has it"),
    "closed": N_("⚪ closed"),
}
_LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


def topic_title(case: Case) -> str:
    """The name of a case's topic: number, subject, province."""
    parts = (f"#{case.number}", topic_name(case.topic, "vi"), province_name(case.province, "vi"))
    return " · ".join(parts)[:LONGEST_NAME]


def summary_card(desk: Desk, case: Case) -> Card:
    """What an adviser needs to know at a glance. In Vietnamese; the person's language is named."""
    _ = gettext_for("vi")
    content: Content = desk.content(case)
    opened = datetime.fromisoformat(case.opened_at).astimezone(VIET_NAM)
    lines = [
        f"**{topic_title(case)}**",
        _(_STATES[case.state]),
        _("Opened {time}. The person writes {language}.").format(
            time=f"{opened:%d/%m/%Y %H:%M}", language=_LANGUAGES.get(case.language, case.language)
        ),
    ]
    if content.description:
        lines.append(_("**What happened:** {text}").format(text=content.description))
    if content.questions:
        lines.append(_("**Asked the bot:** {questions}").format(questions=quoted(content.questions)))
    if content.calculation:
        lines.append(_("**Last calculation:** {text}").format(text=content.calculation))
    lines.append(_("**Phone:** {phone}").format(phone=content.phone or _("none given, answer here")))
    lines.append(
        _(
            "What you write in this topic goes to the person, without your name; lines beginning with // do not. /article WORDS finds an answer to send."
        )
    )
    return Card(text="\n".join(lines), buttons=tuple((b,) for b in _buttons(desk, case)))


def _buttons(desk: Desk, case: Case) -> list[Button]:
    _ = gettext_for("vi")
    if case.state == "closed":
        return [
            desk_button(_("↩️ Open again"), "reopen", case),
            desk_button(_("✍️ Propose as an article"), "propose", case),
        ]
    buttons = [desk_button(_("✋ Take the case"), "take", case)] if case.state == "waiting" else []
    buttons += [
        desk_button(_("📄 Send an article"), "articles", case),
        desk_button(_("📎 Ask for papers"), "papers", case),
    ]
    if len(desk.groups.groups) > 1:
        buttons.append(desk_button(_("➡️ To another group"), "groups", case))
    return [*buttons, desk_button(_("✅ Close"), "close", case)]


def desk_button(label: str, action: str, case: Case, argument: str = "") -> Button:
    """A button of the advisers' side: the action, the number of its case, and what it is about."""
    return button(label, "desk", f"{action}:{case.number}" + (f":{argument}" if argument else ""))
