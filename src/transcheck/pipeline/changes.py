"""What has changed since a Git commit: a translation is known by its sentences, not by its lines."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transcheck.errors import UsageError
from transcheck.pipeline.batches import Outcome
from transcheck.pipeline.inputs import Named, read_anew
from transcheck.pipeline.segments import Segment
from transcheck.reading import Intake


@dataclass(frozen=True, slots=True)
class _Before:
    """The texts of a commit: pairs of rows, and of each document the source and the target without their spaces."""

    rows: frozenset[tuple[str, str]]
    documents: tuple[tuple[str, str], ...]

    def has(self, segment: Segment) -> bool:
        """Whether the commit had this target for this source.

        A lost sentence leaves no words to find; it counts as new, for its deletion may be.
        """
        pair = _bare(segment.source), _bare(segment.target)
        if not pair[1]:
            return pair in self.rows
        return pair in self.rows or any(
            pair[0] in source and pair[1] in target for source, target in self.documents
        )


def unchanged(outcome: Outcome, named: Named, revision: str) -> frozenset[str]:
    """Ids of the findings in sentences that a commit already had with the same source.

    Raises `UsageError` where the inputs are not files of one Git repository or the commit does not exist.
    """
    before = _texts(_read_at(named, revision))
    known = {(s.doc_id, s.system, s.id) for s in outcome.segments if before.has(s)}
    return frozenset(f.finding_id for f in outcome.findings if (f.doc_id, f.system, f.id) in known)


def _texts(intake: Intake) -> _Before:
    return _Before(
        frozenset((_bare(row.source), _bare(row.target)) for row in intake.rows),
        tuple(
            (_bare(bundle.source.text if bundle.source else None), _bare(bundle.target.text))
            for bundle in intake.bundles
        ),
    )


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def _read_at(named: Named, revision: str) -> Intake:
    """The same inputs as they were at a commit; those that were not there are left out."""
    paths = [*named.inputs, *named.sides]
    if "-" in paths:
        raise UsageError("--changed-since needs files: standard input has no history")
    root = Path(_git(Path(paths[0]), "rev-parse", "--show-toplevel").decode().strip())
    _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    inside = {path: _inside(path, root) for path in paths}
    there = [path for path in paths if _existed(root, revision, inside[path])]
    with tempfile.TemporaryDirectory(prefix="transcheck-") as folder:
        for path in there:
            _unpack(_git(root, "archive", "--format=tar", revision, "--", inside[path]), folder)
        return read_anew(_moved(named, {path: str(Path(folder, inside[path])) for path in there}))


def _inside(path: str, root: Path) -> str:
    found = os.path.relpath(os.path.realpath(path), os.path.realpath(root))
    if found.startswith(".."):
        raise UsageError(f"--changed-since: {path} lies outside the repository {root}")
    return found


def _existed(root: Path, revision: str, path: str) -> bool:
    return bool(_git(root, "ls-tree", "--name-only", revision, "--", path)) or path == "."


def _unpack(data: bytes, folder: str) -> None:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder, filter="data")


def _moved(named: Named, places: dict[str, str]) -> Named:
    """The inputs at their places in an older state; without an older target there is nothing to compare."""
    return replace(
        named,
        inputs=tuple(places[path] for path in named.inputs if path in places),
        source=places.get(named.source or ""),
        target=places.get(named.target or ""),
        reference=places.get(named.reference or ""),
    )


def _git(place: Path, *arguments: str) -> bytes:
    folder = place if place.is_dir() else place.parent
    command: Sequence[str] = ("git", "-C", str(folder), *arguments)
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise UsageError(f"--changed-since needs git: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(f"--changed-since: git says: {said[-1] if said else 'there is no such commit'}")
    return done.stdout
