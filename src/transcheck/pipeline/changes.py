"""What has changed since a Git commit: a translation is known by its sentences, not by its lines."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from transcheck.errors import UsageError
from transcheck.model import Bundle, Row
from transcheck.pipeline.batches import Cutting, Outcome, align_intake
from transcheck.pipeline.inputs import Named, read_anew
from transcheck.pipeline.segments import Segment
from transcheck.reading import Intake

Pair = tuple[str, str]
_FILES = frozenset(("100644", "100755"))


def unchanged(
    outcome: Outcome, intake: Intake, named: Named, revision: str, *, embeddings: bool
) -> frozenset[tuple[str, str, str]]:
    """Beads and rows (doc_id, system, id) whose source and target a commit already had together.

    What counts is the pair, wherever it stood: one that moved to another document or system has not changed.

    Raises `UsageError` where the inputs are not files of one Git repository or the commit does not exist.
    """
    then = _read_at(named, revision)
    documents = set(map(_texts, then.bundles))
    untouched = {(bundle.doc_id, bundle.system) for bundle in intake.bundles if _texts(bundle) in documents}
    still = set(map(_texts, intake.bundles))
    changed = tuple(bundle for bundle in then.bundles if _texts(bundle) not in still)
    beads = align_intake(Intake(bundles=changed), Cutting(), embeddings=embeddings).segments
    pairs = {*map(_pair, then.rows), *map(_pair, beads)}
    return frozenset(
        (segment.doc_id, segment.system, segment.id)
        for segment in outcome.segments
        if segment.document in untouched or _pair(segment) in pairs
    )


def _pair(segment: Row | Segment) -> Pair:
    return _bare(segment.source), _bare(segment.target)


def _texts(bundle: Bundle) -> Pair:
    return _bare(bundle.source.text if bundle.source else None), _bare(bundle.target.text)


def _bare(text: str | None) -> str:
    """Without spaces: how lines end and are broken is no change of a translation."""
    return "".join((text or "").split())


def _read_at(named: Named, revision: str) -> Intake:
    """The same inputs as they were at a commit; those that were not there are left out."""
    paths = [*named.inputs, *named.sides]
    if "-" in paths:
        raise UsageError("--changed-since needs files: standard input has no history")
    root = Path(_git(Path(paths[0]), "rev-parse", "--show-toplevel").decode().strip())
    _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    with tempfile.TemporaryDirectory(prefix="transcheck-") as folder:
        there = {path: place for path in paths if (place := _restored(path, root, revision, Path(folder)))}
        return read_anew(_moved(named, there))


def _restored(path: str, root: Path, revision: str, folder: Path) -> str:
    """Write the files below a path as a commit had them into a folder; where it lies there, or nothing."""
    inside = os.path.relpath(os.path.realpath(path), os.path.realpath(root))
    if inside.startswith(".."):
        raise UsageError(f"--changed-since: {path} lies outside the repository {root}")
    listed = _git(
        root, "ls-tree", "-r", "-z", "--full-tree", revision, "--", *([] if inside == "." else [inside])
    )
    blobs: dict[str, str] = {}
    for entry in filter(None, listed.decode("utf-8", "surrogateescape").split("\0")):
        about, _, name = entry.partition("\t")
        mode, _, digest = about.split(" ")
        if mode in _FILES:  # neither links nor submodules
            blobs[name] = digest
    for name, data in zip(blobs, _contents(root, list(blobs.values())), strict=True):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return str(folder / inside) if blobs else ""


def _contents(root: Path, digests: Sequence[str]) -> Iterable[bytes]:
    """The contents of blobs, in order."""
    data = _git(root, "cat-file", "--batch", given="".join(f"{digest}\n" for digest in digests).encode())
    at = 0
    for _ in digests:
        end = data.index(b"\n", at)
        size = int(data[at:end].split(b" ")[2])
        yield data[end + 1 : end + 1 + size]
        at = end + 2 + size


def _moved(named: Named, places: Mapping[str, str]) -> Named:
    """The inputs at their places in an older state; without an older target there is nothing to compare."""
    return replace(
        named,
        inputs=tuple(places[path] for path in named.inputs if path in places),
        source=places.get(named.source or ""),
        target=places.get(named.target or ""),
        reference=places.get(named.reference or ""),
    )


def _git(place: Path, *arguments: str, given: bytes | None = None) -> bytes:
    folder = place if place.is_dir() else place.parent
    command: Sequence[str] = ("git", "--literal-pathspecs", "-C", str(folder), *arguments)
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)
    except OSError as error:
        raise UsageError(f"--changed-since needs git: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(f"--changed-since: git says: {said[-1] if said else 'there is no such commit'}")
    return done.stdout
