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
from bot.storage.vault import CannotOpen
from knowledge.clock import VIET_NAM

LONGEST_NAME = 128  # characters of a topic's name in Telegram
# Most of each on the card, as Telegram counts, so that it fits into one message of 4,096 whatever was said.
MOST_DESCRIPTION, MOST_QUESTIONS, MOST_CALCULATION = 2000, 900, 400
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
    content = _content(desk, case)
    opened = datetime.fromisoformat(case.opened_at).astimezone(VIET_NAM)
    lines = [
        f"**{topic_title(case)}**",
        _(_STATES[case.state]),
        _("Opened {time}. The person writes {language}.").format(
            time=f"{opened:%d/%m/%Y %H:%M}", language=_LANGUAGES.get(case.language, case.language)
        ),
    ]
    if content is None:
        lines.append(_("⚠️ What the person said cannot be opened: ask the operator (quyen doctor)."))
        content = Content()
    said = _said(content)
    lines += [_fitting(text, most) for text, most in said]
    cut = any(_fitting(text, most) != text for text, most in said)
    lines.append(_("**Phone:** {phone}").format(phone=content.phone or _("none given, answer here")))
    lines.append(
        _(
            "What you write in this topic goes to the person, without your name; lines beginning with // do not. /article WORDS finds an answer to send."
        )
    )
    to_read = [desk_button(_("📖 Read everything"), "read", case)] * cut
    return Card(text="\n".join(lines), buttons=tuple((b,) for b in [*to_read, *_buttons(desk, case)]))


def statement(desk: Desk, case: Case) -> Card:
    """Everything the person said when the case was opened. Raises CannotOpen."""
    return Card(text="\n\n".join(text for text, _most in _said(desk.content(case))))


def _content(desk: Desk, case: Case) -> Content | None:
    """What the person said; None: no key opens it."""
    try:
        return desk.content(case)
    except CannotOpen:
        return None


def _said(content: Content) -> list[tuple[str, int]]:
    """What there is of a case, each with how much of it the card shows."""
    _ = gettext_for("vi")
    said = []
    if content.description:
        said.append((_("**What happened:** {text}").format(text=content.description), MOST_DESCRIPTION))
    if content.questions:
        said.append((_("**Asked the bot:** {questions}").format(questions=quoted(content.questions)), MOST_QUESTIONS))
    if content.calculation:
        said.append((_("**Last calculation:** {text}").format(text=content.calculation), MOST_CALCULATION))
    return said


def _fitting(text: str, most: int) -> str:
    """A text cut to so many units of UTF-16, as Telegram counts."""
    units = text.encode("utf-16-le", "replace")
    return text if len(units) <= 2 * most else units[: 2 * most].decode("utf-16-le", "ignore") + "…"


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
