"""Settings from the environment: ``QUYEN_…``. None of them is needed for the conversation in the terminal."""

from __future__ import annotations

from pathlib import Path

import httpx
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.handoff.groups import StaffGroup
from bot.handoff.hours import OfficeHours


class Settings(BaseSettings):
    """Everything an operator can set; each field is ``QUYEN_`` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="QUYEN_", env_ignore_empty=True, extra="ignore")

    data_dir: Path = Path("data")
    """All files the running bot writes."""
    keys: SecretStr | None = None
    """Keys that seal what is kept, by comma, the first one seals; none: a key file in the data folder."""
    knowledge_db: Path = Path("build/knowledge.db")
    """The built knowledge base; built by itself where the content is newer."""
    operator: str | None = None
    """Who answers for what is kept, and how to reach them; shown with /privacy."""
    telegram_token: SecretStr | None = None
    telegram_api_base_url: str = "https://api.telegram.org"
    """Any Bot API server."""
    webhook_url: str | None = None
    """Public https address; none: long polling."""
    webhook_secret: SecretStr | None = None
    """None: made at random at each start."""
    webhook_listen: str = "127.0.0.1:8443"
    staff_chat_id: int | None = None
    """The forum group of the advisers who take cases; none: the bot only names offices."""
    staff_name: str = "nhóm tư vấn miễn phí của công đoàn"
    """What workers are told about who these advisers are."""
    staff_groups: tuple[StaffGroup, ...] = ()
    """More groups, each for some topics or provinces, as JSON (docs/operations.md)."""
    staff_hours: str = "Mon-Fri 08:00-17:00"
    """When advisers are there; outside of it they are not reminded."""
    case_kept_days: int = Field(default=90, gt=0)
    """How long a closed case is kept."""
    case_idle_days: int = Field(default=60, gt=0)
    """A case nobody has spoken in for so long is closed."""
    case_remind_minutes: int = Field(default=120, gt=0)
    """After so long the group is reminded of a case that nobody took."""
    case_comfort_hours: int = Field(default=24, gt=0)
    """After so long a person who waits is told so, with the numbers of others who help."""
    nlu_url: str | None = None
    """A running NLU server; none: start a local one."""
    session_idle_minutes: int = Field(default=30 * 24 * 60, gt=0)
    inbox_body_hours: int = Field(default=24, gt=0)
    pace: bool = True
    """Keep to Telegram's sending limits."""
    rate_per_minute: int = Field(default=30, ge=0)
    """How many messages of one person are answered in a minute; 0: all."""
    telegram_workers: int = Field(default=16, gt=0)
    """How many people are answered at the same time."""
    telegram_poll_seconds: int = Field(default=30, ge=0, le=50)
    """How long Telegram may hold a request for updates open."""
    telegram_retry_seconds: float = Field(default=1.0, gt=0)
    """The first pause after a failure; each further one is twice as long."""
    telegram_conflict_tries: int = Field(default=5, gt=0)
    """How often another instance on the same token may get in the way before this one ends."""

    @field_validator("staff_hours")
    @classmethod
    def _hours(cls, hours: str) -> str:
        OfficeHours.read(hours)
        return hours

    @field_validator("nlu_url", "telegram_api_base_url")
    @classmethod
    def _address(cls, address: str | None) -> str | None:
        if address is None:
            return None
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL:
            url = httpx.URL()
        if url.scheme not in ("http", "https") or not url.host or not 0 < (url.port or 80) < 65536:
            raise ValueError("not an address of the form http://HOST:PORT")
        return address
