"""What advisers do in the topic of a case: write, take, send an article, ask for papers, hand on, close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils.db import Database

from bot.conversation.answers import answer_card
from bot.conversation.buttons import pressed
from bot.conversation.events import Attachment, Command, Event, Press, Text
from bot.conversation.replies import Card
from bot.handoff import closing, opening, relaying
from bot.handoff.articles import article_button, article_meant
from bot.handoff.desk import (
    Desk,
    language_of_case,
    reaches_worker,
    refresh_card,
    tell_staff,
    to_staff,
    to_worker,
)
from bot.handoff.errands import Statement
from bot.handoff.handing_on import hand_on
from bot.handoff.papers import PAPERS, papers_card, papers_wanted
from bot.handoff.summary import desk_button
from bot.i18n import gettext_for
from bot.storage import cases
from bot.storage.cases import Case
from knowledge.clock import VIET_NAM
from knowledge.search import search
from nlu.scrubbing import scrubbed

NOTE = "//"
_FOUND = 5


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a staff group. A coordinator (an administrator of the group) may act on others' cases."""

    id: str
    coordinator: bool = False


@dataclass(frozen=True, slots=True)
class StaffEvent:
    """What a member did in a topic; ``message`` is the number of the message."""

    chat: str
    thread: int
    member: Member
    event: Event
    message: int


def act(db: Database, desk: Desk, staff: StaffEvent, now: datetime) -> None:
    """Do what a member of the staff group asks for in the topic of a case. Nothing happens elsewhere."""
    case = cases.in_thread(db, staff.chat, staff.thread)
    if case is None:
        return
    match staff.event:
        case Press(data):
            _press(db, desk, case, staff, data, now)
        case Command(name, argument):
            _command(db, desk, case, staff, name, argument, now)
        case Text(text) if text.lstrip().startswith(NOTE):
            return
        case Attachment(_, caption) if caption.lstrip().startswith(NOTE):
            return
        case _:
            _write(db, desk, case, staff, now)


def _write(db: Database, desk: Desk, case: Case, staff: StaffEvent, now: datetime) -> None:
    _ = gettext_for("vi")
    if case.state == "closed":
        tell_staff(db, case, _("The case is closed: this was not passed on. Press “Open again” first."), now)
        return
    if case.state == "waiting":
        case = take(db, desk, case, staff.member, now)
    relaying.from_adviser(db, case, staff.message, now)


def _press(db: Database, desk: Desk, case: Case, staff: StaffEvent, data: str, now: datetime) -> None:
    meaning = pressed(data)
    if meaning is None or meaning.verb != "desk":
        return
    action, _colon, rest = meaning.argument.partition(":")
    number, _colon, argument = rest.partition(":")
    if number != str(case.number):  # a button of another case, forged or copied here
        cases.note(db, case.number, staff.member.id, "pressed a button of another case", now)
        return
    _do(db, desk, case, staff.member, action, argument, now)


def _command(db: Database, desk: Desk, case: Case, staff: StaffEvent, name: str, argument: str, now: datetime) -> None:
    match name:
        case "article" if argument:
            _offer_articles(db, desk, case, argument, now)
        case "propose" if argument:
            _propose(db, case, staff.member, argument, now)
        case _:
            _do(db, desk, case, staff.member, name, "", now)


def _do(db: Database, desk: Desk, case: Case, member: Member, action: str, argument: str, now: datetime) -> None:
    """One action by name; unknown ones and those that do not fit the state do nothing."""
    _ = gettext_for("vi")
    is_open = case.state != "closed"
    match action:
        case "take" if case.state == "waiting":
            take(db, desk, case, member, now)
        case "read":
            to_staff(db, case, [Statement()], now)
        case "article" if is_open and (article := article_meant(desk, argument)) is not None:
            _send_article(db, desk, case, member, article, now)
        case "article" | "articles" if is_open:
            tell_staff(db, case, _("Write /article and some words, for example: /article nợ lương"), now)
        case "papers" if is_open and argument in PAPERS:
            _ask_for(db, desk, case, member, argument, now)
        case "papers" if is_open:
            to_staff(db, case, [papers_card(case)], now)
        case "groups" if is_open and argument:
            _hand_on(db, desk, case, member, argument, now)
        case "groups" if is_open:
            _offer_groups(db, desk, case, now)
        case "close" if is_open and _may(case, member):
            closing.close(db, desk, case, member.id, now)
        case "reopen" if not is_open:
            _reopen(db, desk, case, member, now)
        case "propose":
            text = _(
                "Write /propose and the question and answer in your own words, without names or numbers of persons. It goes to the people who write the answers."
            )
            tell_staff(db, case, text, now)
        case "close" if is_open:
            tell_staff(db, case, _("Another adviser has this case: they or an administrator can close it."), now)


def _may(case: Case, member: Member) -> bool:
    """Whether a member may end or hand on a case: the one who took it, an administrator, anybody for an untaken one."""
    return case.taken_by in (None, member.id) or member.coordinator


def take(db: Database, desk: Desk, case: Case, member: Member, now: datetime) -> Case:
    """An adviser takes a case; the person is told once that a human answers from here on."""
    case = cases.change(db, case.number, state="taken", taken_by=member.id, taken_at=case.taken_at or now)
    cases.note(db, case.number, member.id, "taken", now)
    refresh_card(db, case, now)
    _ = gettext_for(language_of_case(case))
    text = _(
        "👤 An adviser of {group} has your case **{number}** and writes to you here. "
        "What you write now goes to them, and I keep quiet. To ask me, write /bot and your question."
    ).format(group=desk.group_name(case), number=case.number)
    to_worker(db, case, [Card(text=text)], now)
    return case


def _offer_articles(db: Database, desk: Desk, case: Case, wanted: str, now: datetime) -> None:
    _ = gettext_for("vi")
    found = [hit.article for hit in search(desk.knowledge, wanted, limit=_FOUND)]
    if not found:
        tell_staff(db, case, _("No article fits these words."), now)
        return
    rows = tuple((article_button(desk, key, case),) for key in found)
    to_staff(db, case, [Card(text=_("Which one shall I send to the person?"), buttons=rows)], now)


def _send_article(db: Database, desk: Desk, case: Case, member: Member, article: str, now: datetime) -> None:
    today = now.astimezone(VIET_NAM).date()
    language = language_of_case(case)
    if not reaches_worker(db, case, answer_card(desk.knowledge, article, today, today, language), now):
        return
    cases.note(db, case.number, member.id, f"sent {article}", now)
    _ = gettext_for("vi")
    tell_staff(db, case, _("📄 Sent: {title}").format(title=desk.knowledge.articles[article].title["vi"]), now)


def _ask_for(db: Database, desk: Desk, case: Case, member: Member, papers: str, now: datetime) -> None:
    if not reaches_worker(db, case, papers_wanted(papers, language_of_case(case)), now):
        return
    cases.note(db, case.number, member.id, f"asked for {papers}", now)
    _ = gettext_for("vi")
    tell_staff(db, case, _("📎 Asked for: {papers}").format(papers=_(PAPERS[papers])), now)


def _offer_groups(db: Database, desk: Desk, case: Case, now: datetime) -> None:
    _ = gettext_for("vi")
    rows = tuple(
        (desk_button(group.name, "groups", case, group.chat),)
        for group in desk.groups.groups
        if group.chat != case.group_chat
    )
    to_staff(db, case, [Card(text=_("To which group?"), buttons=rows)], now)


def _hand_on(db: Database, desk: Desk, case: Case, member: Member, chat: str, now: datetime) -> None:
    group = desk.groups.of_chat(chat)
    if group is None or chat == case.group_chat:
        return
    if not _may(case, member):
        _ = gettext_for("vi")
        tell_staff(db, case, _("Another adviser has this case: they or an administrator can hand it on."), now)
        return
    hand_on(db, case, group, member.id, now)


def _reopen(db: Database, desk: Desk, case: Case, member: Member, now: datetime) -> None:
    if opening.reopen(db, desk, case, member.id, now).state == "closed":
        _ = gettext_for("vi")
        tell_staff(db, case, _("The person has another open case; this one stays closed."), now)


def _propose(db: Database, case: Case, member: Member, text: str, now: datetime) -> None:
    """Keep an adviser's words for the people who write the answers, without anything of the case but its subject."""
    cases.propose(db, case.topic, "vi", scrubbed(text), now.astimezone(VIET_NAM).date().isoformat())
    cases.note(db, case.number, member.id, "proposed an article", now)
    _ = gettext_for("vi")
    tell_staff(db, case, _("Thank you, it is kept as a proposal (quyen cases proposals)."), now)
