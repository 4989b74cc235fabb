"""End to end: what Telegram, the network or the assistant do wrong, and what a person still gets."""

from __future__ import annotations

from tests.telegram import raw_updates as raw
from tests.telegram.harness import BotProcess, Double, until


def outbox_states(bot: BotProcess, chat: int) -> list[str]:
    return [row["state"] for row in bot.rows("outbox") if row["chat"] == str(chat)]


def test_429_delays_only_its_chat(talk: Double) -> None:
    talk.fail("sendMessage", "429", chat="30", retry_after=1)
    talk.receive(raw.text(30, "một"), raw.text(30, "hai"))
    until(lambda: any(call["chat_id"] == "30" for call in talk.calls("sendMessage")), "the refused message")
    talk.receive(raw.text(31, "ba"))
    talk.wait_for_texts(31)
    assert talk.texts(30) == []
    assert talk.wait_for_texts(30, 2) == ["text một #1", "text hai #2"]


def test_errors_of_the_server_are_tried_again(talk: Double) -> None:
    talk.fail("sendMessage", "500", chat="32", times=2)
    talk.fail("sendMessage", "502", chat="32")
    talk.receive(raw.text(32, "một"), raw.text(32, "hai"))
    assert talk.wait_for_texts(32, 2) == ["text một #1", "text hai #2"]


def test_unknown_outcome_is_repeated_once(talk: Double, shared_bot: BotProcess) -> None:
    talk.fail("sendMessage", "cut", chat="33")
    talk.receive(raw.text(33, "một"), raw.text(33, "hai"))
    assert talk.wait_for_texts(33, 3) == ["text một #1", "text một #1", "text hai #2"]
    until(lambda: outbox_states(shared_bot, 33) == ["sent", "sent"])


def test_cut_before_anything_arrived_is_made_good(talk: Double) -> None:
    talk.fail("sendMessage", "cut", chat="34", before=True)
    talk.receive(raw.text(34, "một"))
    assert talk.wait_for_texts(34) == ["text một #1"]


def test_second_unknown_outcome_is_set_aside(talk: Double, shared_bot: BotProcess) -> None:
    talk.fail("sendMessage", "cut", chat="35")
    talk.fail("sendMessage", "garbage", chat="35")
    talk.receive(raw.text(35, "một"), raw.text(35, "hai"))
    talk.wait_for_text(35, "hai")
    assert talk.texts(35) == ["text một #1", "text một #1", "text hai #2"]
    until(lambda: outbox_states(shared_bot, 35) == ["unknown", "sent"])


def test_refused_message_is_set_aside_and_the_next_one_goes_out(talk: Double, shared_bot: BotProcess) -> None:
    talk.fail("sendMessage", "400", chat="36", description='can\'t parse entities: Unsupported start tag "bảo hiểm"')
    talk.receive(raw.text(36, "một"), raw.text(36, "hai"))
    assert talk.wait_for_texts(36) == ["text hai #2"]
    assert outbox_states(shared_bot, 36)[0] == "failed"


def test_blocked_chat_is_left_alone_until_it_writes_again(talk: Double, shared_bot: BotProcess) -> None:
    talk.fail("sendMessage", "403", chat="37")
    talk.receive(raw.text(37, "two"))
    until(lambda: outbox_states(shared_bot, 37) == ["failed", "failed"], "both replies set aside")
    assert [row["chat"] for row in shared_bot.rows("blocked")] == ["37"]
    talk.receive(raw.text(37, "tôi đổi ý"))
    assert talk.wait_for_texts(37) == ["text tôi đổi ý #2"]
    assert shared_bot.rows("blocked") == []


def test_blocking_and_unblocking_are_noticed(talk: Double, shared_bot: BotProcess) -> None:
    talk.receive(raw.text(38, "hi"), raw.member(38, "kicked"))
    until(lambda: [row["chat"] for row in shared_bot.rows("blocked")] == ["38"], "the block")
    talk.receive(raw.member(38, "member"))
    until(lambda: shared_bot.rows("blocked") == [], "the end of the block")


def test_assistant_that_fails_is_asked_again_then_excused(talk: Double, shared_bot: BotProcess) -> None:
    talk.receive(raw.text(39, "raise bí mật"), raw.text(39, "hai"))
    texts = talk.wait_for_texts(39, 2)
    assert len(texts) == 2
    assert "bí mật" not in texts[0]
    assert texts[1] == "text hai #1"
    failed = [row for row in shared_bot.rows("inbox") if row["state"] == "failed"]
    assert [(row["person"], row["failures"], row["tries"]) for row in failed] == [("telegram:39", 2, 3)]


def test_receiving_survives_what_telegram_may_answer(talk: Double) -> None:
    for kind in ("500", "conflict", "garbage", "cut"):
        talk.fail("getUpdates", kind)
        talk.receive(raw.text(40, kind))
    assert len(talk.wait_for_texts(40, 4)) == 4
