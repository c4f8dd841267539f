"""Neural metrics by name, behind one interface: `NAME:MODEL` → a value a segment.

Another metric is another module with `OPTIONS` and `load`, and its line in `KINDS`. torch and transformers are
imported when a model is loaded, never before; without a metric of this package nobody needs torch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from transcheck.errors import UsageError
from transcheck.scoring.neural import bertscore, comet_metric, embed, metricx
from transcheck.scoring.neural.specs import Kind, NeuralMetric, Runtime, Spec, parse

__all__ = [
    "KINDS",
    "NeuralMetric",
    "Runtime",
    "Spec",
    "check_names",
    "load",
    "neural_names",
    "neural_scores",
    "neural_signature",
]

KINDS: Mapping[str, Kind] = {
    "bertscore": bertscore,
    "comet": comet_metric,
    "embed": embed,
    "metricx": metricx,
}


def neural_names(metrics: Iterable[str]) -> tuple[str, ...]:
    """Those of some metrics that name a model, in alphabetical order.

    >>> neural_names(["bleu", "embed:some/model"])
    ('embed:some/model',)
    """
    return tuple(sorted(name for name in metrics if ":" in name))


def check_names(metrics: Iterable[str]) -> None:
    """Raises `UsageError` for a neural metric that does not exist, has no model, or has an unknown option."""
    for name in sorted(metrics):
        if name in KINDS:
            raise UsageError(f"the metric {name} needs a model: {name}:MODEL, a folder or a name of the hub")
        if ":" in name:
            parse(name, KINDS)


@cache
def load(name: str, runtime: Runtime) -> NeuralMetric:
    """The metric, loaded once a process; raises `MissingModelError` where a package or the weights are missing."""
    spec = parse(name, KINDS)
    return KINDS[spec.kind].load(spec, runtime)


def neural_scores(
    sources: Sequence[str | None],
    targets: Sequence[str],
    references: Sequence[str | None],
    names: Iterable[str],
    runtime: Runtime,
) -> dict[str, list[float | None]]:
    """The values of the named metrics, a list each; a blank source or reference is none."""
    loaded = {name: load(name, runtime) for name in names}  # all of them before the first is put to work
    given = [[text if text and text.strip() else None for text in side] for side in (sources, references)]
    return {name: metric.score(given[0], targets, given[1]) for name, metric in loaded.items()}


def neural_signature(names: Iterable[str], runtime: Runtime) -> Iterator[tuple[str, str]]:
    """Kind and signature of each of the named metrics."""
    for name in names:
        yield parse(name, KINDS).kind, load(name, runtime).signature
