"""Findings and scores as text for a terminal of 80 columns."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from transcheck.model import Severity
from transcheck.reporting.records import FindingRecord, Known, NeuralScoreRecord, ScoreRecord, is_known

WIDTH = 80
_INDENT = "      "
# Chinese may break after every character, English between words.
_PIECE = re.compile(
    r"\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef][，。、；：！？）》」』”]?|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+"
)
_METRICS = ("bleu", "chrf", "ter", "semantic", "estimate", "penalty")


def findings_text(findings: Sequence[FindingRecord], known: Known = ()) -> str:
    """Findings grouped by document, each with place, severity, rule, words, message and suggestion.

    A document is named by its file; where several share a file, by its id as well.
    """
    documents = Counter(path for path, _ in {(finding.target_path, finding.doc_id) for finding in findings})
    blocks = []
    for (doc_id, system), group in groupby(findings, key=lambda finding: (finding.doc_id, finding.system)):
        places = list(group)
        path = places[0].target_path
        title = doc_id if path is None else f"{path}: {doc_id}" if documents[path] > 1 else path
        heading = f"{title} ({system})" if system else title
        blocks.append("\n".join([heading, *(line for place in places for line in _finding(place, known))]))
    return "".join(f"{block}\n\n" for block in blocks)


def count(number: int, thing: str) -> str:
    """A number of things, in the singular or plural.

    >>> count(1, "finding"), count(2, "finding")
    ('1 finding', '2 findings')
    """
    return f"{number} {thing}{'s' if number != 1 else ''}"


def count_line(findings: Iterable[FindingRecord]) -> str:
    """How many findings there are, by severity, worst first.

    >>> count_line([])
    'no findings'
    """
    counts = Counter(finding.severity for finding in findings)
    if not counts:
        return "no findings"
    named = [f"{counts[s.label]} {s.label}" for s in sorted(Severity, reverse=True) if counts[s.label]]
    return f"{count(counts.total(), 'finding')}: {', '.join(named)}"


def scores_text(scores: Iterable[ScoreRecord]) -> str:
    """A table of the metrics that were computed; a dash where a score could not be."""
    scores = list(scores)
    metrics = [name for name in _METRICS if any(getattr(score, name) is not None for score in scores)]
    neural = list(dict.fromkeys(name for score in scores for name in _neural(score)))
    header = ["document", "system", "id", *metrics, *headings(neural), "words"]
    rows = [header, *([*_name(s), *_values(s, metrics), *_neural(s).values(), str(s.words)] for s in scores)]
    widths = [max(columns(row[i]) for row in rows) for i in range(len(header))]
    return "".join("  ".join(_row(row, widths)).rstrip() + "\n" for row in rows)


def _name(score: ScoreRecord) -> tuple[str, str, str]:
    return score.doc_id or "", score.system, score.id or ""


def _values(score: ScoreRecord, metrics: Iterable[str]) -> Iterator[str]:
    for name in metrics:
        value = getattr(score, name)
        yield "-" if value is None else f"{value:.2f}"


def _neural(score: ScoreRecord) -> dict[str, str]:
    """Neural metrics with four digits: many have their whole range between 0 and 1."""
    if not isinstance(score, NeuralScoreRecord):
        return {}
    return {name: "-" if value is None else f"{value:.4f}" for name, value in score.metrics.items()}


def headings(neural: Sequence[str]) -> list[str]:
    """Neural metrics by their kinds, where these tell them apart; the signature names the models.

    >>> headings(["bertscore:a", "embed:b"]), headings(["embed:a", "embed:b"])
    (['bertscore', 'embed'], ['embed:a', 'embed:b'])
    """
    kinds = [name.partition(":")[0] for name in neural]
    return kinds if len(set(kinds)) == len(kinds) else list(neural)


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for i, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (width - columns(cell))
        yield cell + space if i < 3 else space + cell


def _finding(finding: FindingRecord, known: Known) -> Iterator[str]:
    where = place(finding)
    note = " (known)" if is_known(finding, known) else "" if finding.gates else " (does not gate)"
    head = f"  {where}  {finding.severity}  {finding.rule} {finding.name}{note}"
    yield from wrap(head, "  ", _INDENT)
    words = finding.target_text if finding.target_text is not None else finding.source_text
    if words:
        yield from wrap(f"“{one_line(words)}”", _INDENT, _INDENT)
    yield from wrap(one_line(finding.message), _INDENT, _INDENT)
    if finding.suggestion:
        yield from wrap(f"→ {one_line(finding.suggestion)}", _INDENT, _INDENT + "  ")


def place(finding: FindingRecord) -> str:
    """Line and column of a finding; the id of its segment where it has none."""
    if finding.target_line is None:
        return finding.id
    if finding.target_column is None:
        return f"{finding.target_line} [{finding.id}]"
    return f"{finding.target_line}:{finding.target_column}"


def one_line(text: str) -> str:
    """The text with single spaces for all white space."""
    return " ".join(text.split())


def wrap(text: str, first: str, rest: str) -> Iterator[str]:
    """Lines of at most 80 columns, where a Chinese character takes two; a longer word stands by itself.

    >>> list(wrap("one two", "- ", "  "))
    ['- one two']
    """
    line, used = first, columns(first)
    bare = True
    for piece in _PIECE.findall(text.strip()):
        size = columns(piece)
        if not bare and used + size > WIDTH:
            yield line.rstrip()
            line, used, bare = rest, columns(rest), True
        if not (bare and piece.isspace()):
            line, used, bare = line + piece, used + size, False
    if not bare:
        yield line.rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character two.

    >>> columns("何志远 He")
    9
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
