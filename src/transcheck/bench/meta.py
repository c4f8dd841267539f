"""`transcheck bench meta`: how well scores agree with human ones, beside a baseline that knows only difficulty."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import isnan
from pathlib import Path

import numpy as np

from transcheck import __version__
from transcheck.bench.baseline import NAME, difficulty_baseline
from transcheck.bench.damage import TAUGHT, Damage, damage
from transcheck.bench.exam import choose_parts, exam_folder
from transcheck.bench.meta_table import read_scored_table
from transcheck.bench.plotting import plot
from transcheck.bench.scored import Measurement, Scored, measure_all, read_scored
from transcheck.bench.statistics import (
    BAD,
    Agreement,
    Indices,
    Interval,
    Values,
    agreement,
    bootstrap,
    in_folds,
)
from transcheck.bench.training import (
    Examples,
    consensus_out_of_fold,
    folded,
    out_of_fold,
    train,
    train_consensus,
)
from transcheck.errors import UsageError
from transcheck.estimating import FEATURES, Measured, Named
from transcheck.pipeline.consensus import consensus
from transcheck.reporting.text import count
from transcheck.scoring.estimate import Model, models_json

Echo = Callable[[str], None]

RECORD = Path("reports/meta.md")
FIGURES = Path("reports/meta.json")
ESTIMATE = "estimate"
WITHOUT_OWN = "estimate without findings and links"
CONSENSUS = "estimate with --consensus"
DIFFICULTY = "estimate, difficulty head alone"
_TITLES: Mapping[Named, str] = {
    "both": "source and reference",
    "source": "source, no reference",
    "reference": "reference, no source",
}
_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Line:
    """One column of scores: how well it agrees with people, and how sure that is."""

    name: str
    agreement: Agreement
    intervals: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of one set of rows.

    `folds` are Kendall and pairs of the estimate in each fold, where it was trained; `falls` are for each kind of damage
    the share of translations that the estimate puts lower for it, and how many there were.
    """

    title: str
    rows: int
    lines: tuple[Line, ...]
    folds: tuple[tuple[float, float], ...] = ()
    falls: Mapping[str, tuple[float, int]] = field(default_factory=dict)


def main(
    table: Path | None = None,
    *,
    human: str | None = None,
    exam: Path | None = None,
    folds: int = 5,
    record: bool = False,
    train_to: Path | None = None,
    plot_to: Path | None = None,
    echo: Echo,
) -> int:
    """Compare scores with human ones and print the result; always 0.

    With a `table` its rows are scored as `score` would and compared with the column `human`. Without one the exam's
    part `score` is used: the estimate there comes from models trained on the other folds. `train_to` is where
    the models trained on all its rows are written.
    """
    if table is not None:
        if human is None or record or train_to:
            raise UsageError("a table needs --human COLUMN, and goes without --record and --train")
        columns = read_scored_table(table, human)
        sheet = _sheet(table.name, columns.human, columns.sentences, columns.scores, columns.texts, folds)
        _print(sheet, echo)
        for name, reason in columns.left_out.items():
            echo(f"  column {name} left out: {reason}")
        _plot(plot_to, columns.human, columns.scores.get(ESTIMATE), echo)
        return 0
    folder = exam_folder(exam)
    choose_parts(folder, ("score",))
    scored = read_scored(folder)
    damaged = damage(scored.rows)
    copies = Scored(tuple(one.row for one in damaged))
    measurements: dict[Named, Measurement] = {}
    sheets: list[Sheet] = []
    for situation in _TITLES:
        spoilt = measure_all(copies, situation).examples.measured
        whole = measure_all(scored, situation)
        one = replace(whole, examples=replace(whole.examples, damaged=_taught(damaged, spoilt)))
        measurements[situation] = one
        sheets.append(
            replace(_judged(scored, one, folds), falls=_falls(damaged, spoilt, one.examples, folds))
        )
    for sheet in sheets:
        _print(sheet, echo)
    if plot_to:
        judged = measurements["both"].examples
        _plot(plot_to, judged.human, out_of_fold(judged, folds), echo)
    if train_to:
        models: dict[str, Model] = {name: train(one.examples) for name, one in measurements.items()}
        voices: dict[str, float] = {
            name: _voice(scored, one.examples, folds) for name, one in measurements.items()
        }
        _write(train_to, models_json(_VERSION, models, voices), echo)
    if record:
        _write(RECORD, report(sheets, folds), echo)
        _write(FIGURES, figures_json(sheets), echo)
    return 0


def _voice(scored: Scored, examples: Examples, folds: int) -> float:
    return train_consensus(examples, out_of_fold(examples, folds), _nearness(scored, examples))


def _judged(scored: Scored, measurement: Measurement, folds: int) -> Sheet:
    """All columns of one situation, and the estimate as whole, without what only transcheck knows, and halved."""
    examples = measurement.examples
    features = FEATURES[examples.situation]
    alone = out_of_fold(examples, folds)
    nearness = _nearness(scored, examples)
    columns = {
        ESTIMATE: alone,
        CONSENSUS: consensus_out_of_fold(examples, folds, alone, nearness),
        WITHOUT_OWN: out_of_fold(examples, folds, [feature for feature in features if not feature.own]),
        DIFFICULTY: out_of_fold(examples, folds, [f for f in features if f.head == "difficulty"]),
        **measurement.columns,
    }
    texts = [(s.source, s.reference, s.target) for s in scored.segments(examples.situation)]
    sheet = _sheet(_TITLES[examples.situation], examples.human, examples.sentences, columns, texts, folds)
    fold = in_folds(examples.sentences, folds)
    parts = (fold == number for number in range(folds))
    each = [agreement(examples.human[p], columns[ESTIMATE][p], examples.sentences[p]) for p in parts]
    return Sheet(sheet.title, sheet.rows, sheet.lines, tuple((one.kendall, one.pairs) for one in each))


def _taught(damaged: Sequence[Damage], spoilt: Sequence[Measured]) -> dict[int, tuple[Measured, ...]]:
    """The damaged copies that the estimate learns from, by the number of the row they were made from."""
    found: dict[int, tuple[Measured, ...]] = {}
    for one, now in zip(damaged, spoilt, strict=True):
        if one.kind in TAUGHT and now.values:
            found[one.original] = (*found.get(one.original, ()), now)
    return found


def _falls(
    damaged: Sequence[Damage], spoilt: Sequence[Measured], examples: Examples, folds: int
) -> dict[str, tuple[float, int]]:
    """For each kind of damage the share of translations whose estimate, by a model that has not seen them, falls."""
    models = folded(examples, folds)
    found: dict[str, list[bool]] = {}
    for one, now in zip(damaged, spoilt, strict=True):
        before = models.estimate(one.original, examples.measured[one.original])
        found.setdefault(one.kind, []).append(models.estimate(one.original, now) < before)
    return {kind: (sum(fallen) / len(fallen), len(fallen)) for kind, fallen in found.items()}


def _nearness(scored: Scored, examples: Examples) -> Values:
    """How much more than usual each translation agrees with those of other systems; 0 for those without a voice."""
    found = consensus([(row.system, str(row.segment), row.target) for row in scored.rows])
    return np.array([found.get(number, 0.0) for number in range(len(examples.human))])


def _sheet(
    title: str,
    human: Values,
    sentences: Indices,
    columns: Mapping[str, Values],
    texts: Sequence[tuple[str | None, str | None, str]],
    folds: int,
) -> Sheet:
    every = {**columns, NAME: difficulty_baseline(texts, human, sentences, folds)}
    lines = tuple(
        Line(name, agreement(human, scores, sentences), bootstrap(human, scores, sentences))
        for name, scores in every.items()
    )
    return Sheet(title, len(human), lines)


def report(sheets: Sequence[Sheet], folds: int) -> str:
    """The record in Markdown."""
    head = [
        "# Scores beside human scores",
        "",
        f"Written by `transcheck bench meta --exam DIR --folds {folds} --record`, transcheck {__version__}. The estimate is",
        f"out of fold: {folds} folds by source sentence, every translation of a sentence in the same fold. In brackets the",
        "middle 95 % of samples of sentences. `pairs`: how often two translations of a sentence are ordered as by the experts.",
    ]
    return "\n".join([*head, *(line for sheet in sheets for line in _markdown(sheet))]) + "\n"


def _markdown(sheet: Sheet) -> list[str]:
    lines = ["", f"## {sheet.title} ({sheet.rows} rows)", ""]
    lines += ["| score | Kendall | pairs | Pearson | AUC |", "|---|---|---|---|---|"]
    lines += [f"| {line.name} | " + " | ".join(_cells(line)) + " |" for line in sheet.lines]
    if sheet.folds:
        each = "; ".join(f"{kendall:.3f} / {pairs:.3f}" for kendall, pairs in sheet.folds)
        lines += ["", f"Kendall / pairs of the estimate in each fold: {each}"]
    if sheet.falls:
        lines += ["", "| translations damaged by | estimate falls |", "|---|---|"]
        lines += [f"| {kind} ({count}) | {share:.2f} |" for kind, (share, count) in sheet.falls.items()]
    return lines


def _cells(line: Line) -> list[str]:
    values = asdict(line.agreement)
    return [
        "–" if isnan(values[name]) else f"{values[name]:.3f} [{i.low:.3f}, {i.high:.3f}]"
        for name, i in line.intervals.items()
    ]


def figures_json(sheets: Sequence[Sheet]) -> str:
    """The record for programs."""
    found = {
        sheet.title: {
            line.name: {name: round(value, 4) for name, value in asdict(line.agreement).items()}
            for line in sheet.lines
        }
        for sheet in sheets
    }
    return json.dumps({"transcheck": __version__, "figures": found}, indent=1, ensure_ascii=False) + "\n"


def _print(sheet: Sheet, echo: Echo) -> None:
    echo(f"{sheet.title}: {count(sheet.rows, 'row')}; AUC tells scores of {BAD:g} or less from others")
    names = [name.capitalize() for name in Agreement.__dataclass_fields__]
    echo(f"  {'':<36}" + "".join(f"{name:>24}" for name in names))
    for line in sheet.lines:
        echo(f"  {line.name:<36}" + "".join(f"{cell:>24}" for cell in _cells(line)))
    for number, (kendall, pairs) in enumerate(sheet.folds, start=1):
        echo(f"  fold {number}: Kendall {kendall:.3f}, pairs {pairs:.3f}")
    for kind, (share, damaged) in sheet.falls.items():
        echo(f"  {kind} ({damaged} translations): the estimate falls in {share:.2f}")


def _plot(path: Path | None, human: Values, scores: Values | None, echo: Echo) -> None:
    if path is not None:
        echo("no plot: the rows have no estimate" if scores is None else plot(path, human, scores))


def _write(path: Path, text: str, echo: Echo) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    echo(f"written: {path.as_posix()}")
