"""COMET (Rei et al. 2020–2024) in an interpreter of its own, since unbabel-comet cannot be installed beside us.

`comet:MODEL` is reported as the model gives it; MODEL is a checkpoint file, the folder that holds
`checkpoints/model.ckpt`, or a name that unbabel-comet knows. `--comet-python PATH` names a Python that has the
package (`python3 -m venv comet && comet/bin/pip install unbabel-comet`). Whether the model needs a reference is asked
of the model: one that needs none gets it where it can take it and there is one. A checkpoint is a pickle: load only
those you trust.

COMET would cut texts at the end of what its encoder takes. What is longer is cut into the same number of pieces on all
sides, behind sentences where that can be, and scored as the mean over the pieces weighted by the length of the target.
An empty target is given to the model as it is. A segment without a side that the model needs has no value.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from os import environ
from pathlib import Path
from typing import IO, Any

from transcheck.errors import MissingModelError
from transcheck.scoring.neural.specs import Runtime, Spec
from transcheck.scoring.neural.weights import digest
from transcheck.scoring.neural.windows import Sides, split_together, weighted_mean
from transcheck.text import writable

OPTIONS: Mapping[str, str] = {}

# Tokens that stand between and around the sides where a model reads them in one sequence, at most.
_SPARE = 8
_NAMES = ("src", "mt", "ref")


def load(spec: Spec, runtime: Runtime) -> Comet:
    """The metric with its model in a new process; raises `MissingModelError` where something is not there."""
    if not runtime.comet_python:
        raise MissingModelError(
            "the metric comet needs --comet-python PATH: an interpreter that has the package unbabel-comet"
        )
    worker = _Worker(runtime.comet_python)
    loaded = worker.ask({"do": "load", "model": spec.model, "device": runtime.device})
    return Comet(spec, worker, loaded)


@dataclass(frozen=True, slots=True)
class Comet:
    """The metric; `loaded` is what the worker told about the model."""

    spec: Spec
    worker: _Worker
    loaded: Mapping[str, Any]

    @property
    def signature(self) -> str:
        """Model, its commit or digest, what it needs, device and version."""
        checkpoint = Path(self.loaded["checkpoint"])
        local = Path(self.spec.model).exists()
        pairs = {
            "model": self.spec.model,
            ("digest" if local else "revision"): digest(checkpoint) if local else _commit(checkpoint),
            "reference": "needed" if self.loaded["needs_reference"] else "not needed",
            "window": self.loaded["limit"],
            "device": self.loaded["device"],
            "unbabel-comet": self.loaded["version"],
        }
        return "|".join(f"{name}:{value}" for name, value in pairs.items())

    def score(
        self, sources: Sequence[str | None], targets: Sequence[str], references: Sequence[str | None]
    ) -> list[float | None]:
        """The model's score of each segment that has the sides it needs."""
        segments: list[Sides] = [
            (source, target, reference if self.loaded["takes_reference"] else None)
            for source, target, reference in zip(sources, targets, references, strict=True)
        ]
        places = [place for place, sides in enumerate(segments) if self._complete(sides)]
        split = split_together([segments[place] for place in places], self._sizes, self.loaded["limit"])
        values = iter(self._values([sides for parts in split for sides in parts]))
        scores: list[float | None] = [None] * len(segments)
        for place, parts in zip(places, split, strict=True):
            weights = [len(target or "") for _, target, _ in parts]
            scores[place] = weighted_mean([next(values) for _ in parts], weights)
        return scores

    def _complete(self, sides: Sides) -> bool:
        source, _, reference = sides
        return (source is not None or not self.loaded["needs_source"]) and (
            reference is not None or not self.loaded["needs_reference"]
        )

    def _sizes(self, segments: Sequence[Sides]) -> list[int]:
        """Tokens of each segment: of all sides where the model reads them together, else of the longest."""
        texts = [writable(side or "") for sides in segments for side in sides]
        lengths = self.worker.ask({"do": "lengths", "texts": texts})["lengths"]
        threes = [lengths[start : start + 3] for start in range(0, len(lengths), 3)]
        return [sum(three) + _SPARE if self.loaded["joint"] else max(three) for three in threes]

    def _values(self, segments: Sequence[Sides]) -> list[float]:
        """The scores of segments that fit; those with and without a reference are asked apart, as COMET wants it."""
        values = [0.0] * len(segments)
        for given in (True, False):
            places = [place for place, sides in enumerate(segments) if (sides[2] is not None) == given]
            samples = [_sample(segments[place]) for place in places]
            scores = self.worker.ask({"do": "score", "samples": samples})["scores"] if samples else []
            for place, score in zip(places, scores, strict=True):
                values[place] = float(score)
        return values


def _sample(sides: Sides) -> dict[str, str]:
    named = dict(zip(_NAMES, sides, strict=True))
    return {name: writable(text or "") for name, text in named.items() if text is not None or name != "ref"}


def _commit(checkpoint: Path) -> str:
    """The commit of a model of the hub, which is a folder of its cache."""
    parts = checkpoint.parts
    return parts[parts.index("snapshots") + 1][:12] if "snapshots" in parts[:-1] else "unknown"


class _Worker:
    """The other interpreter, with a line to it in each direction; it ends with this object."""

    def __init__(self, python: str) -> None:
        self._python = python
        self._errors: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        # Our own Python's settings would send the other to our packages.
        ours = {name: value for name, value in environ.items() if not name.startswith("PYTHON")}
        with as_file(files(__package__) / "comet_worker.py") as script:
            try:
                self._process = subprocess.Popen(
                    [python, str(script)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._errors,
                    encoding="ascii",
                    env=ours,
                )
            except OSError as error:
                self._errors.close()
                raise MissingModelError(f"--comet-python {python} cannot be run: {error.strerror}") from error
            weakref.finalize(self, _end, self._process, self._errors)
            self.ask({"do": "lengths", "texts": []})  # it has read its script: the file may go

    def ask(self, request: Mapping[str, object]) -> Mapping[str, Any]:
        """The answer to a request; raises `MissingModelError` where there is none."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise MissingModelError("the COMET worker has no pipes")
        try:
            stdin.write(json.dumps(request) + "\n")
            stdin.flush()
            line = stdout.readline()
            answer: Mapping[str, Any] = json.loads(line)
        except (OSError, ValueError) as error:
            raise MissingModelError(f"--comet-python {self._python} stopped: {self._last_words()}") from error
        for key in ("refused", "failed"):
            if key in answer:
                raise MissingModelError(f"--comet-python {self._python}: {answer[key]}")
        return answer

    def _last_words(self) -> str:
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:  # it talks, but is no worker
            self._process.kill()
            self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().strip().splitlines()
        return lines[-1] if lines else "it said nothing"


def _end(process: subprocess.Popen[str], errors: IO[str]) -> None:
    """Close the line, which ends the worker, and wait for it."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                continue  # it is gone already
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    errors.close()
