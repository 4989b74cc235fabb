"""The whole flow without Telegram: `quyen chat` on one side, `quyen cases` on the other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.database import Knowledge
from tests.conftest import Run, nobody

ROOT = Path(__file__).parents[2]
Chat = Callable[..., str]


@pytest.fixture
def chat(knowledge: Knowledge, tmp_path: Path) -> Chat:
    """Types lines into `quyen chat`; what it said."""

    def talk(*lines: str) -> str:
        environment = os.environ | {
            "QUYEN_KNOWLEDGE_DB": str(knowledge.path),
            "QUYEN_DATA_DIR": str(tmp_path / "data"),
            "QUYEN_NLU_URL": nobody(),
        }
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", "chat"],
            cwd=ROOT,
            env=environment,
            input="\n".join(lines) + "\n",
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return talk


def test_a_case_in_the_terminal(chat: Chat, run: Run, tmp_path: Path) -> None:
    said = chat("gặp tư vấn", "/case", "/tap 1", "nợ lương", "hà nội", "Chủ nợ hai tháng lương XYZZY", "/tap 1")
    assert "mang số 1" in said.replace("*", "")
    assert b"XYZZY" not in (tmp_path / "data" / "quyen.db").read_bytes()
    assert "Hà Nội" in run("cases", "list").output
    assert "Chủ nợ hai tháng lương XYZZY" in run("cases", "show", "1").output
    run("cases", "reply", "1", "Chào bạn, bạn có giữ phiếu lương không?")
    said = chat("dạ có", "/bot thử việc tối đa mấy tháng")
    assert "bạn có giữ phiếu lương không?" in said
    assert "Đã chuyển cho người tư vấn" in said and "⚖️" in said
    assert "worker: dạ có" in run("cases", "show", "1").output
    run("cases", "close", "1")
    assert "đã đóng" in chat("/menu")
    assert "no open case" in run("cases", "list").output
    run("cases", "reply", "1", "quên mất", exit_code=2)
    run("cases", "reopen", "1")
    assert "waiting" in run("cases", "list").output


def test_forgetting_in_the_terminal(chat: Chat, run: Run) -> None:
    chat("/case", "/tap 1", "/tap 1", "/tap 1", "Chủ nợ lương XYZZY", "/tap 1")
    assert "xóa hồ sơ" in chat("/forget")
    assert "no case 1" in run("cases", "show", "1", exit_code=2).output


def test_errors_say_what_to_do(run: Run) -> None:
    assert "QUYEN_DATA_DIR" in run("cases", "list", exit_code=2).output
