"""The forum groups of the double: members with their roles, topics, copies of messages."""

from __future__ import annotations

from typing import Any

from tests.telegram.bot_api_rules import Refusal, checked_buttons, checked_text

METHODS = frozenset(
    {
        "getChatMember",
        "createForumTopic",
        "closeForumTopic",
        "reopenForumTopic",
        "deleteForumTopic",
        "copyMessage",
        "editMessageText",
    }
)
NAME_LENGTH = 128


class Forum:
    """Everything the double knows of forum groups."""

    def __init__(self) -> None:
        self.members: dict[str, dict[str, str]] = {}
        self.topics: dict[str, dict[str, dict[str, str]]] = {}
        self.last_topic = 5000
        self.gone: set[tuple[str, str]] = set()  # messages that somebody deleted: (chat, number)

    def found(self, chat: str, members: dict[str, str], topics: list[str]) -> None:
        """A forum group with its members (role by number of the user) and topics that are there already."""
        self.members[chat] = members
        self.topics[chat] = {thread: {"name": "", "state": "open"} for thread in topics}

    def state(self) -> dict[str, Any]:
        return {"topics": self.topics}

    def check_thread(self, chat: str, thread: str | None) -> None:
        """Refuses what goes to a topic that is not there."""
        if chat in self.topics and thread is not None and thread not in self.topics[chat]:
            raise Refusal("message thread not found")

    def delete_topic(self, chat: str, thread: str) -> None:
        self.topics[chat].pop(thread)

    def do(self, method: str, params: dict[str, str], sent: list[dict[str, Any]], begun: float) -> Any:
        """Do a call of the Bot API and return its result."""
        chat = params["chat_id"]
        match method:
            case "getChatMember":
                return self._member(chat, params["user_id"])
            case "createForumTopic":
                return self._create(chat, params["name"])
            case "copyMessage":
                return self._copy(chat, params, sent, begun)
            case "editMessageText":
                return self._edit(chat, params, sent)
        return self._change(chat, params["message_thread_id"], method)

    def _member(self, chat: str, user: str) -> dict[str, Any]:
        status = self.members.get(chat, {}).get(user)
        if status is None:
            raise Refusal("user not found")
        who = {"id": int(user), "is_bot": False, "first_name": "Tư vấn viên"}
        if status == "administrator":
            rights = dict.fromkeys(
                ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
                 "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
                 "can_post_stories", "can_edit_stories", "can_delete_stories"), True)  # fmt: skip
            return {"status": status, "user": who} | rights
        return {"status": status, "user": who} | ({"until_date": 0} if status == "kicked" else {})

    def _create(self, chat: str, name: str) -> dict[str, Any]:
        if chat not in self.topics:
            raise Refusal("the chat is not a forum")
        if not 0 < len(name) <= NAME_LENGTH:
            raise Refusal("topic name is too long")
        self.last_topic += 1
        self.topics[chat][str(self.last_topic)] = {"name": name, "state": "open"}
        return {"message_thread_id": self.last_topic, "name": name, "icon_color": 7322096}

    def _change(self, chat: str, thread: str, method: str) -> bool:
        if thread not in self.topics.get(chat, {}):
            raise Refusal("message thread not found")
        if method == "deleteForumTopic":
            self.delete_topic(chat, thread)
            return True
        state = "closed" if method == "closeForumTopic" else "open"
        if self.topics[chat][thread]["state"] == state:
            raise Refusal("TOPIC_NOT_MODIFIED")
        self.topics[chat][thread]["state"] = state
        return True

    def _copy(self, chat: str, params: dict[str, str], sent: list[dict[str, Any]], begun: float) -> dict[str, int]:
        thread = params.get("message_thread_id")
        self.check_thread(chat, thread)
        source = (params["from_chat_id"], params["message_id"])
        if source in self.gone:
            raise Refusal("message to copy not found")
        text = f"copy of {source[0]}/{source[1]}"
        sent.append(
            {"method": "copyMessage", "chat": chat, "text": text, "thread": thread, "buttons": [], "entities": [],
             "reply_to": None, "preview": False, "file": None, "begun": begun}
        )  # fmt: skip
        return {"message_id": len(sent)}

    def _edit(self, chat: str, params: dict[str, str], sent: list[dict[str, Any]]) -> dict[str, Any]:
        number = int(params["message_id"])
        if not 0 < number <= len(sent) or (chat, str(number)) in self.gone or sent[number - 1]["chat"] != chat:
            raise Refusal("message to edit not found")
        parsed = checked_text(params["text"], params.get("parse_mode"))
        buttons = checked_buttons(params.get("reply_markup"))
        message = sent[number - 1]
        if (message["text"], message["buttons"]) == (parsed.text, buttons):
            raise Refusal(
                "message is not modified: specified new message content and reply markup are exactly the same"
            )
        message.update(text=parsed.text, entities=parsed.entities, buttons=buttons)
        return {"message_id": number, "date": 1, "chat": {"id": int(chat), "type": "supergroup"}, "text": parsed.text}
