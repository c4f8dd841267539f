"""Two systems beside each other, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcheck.reporting.text import columns, count, headings, one_line, wrap

_LESS_IS_BETTER = ("ter", "penalty")


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """How two systems differ by one metric over the segments that both translated.

    `difference` is second minus first, in 95 of 100 test sets like this one between `low` and `high`. A p-value says
    how often luck alone would make so great a difference, by bootstrap and by exchanging translations.
    `first_only` and `second_only` count segments left out because the other system does not have them.
    """

    metric: str
    first_system: str
    second_system: str
    segments: int
    first: float
    second: float
    difference: float
    low: float
    high: float
    p_bootstrap: float
    p_randomisation: float
    resamples: int
    exchanges: int
    seed: int
    first_only: int
    second_only: int


def comparison_text(records: Sequence[ComparisonRecord]) -> str:
    """A table of 80 columns with what its figures mean; there must be at least one record."""
    head = records[0]
    lines = [
        *wrap(f"A: {one_line(head.first_system)}", "", "   "),
        *wrap(f"B: {one_line(head.second_system)}", "", "   "),
        "",
        *_table(records),
        "",
        *_notes(records),
    ]
    return "".join(f"{line}\n" for line in lines)


def _table(records: Sequence[ComparisonRecord]) -> Iterator[str]:
    header = ("metric", "A", "B", "B - A", "95 % interval", "p bootstr.", "p random.")
    names = headings([record.metric for record in records])
    rows = [header, *((name, *_cells(record)) for name, record in zip(names, records, strict=True))]
    widths = [max(columns(row[i]) for row in rows) for i in range(len(header))]
    for name, *cells in rows:
        padded = (" " * (width - columns(cell)) + cell for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join([name.ljust(widths[0]), *padded])


def _cells(record: ComparisonRecord) -> tuple[str, ...]:
    digits = 4 if ":" in record.metric else 2  # neural ones lie between 0 and 1
    return (
        f"{record.first:.{digits}f}",
        f"{record.second:.{digits}f}",
        f"{record.difference:+.{digits}f}",
        f"{record.low:+.{digits}f} … {record.high:+.{digits}f}",
        f"{record.p_bootstrap:.4f}",
        f"{record.p_randomisation:.4f}",
    )


def _notes(records: Sequence[ComparisonRecord]) -> Iterator[str]:
    head = records[0]
    sizes = {record.segments for record in records}
    if len(sizes) == 1:
        yield count(head.segments, "segment")
    else:
        yield from wrap("segments: " + ", ".join(f"{r.metric} {r.segments}" for r in records), "", "")
    if head.first_only or head.second_only:
        yield f"left out: {head.first_only} that only A has, {head.second_only} that only B has"
    falling = [record.metric for record in records if record.metric in _LESS_IS_BETTER]
    if falling:
        yield f"less is better: {', '.join(falling)}"
    yield from wrap(
        "p: how often luck alone would make so great a difference; it does not say how likely B is better. "
        f"{count(head.resamples, 'resample')} (one-sided), {count(head.exchanges, 'exchange')} (two-sided), "
        f"seed {head.seed}.",
        "",
        "",
    )
