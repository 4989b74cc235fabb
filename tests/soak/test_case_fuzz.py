"""Cases in any order of events: no failure, and nobody reads what was said in the case of somebody else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.conversation.assistant import Assistant
from bot.conversation.events import Attachment, AttachmentKind, Command, Press, Text
from bot.conversation.replies import Card
from bot.conversation.session import Session
from bot.conversation.understanding import Understander
from bot.handoff import applying
from bot.handoff.attending import attend
from bot.handoff.desk import Desk
from bot.handoff.staff import Member, StaffEvent, act
from bot.handoff.steps import Content, Open
from bot.settings import Settings
from bot.storage import cases
from bot.storage.database import open_database
from bot.storage.outbox import Payload, Target
from bot.telegram.rendering import render
from knowledge.database import Knowledge
from knowledge.schema import Topic
from tests.handoff.conftest import GROUP, NOW, PENSION_GROUP
from tests.soak.conftest import Show
from tests.telegram.bot_api_rules import parse_html

PEOPLE = ("71", "72", "73")
MARKERS = dict(zip(PEOPLE, ("Xuanmai", "Yenhoa", "Zuanlam"), strict=True))
GROUPS = (GROUP, PENSION_GROUP)

case_data = st.sampled_from(
    ["yes", "bare", "no", "t:contract", "t:pension", "t:all", "t:x", "p:79", "p:all", "p:99", "ask", "ask:pension",
     "skip:topic", "skip:province", "skip:description", "skip:phone", "rate:1:useful", "rate:2:x", "reopen:1",
     "reopen:2", "withdraw:1", "withdraw:2", "withdraw:99999999999", "", ":", "add:7"]
)  # fmt: skip
desk_data = st.builds(
    "{}:{}:{}".format,
    st.sampled_from(["take", "articles", "article", "papers", "groups", "close", "reopen", "propose", "read", "x"]),
    st.sampled_from(["1", "2", "3", "9", "x", ""]),
    st.sampled_from(["", "pay", "contract", GROUP, PENSION_GROUP, "-666", "pension/retirement-age"]),
)
worker_event = st.one_of(
    st.just(Command("case")),
    st.just(Command("case", "MARK nợ lương")),
    st.sampled_from([Text("MARK"), Text("MARK nợ lương hai tháng"), Text("hủy"), Text("hà nội"), Text("0912345678")]),
    st.builds(Press, st.builds("1:case:{}".format, case_data)),
    st.builds(Press, st.builds("1:desk:{}".format, desk_data)),
    st.sampled_from([Attachment(AttachmentKind.PHOTO), Attachment(AttachmentKind.VOICE, "MARK")]),
    st.sampled_from([Command("forget"), Command("adviser"), Command("bot", "MARK"), Command("start")]),
)
staff_event = st.one_of(
    st.builds(Press, st.builds("1:desk:{}".format, desk_data)),
    st.sampled_from(
        [Text("trả lời"), Text("// riêng"), Command("article", "lương"), Command("close"), Command("take")]
    ),
    st.sampled_from(
        [Command("reopen"), Command("propose", "hỏi đáp"), Command("groups"), Attachment(AttachmentKind.PHOTO)]
    ),
)
# Who (a person, or an adviser in the topic of a case), what, and how many hours later.
moves = st.lists(
    st.tuples(
        st.one_of(
            st.tuples(st.just("worker"), st.sampled_from(PEOPLE), worker_event),
            st.tuples(st.just("staff"), st.tuples(st.integers(1, 4), st.booleans()), staff_event),
        ),
        st.sampled_from([0.0, 0.0, 0.0, 0.1, 1.0, 30.0, 800.0]),
    ),
    min_size=20,
    max_size=40,
)


async def play(assistant: Assistant, desk: Desk, story: list[Any]) -> int:
    """Play a story on a fresh database and look at everything that would be sent."""
    db = open_database(None)
    sessions = {person: Session() for person in PEOPLE}
    now = NOW
    for person, topic in (("71", Topic.CONTRACT), ("72", Topic.PENSION)):  # two have a case already
        content = Content(description=MARKERS[person], questions=(MARKERS[person],), phone="0900000000")
        step = Open(
            language="vi", topic=topic, province=79, sealed=desk.vault.seal(content.model_dump_json()), consent="1"
        )
        applying.apply(db, desk, "telegram", f"telegram:{person}", Target(chat=person), [step], now)
    for number, ((side, who, event), hours) in enumerate(story):
        now += timedelta(hours=hours)
        if side == "worker":
            if isinstance(event, Text):
                event = Text(event.text.replace("MARK", MARKERS[who]))
            elif isinstance(event, Command):
                event = replace(event, argument=event.argument.replace("MARK", MARKERS[who]))
            key = f"telegram:{who}"
            around = applying.around(db, desk, "telegram", key, number, "vi", now)
            outcome = await assistant.respond(event, sessions[who], now, around)
            sessions[who] = outcome.session
            if outcome.forget:
                applying.forget(db, "telegram", key, Target(chat=who), "vi", now)
            applying.apply(db, desk, "telegram", key, Target(chat=who), outcome.steps, now)
        else:
            case, coordinator = who
            found = cases.find(db, case)
            if found is not None:
                if found.thread is None:
                    found = cases.change(db, case, thread=500 + number, card=900 + number)
                act(
                    db,
                    desk,
                    StaffEvent(found.group_chat, found.thread or 0, Member("5", coordinator), event, number),
                    now,
                )
        attend(db, desk, now)
    check(db)
    for person in PEOPLE:
        open_now = [case for case in cases.all_of(db, "telegram", f"telegram:{person}") if case.state != "closed"]
        assert len(open_now) <= 1
    stored = "\n".join(db.conn.iterdump())
    assert not any(word in stored for word in MARKERS.values())  # all of it is sealed
    return len(story)


def check(db: Any) -> None:
    """Everything in the outbox can be shown, and a person's words are in nobody else's chat."""
    for row in db.table("outbox").rows_where("payload != ''"):
        payload = Payload.model_validate_json(row["payload"])
        assert payload.target.chat in (*PEOPLE, *GROUPS)
        if isinstance(payload.reply, Card):
            for part in render(payload.reply):
                parse_html(part.html)  # type: ignore[union-attr]
        for person, word in MARKERS.items():
            assert payload.target.chat not in PEOPLE or payload.target.chat == person or word not in json.dumps(row)


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.mark.parametrize(
    "examples", [pytest.param(25, id="short"), pytest.param(800, id="full", marks=pytest.mark.soak)]
)
def test_case_fuzz(loop: asyncio.Runner, knowledge: Knowledge, show: Show, tmp_path: Path, examples: int) -> None:
    groups = [{"chat_id": int(PENSION_GROUP), "name": "Nhóm hưu trí", "topics": ["pension"]}]
    chosen = Settings(data_dir=tmp_path, staff_chat_id=int(GROUP), staff_groups=groups)  # type: ignore[arg-type]
    desk = Desk.of(chosen, knowledge)
    assistant = Assistant(knowledge, Understander(knowledge, None), desk=desk)
    played = 0

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples < 100,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(moves)
    def examine(story: list[Any]) -> None:
        nonlocal played
        played += loop.run(play(assistant, desk, story))

    examine()
    show(f"case fuzz: {played} events of people and advisers, no failure")
