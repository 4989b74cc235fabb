"""The understanding server and its training end with the process that started them, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlu.child import ending_with_this
from tests.nlu.test_local import runs

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds; only a test that fails waits so long

# As the quyen command starts it; instead of Rasa's Python a script that says who it is and then only lives.
BOT = """
import asyncio, signal, sys
from pathlib import Path
from knowledge.loading import load_content
from nlu import local

what, folder, content = sys.argv[1], Path(sys.argv[2]), load_content(Path(sys.argv[3]))
local.PYTHON, local.MODELS = folder / "python", folder
if what == "start":
    local.train = lambda content, say: Path("model.tar.gz")
signal.signal(signal.SIGTERM, signal.default_int_handler)

async def main():
    async with local.local_server(content):
        pass

try:
    asyncio.run(main())
except KeyboardInterrupt:
    sys.exit(130)
"""


def ends(pid: int) -> bool:
    """Whether a process is gone before patience is."""
    limit = time.monotonic() + PATIENCE
    while runs(pid) and time.monotonic() < limit:
        time.sleep(0.02)
    return not runs(pid)


@pytest.fixture
def rasa(tmp_path: Path) -> Iterator[Path]:
    """The file in which the stand-in for Rasa writes its number; what still runs at the end is killed."""
    number, python = tmp_path / "number", tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho $$ > "{number}.new" && mv "{number}.new" "{number}"\nexec sleep 300\n')
    python.chmod(0o755)
    yield number
    if number.exists() and runs(pid := int(number.read_text())):
        os.kill(pid, signal.SIGKILL)
        pytest.fail("the stand-in for Rasa was left running")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
@pytest.mark.parametrize("what", ["train", "start"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_running(rasa: Path, sound: Path, what: str, number: signal.Signals) -> None:
    bot = subprocess.Popen(
        [sys.executable, "-c", BOT, what, str(rasa.parent), str(sound)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    limit = time.monotonic() + PATIENCE
    while not rasa.exists() and time.monotonic() < limit:
        assert bot.poll() is None, bot.communicate()[1]
        time.sleep(0.02)
    child = int(rasa.read_text())
    assert runs(child)
    bot.send_signal(number)
    _, said = bot.communicate(timeout=PATIENCE)
    assert bot.returncode == (130 if number is signal.SIGTERM else -number), said
    assert ends(child)
    if number is signal.SIGTERM:
        assert not said
        assert not list(rasa.parent.glob("*.yml"))  # the data of the training


def test_a_command_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = subprocess.run(ending_with_this([str(tmp_path / "rasa")]), capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr == f"{tmp_path / 'rasa'} cannot be started: No such file or directory\n"


def test_output_and_exit_code_are_those_of_the_command() -> None:
    program = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    done = subprocess.run(
        ending_with_this([sys.executable, "-c", program]), capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("out\n", "err\n", 3)
