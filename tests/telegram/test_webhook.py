"""Receiving by webhook: what the small server takes and what it refuses."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from bot.telegram.webhook import LARGEST_BODY
from tests.telegram import raw_updates as raw
from tests.telegram.harness import BotProcess, Double, free_port, until

SECRET = "the-secret-of-the-webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Hook:
    """Telegram's end of the webhook."""

    double: Double
    bot: BotProcess
    port: int
    http: httpx.Client
    number: int = 5000

    def post(self, update: raw.Raw, **headers: str) -> int:
        self.number += 1
        body = {"update_id": self.number} | update
        return self.http.post("/hook", json=body, headers={HEADER: SECRET} | headers).status_code


@pytest.fixture(scope="module")
def hook(shared_double: Double, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hook]:
    port = free_port()
    bot = BotProcess(
        shared_double,
        tmp_path_factory.mktemp("bot"),
        WEBHOOK_URL="https://bot.example.org/hook",
        WEBHOOK_LISTEN=f"127.0.0.1:{port}",
        WEBHOOK_SECRET=SECRET,
    )
    shared_double.receive(*[raw.text(id, "known") for id in range(1, 10)])  # never asked for: the hook is set
    until(lambda: shared_double.state()["webhook"], "the webhook")
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
        yield Hook(shared_double, bot, port, http)
    assert bot.terminate() == 0, bot.output


def test_telegram_is_told(hook: Hook) -> None:
    told = hook.double.state()["webhook"]
    assert (told["url"], told["secret_token"]) == ("https://bot.example.org/hook", SECRET)
    assert json.loads(told["allowed_updates"]) == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert hook.double.calls("getUpdates") == []


def test_right_secret(hook: Hook) -> None:
    assert [hook.post(raw.text(1, "một")), hook.post(raw.text(1, "hai"))] == [200, 200]
    assert hook.double.wait_for_texts(1, 2) == ["text một #1", "text hai #2"]


def test_wrong_secret_or_none(hook: Hook) -> None:
    for wrong in ("", SECRET[:-1], SECRET + "x", "*" * len(SECRET)):
        assert hook.post(raw.text(2, "sai"), **{HEADER: wrong}) == 401
    assert hook.http.post("/hook", json={"update_id": 1}).status_code == 401
    assert hook.post(raw.text(2, "đúng")) == 200
    assert hook.double.wait_for_texts(2) == ["text đúng #1"]


def test_same_update_twice_has_one_effect(hook: Hook) -> None:
    update = raw.text(3, "một") | {"update_id": 77}
    assert [hook.post(update), hook.post(update), hook.post(raw.text(3, "hai"))] == [200] * 3
    assert hook.double.wait_for_texts(3, 2) == ["text một #1", "text hai #2"]


def test_only_posts_of_a_sane_size(hook: Hook) -> None:
    assert hook.http.get("/hook").status_code == 405
    large = b'{"update_id": 1, "x": "' + b"x" * LARGEST_BODY + b'"}'
    with httpx.Client(trust_env=False) as http, pytest.raises((httpx.HTTPError, AssertionError)):
        # The connection may end before all of it is written.
        answer = http.post(f"http://127.0.0.1:{hook.port}/", content=large, headers={HEADER: SECRET})
        assert answer.status_code != 413
    assert hook.post(raw.text(4, "vẫn sống")) == 200


def test_chunked_body(hook: Hook) -> None:
    body = json.dumps(raw.text(5, "từng khúc") | {"update_id": 88}).encode()
    chunks = iter([body[:10], body[10:]])
    assert hook.http.post("/hook", content=chunks, headers={HEADER: SECRET}).status_code == 200
    assert hook.double.wait_for_texts(5) == ["text từng khúc #1"]


@pytest.mark.parametrize("content", [b"not json", b"[]", b"{}", b"\xff", b"[" * 100_000])
def test_unusable_body_is_taken_so_that_it_does_not_come_again(hook: Hook, content: bytes) -> None:
    assert hook.http.post("/hook", content=content, headers={HEADER: SECRET}).status_code == 200


def test_unusable_bodies_are_counted(hook: Hook) -> None:
    (count,) = [row["n"] for row in hook.bot.rows("counts") if row["about"] == "without_number"]
    assert count == 5


@pytest.mark.parametrize(
    "request_bytes", [b"nonsense\r\n\r\n", b"POST / HTTP/1.1\r\nA: " + b"x" * 200_000 + b"\r\n\r\n"]
)
def test_what_is_not_http(hook: Hook, request_bytes: bytes) -> None:
    with socket.create_connection(("127.0.0.1", hook.port)) as raw_socket:
        raw_socket.settimeout(10)
        raw_socket.sendall(request_bytes)
        assert raw_socket.recv(100).startswith(b"HTTP/1.1 400")


def test_expect_continue(hook: Hook) -> None:
    body = json.dumps(raw.text(6, "xin phép") | {"update_id": 99}).encode()
    head = f"POST / HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", hook.port)) as raw_socket:
        raw_socket.settimeout(10)
        raw_socket.sendall(head.encode())
        assert raw_socket.recv(100).startswith(b"HTTP/1.1 100")
        raw_socket.sendall(body)
        assert raw_socket.recv(100).startswith(b"HTTP/1.1 200")
    hook.double.wait_for_texts(6)


def test_acknowledged_is_kept_even_if_killed_at_once(hook: Hook) -> None:
    assert hook.post(raw.text(7, "đã nhận")) == 200
    hook.bot.kill()
    hook.bot.start()
    hook.double.wait_for_text(7, "text đã nhận #1")


def test_address_in_use(hook: Hook, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = {"WEBHOOK_URL": "https://bot.example.org/", "WEBHOOK_LISTEN": f"127.0.0.1:{hook.port}"}
    other = BotProcess(hook.double, tmp_path_factory.mktemp("other"), **settings)
    assert other.wait_for_exit() == 2
    assert f"Cannot listen at QUYEN_WEBHOOK_LISTEN=127.0.0.1:{hook.port}" in other.output
