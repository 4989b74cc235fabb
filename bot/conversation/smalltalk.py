"""Replies to what is no question, and the standing texts: greeting, help, scope, privacy."""

from __future__ import annotations

from bot.conversation.buttons import button
from bot.conversation.replies import Card
from bot.i18n import N_, gettext_for
from knowledge.schema import Language

NOTICE = N_(
    "I am Quyền, an automated service with legal information for workers in Viet Nam. "
    "I am not a person and not a lawyer; my answers are written in advance and cite the law."
)
GREETING = N_(
    "Hello! Ask me about contracts, wages, social insurance or health insurance, in your own words. "
    "For example: “I ride for an app without a contract, what are my rights?”"
)
HELP = N_(
    "**How to ask**\n"
    "• Type your question as you would say it, with or without tone marks. One question at a time is best.\n"
    "• Do not send names, phone numbers or ID numbers: I do not need them.\n"
    "• Press a button under an answer for more, for related questions or for an adviser.\n"
    "• /menu shows all subjects, /language changes the language, /adviser shows who helps for free."
)
SCOPE = N_(
    "I cannot answer that. I know about work contracts, wages, dismissal, social insurance, pensions, maternity, "
    "unemployment, work accidents and health insurance in Viet Nam."
)
NOT_UNDERSTOOD = N_(
    "I did not understand that well enough to give you a safe answer. Try other words, or choose a subject."
)
ONLY_TEXT = N_("I can only read text. Please type your question.")
NO_WORDS = N_("I did not find any words in that. Please type your question, for example: “pension age for women”.")
PRIVACY = N_(
    "**What I keep, what for, how long**\n"
    "• Your message and account: to answer, until it is answered, up to a day if something goes wrong. A mark without text: three days.\n"
    "• For half an hour: your last three questions (names and long numbers that I recognise taken out), your last calculation and the answers of a running one.\n"
    "• Language, last subject and your kind of insurance: a month after your last message."
)
PRIVACY_CASES = N_(
    "• A case for an adviser, only after your yes: encrypted here, copied into the advisers' group in Telegram. "
    "Deleted {days} days after it is closed, or at once with /forget."
)
PRIVACY_END = N_(
    "• A question for the people who write the answers: only after your yes, without anything about you.\n"
    "• How often each subject is asked: counted without any person.\n"
    "Each yes is asked for on its own, and you can say no. I sell nothing, and show no advertising. "
    "Messages travel through the chat app, also abroad, under its rules; what stands in our chat you delete there yourself.\n"
    "**Yours by law**: to see it: /mydata. To delete it at once, cases and reminders too: /forget. You may also have it corrected, object "
    "and complain. Illness, pregnancy, harassment, where you are: sensitive by law, write only what is needed. "
    "Send no names or papers that I need not have."
)
GAP_OFFER = N_(
    "May I hand this question to the people who write the answers? Names and long numbers that I recognise are taken out; nothing says it was you:\n“{question}”"
)
FORGOTTEN = N_(
    "Done. I have deleted what I remembered of our conversation, and your reminders. "
    "What stands in this chat stays until you delete it in the app."
)
FORGOTTEN_HERE = N_(
    "Done. I have deleted what I remembered of what you asked in this group. For everything else write /forget to me alone."
)
NOT_HERE = N_("Others read along here. Write /mydata to me alone, and I send you everything I hold about you.")

_SMALLTALK = {
    "smalltalk.greet": GREETING,
    "smalltalk.thanks": N_("You are welcome. I am here at any hour if you have another question."),
    "smalltalk.bye": N_("Goodbye, and safe travels. Come back whenever you need."),
    "smalltalk.acknowledge": N_("Good. Ask me the next question whenever you like."),
    "smalltalk.insult": N_("I am sorry that did not help. Try asking in other words, or talk to an adviser."),
    "smalltalk.feelings": N_(
        "That sounds hard. If it is about your work or insurance, tell me what happened and I will look for what the law says. "
        "A person can help too."
    ),
    "smalltalk.how_are_you": N_("I am an automated service, so I am always at work. What would you like to know?"),
}


def smalltalk_card(intent: str, language: Language) -> Card:
    """The reply to small talk; a hand to hold where somebody is unhappy."""
    _ = gettext_for(language)
    text = _(_SMALLTALK.get(intent, GREETING))
    if intent in ("smalltalk.insult", "smalltalk.feelings"):
        return Card(text=text, buttons=((button(_("Talk to an adviser"), "help"), button(_("Menu"), "menu")),))
    if intent in ("smalltalk.greet", "smalltalk.how_are_you"):
        return Card(text=text, buttons=((button(_("Menu"), "menu"),),))
    return Card(text=text)


def plain_card(message: str, language: Language) -> Card:
    """One of the standing texts, with the way to the menu and to a person."""
    _ = gettext_for(language)
    return Card(text=_(message), buttons=((button(_("Menu"), "menu"), button(_("Talk to an adviser"), "help")),))


def privacy_card(case_days: int | None, reminders: str, operator: str | None, language: Language) -> Card:
    """What is kept; of cases only where advisers take them, for so many days after they are closed.

    ``operator`` is who answers for it, if that is set.
    """
    _ = gettext_for(language)
    on_cases = [_(PRIVACY_CASES).format(days=case_days)] if case_days is not None else []
    card = plain_card(PRIVACY, language)
    who = [_("**Who answers for it**: {operator}").format(operator=operator)] if operator else []
    return card.model_copy(update={"text": "\n".join([card.text, *on_cases, reminders, _(PRIVACY_END), *who])})
