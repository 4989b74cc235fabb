from __future__ import annotations

import base64
from datetime import datetime

import pytest
from sqlite_utils.db import Database

from bot.conversation.replies import Button, Card, Document, Picture, Reply
from bot.storage import blocked, effects, outbox
from bot.storage.outbox import Head, Payload, Target
from tests.storage.conftest import NOW, later

CARD = Card(text="chữ **đậm**", buttons=((Button(label="Tính", data="1:calc"),),))


def put(db: Database, *chats: str) -> None:
    for chat in chats:
        outbox.put(db, "t", Target(chat=chat), [CARD], NOW)


def heads(db: Database, now: datetime = NOW) -> list[Head]:
    return outbox.heads(db, "t", 10, now)


def state(db: Database, id: int) -> str:
    return str(db.table("outbox").get(id)["state"])


@pytest.mark.parametrize(
    "reply",
    [
        CARD,
        Picture(png=base64.b64encode(bytes(range(256))), caption="hình"),
        Document(name="đơn.txt", content=base64.b64encode(b"\x00\xff")),
    ],
)
def test_replies_come_out_as_they_went_in(db: Database, reply: Reply) -> None:
    target = Target(chat="-5", thread=3, reply_to=9)
    assert outbox.put(db, "t", target, [reply], NOW) == 1
    outgoing = outbox.claim(db, 1)
    assert outgoing is not None
    assert (outgoing.payload.reply, outgoing.payload.target) == (reply, target)


def test_order_within_a_chat_is_kept(db: Database) -> None:
    put(db, "1", "2", "1")
    assert heads(db) == [Head(1, "1"), Head(2, "2")]
    outbox.claim(db, 1)
    assert heads(db) == [Head(2, "2")]  # what follows in chat 1 waits for what is under way
    outbox.part_sent(db, 1, last=True, now=NOW)
    assert heads(db) == [Head(2, "2"), Head(3, "1")]


def test_a_reply_in_parts_goes_on_where_it_was(db: Database) -> None:
    put(db, "1")
    outbox.claim(db, 1)
    outbox.part_sent(db, 1, last=False, now=NOW)
    outgoing = outbox.claim(db, 1)
    assert outgoing is not None
    assert (outgoing.parts_sent, outgoing.tries) == (1, 1)
    outbox.part_sent(db, 1, last=True, now=NOW)
    assert (state(db, 1), heads(db)) == ("sent", [])


def test_what_is_tried_again_holds_up_its_chat(db: Database) -> None:
    put(db, "1", "1", "2")
    outbox.claim(db, 1)
    outbox.try_again(db, 1, "429", later(3))
    assert heads(db) == [Head(3, "2")]
    assert heads(db, later(3)) == [Head(1, "1"), Head(3, "2")]


def test_unknown_outcome_is_repeated_once(db: Database) -> None:
    put(db, "1")
    outbox.claim(db, 1)
    assert outbox.outcome_unknown(db, 1, "ReadTimeout", NOW, NOW) is False
    outbox.claim(db, 1)
    assert outbox.outcome_unknown(db, 1, "ReadTimeout", NOW, NOW) is True
    assert (state(db, 1), heads(db)) == ("unknown", [])


def test_each_part_has_its_own_repetition(db: Database) -> None:
    put(db, "1")
    for _ in range(3):
        outbox.claim(db, 1)
        assert outbox.outcome_unknown(db, 1, "ReadTimeout", NOW, NOW) is False
        outbox.claim(db, 1)
        outbox.part_sent(db, 1, last=False, now=NOW)


def test_after_a_crash(db: Database) -> None:
    put(db, "1", "2", "3")
    outbox.claim(db, 1)
    outbox.claim(db, 2)
    assert outbox.recover(db, "t", NOW) == (2, [])
    assert heads(db) == [Head(1, "1", interrupted=True), Head(2, "2", interrupted=True), Head(3, "3")]
    outbox.claim(db, 1)
    repeated, [given_up] = outbox.recover(db, "t", NOW)
    assert repeated == 0 and Payload.model_validate_json(given_up).target.chat
    assert [state(db, id) for id in (1, 2, 3)] == ["unknown", "pending", "pending"]


def test_nothing_goes_to_a_chat_that_blocked_the_bot(db: Database) -> None:
    put(db, "1", "1", "2")
    outbox.claim(db, 1)
    assert effects.block(db, "t", "1", "said so", NOW) == 2
    assert heads(db) == [Head(3, "2")]
    assert outbox.put(db, "t", Target(chat="1"), [CARD], NOW) == 0
    assert outbox.claim(db, 2) is None
    blocked.forget(db, "t", "1")
    assert outbox.put(db, "t", Target(chat="1"), [CARD], NOW) == 1


def test_blocking_twice_is_blocking_once(db: Database) -> None:
    blocked.remember(db, "t", "1", "said so", NOW)
    blocked.remember(db, "t", "1", "Forbidden", NOW)
    assert blocked.is_blocked(db, "t", "1")
    assert not blocked.is_blocked(db, "other channel", "1")
    blocked.forget(db, "t", "1")
    assert not blocked.is_blocked(db, "t", "1")


def test_group_with_a_new_number(db: Database) -> None:
    outbox.put(db, "t", Target(chat="-1", thread=2, reply_to=3), [CARD, CARD], NOW)
    outbox.claim(db, 1)
    outbox.move_chat(db, "t", "-1", "-1001")
    assert heads(db) == [Head(1, "-1001")]
    outgoing = outbox.claim(db, 1)
    assert outgoing is not None
    assert outgoing.payload.target == Target(chat="-1001")
    assert outgoing.payload.reply == CARD


@pytest.mark.parametrize("came_of_it", ["again", "unknown", "part"])
def test_what_is_given_up_while_it_is_in_the_air_stays_so(db: Database, came_of_it: str) -> None:
    outbox.put(db, "telegram", Target(chat="1"), [Card(text="một")], NOW, case=3)
    [head] = outbox.heads(db, "telegram", 9, NOW)
    assert outbox.claim(db, head.id) is not None
    outbox.drop_case(db, 3, NOW)
    match came_of_it:
        case "again":
            outbox.try_again(db, head.id, "500", NOW)
        case "unknown":
            assert outbox.outcome_unknown(db, head.id, "cut", NOW, NOW) is False
        case _:
            outbox.part_sent(db, head.id, last=False, now=NOW)
    [row] = db.table("outbox").rows
    assert (row["state"], row["payload"], row["trouble"]) == ("failed", "", "case deleted")
