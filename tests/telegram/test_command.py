from __future__ import annotations

import pytest
from click.testing import CliRunner

from bot.telegram.command import telegram


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "QUYEN_TELEGRAM_TOKEN"),
        ({"QUYEN_TELEGRAM_TOKEN": "12345:x", "QUYEN_TELEGRAM_POLL_SECONDS": "often"}, "QUYEN_TELEGRAM_POLL_SECONDS: "),
    ],
)
def test_settings_that_need_the_operator(settings: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUYEN_TELEGRAM_TOKEN", raising=False)
    result = CliRunner().invoke(telegram, env=settings)
    assert result.exit_code == 2
    assert words in result.output
    assert "12345:x" not in result.output
    assert len(result.output.strip().splitlines()) == 1
