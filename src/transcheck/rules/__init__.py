"""The rules, listed by hand: add a module here and it runs."""

from __future__ import annotations

from types import ModuleType

from transcheck.model import Rule

MODULES: tuple[ModuleType, ...] = ()
RULES: tuple[Rule, ...] = tuple(module.RULE for module in MODULES)
