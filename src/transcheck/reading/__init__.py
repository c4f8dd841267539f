"""Bytes → documents and rows: folder bundles, tables, files of translation units, parallel files, standard input.

Text is decoded, a leading byte order mark removed, nothing else changed. Bad input does not raise here (but in
`read_text`): it becomes a problem in the `Intake`, and the rest is read. A problem is `whole` where it costs
a whole table or the only document of an input.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import IO

from transcheck.errors import InputError
from transcheck.reading.bundles import read_folder
from transcheck.reading.decoding import encoded, read_text
from transcheck.reading.documents import with_text
from transcheck.reading.intake import Intake, lost, merge
from transcheck.reading.po import read_po
from transcheck.reading.revised import revised
from transcheck.reading.sides import read_sides
from transcheck.reading.tables import keys, read_stream, read_table
from transcheck.reading.tmx import read_tmx
from transcheck.reading.xliff import read_xliff

_UNITS: dict[str, Callable[[str], Intake]] = {
    ".xlf": read_xliff,
    ".xliff": read_xliff,
    ".tmx": read_tmx,
    ".po": read_po,
}

__all__ = ["Intake", "encoded", "read_inputs", "read_sides", "read_text", "revised", "with_text"]


def read_inputs(inputs: Sequence[str], *, stdin: IO[bytes] | None = None) -> Intake:
    """What the inputs hold: bundles, folders of bundles, tables, XLIFF, TMX, PO, and `-` for JSON Lines on standard input.

    Never raises for bad input. Two documents of one name, or rows of one (`doc_id`, `system`, `id`) in two
    inputs, cannot be told apart in a report: the later document or table is refused.
    """
    parts: list[Intake] = []
    documents: set[tuple[str, str]] = set()
    rows: set[tuple[str, str, str]] = set()
    for path in inputs:
        part = _without_known_rows(_without_known_documents(_read(path, stdin), documents), path, rows)
        documents.update((bundle.doc_id, bundle.system) for bundle in part.bundles)
        rows.update(keys(part.rows))
        parts.append(part)
    return merge(parts)


def _read(path: str, stdin: IO[bytes] | None) -> Intake:
    try:
        if path == "-":
            return read_stream(stdin or sys.stdin.buffer)
        if Path(path).is_dir():
            return read_folder(path)
        return _UNITS.get(PurePath(path).suffix.lower(), read_table)(path)
    except InputError as problem:
        return lost(problem)
    except OSError as error:
        return lost(InputError(path, f"cannot be read: {error.strerror}"))


def _without_known_documents(part: Intake, known: set[tuple[str, str]]) -> Intake:
    fresh = tuple(bundle for bundle in part.bundles if (bundle.doc_id, bundle.system) not in known)
    problems = tuple(
        InputError(bundle.target.path, f"another document is called {bundle.doc_id!r} already")
        for bundle in part.bundles
        if (bundle.doc_id, bundle.system) in known
    )
    return Intake(fresh, part.rows, part.problems + problems, part.skipped, part.encodings)


def _without_known_rows(part: Intake, path: str, known: set[tuple[str, str, str]]) -> Intake:
    twice = next((row for row in part.rows if (row.doc_id, row.system, row.id) in known), None)
    if twice is None:
        return part
    message = (
        f"doc_id {twice.doc_id!r}, system {twice.system!r}, id {twice.id!r} stands in another input already"
    )
    return lost(InputError(path, message, place=str(twice.line or "")))
