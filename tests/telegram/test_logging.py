"""Nothing anybody typed, and no secret, in anything the process prints."""

from __future__ import annotations

import logging
import sys
from io import StringIO

from bot.telegram import logs
from tests.telegram import raw_updates as raw
from tests.telegram.bot_api_double import TOKEN
from tests.telegram.conftest import StartBot
from tests.telegram.harness import Double

PLANTED = "BÍ-MẬT-4711"
PERSON = 987654321


def test_output_of_a_bad_day(double: Double, start_bot: StartBot) -> None:
    bot = start_bot(double)
    double.fail("sendMessage", "400", description=f'can\'t parse entities: Unsupported start tag "{PLANTED}"')
    double.receive(
        raw.text(PERSON, f"nói {PLANTED}"),
        raw.text(PERSON, f"raise {PLANTED}"),
        {"message": {"text": PLANTED, "from": {"id": PERSON, "first_name": PLANTED}, "message_id": PLANTED}},
        {"message": {"date": PLANTED}},
        PLANTED,
    )
    double.wait_for_texts(PERSON)  # the apology
    for kind in ("garbage", "cut", "500"):
        double.fail("getUpdates", kind)
        double.fail("sendMessage", kind)
        double.receive(raw.text(PERSON, f"{kind} {PLANTED}"))
        double.wait_for_text(PERSON, f"text {kind}")
    double.receive(raw.press(PERSON, PLANTED))
    double.wait_for_text(PERSON, "press")
    assert bot.terminate() == 0
    assert bot.output.count("set aside") >= 3
    for secret in (PLANTED, PLANTED.encode("unicode_escape").decode(), TOKEN, TOKEN.partition(":")[2], str(PERSON)):
        assert secret not in bot.output
    assert all(" bot.telegram." in line or "left out" in line for line in bot.output.splitlines())


def test_secrets_are_struck_out_wherever_they_come_from() -> None:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.OneLine(["the-token"]))
    record = logging.LogRecord("bot.x", logging.INFO, "", 0, "https://host/botthe-token/getMe\nnext", (), None)
    handler.emit(record)
    assert stream.getvalue().endswith("INFO bot.x https://host/bot***/getMe next\n")


def test_words_of_libraries_are_left_out() -> None:
    line = logs.OneLine([]).format(
        logging.LogRecord("telegram.Bot", logging.ERROR, "", 0, "body %s", ("secret",), None)
    )
    assert "secret" not in line
    assert "ERROR telegram.Bot" in line


def test_of_an_exception_only_types_and_places_are_shown() -> None:
    try:
        try:
            raise KeyError("secret")
        except KeyError as error:
            raise ValueError("secret too") from error
    except ValueError as error:
        described = logs.described(error)
        record = logging.LogRecord("bot.x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    assert "secret" not in described
    assert described.startswith("ValueError at test_logging.py:")
    assert " from KeyError at test_logging.py:" in described
    line = logs.OneLine([]).format(record)
    assert "secret" not in line
    assert "ValueError at" in line


def test_quotations_of_error_descriptions_are_left_out() -> None:
    description = 'can\'t parse entities: expected "</b>", found "<tôi>" at byte offset 5'
    assert logs.without_quotations(description) == "can't parse entities: expected «…» at byte offset 5"
