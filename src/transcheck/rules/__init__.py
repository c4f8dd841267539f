"""The rules, listed by hand: add a module here and it runs."""

from __future__ import annotations

from types import ModuleType

from transcheck.model import Rule
from transcheck.rules import p101, p102, p103, p104, p105, p106, p107, p108

MODULES: tuple[ModuleType, ...] = (p101, p102, p103, p104, p105, p106, p107, p108)
RULES: tuple[Rule, ...] = tuple(module.RULE for module in MODULES)
