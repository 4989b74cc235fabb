"""Servers and processes that are measured."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from nlu.local import PYTHON, ROOT, environment, free_port, serve_command


@dataclass(frozen=True, slots=True)
class Server:
    """A running understanding server."""

    url: str
    pid: int
    ready: float  # seconds from its start to its first answer


def megabytes(pid: int) -> float:
    """What a process holds in memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def processor(pid: int) -> float:
    """Seconds of processor a process has used: the same on a busy machine, unlike those on the clock."""
    used = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def spread(milliseconds: Sequence[float]) -> str:
    ordered = sorted(milliseconds)
    return (
        f"median {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms, n={len(ordered)}"
    )


@contextlib.contextmanager
def server(model: Path) -> Iterator[Server]:
    """A server with a model, for as long as the block runs."""
    begun, port = time.perf_counter(), free_port()
    process = subprocess.Popen(
        serve_command(model, port),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        while True:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{url}/status", trust_env=False).is_success:
                    break
            if process.poll() is not None:
                raise SystemExit(
                    f"the server with {model.name} stopped at its start with exit code {process.returncode}"
                )
            time.sleep(0.2)
        yield Server(url, process.pid, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait()


def timed(command: Sequence[str | Path], threads: int = 2) -> tuple[float, float]:
    """Run a command in the understanding server's environment: seconds on the clock, seconds of processor."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([str(PYTHON), *map(str, command)], cwd=ROOT, env=environment(threads), check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, used


def in_rasa(what: str, job: dict[str, Any], threads: int = 1) -> dict[str, Any]:
    """Have :mod:`tests.bench.in_rasa` do something in the understanding server's environment."""
    with tempfile.TemporaryDirectory() as folder:
        ask, answer = Path(folder) / "job.json", Path(folder) / "answer.json"
        ask.write_text(json.dumps(job, ensure_ascii=False), "utf-8")
        _, used = timed(["-m", "tests.bench.in_rasa", what, ask, answer], threads)
        return {**json.loads(answer.read_text("utf-8")), "processor": used}
