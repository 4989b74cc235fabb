"""What a person agrees to before anything is shared with advisers."""

from __future__ import annotations

from bot.conversation.buttons import button
from bot.conversation.replies import Button, Card
from bot.handoff.groups import StaffGroups
from bot.handoff.steps import Content
from bot.i18n import gettext_for
from knowledge.schema import Language

VERSION = "2026-11-22b"
"""Of the text below; kept with each consent. Change it when the text changes its meaning."""


def consent_card(groups: StaffGroups, content: Content, days: int, waiting: str | None, language: Language) -> Card:
    """Says what would be sent, to whom, for how long it is kept; asks for an explicit yes."""
    _ = gettext_for(language)
    lines = [
        _("**May I pass your case to an adviser?**"),
        _("• To: {groups}. They are people who advise free of charge.").format(
            groups=", ".join(group.name for group in groups.groups)
        )
        + (" " + _("They may pass it on among these groups.") if len(groups.groups) > 1 else ""),
        _(
            "• What: the subject, your province and what you write next (you can skip each), and what you send me while the case is open."
        ),
    ]
    lines += [_("• Also your last questions: {questions}").format(questions=quoted(content.questions))] * bool(
        content.questions
    )
    lines += [_("• Also your last calculation.")] * bool(content.calculation)
    lines += [
        _("• Not your name or account: you may stay anonymous. They see what stands in your messages and pictures."),
        _("• Illness, pregnancy, harassment, where you are: sensitive data by law. Send only what the adviser needs."),
        _("• Kept encrypted, deleted {days} days after the case is closed, or at once with /forget.").format(days=days),
        _("• Waiting: {time}").format(
            time=waiting or _("I cannot promise how long. If it is urgent, call the numbers of /adviser.")
        ),
    ]
    rows: list[tuple[Button, ...]] = [(button(_("Yes, I agree"), "case", "yes"),)]
    if content.questions or content.calculation:
        rows.append((button(_("Yes, but without my earlier questions"), "case", "bare"),))
    rows.append((button(_("No, send nothing"), "case", "no"),))
    return Card(text="\n".join(lines), buttons=tuple(rows))


def quoted(questions: tuple[str, ...]) -> str:
    return " · ".join(f"“{question}”" for question in questions)
