"""The client of the understanding server, against a real small HTTP server that misbehaves on purpose."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from nlu.client import LONGEST, NluClient, NluUnavailable, Ranked

SECRET = "tôi tên Lan, bị chủ đánh"
RANKING = [{"name": "pension.retirement-age", "confidence": 0.8}, {"name": "smalltalk.greet", "confidence": 0.1}]


class Server(ThreadingHTTPServer):
    """Answers with what a test lays down; remembers what it was asked."""

    daemon_threads = True
    status, body, delay, cut = 200, b"", 0.0, False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, Any]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, json.loads(body)))
        self._answer()

    def do_GET(self) -> None:
        self.server.asked.append((self.path, None))
        self._answer()

    def _answer(self) -> None:
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body) + (50 if self.server.cut else 0)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_an_answer_is_a_ranking(server: Server) -> None:
    server.body = json.dumps({"text": "x", "intent": RANKING[0], "intent_ranking": RANKING}).encode()
    async with NluClient(server.url) as client:
        understanding = await client.parse("tuổi nghỉ hưu 🛵")
    assert understanding.ranking == (Ranked("pension.retirement-age", 0.8), Ranked("smalltalk.greet", 0.1))
    assert server.asked == [("/model/parse", {"text": "tuổi nghỉ hưu 🛵"})]


async def test_only_the_beginning_of_a_very_long_text_is_sent(server: Server) -> None:
    server.body = json.dumps({"intent_ranking": []}).encode()
    async with NluClient(server.url) as client:
        assert (await client.parse("đ" * 10_000)).ranking == ()
    assert server.asked[0][1] == {"text": "đ" * LONGEST}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b'{"status": "failure"}'),
        (409, b'{"message": "no model"}'),
        (302, b""),
        (200, b""),
        (200, b"<html>not the server you meant</html>"),
        (200, b"\xff\xfe\x00"),
        (200, b"[]"),
        (200, b"null"),
        (200, b'"text"'),
        (200, b"{}"),
        (200, b'{"intent_ranking": null}'),
        (200, b'{"intent_ranking": ["pension"]}'),
        (200, b'{"intent_ranking": [{"name": "a"}]}'),
        (200, b'{"intent_ranking": [{"name": "a", "confidence": "much"}]}'),
        (200, b'{"intent_ranking": [{"name": "a", "confidence": null}]}'),
    ],
)
async def test_garbage_means_unavailable_and_repeats_no_text(server: Server, status: int, body: bytes) -> None:
    server.status, server.body = status, body
    async with NluClient(server.url) as client:
        with pytest.raises(NluUnavailable, match="did not answer") as caught:
            await client.parse(SECRET)
    assert server.url in str(caught.value)
    assert "Lan" not in str(caught.value) and "Lan" not in repr(caught.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


async def test_a_slow_server_is_given_up(server: Server) -> None:
    server.body, server.delay = json.dumps({"intent_ranking": RANKING}).encode(), 0.6
    started = time.monotonic()
    async with NluClient(server.url, timeout=0.1) as client:
        with pytest.raises(NluUnavailable, match="ReadTimeout"):
            await client.parse(SECRET)
    assert time.monotonic() - started < 0.5


async def test_an_answer_cut_short(server: Server) -> None:
    server.body, server.cut = b'{"intent_ranking": [', True
    async with NluClient(server.url, timeout=1.0) as client:
        with pytest.raises(NluUnavailable):
            await client.parse(SECRET)


@pytest.mark.parametrize("url", [f"http://127.0.0.1:{closed_port()}", "nonsense", "ftp://127.0.0.1"])
async def test_nobody_there(url: str) -> None:
    async with NluClient(url, timeout=1.0) as client:
        with pytest.raises(NluUnavailable):
            await client.parse(SECRET)
        assert await client.model_id() is None


async def test_a_port_that_cannot_be() -> None:
    async with NluClient("http://127.0.0.1:99999", timeout=1.0) as client:
        with pytest.raises(NluUnavailable):
            await client.parse(SECRET)


async def test_text_that_is_no_unicode(server: Server) -> None:
    """Half of a surrogate pair cannot be sent: the bot must still answer by search."""
    server.body = json.dumps({"intent_ranking": RANKING}).encode()
    async with NluClient(server.url) as client:
        try:
            assert (await client.parse("lương \ud83d")).ranking
        except NluUnavailable as error:
            assert "lương" not in str(error)


async def test_the_model_is_known_by_its_file(server: Server) -> None:
    server.body = b'{"model_file": "/app/nlu/rasa/models/7814d9ec1f15fb89.tar.gz", "fingerprint": {}}'
    async with NluClient(server.url) as client:
        assert await client.model_id() == "7814d9ec1f15fb89"
        for status, body in ((409, b"{}"), (200, b"{}"), (200, b"garbage")):
            server.status, server.body = status, body
            assert await client.model_id() is None


@pytest.mark.parametrize("body", [b"[]", b'"x"', b'{"model_file": null}'])
async def test_a_strange_status_is_no_model(server: Server, body: bytes) -> None:
    server.body = body
    async with NluClient(server.url) as client:
        assert await client.model_id() is None


async def test_the_proxy_of_the_environment_is_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    server.body = json.dumps({"intent_ranking": RANKING}).encode()
    async with NluClient(server.url) as client:
        assert (await client.parse("lương")).ranking
