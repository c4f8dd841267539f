"""Findings → GitHub workflow annotations, and a summary page for a step.

Whatever a document says stays text: it becomes no workflow command and no markup.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from transcheck.model import Severity
from transcheck.reporting.annotations import (
    Region,
    advice,
    alarm,
    clean,
    region,
    repository_path,
    worst_first,
)
from transcheck.reporting.records import FindingRecord, is_known
from transcheck.reporting.summary import Facts, signature_text, summary_lines, summary_text
from transcheck.reporting.text import findings_text, one_line, place

MOST = 10  # annotations of each kind that GitHub shows for a step
ROWS = 50  # findings on the summary page
NOTES = 40  # lines below them
_CELL = 200  # characters of a cell: however hostile the text, the page stays far below 1 MiB
_LINE = 500

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_IN_DATA: Mapping[str, str] = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES: Mapping[str, str] = {**_IN_DATA, ":": "%3A", ",": "%2C"}
# A character reference never opens or closes anything in Markdown, where a backslash sometimes does.
_MARKUP = {ord(char): f"&#{ord(char)};" for char in "&<>|\\`*_[]~$:@#"}


def to_github(findings: Sequence[FindingRecord], facts: Facts) -> str:
    """Annotations, worst first, and the text report below them. Known findings are in the report only."""
    new = worst_first(finding for finding in findings if not is_known(finding, facts.known))
    report = findings_text(findings, facts.known) + summary_text(facts)
    # Nobody can write a text that holds its own digest, so nothing in the report ends the pause before it is over.
    token = hashlib.sha256(report.encode("utf-8", "surrogatepass")).hexdigest()
    lines = "".join(f"{line}\n" for line in commands(new, facts))
    return clean(f"{lines}::stop-commands::{token}\n{report}::{token}::\n")


def commands(findings: Sequence[FindingRecord], facts: Facts) -> Iterator[str]:
    """At most ten commands of each kind from findings that stand worst first; the last says how many there are more.

    What was not judged or read comes before all findings, as one error.
    """
    missing = _missing(facts)
    room = {"error": MOST - bool(missing), "warning": MOST, "note": MOST}
    shown = _first(findings, room)
    if len(shown) < len(findings):
        # Or the line about the others would not be shown.
        shown = _first(findings, {**room, "note": MOST - 1})
    if missing:
        yield command("error", missing, title="not everything was judged")
    yield from map(_annotation, shown)
    if len(shown) < len(findings):
        yield command(
            "notice", f"and {len(findings) - len(shown)} more: the log of this step lists all of them"
        )


def _missing(facts: Facts) -> str:
    failures, problems = len(facts.failures), len(facts.problems)
    parts = [f"{failures} crashes"] if failures else []
    parts += [f"{problems} inputs or rows not read"] if problems else []
    return f"{' and '.join(parts)}: the log of this step lists them" if parts else ""


def _first(findings: Sequence[FindingRecord], room: Mapping[str, int]) -> list[FindingRecord]:
    seen: Counter[str] = Counter()
    shown = []
    for finding in findings:
        kind = alarm(finding.severity, gates=finding.gates)
        seen[kind] += 1
        if seen[kind] <= room[kind]:
            shown.append(finding)
    return shown


def _annotation(finding: FindingRecord) -> str:
    whole = f"{finding.rule} {finding.name}"
    in_text = finding.target_path and finding.target_column
    return command(
        _COMMANDS[alarm(finding.severity, gates=finding.gates)],
        advice(finding),
        file=repository_path(finding.target_path),
        **_lines(region(finding) if finding.target_path else None),
        title=whole if in_text else f"{whole} in {finding.doc_id} {finding.id}",
    )


def _lines(where: Region | None) -> dict[str, int | None]:
    """The place as properties; columns have a meaning within one line only."""
    if where is None or where.line != where.end_line:
        return {"line": where.line, "endLine": where.end_line} if where else {}
    return {
        "line": where.line,
        "endLine": where.end_line,
        "col": where.column,
        "endColumn": where.end_column,
    }


def command(name: str, message: str, **properties: str | int | None) -> str:
    r"""One workflow command in one line, whatever its message and properties hold.

    >>> command("error", "100%\nsure", file="a,b.txt", line=None)
    '::error file=a%2Cb.txt::100%25%0Asure'
    """
    pairs = (
        f"{key}={_escaped(str(value), _IN_PROPERTIES)}"
        for key, value in properties.items()
        if value is not None and value != ""
    )
    return f"::{name} {','.join(pairs)}".rstrip() + f"::{_escaped(message, _IN_DATA)}"


def _escaped(text: str, characters: Mapping[str, str]) -> str:
    return "".join(characters.get(char, char) for char in clean(text))


def step_summary(findings: Sequence[FindingRecord], facts: Facts) -> str:
    """A page in Markdown: the gate, counts, the worst new findings, and what was checked and what was not."""
    new = worst_first(finding for finding in findings if not is_known(finding, facts.known))
    gate = "passed" if facts.passed else "failed"
    counts = Counter(finding.severity for finding in new)
    lines = [
        f"## transcheck: gate {gate} (fail on: {facts.fail_on})",
        *_table(
            "severity|findings", ([s.label, str(counts[s.label])] for s in sorted(Severity, reverse=True))
        ),
        *(_worst(new) if new else ()),
        *_notes(summary_lines(facts)),
        markdown(signature_text(facts.signature), _LINE),
    ]
    return clean("\n".join(lines)) + "\n\n"


def _worst(new: Sequence[FindingRecord]) -> Iterator[str]:
    shown = new[:ROWS]
    yield f"### The worst {len(shown)} of {len(new)} findings" if len(shown) < len(new) else "### Findings"
    rows = (
        [
            f"{finding.target_path or finding.doc_id} {place(finding)}",
            finding.severity if finding.gates else f"{finding.severity} (does not gate)",
            f"{finding.rule} {finding.name}",
            finding.target_text if finding.target_text is not None else finding.source_text or "",
            finding.message,
            finding.suggestion or "",
        ]
        for finding in shown
    )
    yield from _table("where|severity|rule|words|message|suggestion", rows)


def _table(header: str, rows: Iterator[list[str]]) -> Iterator[str]:
    yield ""
    yield f"|{header}|"
    yield "|" + "---|" * (header.count("|") + 1)
    for row in rows:
        yield f"|{'|'.join(markdown(cell, _CELL) for cell in row)}|"
    yield ""


def _notes(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"- {markdown(line, _LINE)}" for line in lines[:NOTES])
    if len(lines) > NOTES:
        yield f"- and {len(lines) - NOTES} lines more: see the log of the step"
    yield ""


def markdown(text: str, most: int) -> str:
    """The text in one line that Markdown shows as it is; what is longer than `most` characters is cut.

    >>> markdown("a|b <c>", 200), markdown("abc", 2)
    ('a&#124;b &#60;c&#62;', 'ab…')
    """
    line = one_line(text)
    return (line if len(line) <= most else f"{line[:most]}…").translate(_MARKUP).replace("www.", "www&#46;")
