"""A fixed text as files: the corrected targets, the difference, and what was done in words."""

from __future__ import annotations

import difflib
import os
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from transcheck.errors import UsageError
from transcheck.model import Row
from transcheck.pipeline.fixing import Edit, Fixed
from transcheck.reading import Intake, read_text, revised
from transcheck.reporting.text import count

DIFF = "changes.diff"


def fix_files(intake: Intake, fixed: Fixed) -> dict[str, str]:
    """The files of a folder of corrections by name: each changed target file, and their differences.

    Files keep their path below the folder that all of the inputs lie in. Raises
    `UsageError` for rows that came from standard input or from a format that cannot be changed in place.
    """
    changed = dict(_changed(intake, fixed))
    targets = (bundle.target.path for bundle in intake.bundles)
    names = _names({*targets, *(row.path for row in intake.rows if row.path)})
    files = {names[path]: text for path, text in changed.items()}
    return files | {DIFF: "".join(_difference(path, text) for path, text in changed.items())}


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


def _difference(path: str, text: str) -> str:
    old, _ = read_text(path)
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), text.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


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
