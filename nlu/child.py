"""Child processes that end with this one, however it ends: also when it is killed.

A small launcher (this file, run as a script) asks the Linux kernel to kill it when its parent is gone and then
becomes the wanted command. ``preexec_fn`` would do the same, but is not safe while threads run.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
_running: set[subprocess.Popen[str]] = set()
_lock = threading.Lock()


def ending_with_this(command: Sequence[str]) -> list[str]:
    """A command that is killed when the process that starts it is gone; elsewhere than on Linux it is as it was.

    The kernel watches the very thread that starts it: that thread must live as long as the command is to run.
    """
    if sys.platform != "linux":
        return list(command)
    return [sys.executable, "-I", "-S", str(Path(__file__)), str(os.getpid()), *command]


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep its output; another thread can end it by :func:`end_running`."""
    with subprocess.Popen(  # noqa: S603 - the caller's own command
        ending_with_this(command), cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        with _lock:
            _running.add(process)
        try:
            output, errors = process.communicate()
        except BaseException:
            process.kill()
            raise
        finally:
            with _lock:
                _running.discard(process)
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def end_running() -> None:
    """Kill what :func:`run` waits for in other threads."""
    with _lock:
        for process in _running:
            process.kill()


def _become(parent: int, command: Sequence[str]) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # gone before the kernel was asked
        sys.exit(1)
    try:
        os.execvp(command[0], list(command))  # noqa: S606 - keeps the process, and with it the kernel's promise
    except OSError as error:
        sys.exit(f"{command[0]} cannot be started: {error.strerror}")


if __name__ == "__main__":
    _become(int(sys.argv[1]), sys.argv[2:])
