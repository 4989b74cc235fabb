"""A Bot API server to test against: real HTTP, own process, and a strict one.

    python -m tests.telegram.bot_api_double       prints the port it listens on; PORT as argument: that one

Under /bot<TOKEN>/ it speaks the Bot API. Under /control/ a test says what arrives and what goes wrong, and
reads what was sent:

    POST /control/updates   {"updates": [raw, …]}   update_id is added where it is missing
    POST /control/faults    {"method", "kind", "chat"?, "times"?, "seconds"?, "retry_after"?, "before"?}
                            kind: 429 500 502 403 400 conflict moved delay hang cut garbage; hang: do it, then answer
                            late; before: fail without doing it; moved: the group has the new number "to"
    POST /control/weather   {"seed", "odds": [{"method", "kind", "odds", …as above}, …]} faults by chance
    POST /control/latency   {"before": [from, to], "after": [from, to]} seconds each sending takes, by chance
    POST /control/chats     {"chats": [...]} that may be written to though nothing came from them
    POST /control/forum     {"chat", "members": {number: role}, "topics"?: [number, …]} a group with topics
    POST /control/gone      {"chat", "topic"} or {"chat", "message"} that somebody deletes
    POST /control/reset     {}
    GET  /control/state     {"sent", "calls", "unconfirmed", "handed", "struck", "profile", "webhook"}
                            struck: how many faults came by chance, as {"METHOD KIND": n}, " before" added
    GET  /control/progress  {"sent", "unconfirmed", "polls"} as numbers

Times are seconds of the system's steady clock, the same in every process.
"""

from __future__ import annotations

import email.policy
import json
import random
import sys
import threading
import time
from collections import Counter
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.telegram import bot_api_forum
from tests.telegram.bot_api_forum import Forum
from tests.telegram.bot_api_rules import Refusal, checked_buttons, checked_text

TOKEN = "12345:the-token-of-the-double"
ME = {"id": 12345, "is_bot": True, "first_name": "Quyền", "username": "quyen_test_bot"}

SENDING = frozenset({"sendMessage", "sendPhoto", "sendDocument"})  # copies are timed with them

Answer = tuple[int, dict[str, Any]]


def ok(result: Any) -> Answer:
    return 200, {"ok": True, "result": result}


def error(code: int, description: str, **parameters: Any) -> Answer:
    body = {"ok": False, "error_code": code, "description": description}
    return code, body | ({"parameters": parameters} if parameters else {})


def kind(fault: dict[str, Any]) -> str:
    """A fault in words."""
    return f"{fault['kind']} before" if fault.get("before") else str(fault["kind"])


class BotApi:
    """Everything the double knows. One lock around all of it."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.polls = 0
        self.reset()

    def reset(self) -> None:
        """As if nobody had ever written."""
        self.updates: list[dict[str, Any]] = []
        self.next_update = 1000
        self.chats: set[str] = set()
        self.sent: list[dict[str, Any]] = []
        self.calls: list[dict[str, Any]] = []
        self.faults: list[dict[str, Any]] = []
        self.profile: dict[str, Any] = {}
        self.webhook: dict[str, Any] = {}
        self.handed: dict[str, float] = {}
        self.weather: list[dict[str, Any]] = []
        self.struck: Counter[str] = Counter()
        self.forum = Forum()
        self.latency: dict[str, Any] = {}
        self.chance = random.Random(0)

    def control(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        with self.changed:
            if what == "reset":
                self.polls += 1  # ends requests that are still open
                self.reset()
            elif what == "updates":
                for raw in body["updates"]:
                    self._arrives(raw)
            elif what == "faults":
                self.faults.append({"times": 1} | body)
            elif what == "weather":
                self.chance.seed(body["seed"])
                self.weather = body["odds"]
            elif what == "chats":
                self.chats.update(body["chats"])
            elif what == "forum":
                self.chats.add(body["chat"])
                self.forum.found(body["chat"], body["members"], body.get("topics", []))
            elif what == "gone":
                if "topic" in body:
                    self.forum.delete_topic(body["chat"], body["topic"])
                else:
                    self.forum.gone.add((body["chat"], body["message"]))
            elif what == "latency":
                self.latency = body
            elif what == "progress":
                return {"sent": len(self.sent), "unconfirmed": len(self.updates), "polls": self.polls}
            if what != "state":
                self.changed.notify_all()
                return {}
            return {
                "sent": self.sent,
                "calls": self.calls,
                "unconfirmed": len(self.updates),
                "handed": self.handed,
                "struck": self.struck,
                "profile": self.profile,
                "topics": self.forum.topics,
                "webhook": self.webhook,
            }

    def _arrives(self, raw: dict[str, Any]) -> None:
        if isinstance(raw, dict):
            raw.setdefault("update_id", self.next_update)
            if isinstance(raw["update_id"], int):
                self.next_update = max(self.next_update, raw["update_id"]) + 1
            for part in raw.values():
                message = part.get("message", part) if isinstance(part, dict) else None
                if isinstance(message, dict) and isinstance(message.get("chat"), dict):
                    self.chats.add(str(message["chat"].get("id")))
        self.updates.append(raw)

    def call(self, method: str, params: dict[str, str]) -> Answer | str:
        """The answer to a call; "cut" or "garbage" if the connection has to suffer."""
        begun = time.monotonic()
        with self.changed:
            self.calls.append({"method": method, "params": params})
            fault = self._fault(method, params)
        trouble = fault["kind"] if fault else None
        if trouble == "delay" and fault:
            time.sleep(fault["seconds"])
        elif fault and trouble in {"429", "500", "502", "403", "400", "conflict", "moved"}:
            return self._failure(trouble, fault)
        if fault and fault.get("before"):
            return str(trouble)
        self._take_time("before", method)
        answer = self._do(method, params, begun)
        self._take_time("after", method)
        if trouble == "hang" and fault:
            time.sleep(fault["seconds"])
        return trouble if trouble in {"cut", "garbage"} else answer

    def _take_time(self, when: str, method: str) -> None:
        if method in SENDING | {"copyMessage"} and when in self.latency:
            time.sleep(self.chance.uniform(*self.latency[when]))

    def _fault(self, method: str, params: dict[str, str]) -> dict[str, Any] | None:
        for fault in self.faults:
            chat = fault.get("chat")
            if fault["times"] > 0 and fault["method"] == method and chat in (None, params.get("chat_id")):
                fault["times"] -= 1
                return fault
        roll = self.chance.random() if self.weather else 1.0
        for fault in self.weather:
            if fault["method"] == method:
                roll -= fault["odds"]
                if roll < 0:
                    self.struck[f"{method} {kind(fault)}"] += 1
                    return fault
        return None

    def _failure(self, kind: str, fault: dict[str, Any]) -> Answer:
        seconds = fault.get("retry_after", 1)
        return {
            "429": error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds),
            "500": error(500, "Internal Server Error"),
            "502": error(502, "Bad Gateway"),
            "403": error(403, "Forbidden: bot was blocked by the user"),
            "400": error(400, f"Bad Request: {fault.get('description', 'wrong')}"),
            "conflict": error(409, "Conflict: terminated by other getUpdates request"),
            "moved": error(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=fault.get("to")),
        }[kind]

    def _do(self, method: str, params: dict[str, str], begun: float) -> Answer:
        try:
            if method in SENDING:
                return ok(self._send(method, params, begun))
            if method in bot_api_forum.METHODS:
                self._known(params)
                with self.changed:
                    result = self.forum.do(method, params, self.sent, begun)
                    self.changed.notify_all()
                return ok(result)
            if method == "getUpdates":
                return self._get_updates(params)
            if method == "sendChatAction":
                self._known(params)
                return ok(True)
            if method.removeprefix("set").removeprefix("get").startswith("My"):
                return ok(self._profile(method, params))
        except Refusal as refusal:
            return error(400, f"Bad Request: {refusal}")
        with self.changed:
            if method == "setWebhook":
                self.webhook = dict(params)
            elif method == "deleteWebhook":
                self.webhook = {}
        known = {"getMe": ME, "setWebhook": True, "deleteWebhook": True, "answerCallbackQuery": True}
        return ok(known[method]) if method in known else error(404, "Not Found: method not found")

    def _known(self, params: dict[str, str]) -> str:
        if params["chat_id"] not in self.chats:
            raise Refusal("chat not found")
        return params["chat_id"]

    def _send(self, method: str, params: dict[str, str], begun: float) -> dict[str, Any]:
        chat = self._known(params)
        caption = method != "sendMessage"
        source = params.get("caption" if caption else "text", "")
        parsed = checked_text(source, params.get("parse_mode"), caption=caption)
        buttons = checked_buttons(params.get("reply_markup"))
        with self.changed:
            self.forum.check_thread(chat, params.get("message_thread_id"))
            number = len(self.sent) + 1
            self.sent.append(
                {
                    "method": method,
                    "chat": chat,
                    "text": parsed.text,
                    "entities": parsed.entities,
                    "buttons": buttons,
                    "thread": params.get("message_thread_id"),
                    "reply_to": json.loads(params.get("reply_parameters", "{}")).get("message_id"),
                    "preview": not json.loads(params.get("link_preview_options", "{}")).get("is_disabled"),
                    "file": params.get("photo") or params.get("document"),
                    "begun": begun,
                }
            )
            self.changed.notify_all()
        return {"message_id": number, "date": 1, "chat": {"id": int(chat), "type": "private"}, "text": parsed.text}

    def _get_updates(self, params: dict[str, str]) -> Answer:
        if self.webhook:
            return error(409, "Conflict: can't use getUpdates method while webhook is active")
        with self.changed:
            self.polls += 1
            mine = self.polls
            self.changed.notify_all()  # ends the request of any other instance
            offset = int(params.get("offset", 0))
            self.updates = [raw for raw in self.updates if not isinstance(raw, dict) or raw["update_id"] >= offset]
            self.changed.wait_for(lambda: self.updates or self.polls != mine, timeout=float(params.get("timeout", 0)))
            if self.polls != mine:
                return error(409, "Conflict: terminated by other getUpdates request")
            given = self.updates[: int(params.get("limit", 100))]
            for raw in given:
                if isinstance(raw, dict):
                    self.handed.setdefault(str(raw["update_id"]), time.monotonic())
            return ok(given)

    def _profile(self, method: str, params: dict[str, str]) -> Any:
        name = method[3:]
        key = f"{name}:{params.get('language_code', '')}"
        field = {"MyCommands": "commands", "MyDescription": "description"}.get(name, "short_description")
        if method.startswith("set"):
            with self.changed:
                self.profile[key] = json.loads(params[field]) if name == "MyCommands" else params[field]
            return True
        return self.profile.get(key, []) if name == "MyCommands" else {field: self.profile.get(key, "")}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 64 * 1024  # an answer in one packet: otherwise each call waits for an acknowledgement
    api: BotApi

    def do_GET(self) -> None:
        self._answer(200, self.api.control(self.path.rpartition("/")[2], {}))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        _, first, what = self.path.split("/", 2)
        if first == "control":
            self._answer(200, self.api.control(what, json.loads(body)))
            return
        if first != f"bot{TOKEN}":
            self._answer(*error(401, "Unauthorized"))
            return
        answer = self.api.call(what, self._params(body))
        if isinstance(answer, tuple):
            self._answer(*answer)
        elif answer == "garbage":
            self._write(200, b'{"ok": true, "result": [{"update')
        else:
            self.close_connection = True

    def _params(self, body: bytes) -> dict[str, str]:
        kind = self.headers.get("Content-Type", "")
        if not kind.startswith("multipart/"):
            return dict(parse_qsl(body.decode(), keep_blank_values=True))
        parts = BytesParser(policy=email.policy.HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
        params = {}
        for part in parts.iter_parts():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            name = part.get_param("name", header="content-disposition")
            params[str(name)] = part.get_filename() or content.decode()
        return params

    def _answer(self, code: int, body: dict[str, Any]) -> None:
        with self.api.changed:
            payload = json.dumps(body).encode()
        self._write(code, payload)

    def _write(self, code: int, payload: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that was killed leaves broken connections behind."""


def main() -> None:
    Handler.api = BotApi()
    server = Server(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
