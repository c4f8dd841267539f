"""The rules as text: one page each, and the list."""

from __future__ import annotations

import inspect

from transcheck.errors import UsageError
from transcheck.model import Rule
from transcheck.pipeline.calibration import shipped_share
from transcheck.pipeline.unsure import UNSURE
from transcheck.reporting.sarif import Descriptor
from transcheck.rules import RULES


def rule_page(name: str) -> str:
    """The manual page of the rule with this code or name, made from the docstring of its check.

    >>> rule_page("a103").splitlines()[0]
    'A103 untranslated-chinese'
    """
    rule = next((rule for rule in (*RULES, *UNSURE) if name.lower() in (rule.code.lower(), rule.name)), None)
    if rule is None:
        raise UsageError(f"there is no rule {name!r}; `transcheck rules` lists them")
    facts = f"{rule.category} · {rule.severity.label} · {rule.status} · since {rule.since}{_conditions(rule)}"
    return f"{rule.code} {rule.name}\n{facts}\n\n{_page(rule)}\n"


def descriptors() -> dict[str, Descriptor]:
    """All rules by their codes, for reports that describe the rules beside their findings.

    >>> descriptors()["A103"].summary
    'Words of the source stand untranslated in the English.'
    """
    return {rule.code: _descriptor(rule) for rule in sorted((*RULES, *UNSURE), key=lambda rule: rule.code)}


def _descriptor(rule: Rule) -> Descriptor:
    page = _page(rule)
    summary = " ".join(page.split("\n\n", 1)[0].split())
    share = shipped_share(rule.code)
    return Descriptor(rule.name, summary, page, rule.category, rule.severity.label, share)


def _page(rule: Rule) -> str:
    return inspect.cleandoc(rule.check.__doc__ or "")


def rule_list() -> str:
    """A line a rule: code, name, severity, status where it is not stable, and what the rule needs."""
    width = max(len(rule.name) for rule in RULES)
    return "".join(
        f"{rule.code}  {rule.name:{width}}  {rule.severity.label:8}  {_status(rule)}\n".rstrip() + "\n"
        for rule in sorted(RULES, key=lambda rule: rule.code)
    )


def _status(rule: Rule) -> str:
    status = "" if rule.status == "stable" else rule.status
    return (status + _conditions(rule)).removeprefix(" · ")


def _conditions(rule: Rule) -> str:
    parts = [f"needs {side}" for side in sorted(rule.needs - {"target"})]
    parts += [f"only without {side}" for side in sorted(rule.unless)]
    parts += ["needs embeddings"] if rule.embeddings else []
    return "".join(f" · {part}" for part in parts)
