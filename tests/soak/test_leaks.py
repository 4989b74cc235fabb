"""Secrets that are planted everywhere a person or an operator can put them, and then looked for everywhere."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.storage.database import moment
from knowledge.database import Knowledge
from tests.soak.evidence import database, nothing_waits
from tests.soak.test_load import SEARCH
from tests.telegram import raw_updates as raw
from tests.telegram.bot_api_double import TOKEN
from tests.telegram.conftest import StartBot
from tests.telegram.harness import BotProcess, Double, until

PERSON, BLOCKING, BROKEN = 987654321, 987654322, 987654323
SAID = "Chuyện-Kín-Đáo-Zzq"
NAME = "Nguyễn Thị Kín"
PHONE = "0912345678"
SECRETS = (
    SAID,
    "chuyện-kín-đáo-zzq",
    NAME,
    PHONE,
    "Tên-Kín-Đáo-Zzx",
    "Nhóm-Kín-Đáo-Zzv",
    "Ghi-Chú-Đáo-Zzk",
    TOKEN,
    TOKEN.partition(":")[2],
)


def disguises(secret: str) -> Iterator[bytes]:
    """A secret as it could stand in a file."""
    for text in (secret, json.dumps(secret)[1:-1]):
        yield text.encode()
        yield text.encode("utf-16-le")
        for shift in range(3):
            yield base64.b64encode(b"x" * shift + text.encode())[4:-4]


def found_in(bot: BotProcess) -> list[str]:
    """Where a secret stands: in what the process printed, or in a file of its data folder."""
    files = [bot.output_file, *sorted(path for path in (bot.folder / "data").rglob("*") if path.is_file())]
    return [
        f"{secret} in {path.name}"
        for path in files
        for secret in SECRETS
        if any(disguise in path.read_bytes() for disguise in disguises(secret))
    ]


def story() -> list[object]:
    named = raw.user(PERSON, first_name="Tên-Kín-Đáo-Zzx", last_name=NAME, username="Ten_Kin_Zzx")
    said = [
        f"mình tên {NAME}, số {PHONE}, {SAID}: bị tai nạn khi giao hàng thì ai trả",
        f"{SAID} xyz khong ai hieu",
        f"/start {SAID}",
        "bảo hiểm thất nghiệp được bao nhiêu",
        f"/{SAID}",
        f"5 triệu {SAID}",
    ]
    own: list[object] = [{"message": raw.text(PERSON, words)["message"] | {"from": named}} for words in said]
    own.append(
        {
            "message": raw.bare(
                PERSON,
                document={"file_id": "f", "file_unique_id": "u", "file_name": SAID},
                caption=f"Ghi-Chú-Đáo-Zzk {PHONE}",
            )
        }
    )
    own.append(raw.press(PERSON, f"1:art:{SAID}"))
    own.append({"message": raw.bare(PERSON, raw.group() | {"title": "Nhóm-Kín-Đáo-Zzv"}, text=SAID)})
    own.append(raw.text(PERSON, "/forget"))
    broken: list[object] = [
        {"message": {"text": SAID, "from": {"id": BROKEN, "first_name": NAME}, "message_id": PHONE}},
        {"message": {"date": SAID, "chat": {"id": BROKEN, "type": SAID}}},
    ]
    return [*own, raw.text(BLOCKING, f"{SAID} {PHONE}"), *broken]


def let_two_days_pass(bot: BotProcess) -> None:
    """As if everything in the stopped bot's database had happened two days ago."""
    long_ago = moment(datetime.now(UTC) - timedelta(days=2))
    with database(bot) as db:
        db.execute("pragma secure_delete = on")
        with db.atomic():
            for table in ("inbox", "outbox"):
                db.execute(f"update {table} set finished_at = ? where finished_at is not null", [long_ago])
            db.execute("update conversations set updated_at = ?", [long_ago])


def test_no_secret_stays_anywhere(double: Double, start_bot: StartBot, knowledge: Knowledge) -> None:
    # The last question is kept, without names and figures, until the conversation has been silent for so long.
    bot = start_bot(double, module=SEARCH, KNOWLEDGE_DB=str(knowledge.path), SESSION_IDLE_MINUTES="60")
    bot.wait_until_ready()
    double.fail("sendMessage", "403", chat=str(BLOCKING))
    double.fail("sendMessage", "400", chat=str(PERSON), description=f'can\'t parse entities: "{SAID}"')
    double.fail("sendMessage", "cut", chat=str(PERSON))
    arriving = story()
    double.receive(*arriving)
    until(lambda: nothing_waits(bot, len(arriving)), "everything to be answered")
    assert any(SAID in json.dumps(call, ensure_ascii=False) for call in arriving)
    assert bot.terminate() == 0, bot.output
    assert any("quyen.db" in where for where in found_in(bot)), "what was set aside is kept for a day"
    let_two_days_pass(bot)
    bot.start()
    until(lambda: bot.output.count("ready as") == 2, "the second start")
    # The cleaning of the start: it empties the write-ahead log too, so nothing is left even while the bot runs.
    until(lambda: found_in(bot) == [], "the secrets to be gone")
    assert bot.terminate() == 0, bot.output
    assert found_in(bot) == []
