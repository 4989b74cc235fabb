"""The local understanding server: trains what is missing, starts Rasa on loopback, stops it cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from knowledge.database import content_hash
from knowledge.loading import Content, load_content
from nlu import child
from nlu.client import NluClient
from nlu.training import (
    DATA,
    RASA,
    article_examples,
    fingerprint,
    marked_texts,
    other_examples,
    rasa_nlu,
    unjudged,
    urgent_examples,
)

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[1]
PYTHON = RASA / ".venv" / "bin" / "python"
MODELS = RASA / "models"
START_SECONDS = 120
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",  # also keeps Sentry from being set up
    "LOG_LEVEL": "ERROR",  # at INFO and below Rasa may print what was parsed
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "LOG_LEVEL_KAFKA": "ERROR",
    "LOG_LEVEL_RABBITMQ": "ERROR",
    "LOG_LEVEL_MATPLOTLIB": "ERROR",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "RASA_MAX_CACHE_SIZE": "0",  # no cache of training steps beside the model
    "OMP_NUM_THREADS": "1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "PYTHONPATH": str(ROOT),
}


class NluNotInstalled(Exception):
    """The environment of the understanding server is not there; the message says what to run."""


class NluFailed(Exception):
    """Training or starting the server failed; the message carries the end of its output."""


def environment(threads: int = 1) -> dict[str, str]:
    """Quiet, private, and on one thread unless it is for training."""
    return {**os.environ, **_QUIET, "OMP_NUM_THREADS": str(threads)}


def _python() -> Path:
    if not PYTHON.exists():
        raise NluNotInstalled(f"the understanding server is not installed ({PYTHON} is missing); run: make nlu")
    return PYTHON


def training_data(content: Content) -> str:
    """The Rasa ``nlu.yml`` of a content with small talk, commands and out-of-scope examples."""
    examples = [*article_examples(content.articles), *other_examples()]
    return rasa_nlu([*examples, *urgent_examples()], marked_texts(content.articles), unjudged(content.articles))


def train(content: Content | None, say: Callable[[str], None]) -> Path:
    """The trained model for a content; trains it if this very content was not trained before.

    None: the project's own content. Which model belongs to its files is remembered, so that nothing need be
    loaded where nothing changed.
    """
    python = _python()
    remembered = MODELS / f"{_files_hash()}.model" if content is None else None
    if remembered is not None and remembered.exists():
        known = MODELS / remembered.read_text("utf-8")
        if known.exists():
            return known
    nlu = training_data(content or load_content())
    model = MODELS / f"{fingerprint(nlu)}.tar.gz"
    if not model.exists():
        _train(python, nlu, model, say)
    if remembered is not None:
        remembered.write_text(model.name, "utf-8")
    return model


def _files_hash() -> str:
    """Changes with any content file, example file or file of the pipeline."""
    digest = hashlib.sha256((content_hash() + fingerprint("")).encode())
    for path in sorted(DATA.glob("*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _train(python: Path, nlu: str, model: Path, say: Callable[[str], None]) -> None:
    started = time.monotonic()
    MODELS.mkdir(parents=True, exist_ok=True)
    data = MODELS / f"{model.name.removesuffix('.tar.gz')}.{os.getpid()}.yml"  # another process may train the same
    part = MODELS / f"part.{os.getpid()}.tar.gz"  # becomes the model only when it is whole
    data.write_text(nlu, "utf-8")
    say("training the understanding: a few minutes the first time, less after small changes …")
    arguments = [
        *(str(python), "-m", "rasa", "train", "nlu", "--nlu", str(data), "--config", str(RASA / "config.yml")),
        *("--out", str(MODELS), "--fixed-model-name", part.name),
    ]
    try:
        done = child.run(arguments, ROOT, environment(threads=os.cpu_count() or 1))
    finally:
        data.unlink(missing_ok=True)
    if done.returncode != 0 or not part.exists():  # with no usable data Rasa exits 0 and writes nothing
        raise NluFailed(f"training failed:\n{(done.stdout + done.stderr)[-2000:]}")
    part.replace(model)
    for old in [*MODELS.glob("*.tar.gz"), *MODELS.glob("*.model")]:
        if old != model and old.stat().st_mtime < time.time() - 14 * 86400:
            old.unlink()
    say(f"trained in {time.monotonic() - started:.0f} s")


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_command(model: Path, port: int, host: str = "127.0.0.1") -> list[str]:
    """The command of a server that answers ``/model/parse`` and nothing about any conversation."""
    endpoints = RASA / "endpoints.yml"
    return [
        *(str(_python()), "-m", "nlu.rasa", "run", "--enable-api", "-i", host, "-p", str(port)),
        *("-m", str(model), "--endpoints", str(endpoints)),
    ]


@contextlib.asynccontextmanager
async def local_server(
    content: Content | None = None, say: Callable[[str], None] = lambda _: None
) -> AsyncIterator[str]:
    """A server on a free loopback port for as long as the block runs; yields its address.

    A server that dies is started again at the same address. Raises :class:`NluNotInstalled` or
    :class:`NluFailed` if it cannot be started at all.
    """
    model = await _trained(content, say)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    say("starting the understanding server …")
    process = await _start(model, port)
    keeper: asyncio.Task[None] | None = None
    try:
        await _until_ready(url, process)
        keeper = asyncio.create_task(_keep_alive(model, port, process))
        await asyncio.sleep(0)  # let it begin: cancelled before that, it would stop nothing
        yield url
    finally:
        if keeper is None:
            await _stop(process)
        else:
            keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeper


async def _trained(content: Content | None, say: Callable[[str], None]) -> Path:
    """The model, trained in a thread; whoever is stopped meanwhile does not wait for the training."""
    training = asyncio.get_running_loop().run_in_executor(None, train, content, say)
    try:
        return await asyncio.shield(training)
    except asyncio.CancelledError:
        while not training.done():  # it may not have come to its process yet
            child.end_running()
            await asyncio.wait({training}, timeout=0.1)
        training.exception()  # of the training that was ended: nobody wants it
        raise


async def _start(model: Path, port: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *child.ending_with_this(serve_command(model, port)),
        cwd=ROOT,
        env=environment(),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,  # its output could repeat what people wrote
        start_new_session=True,  # Ctrl-C reaches the bot alone, which then stops the server
    )


async def _keep_alive(model: Path, port: int, process: asyncio.subprocess.Process) -> None:
    """Start the server again whenever it ends, with growing pauses; stop it when cancelled."""
    pause = 1.0
    try:
        while True:
            started = time.monotonic()
            code = await process.wait()
            pause = 1.0 if time.monotonic() - started > 60 else min(pause * 2, 60.0)
            log.warning("the understanding server ended with exit code %s; starting it again", code)
            await asyncio.sleep(pause)
            process = await _start(model, port)
    finally:
        await _stop(process)


async def _until_ready(url: str, process: asyncio.subprocess.Process) -> None:
    deadline = time.monotonic() + START_SECONDS
    async with NluClient(url, timeout=2.0) as client:
        while time.monotonic() < deadline:
            if process.returncode is not None:
                raise NluFailed(f"the understanding server stopped at its start with exit code {process.returncode}")
            if await client.model_id():
                return
            await asyncio.sleep(0.2)
    raise NluFailed(f"the understanding server was not ready after {START_SECONDS} s")


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), timeout=5)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
