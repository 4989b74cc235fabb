"""When what is due goes out, what it says if it is late, and when it is deleted without being sent."""

from __future__ import annotations

from pathlib import Path

from cryptography.fernet import Fernet

from bot.reminders.sending import AT_ONCE
from bot.storage import blocked, effects, outbox, reminders
from bot.storage.database import open_database
from bot.storage.vault import Vault
from tests.reminders.conftest import Talk


async def set_card(talk: Talk, day: str = "31/12/2026") -> None:
    await talk.press("1:rem:new:hi_card")
    await talk.say(day)
    await talk.press("1:rem:yes")


async def test_twice_and_then_it_is_deleted(talk: Talk) -> None:
    await set_card(talk)
    assert talk.at("2026-12-16 08:59").messages == 0
    assert talk.at("2026-12-16 09:00").messages == 1
    said = talk.read()
    assert "còn 15 ngày" in said and "Tin kế tiếp: 28/12/2026" in said and "không nhắn kịp" not in said
    assert talk.at("2026-12-16 09:01").messages == 0
    assert talk.due == ["2026-12-28 09:00"]
    assert talk.at("2026-12-28 09:00").messages == 1
    assert "còn 3 ngày" in (said := talk.read()) and "tin cuối" in said
    assert talk.kept == 0
    assert not any("rem:stop" in button.data for button in talk.buttons)


async def test_stopped_by_the_button_of_the_message(talk: Talk) -> None:
    await set_card(talk)
    talk.at("2026-12-16 09:00")
    talk.read()
    assert "Đã dừng" in await talk.tap("Dừng nhắc")
    assert talk.kept == 0
    assert talk.at("2026-12-28 09:00").messages == 0


async def test_not_at_night(talk: Talk) -> None:
    await set_card(talk)
    assert talk.at("2026-12-16 20:00").messages == 0  # the bot was off during the day
    assert talk.at("2026-12-17 07:59").messages == 0
    assert talk.at("2026-12-17 08:00").messages == 1
    assert "còn 14 ngày" in talk.read()


async def test_late_by_days_but_in_time_says_what_is_true(talk: Talk) -> None:
    await set_card(talk)
    assert talk.at("2026-12-29 10:00").messages == 1  # one message for the two days that were missed
    said = talk.read()
    assert "còn 2 ngày" in said and "không nhắn kịp" in said
    assert talk.kept == 0


async def test_too_late_says_so_and_names_who_can_help(talk: Talk) -> None:
    await talk.press("1:rem:new:unemployment")
    await talk.say("31/10/2026")
    await talk.press("1:rem:yes")
    assert talk.at("2027-02-03 10:00").messages == 1
    said = talk.read()
    assert "đã hết ngày 31/01/2027" in said and "người tư vấn" in said
    assert talk.button("Gặp người tư vấn").data == "1:help:unemployment"
    assert talk.kept == 0


async def test_a_repeated_one_that_missed_months_comes_once(talk: Talk) -> None:
    await talk.press("1:rem:new:contribution")
    await talk.say("5/12/2026")
    await talk.press("1:rem:set:contribution.every=m1")
    await talk.press("1:rem:yes")
    assert talk.at("2027-03-10 10:00").messages == 1
    assert "05/03/2027" in talk.read()
    assert talk.due == ["2027-04-05 09:00"]


async def test_forget_deletes_them(talk: Talk) -> None:
    await set_card(talk)
    await talk.command("forget")
    assert talk.kept == 0


async def test_a_chat_that_blocked_the_bot(talk: Talk) -> None:
    await set_card(talk)
    effects.block(talk.db, "t", "1", "said so", talk.now)
    assert talk.kept == 0
    talk.person = "t:2"
    await set_card(talk)
    blocked.remember(talk.db, "t", "2", "found out while sending", talk.now)
    assert talk.at("2026-12-16 09:00").messages == 0
    assert talk.kept == 0


async def test_survives_a_restart(talk: Talk, file: Path) -> None:
    await set_card(talk)
    talk.db.close()
    talk.db = open_database(file)
    assert talk.at("2026-12-16 09:00").messages == 1


async def test_all_or_nothing(talk: Talk) -> None:
    """The message and the move to the next day are one transaction."""
    await set_card(talk)
    before = talk.db.table("outbox").count
    try:
        with talk.db.atomic():
            talk.at("2026-12-16 09:00")
            raise OSError("no space left")
    except OSError:
        pass
    assert (talk.db.table("outbox").count, talk.due) == (before, ["2026-12-16 09:00"])


async def test_nothing_of_it_can_be_read_in_the_file(talk: Talk, file: Path) -> None:
    await set_card(talk)
    for head in outbox.heads(talk.db, "t", 50, talk.now):
        while (waiting := outbox.claim(talk.db, head.id)) is not None:
            outbox.part_sent(talk.db, waiting.id, last=True, now=talk.now)
            head = next(iter(outbox.heads(talk.db, "t", 1, talk.now)), head)
    talk.db.conn.commit()
    talk.db.execute("pragma wal_checkpoint(truncate)").fetchall()
    stored = b"".join(path.read_bytes() for path in file.parent.iterdir() if path.is_file())
    (row,) = talk.db.table("reminders").rows
    assert row["sealed"].encode() in stored
    assert "2026-12-31" in talk.vault.open(row["sealed"])  # it is in there
    for planted in ("2026-12-31", "31/12/2026", '"kind":"hi_card"', '"hour"'):
        assert planted.encode() not in stored, planted


async def test_a_lost_key_sets_aside_and_holds_nobody_up(talk: Talk) -> None:
    await set_card(talk)
    known, talk.vault = talk.vault, Vault([Fernet.generate_key().decode()])
    talk.person = "t:2"
    await set_card(talk)
    sent = talk.at("2026-12-16 09:00")
    assert (sent.messages, sent.unreadable) == (1, 1)
    assert "keys" in sent.trouble and "2026" not in sent.trouble
    assert talk.at("2026-12-16 09:01").unreadable == 0  # not again and again
    talk.person, talk.vault = "t:1", Vault([Fernet.generate_key().decode()])
    talk.read()
    assert "không đọc được" in await talk.command("reminders")  # and can still be deleted
    talk.vault = known
    assert talk.at("2026-12-17 09:00").messages == 1
    assert "còn 14 ngày" in talk.read()


async def test_many_at_once_in_parts(talk: Talk) -> None:
    await set_card(talk)
    (row,) = talk.db.table("reminders").rows
    for number in range(AT_ONCE):
        sealed = talk.vault.seal(talk.vault.open(row["sealed"]))
        reminders.add(talk.db, "t", f"t:{number + 10}", str(number + 10), talk.now, sealed, "v", talk.now)
    first, second = talk.at("2026-12-16 09:00"), talk.at("2026-12-16 09:00")
    assert (first.messages, first.more, second.messages, second.more) == (AT_ONCE, True, 1, False)


async def test_counted_without_anybody_in_it(talk: Talk) -> None:
    await set_card(talk)
    talk.at("2026-12-16 09:00")
    (row,) = talk.db.table("counts").rows_where("what = 'reminder'")
    assert (row["about"], row["n"]) == ("sent", 1)
