"""The calculators that can be used in conversation: every module of this folder that has a FORM."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from bot.calculators.form import Form
from knowledge.benefits.registry import NAMES


@cache
def forms() -> dict[str, Form]:
    """All forms by calculator name, in the order of the contract."""
    found: dict[str, Form] = {}
    for name in NAMES:
        module = f"bot.calculators.{name.replace('-', '_')}"
        if find_spec(module) is not None:
            found[name] = import_module(module).FORM
    return found
