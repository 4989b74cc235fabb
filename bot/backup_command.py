"""``quyen backup TARGET``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.settings import Settings
from bot.storage.backup import BackupFailed, back_up, dated, thin_out
from bot.storage.vault import KEY_FILE, SETTING


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="replace TARGET if it is there")
@click.option("--keep", type=click.IntRange(min=1), help="TARGET is a folder: keep so many dated backups there")
def backup(target: Path, force: bool, keep: int | None) -> None:
    """Copy the database to the file TARGET, or into the folder TARGET under the present minute.

    Safe while the bot runs. The keys are not copied.
    """
    settings = Settings()
    folder = target if keep is not None or target.is_dir() else None
    file = dated(folder, datetime.now(UTC)) if folder is not None else target
    try:
        size = back_up(settings.data_dir, file, force=force)
    except BackupFailed as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    click.echo(f"{file}: {size} bytes, checked")
    if keep is not None and (deleted := thin_out(file, keep)):
        click.echo(f"{deleted} older backup(s) deleted")
    keys = f"in the setting {SETTING}" if settings.keys is not None else f"in {settings.data_dir / KEY_FILE}"
    click.echo(f"The keys are not in it: they are {keys}. Keep a copy of them elsewhere, apart from the backups.")
