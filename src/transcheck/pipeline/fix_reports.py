"""A fixed text as files: the corrected targets, the difference, and what was done in words."""

from __future__ import annotations

import codecs
import difflib
import os
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

from transcheck.errors import UsageError
from transcheck.model import Row
from transcheck.pipeline.fixing import Edit, Fixed
from transcheck.reading import Intake, encoded, read_text, revised
from transcheck.reporting.text import count

DIFF = "changes.diff"
# What needed no correction lies in the folder as it was, in place of what an earlier run may have left there.
_COPIED = frozenset((".txt", ".md", ".markdown", ".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ""))


def fix_files(intake: Intake, fixed: Fixed) -> dict[str, bytes]:
    """The files of a folder of corrections by name: the target files, corrected or as they were, and their differences.

    Files keep their encoding, and their path below the folder that all of the inputs lie in. Raises `UsageError`
    for corrections of rows that came from standard input or from a format that cannot be changed in place.
    """
    changed = dict(_changed(intake, fixed))
    targets = (bundle.target.path for bundle in intake.bundles)
    names = _names({*targets, *(row.path for row in intake.rows if row.path)})
    files = {
        name: encoded(path, changed[path]) if path in changed else Path(path).read_bytes()
        for path, name in names.items()
        if path in changed or PurePosixPath(path).suffix.lower() in _COPIED
    }
    return files | {DIFF: b"".join(_difference(path, text) for path, text in changed.items())}


def _changed(intake: Intake, fixed: Fixed) -> Mapping[str, str]:
    found = {
        new.target.path: new.target.text
        for old, new in zip(intake.bundles, fixed.intake.bundles, strict=True)
        if old.target.text != new.target.text
    }
    rows: defaultdict[str | None, list[tuple[Row, Row]]] = defaultdict(list)
    for pair in zip(intake.rows, fixed.intake.rows, strict=True):
        rows[pair[0].path].append(pair)
    for path, pairs in rows.items():
        if all(old.target == new.target for old, new in pairs):
            continue
        if path is None:
            raise UsageError("fix needs files: standard input cannot be corrected in place")
        old_rows, new_rows = zip(*pairs, strict=True)
        found[path] = revised(path, old_rows, new_rows)
    return found


def _names(paths: Collection[str]) -> dict[str, str]:
    """A name inside the folder for every path: what is left of it below the folder that all lie in."""
    whole = {path: Path.cwd() / path for path in paths}
    above = os.path.commonpath([full.parent for full in whole.values()]) if whole else ""
    return {path: Path(os.path.relpath(full, above)).as_posix() for path, full in whole.items()}


# As `patch` counts them: nothing but LF ends a line.
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def _difference(path: str, text: str) -> bytes:
    """What `git apply` and `patch` take; of a file in UTF-16, which they do not read, in UTF-8."""
    old, encoding = read_text(path)
    shown = "/".join(part for part in PurePosixPath(path).parts if part not in ("/", ".."))
    mark = "\ufeff" if encoded(path, "").startswith(codecs.BOM_UTF8) else ""
    before, after = _LINES.findall(mark + old), _LINES.findall(mark + text)
    lines = difflib.unified_diff(before, after, f"a/{shown}", f"b/{shown}")
    joined = "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
    return joined.encode("utf-8" if encoding.startswith("utf") else encoding, "replace")


def fix_text(fixed: Fixed) -> str:
    """What was done: a line for each edit, and how many findings are left."""
    done = [_line(edit) for edit in fixed.edits]
    left = len(fixed.after.findings)
    taken_back = f"; {count(fixed.refused, 'suggestion')} taken back, as judging again did not bear them out"
    return "".join(f"{line}\n" for line in done) + (
        f"{count(len(fixed.edits), 'correction')}, {count(left, 'finding')} left"
        f"{taken_back if fixed.refused else ''}\n"
    )


def _line(edit: Edit) -> str:
    finding = edit.finding
    place = finding.target_path or finding.doc_id
    line = "" if finding.target_line is None else f":{finding.target_line}"
    column = "" if finding.target_column is None else f":{finding.target_column}"
    return f"{place}{line}{column}: {finding.rule} {finding.target_text} → {edit.insertion.text}"
