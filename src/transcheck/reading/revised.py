"""The text of an input file with new targets: everything else in it stays as it is, letter for letter."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from transcheck.errors import UsageError
from transcheck.model import Row
from transcheck.reading.decoding import read_text
from transcheck.reading.records import ALIASES, columns_of, quotes_are_plain

_SEPARATORS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_LINES = frozenset((".jsonl", ".ndjson"))


def revised(path: str, old: Iterable[Row], new: Iterable[Row]) -> str:
    """The text of a table or of a file of lines, with the targets of `new` where those of `old` stood.

    `old` are the rows that were read from the file, `new` the same rows in the same order. Raises `UsageError`
    for formats whose text cannot be changed in place.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in _SEPARATORS.keys() | _LINES | {".txt", ""}:
        raise UsageError(f"{path}: fix writes text, Markdown, CSV, TSV and JSON Lines, not {suffix}")
    text, _ = read_text(path)
    changed = {
        before.line: (before.target or "", after.target or "")
        for before, after in zip(old, new, strict=True)
        if before.line is not None and before.target != after.target
    }
    if suffix in _LINES:
        return _in_lines(text, changed, json_cells=True)
    if suffix in _SEPARATORS:
        return _separated(text, path, _SEPARATORS[suffix], changed)
    return _in_lines(text, changed, json_cells=False)


def _in_lines(text: str, changed: Mapping[int, tuple[str, str]], *, json_cells: bool) -> str:
    """Each record is a line of its own; a target is exchanged where it stands in it."""
    end = "\n" if "\n" in text else "\r"
    lines = text.split(end)
    for number, (old, new) in changed.items():
        lines[number - 1] = (
            _json_line(lines[number - 1], old, new) if json_cells else lines[number - 1].replace(old, new, 1)
        )
    return end.join(lines)


_NAMES = "|".join(("target", *(name for name, field in ALIASES.items() if field == "target")))
_TARGET_KEY = rf'"(?:{_NAMES})"\s*:\s*'


def _json_line(line: str, old: str, new: str) -> str:
    for ascii_only in (False, True):
        before, after = (json.dumps(one, ensure_ascii=ascii_only) for one in (old, new))
        places = list(re.finditer(_TARGET_KEY + re.escape(before), line, re.IGNORECASE))
        if len(places) == 1:
            end = places[0].end()
            return line[: end - len(before)] + after + line[end:]
    names = columns_of(record := json.loads(line), "", "")
    key = list(record)[next(position for position, field in names.items() if field == "target")]
    ending = "\r" if line.endswith("\r") else ""
    return json.dumps(record | {key: new}, ensure_ascii=False) + ending


def _separated(text: str, path: str, separator: str, changed: Mapping[int, tuple[str, str]]) -> str:
    """Records with a new target are written anew; the lines of the others are kept."""
    end = "\n" if "\n" in text else "\r"
    lines = text.split(end)
    plain = quotes_are_plain(text, path, separator)
    reader = csv.reader(
        io.StringIO(text, newline=end),
        delimiter=separator,
        strict=True,
        quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL,
    )
    out: list[str] = []
    position = None
    while True:
        start = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            break
        physical = lines[start : reader.line_num]
        if position is None and cells:
            names = columns_of(cells, path, "1")
            position = next(column for column, field in names.items() if field == "target")
        elif position is not None and start + 1 in changed:
            ending = "\r" if physical[-1].endswith("\r") else ""
            whole = end.join(physical).removesuffix("\r")
            quoting = (
                csv.QUOTE_ALL if _record(cells, separator, csv.QUOTE_ALL) == whole else csv.QUOTE_MINIMAL
            )
            cells[position] = changed[start + 1][1]
            record = separator.join(cells) if plain else _record(cells, separator, quoting)
            physical = [record + ending]
        out += physical
    return end.join([*out, *lines[reader.line_num :]])


def _record(cells: list[str], separator: str, quoting: int) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="", quoting=quoting)  # type: ignore[arg-type]  # int
    writer.writerow(cells)
    return out.getvalue()
