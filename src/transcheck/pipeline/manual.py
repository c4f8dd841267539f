"""The rules as text: one page each, and the list."""

from __future__ import annotations

import inspect
import re

from transcheck.errors import UsageError
from transcheck.model import Rule
from transcheck.pipeline.calibration import counts, shipped_share
from transcheck.pipeline.unsure import UNSURE
from transcheck.reporting.sarif import Descriptor
from transcheck.rules import RULES


def rule_page(name: str) -> str:
    """The manual page of the rule with this code or name, made from the docstring of its check, as Markdown.

    >>> rule_page("a103").splitlines()[0]
    '# A103 untranslated-chinese'
    """
    rule = next((rule for rule in (*RULES, *UNSURE) if name.lower() in (rule.code.lower(), rule.name)), None)
    if rule is None:
        raise UsageError(f"there is no rule {name!r}; `transcheck rules` lists them")
    facts = f"{rule.category} · {rule.severity.label} · {rule.status} · since {rule.since}{_conditions(rule)}"
    return f"# {rule.code} {rule.name}\n\n{facts}  \n{_measured(rule)}\n\n{_markdown(_page(rule))}"


def rule_pages() -> dict[str, str]:
    """All manual pages by file name, and an index."""
    rules = sorted(RULES, key=lambda rule: rule.code)
    index = [f"- [{rule.code} {rule.name}]({rule.code}.md) {_summary(rule)}\n" for rule in rules]
    pages = {f"{rule.code}.md": rule_page(rule.code) for rule in rules}
    return {"README.md": "# Rules\n\n" + "".join(index), **pages}


def _measured(rule: Rule) -> str:
    right, wrong = counts(rule.code)
    if not right + wrong:
        return "Not measured yet: too rare in the marked data."
    return f"On marked machine translations {right} of {right + wrong} findings were right."


_SECTION = re.compile(r"^(\w[\w ]*):$")
_EXAMPLES = frozenset(("Flagged", "Accepted"))


def _markdown(page: str) -> str:
    """A docstring with its sections as headings and its examples as a list."""
    out: list[str] = []
    section = ""
    for line in page.splitlines():
        heading = _SECTION.match(line)
        if heading:
            section = heading[1]
            out += [f"## {section}", ""]
        elif section in _EXAMPLES and line.strip():
            out.append(f"- {' '.join(line.split())}")
        else:
            out.append(line.strip())
    return "\n".join(out).strip() + "\n"


def _summary(rule: Rule) -> str:
    return " ".join(_page(rule).split("\n\n", 1)[0].split())


def descriptors() -> dict[str, Descriptor]:
    """All rules by their codes, for reports that describe the rules beside their findings.

    >>> descriptors()["A103"].summary
    'Words of the source stand untranslated in the English.'
    """
    return {rule.code: _descriptor(rule) for rule in sorted((*RULES, *UNSURE), key=lambda rule: rule.code)}


def _descriptor(rule: Rule) -> Descriptor:
    page = _page(rule)
    summary = _summary(rule)
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
