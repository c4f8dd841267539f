"""A picture of the estimate beside human scores."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from transcheck.bench.statistics import Values

_BANDS = 20


def plot(path: Path, human: Values, scores: Values) -> str:
    """Draw the points and the mean human score of each twentieth of the estimates; a line that says what was done.

    Without the package matplotlib (the extra `plot`) nothing is drawn, and the line says so.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return "no plot: it needs matplotlib, as in transcheck[plot]"
    figure = Figure(figsize=(6, 6))
    axes = figure.add_subplot()
    axes.scatter(scores, human, s=4, alpha=0.3, linewidths=0)
    groups = np.array_split(np.argsort(scores, kind="stable"), min(_BANDS, max(1, len(scores))))
    axes.plot(
        [scores[g].mean() for g in groups], [human[g].mean() for g in groups], color="black", marker="o"
    )
    low = float(min(scores.min(), human.min()))
    axes.plot([low, 0], [low, 0], color="grey", linestyle=":")
    axes.set(xlabel="estimate", ylabel="human score")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="png", dpi=150, metadata={"Software": None})
    return f"written: {path.as_posix()}"
