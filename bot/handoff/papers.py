"""Papers that advisers often need, asked for with one press."""

from __future__ import annotations

from bot.conversation.replies import Card
from bot.handoff.summary import desk_button
from bot.i18n import N_, gettext_for
from bot.storage.cases import Case
from knowledge.schema import Language

PAPERS = {
    "contract": N_("the contract or agreement, every page, also from the app"),
    "pay": N_("pay slips, bank messages or the app's income pages"),
    "messages": N_("messages with the boss or the app: orders, fines, suspension"),
    "decision": N_("the decision or notice you were given"),
    "insurance": N_("the contribution record in VssID, or the social insurance book"),
}


def papers_card(case: Case) -> Card:
    """For the adviser: what to ask for."""
    _ = gettext_for("vi")
    rows = tuple((desk_button(_(name), "papers", case, key),) for key, name in PAPERS.items())
    return Card(text=_("What shall I ask the person for?"), buttons=rows)


def papers_wanted(papers: str, language: Language) -> Card:
    """For the person: what the adviser asks for, and how to send it."""
    _ = gettext_for(language)
    text = _(
        "📎 The adviser asks for: **{papers}**.\n"
        "Take a picture and send it here. Cover ID and bank account numbers with your finger. If you do not have it, say so."
    ).format(papers=_(PAPERS[papers]))
    return Card(text=text)
