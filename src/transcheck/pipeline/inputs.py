"""What a command line names → what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from transcheck.errors import UsageError
from transcheck.pipeline.batches import Cutting, Outcome
from transcheck.reading import Intake, read_inputs, read_sides


@dataclass(frozen=True, slots=True)
class Named:
    """The inputs, or the sides of free documents, that somebody named; `parallel`: line n belongs to line n."""

    inputs: Sequence[str] = ()
    source: str | None = None
    target: str | None = None
    reference: str | None = None
    parallel: bool = False

    @property
    def sides(self) -> list[str]:
        """The paths of the sides."""
        return [path for path in (self.source, self.target, self.reference) if path is not None]


def read_named(named: Named, *, strict: bool = False) -> tuple[Intake, Cutting]:
    """Read what was named. Raises `UsageError` for arguments that contradict and for a path that is not there.

    With `strict` the first input that cannot be read is raised; without, problems are in the intake.
    """
    if bool(named.inputs) == bool(named.sides):
        raise UsageError("name inputs, or --target (with --source, --reference, or both), not both")
    if (named.sides or named.parallel) and named.target is None:
        raise UsageError("--source, --reference and --parallel need --target")
    for path in (*named.inputs, *named.sides):
        if not path:
            raise UsageError("a path is empty; is a variable unset?")
        if path != "-" and not Path(path).exists():
            raise UsageError(f"{path}: there is no such file or folder")
    intake = _read(named)
    if strict and intake.problems:
        raise intake.problems[0]
    return intake, Cutting(source_paths=_line_sources(named))


def read_anew(named: Named) -> Intake:
    """What can be read of inputs of which some may not be there; nothing where there are none."""
    if named.target is not None:
        return read_sides(named.source, named.target, named.reference, parallel=named.parallel)
    return read_inputs(named.inputs)


def _read(named: Named) -> Intake:
    if named.target is None:
        return read_inputs(named.inputs)
    return read_sides(named.source, named.target, named.reference, parallel=named.parallel)


def _line_sources(named: Named) -> dict[str, str]:
    """Rows know one path, the target's; the source of a single file read line by line is known here."""
    if named.parallel and named.source and named.target and Path(named.target).is_file():
        return {Path(named.target).stem: named.source}
    return {}


def require_judged(outcome: Outcome, intake: Intake) -> None:
    """Raise `UsageError` where nothing could be judged, and say why: silence would look like a clean text."""
    if outcome.segments:
        return
    reasons = [str(problem) for problem in intake.problems]
    reasons += [
        f"{failure.rule} crashed in {failure.doc_id}: {failure.error}" for failure in outcome.failures
    ]
    reasons += [f"{intake.skipped} empty rows"] if intake.skipped else []
    raise UsageError("; ".join(["nothing could be judged", *reasons]))
