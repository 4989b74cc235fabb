"""Settings from the environment: ``QUYEN_…``. None of them is needed for the conversation in the terminal."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything an operator can set; each field is ``QUYEN_`` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="QUYEN_", extra="ignore")

    data_dir: Path = Path("data")
    """All files the running bot writes."""
    knowledge_db: Path = Path("build/knowledge.db")
    """The built knowledge base; built by itself where the content is newer."""
    telegram_token: SecretStr | None = None
    telegram_api_base_url: str = "https://api.telegram.org"
    """Any Bot API server."""
    webhook_url: str | None = None
    """Public https address; none: long polling."""
    webhook_secret: SecretStr | None = None
    """None: made at random at each start."""
    webhook_listen: str = "127.0.0.1:8443"
    staff_chat_id: int | None = None
    nlu_url: str | None = None
    """A running NLU server; none: start a local one."""
    session_idle_minutes: int = Field(default=30 * 24 * 60, gt=0)
    inbox_body_hours: int = Field(default=24, gt=0)
    pace: bool = True
    """Keep to Telegram's sending limits."""
    telegram_workers: int = Field(default=16, gt=0)
    """How many people are answered at the same time."""
    telegram_poll_seconds: int = Field(default=30, ge=0, le=50)
    """How long Telegram may hold a request for updates open."""
    telegram_retry_seconds: float = Field(default=1.0, gt=0)
    """The first pause after a failure; each further one is twice as long."""
    telegram_conflict_tries: int = Field(default=5, gt=0)
    """How often another instance on the same token may get in the way before this one ends."""
