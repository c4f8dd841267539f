"""Judged findings as Markdown: counts only, no name and no sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from transcheck import __version__
from transcheck.bench.calibrating import out_of_fold
from transcheck.bench.judged import JudgedFinding, Sheet
from transcheck.bench.tallies import (
    Bin,
    Confusion,
    Reliability,
    Tally,
    by_rule,
    confusions,
    reliability,
    rules_by_phenomenon,
    tally,
    total,
)
from transcheck.rules import RULES

_CONFUSION = "phenomenon|errors|found|missed|right beside|alarms on them|alarms elsewhere|precision|recall"
_RULES = "rule|name|findings|right|wrong|precision|names right|wrong|genre right|wrong|not scored"
_RELIABILITY = "confidence|findings|mean confidence|share right"
_HEAD = """\
# Findings in the exam, judged

Written by `transcheck bench findings --record`, transcheck {version}. Findings that are neutral or below .5 in confidence do
not count. Right and wrong are as the exam's own scripts say."""
_ABOUT_CONFUSION = """\
Each marked error and each right name counts once; alarms elsewhere are findings on something unmarked where everything
is marked. Precision is found : (found + alarms). Phenomena of names are told from their Chinese; those of the documents' errors
were given by who planted them, and right names stand beside them by their Chinese."""
_ABOUT_CONFIDENCE = """\
Confidence rests on how often each rule was right on these very data. Out of fold, each finding has the confidence it would
have if its document, with all systems and situations, had not been counted: five folds by document."""
_ABOUT_RULES = "Right findings; after a stroke the false alarms (12/3). A finding on errors of two phenomena counts in both."


def report(sheets: Sequence[Sheet]) -> str:
    """The three kinds of tables for all sheets, as one Markdown text."""
    parts = [_HEAD.format(version=__version__), "## By phenomenon", _ABOUT_CONFUSION]
    for sheet in sheets:
        parts += [f"### {_title(sheet)}", confusion_table(confusions(sheet))]
        parts += [_ABOUT_RULES, rule_matrix(rules_by_phenomenon(sheet))]
    parts += ["## Reliability of confidence", _ABOUT_CONFIDENCE]
    names, genre = _of(sheets, "names"), _of(sheets, "genre")
    both = out_of_fold(names + genre)
    parts += ["### names and genre, out of fold", *reliability_tables(reliability(both))]
    for title, findings in (("names, as shipped", names), ("genre, as shipped", genre)):
        parts += [f"### {title}", *reliability_tables(reliability(findings))]
    parts += ["## By rule", rule_table(names, genre)]
    return "\n\n".join(parts) + "\n"


def confusion_table(rows: Mapping[str, Confusion]) -> str:
    """Phenomena and how they fared, with a last row for all."""
    body = [(name, *_confusion_cells(row)) for name, row in rows.items()]
    return markdown(_CONFUSION.split("|"), [*body, ("all", *_confusion_cells(total(rows)))])


def rule_matrix(cells: Mapping[tuple[str, str], Tally]) -> str:
    """Phenomena down, rules across; findings that could not be judged are left out."""
    judged = {key: found for key, found in cells.items() if found.right or found.wrong}
    rules = sorted({rule for _, rule in judged})
    names = sorted({name for name, _ in judged})
    rows = [(name, *(_matrix_cell(judged.get((name, rule))) for rule in rules)) for name in names]
    return markdown(["phenomenon", *rules], rows)


def reliability_tables(found: Reliability) -> tuple[str, str]:
    """The bins as a table, and what they come to as a sentence."""
    table = markdown(_RELIABILITY.split("|"), [_bin_cells(b) for b in found.bins])
    summary = (
        f"{found.findings} judged findings, {found.unscored} not scored; expected calibration error {found.error:.3f}; "
        f"of the right ones {figure(found.sure_of_right)} have confidence .9 or more; "
        f"of those with .9 or more ({found.sure}) {figure(found.right_of_sure)} are right."
    )
    return table, summary


def rule_table(names: Sequence[JudgedFinding], genre: Sequence[JudgedFinding]) -> str:
    """Every rule that found something, with a last row for all."""
    of_names, of_genre, of_both = by_rule(names), by_rule(genre), by_rule([*names, *genre])
    titles = {rule.code: rule.name for rule in RULES}
    none = Tally()
    rows = [
        (rule, titles.get(rule, ""), *_rule_cells(both, of_names.get(rule, none), of_genre.get(rule, none)))
        for rule, both in of_both.items()
    ]
    last = ("all", "", *_rule_cells(tally([*names, *genre]), tally(names), tally(genre)))
    return markdown(_RULES.split("|"), [*rows, last], words=2)


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """A Markdown table with columns as wide as their widest cell: so many of words, the others of figures.

    >>> print(markdown(["rule", "n"], [("P101", "12")]))
    | rule |  n |
    |------|---:|
    | P101 | 12 |
    """
    table = [list(head), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    ruler = ["-" * (width + 2) if i < words else "-" * (width + 1) + ":" for i, width in enumerate(widths)]
    lines = ["| " + " | ".join(_padded(row, widths, words)) + " |" for row in table]
    return "\n".join([lines[0], "|" + "|".join(ruler) + "|", *lines[1:]])


def figure(share: float | None) -> str:
    """A share in three decimals; a dash where there is none.

    >>> figure(0.5), figure(None)
    ('.500', '–')
    """
    return "–" if share is None else f"{share:.3f}".removeprefix("0")


def _padded(row: Sequence[str], widths: Sequence[int], words: int) -> list[str]:
    return [
        cell.ljust(width) if i < words else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _confusion_cells(row: Confusion) -> list[str]:
    counts = (row.errors, row.found, row.errors - row.found, row.right, row.alarms, row.elsewhere)
    return [*map(str, counts), figure(row.precision), figure(row.recall)]


def _matrix_cell(found: Tally | None) -> str:
    if found is None:
        return ""
    return f"{found.right}/{found.wrong}" if found.wrong else f"{found.right}"


def _bin_cells(row: Bin) -> tuple[str, ...]:
    return (f"{row.low:.1f}-{row.high:.1f}", str(row.findings), figure(row.confidence), figure(row.right))


def _rule_cells(both: Tally, names: Tally, genre: Tally) -> list[str]:
    counts = (names.right, names.wrong, genre.right, genre.wrong, both.unscored)
    judged = (both.right + both.wrong, both.right, both.wrong)
    return [*map(str, judged), figure(both.precision), *map(str, counts)]


def _title(sheet: Sheet) -> str:
    return f"{sheet.part}, {sheet.situation}"


def _of(sheets: Iterable[Sheet], part: str) -> list[JudgedFinding]:
    return [finding for sheet in sheets if sheet.part == part for finding in sheet.findings]
