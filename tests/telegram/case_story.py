"""Messages of a worker and of advisers in staff groups, for the tests of cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.telegram import raw_updates as raw
from tests.telegram.harness import BotProcess, Double, until

STAFF, OTHER = -100501, -100502
ADVISER, ADMIN, STRANGER, FORMER = 5, 6, 7, 8
WORKER = 4711

Start = Callable[..., BotProcess]


class Story:
    """Messages of a worker and of advisers, one after the other."""

    def __init__(self, double: Double, worker: int = WORKER) -> None:
        self.double = double
        self.worker = worker
        self._number = 100

    def says(self, words: str) -> int:
        self._number += 1
        update = raw.text(self.worker, words)
        update["message"]["message_id"] = self._number
        self.double.receive(update)
        return self._number

    def sends_picture(self) -> int:
        self._number += 1
        photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
        self.double.receive({"message": raw.bare(self.worker, message_id=self._number, photo=photo)})
        return self._number

    def presses(self, data: str) -> None:
        self.double.receive(raw.press(self.worker, data))

    def adviser(self, words: str, thread: str, member: int = ADVISER, group: int = STAFF) -> int:
        self._number += 1
        fields = {"message_id": self._number, "message_thread_id": int(thread), "is_topic_message": True}
        update = raw.text(member, words, raw.group(group))
        update["message"].update(fields)
        self.double.receive(update)
        return self._number

    def adviser_presses(self, data: str, thread: str, member: int = ADVISER, group: int = STAFF) -> None:
        message = raw.bare(
            1, raw.group(group), message_id=1, message_thread_id=int(thread), is_topic_message=True, text="x"
        )
        self.double.receive(raw.press(member, data, message))

    def waits_for(self, chat: int, words: str) -> None:
        self.double.wait_for_text(chat, words)

    def last(self, chat: int) -> dict[str, Any]:
        message: dict[str, Any] = self.double.sent(chat)[-1]
        return message

    def opens_a_case(self, description: str = "Chủ quán nợ hai tháng lương", topic: str = "wages_hours_leave") -> str:
        """Through every question; returns the topic's number."""
        self.says("/case")
        self.waits_for(self.worker, "chuyển chuyện của bạn")
        for data, then in (("1:case:yes", "1/4"), (f"1:case:t:{topic}", "2/4"), ("1:case:p:79", "3/4")):
            self.presses(data)
            self.waits_for(self.worker, then)
        self.says(description)
        self.waits_for(self.worker, "4/4")
        self.presses("1:case:skip:phone")
        self.waits_for(self.worker, "mang số")
        group = OTHER if topic == "pension" else STAFF
        until(lambda: self.double.sent(group), "the summary in the staff group")
        [thread] = self.double.topics(group)
        return thread
