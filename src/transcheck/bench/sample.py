"""Rows to measure speed on: as many as wanted, no source twice, made of the sentences of real bundles."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

from transcheck.errors import UsageError
from transcheck.pipeline.documents import bundle_segments
from transcheck.reading import read_inputs

if TYPE_CHECKING:
    import pandas as pd

ROWS_PER_DOCUMENT = 20  # a news article's worth: rules and recognisers that read whole documents have work


@dataclass(frozen=True, slots=True)
class Triple:
    """A bead of a bundle: what is said on the three sides."""

    source: str
    target: str
    reference: str

    def __add__(self, other: Triple) -> Triple:
        """One after the other: Chinese follows directly, English after a space."""
        return Triple(
            self.source + other.source,
            f"{self.target} {other.target}",
            f"{self.reference} {other.reference}",
        )


def triples(corpora: Path) -> tuple[Triple, ...]:
    """The beads with source and target of all bundles in a folder; a target stands in for a missing reference.

    Folders that are no bundles are passed over; `UsageError` where nothing is left.
    """
    bundles = read_inputs([corpora.as_posix()]).bundles if corpora.is_dir() else ()
    beads = (bead for bundle in bundles if bundle.source for bead in bundle_segments(bundle))
    found = tuple(
        Triple(bead.source, bead.target, bead.reference or bead.target)
        for bead in beads
        if bead.source and bead.target
    )
    if not found:
        raise UsageError(f"no bundle with a source in {corpora.as_posix()}")
    return found


def recombine(beads: Sequence[Triple], rows: int) -> tuple[Triple, ...]:
    """`rows` pairs of different beads with distinct sources, always the same ones; `UsageError` if too few exist."""
    pairs = {pair.source: pair for pair in (a + b for a, b in permutations(beads, 2))}
    if len(pairs) < rows:
        raise UsageError(f"{len(beads)} beads make {len(pairs)} distinct rows, not {rows}")
    return tuple(random.Random(0).sample(list(pairs.values()), rows))


def table(rows: Iterable[Triple]) -> pd.DataFrame:
    """The rows as `check_table` wants them, in documents of an article's length.

    >>> table([Triple("一", "One", "1")] * 21).groupby("doc_id").size().tolist()
    [20, 1]
    """
    import pandas as pd

    records = [
        (f"d{n // ROWS_PER_DOCUMENT:05}", "", str(n), row.source, row.target, row.reference)
        for n, row in enumerate(rows)
    ]
    return pd.DataFrame(records, columns=["doc_id", "system", "id", "source", "target", "reference"])
