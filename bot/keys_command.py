"""``quyen keys …``: the keys that seal what people entrust to the bot."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from bot.settings import Settings
from bot.storage.database import is_in_use
from bot.storage.sealed import drop_old_keys, openable, reseal_all
from bot.storage.vault import SETTING, Vault, new_key, write_keys

IN_HAND_SECONDS = 60
"""So long, and longer than any answer takes, a running bot may hold a text it has sealed and not yet stored."""


@click.group()
def keys() -> None:
    """The keys that seal what is kept: see docs/operations.md, "Keys"."""


@keys.command()
def new() -> None:
    """Print a new key and change nothing."""
    click.echo(new_key())


@keys.command()
@click.option("--drop-old", is_flag=True, help="take the old keys away, once the first one opens everything")
@click.option("--restarted", is_flag=True, help=f"the running bot was started with the present {SETTING}")
def rotate(drop_old: bool, restarted: bool) -> None:
    """Seal everything with a new key; a second run with --drop-old takes the old ones away."""
    settings = Settings()
    vault = Vault.of(settings)
    # Before anything is changed: what no key opens, a new key would not open either.
    if lost := openable(settings.data_dir, vault).no:
        _refuse(f"{lost} stored text(s) cannot be opened with the keys of {vault.place}: add the missing key first.")
    if vault.file is None:
        _by_setting(settings.data_dir, vault, drop_old, restarted)
    elif drop_old:
        _drop(settings.data_dir, vault, vault.file)
    else:
        write_keys(vault.file, [new_key(), *vault.keys])
        changed = reseal_all(settings.data_dir, Vault.of(settings))
        click.echo(
            f"A new key stands first in {vault.file}; {changed} text(s) were sealed with it.\n"
            "A running bot reads the file by itself: it need not be restarted.\n"
            "The old keys still open. To take them away, a minute from now or later: quyen keys rotate --drop-old"
        )


def _drop(folder: Path, vault: Vault, file: Path) -> None:
    if len(vault.keys) == 1:
        _refuse(f"{file} holds one key only: there is no old one to take away. A new one: quyen keys rotate.")
    if is_in_use(folder) and (age := time.time() - file.stat().st_mtime) < IN_HAND_SECONDS:
        wait = IN_HAND_SECONDS - age
        _refuse(f"The keys were changed a moment ago and the bot is running: run this again in {wait:.0f} seconds.")
    changed = reseal_all(folder, vault)
    found = drop_old_keys(folder, vault, file)
    if found.no:
        _refuse(
            f"{found.no} of {found.yes + found.no} text(s) need an old key: nothing was taken away. Run this again."
        )
    click.echo(
        f"{file} holds one key now; it opens all {found.yes} text(s) ({changed} of them were sealed with it just now).\n"
        "A backup made before the change of keys needs the key file of its day."
    )


def _by_setting(folder: Path, vault: Vault, drop_old: bool, restarted: bool) -> None:
    if len(vault.keys) == 1:
        _refuse(
            f"{SETTING} holds one key only. To change it: put a new one (quyen keys new) in front, with a comma; "
            "restart the bot; quyen keys rotate; take the old one out; restart the bot."
        )
    if is_in_use(folder) and not restarted:
        _refuse(
            f"A bot is running. Restart it first with the new key in front in {SETTING}, or it could not read what is "
            "sealed now; then: quyen keys rotate --restarted"
        )
    changed = reseal_all(folder, vault)
    click.echo(f"{changed} text(s) were sealed with the first key of {SETTING}; it opens all of them.")
    click.echo(f"Now take the other {len(vault.keys) - 1} out of {SETTING} and restart the bot.")
    if drop_old:
        click.echo(f"--drop-old does nothing here: {SETTING} is changed where you set it.")


def _refuse(words: str) -> None:
    click.echo(words, err=True)
    sys.exit(2)
