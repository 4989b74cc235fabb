"""The ``quyen`` command."""

from __future__ import annotations

import click

from knowledge.commands import kb


@click.group()
def main() -> None:
    """Quyền: workers' rights in Viet Nam, answered with citations."""


main.add_command(kb)
