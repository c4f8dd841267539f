"""The examples in a rule's docstring, as data.

A line under "Flagged:" or "Accepted:" is `source => target`, with `~ reference` after it where the rule reads
a reference, and ` ¶ ` between the segments of a document. An empty source (`=> target`) is the situation of an
editor who has only the English. ⟦ ⟧ mark exactly what the findings of the rule must cover: on the target, and
on the source where marks stand there. A flagged example without marks on the target expects a finding that
points at no target span (an omission).
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, replace
from types import ModuleType

from transcheck.aligning.moving import moved
from transcheck.model import Bead, Passage, Span

SECTIONS = ("Why", "Flagged", "Accepted", "Limits")
OFFSET = {"source": 17, "target": 40, "reference": 23}  # a forgotten offset fails at once


@dataclass(frozen=True)
class Example:
    """One line of a docstring: beads, and the spans its findings must cover."""

    line: str
    flagged: bool
    beads: tuple[Bead, ...]
    target: tuple[Span, ...]
    source: tuple[Span, ...]


def sections(docstring: str) -> dict[str, list[str]]:
    """Section name -> its lines, in order of appearance."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in inspect.cleandoc(docstring).splitlines():
        if re.fullmatch(r"(Why|Flagged|Accepted|Limits):", line):
            name = line[:-1]
            found[name] = []
        elif name and line.strip():
            found[name].append(line.strip())
    return found


def _unmark(text: str, start: int) -> tuple[str, list[Span]]:
    plain, spans, opened = "", [], None
    for char in text:
        if char == "⟦":
            opened = len(plain)
        elif char == "⟧":
            assert opened is not None, text
            spans.append(Span(start + opened, start + len(plain)))
            opened = None
        else:
            plain += char
    return plain, spans


def parse(line: str, *, flagged: bool) -> Example:
    """One example line."""
    left, arrow, rest = line.partition("=>")
    assert arrow, f"no => in example: {line}"
    right, tilde, ref = rest.partition(" ~ ")
    sources = [part.strip() for part in left.split("¶")]
    targets = [part.strip() for part in right.split("¶")]
    references = [part.strip() for part in ref.split("¶")] if tilde else []
    at = dict(OFFSET)
    beads, target_marks, source_marks = [], [], []
    for i, marked in enumerate(targets):
        target, spans = _unmark(marked, at["target"])
        target_marks += spans
        source = reference = None
        if left.strip():
            zh, spans = _unmark(sources[i] if i < len(sources) else "", at["source"])
            source_marks += spans
            source = Passage("zh", zh, at["source"])
            at["source"] += len(zh) + 1
        if references:
            en = references[i] if i < len(references) else ""
            reference = Passage("en", en, at["reference"])
            at["reference"] += len(en) + 1
        beads.append(Bead(f"b{i}", Passage("en", target, at["target"]), source, reference))
        at["target"] += len(target) + 1
    return Example(line, flagged, tuple(_with_moves(beads)), tuple(target_marks), tuple(source_marks))


def _with_moves(beads: list[Bead]) -> list[Bead]:
    """The beads as documents have them: those without a partner know where it stands."""
    lost = [bead for bead in beads if bead.source and bead.source.text and not bead.target.text]
    added = [bead for bead in beads if bead.source and not bead.source.text and bead.target.text]
    pairs = moved([bead.source.text for bead in lost if bead.source], [bead.target.text for bead in added])
    elsewhere = {lost[i].id: added[j].id for i, j in reversed(pairs)}
    elsewhere |= {added[j].id: lost[i].id for i, j in reversed(pairs)}
    return [replace(bead, elsewhere=elsewhere.get(bead.id, "")) for bead in beads]


def examples(module: ModuleType) -> list[Example]:
    """All examples of a rule module, from the docstring of its `check`."""
    found = sections(module.RULE.check.__doc__ or "")
    return [
        parse(line, flagged=name == "Flagged")
        for name in ("Flagged", "Accepted")
        for line in found.get(name, [])
    ]
