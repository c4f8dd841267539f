"""What a neural metric is called: `NAME:MODEL`, with options behind commas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from transcheck.errors import UsageError
from transcheck.scoring.devices import Device

_OPTIONS = re.compile(r"(?P<model>.*?)(?P<options>(?:,[a-z]+=[^,]*)*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spec:
    """A metric with its model: a folder here, or a name of the Hugging Face hub."""

    text: str  # as the user wrote it; the name under which the values are reported
    kind: str
    model: str
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str) -> str | None:
        """The value of an option, None where it was not given."""
        return dict(self.options).get(name)


@dataclass(frozen=True, slots=True)
class Runtime:
    """Where the models run; `comet_python` is the interpreter that has the package unbabel-comet."""

    device: Device = "auto"
    comet_python: str | None = None


class NeuralMetric(Protocol):
    """A loaded metric: what every file of this package gives back from its `load`."""

    @property
    def signature(self) -> str:
        """What somebody else must know to get the same values, in sacrebleu's manner."""

    def score(
        self, sources: Sequence[str | None], targets: Sequence[str], references: Sequence[str | None]
    ) -> list[float | None]:
        """One value a segment; None where the side that the metric needs is missing. No side that is there is blank
        but the target: that is an omission.
        """


class Kind(Protocol):
    """A module of this package that holds a metric; `OPTIONS` are patterns that their values must match."""

    @property
    def OPTIONS(self) -> Mapping[str, str]: ...  # noqa: D102  # a constant of the module

    def load(self, spec: Spec, runtime: Runtime) -> NeuralMetric: ...  # noqa: D102  # `load` below says it


def parse(text: str, kinds: Mapping[str, Kind]) -> Spec:
    """The parts of `NAME:MODEL` or `NAME:MODEL,option=value`; raises `UsageError` for what does not exist.

    A comma that begins no `option=` belongs to the model, as it may to a folder's name.
    """
    kind, _, rest = text.partition(":")
    if kind not in kinds:
        raise UsageError(f"unknown metric {kind!r} in {text!r}; with a model there are {', '.join(kinds)}")
    found = _OPTIONS.fullmatch(rest)
    model, options = (found["model"], found["options"]) if found else (rest, "")
    if not model:
        raise UsageError(f"the metric {kind} needs a model: {kind}:MODEL, a folder or a name of the hub")
    pairs = [option.partition("=")[::2] for option in options.split(",")[1:]]
    for name, value in pairs:
        _check(kind, name, value, kinds[kind].OPTIONS)
    return Spec(text, kind, model, tuple(pairs))


def _check(kind: str, name: str, value: str, known: Mapping[str, str]) -> None:
    if name not in known:
        raise UsageError(f"the metric {kind} has no option {name!r}; it has {', '.join(known)}")
    if not re.fullmatch(known[name], value):
        raise UsageError(f"the option {name} of the metric {kind} cannot be {value!r}")
