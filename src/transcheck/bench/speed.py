"""How many segments a second are checked and scored, in CPU time of one process with everything loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transcheck import __version__
from transcheck.bench.sample import Triple, recombine, table, triples
from transcheck.config import Settings
from transcheck.entities import tagger
from transcheck.errors import TranscheckError, UsageError
from transcheck.pipeline.table import check_table
from transcheck.scoring import score_segments

if TYPE_CHECKING:
    import pandas as pd

Clock = Callable[[], float]

CORPORA = Path("corpora")
RECORD = Path("reports/speed.json")
BUNDLE = "official-meeting"  # of the corpora: the one whose end-to-end time is taken
WARM_UP = 40  # rows of the first batch, which loads models and tables
REPEAT = 10  # how often each row stands in the batch of repeats
SLOW = 20  # one row in so many is scored by sacrebleu's TER, which takes seconds for a hundred
COMPARED = frozenset({"bleu", "chrf"})


@dataclass(frozen=True, slots=True)
class SpeedReport:
    """Rates in segments per CPU second, `run_seconds` in wall time with the start of Python and all loading."""

    rows: int
    source_characters: float  # of a row, on average
    check: float  # source and target, distinct sources, no vectors: `check --no-embeddings`
    check_untagged: float  # the same without the tagger model
    check_repeats: float  # each source ten times: what caches are worth
    check_table: float  # three sides, all rules and default metrics, with vectors
    scoring: float  # bleu and chrf alone
    sacrebleu: float  # the same two by sacrebleu's own corpus_score, segment by segment
    ter: float  # ter alone, on a twentieth of the rows
    sacrebleu_ter: float  # the same by sacrebleu
    run_seconds: float  # `transcheck run` on one sample bundle

    @property
    def scoring_ratio(self) -> float:
        """How many times as fast as sacrebleu's loop bleu and chrf are here."""
        return self.scoring / self.sacrebleu

    @property
    def ter_ratio(self) -> float:
        """How many times as fast as sacrebleu ter is here."""
        return self.ter / self.sacrebleu_ter

    @property
    def check_ratio(self) -> float:
        """How fast checking is beside sacrebleu's loop; below 1 is slower."""
        return self.check / self.sacrebleu


def main(
    rows: int = 2000, *, corpora: Path = CORPORA, record: bool = False, echo: Callable[[str], None]
) -> int:
    """Measure, print the table and, with `record`, write it to `reports/speed.json`; always 0."""
    os.environ["TRANSCHECK_CACHE"] = "off"  # vectors read back would look like vectors computed
    report = speed(rows, corpora=corpora)
    for line in summary(report):
        echo(line)
    if record:
        write_record(RECORD, report)
        echo(f"recorded in {RECORD.as_posix()}")
    return 0


def speed(rows: int = 2000, *, corpora: Path = CORPORA) -> SpeedReport:
    """Measure on `rows` rows recombined from the sample bundles, after a first batch of other rows."""
    if rows < REPEAT:
        raise UsageError(f"speed needs at least {REPEAT} rows")
    sample = recombine(triples(corpora), 2 * rows + WARM_UP)
    measured, others = sample[WARM_UP : WARM_UP + rows], sample[WARM_UP + rows :]
    few = measured[: max(1, rows // SLOW)]
    repeats = [row for row in measured[: rows // REPEAT] for _ in range(REPEAT)]
    _check(table(sample[:WARM_UP]), Settings())
    return SpeedReport(
        rows=rows,
        source_characters=sum(len(row.source) for row in measured) / rows,
        check=_check_rate(measured, _LEAN),
        # Repeats come second: their distinct rows are then as warm as a cache can make them.
        check_repeats=_check_rate(repeats, _LEAN),
        check_untagged=_untagged_rate(others),
        check_table=_check_rate(measured[: rows // 4], Settings()),
        scoring=rows / seconds(lambda: _score(measured)),
        sacrebleu=rows / seconds(lambda: _score_with_sacrebleu(measured)),
        ter=len(few) / seconds(lambda: _score(few, frozenset({"ter"}))),
        sacrebleu_ter=len(few) / seconds(lambda: _ter_with_sacrebleu(few)),
        run_seconds=seconds(lambda: _run(corpora / BUNDLE), clock=time.perf_counter),
    )


def seconds(work: Callable[[], object], *, clock: Clock = time.process_time) -> float:
    """How long some work takes by a clock, at least one tick; by default CPU time of this process.

    >>> ticks = iter([5.0, 7.5])
    >>> seconds(lambda: None, clock=lambda: next(ticks))
    2.5
    """
    start = clock()
    work()
    return max(clock() - start, 1e-9)


def summary(report: SpeedReport) -> list[str]:
    """The report as a table for people."""
    figures = [
        (f"check --no-embeddings, {report.rows} distinct rows", f"{report.check:.0f} segments/s"),
        ("  without the tagger model", f"{report.check_untagged:.0f} segments/s"),
        (f"  each row {REPEAT} times", f"{report.check_repeats:.0f} segments/s"),
        ("check and score three sides, with vectors", f"{report.check_table:.0f} segments/s"),
        ("bleu and chrf", f"{report.scoring:.0f} segments/s"),
        ("bleu and chrf by sacrebleu's corpus_score", f"{report.sacrebleu:.0f} segments/s"),
        ("scoring : sacrebleu", f"{report.scoring_ratio:.2f}"),
        ("ter", f"{report.ter:.0f} segments/s"),
        ("ter by sacrebleu's corpus_score", f"{report.sacrebleu_ter:.0f} segments/s"),
        ("ter : sacrebleu", f"{report.ter_ratio:.2f}"),
        ("check : sacrebleu", f"{report.check_ratio:.2f}"),
        (f"transcheck run {BUNDLE}, wall", f"{report.run_seconds:.1f} s"),
    ]
    head = f"CPU time of one process; {report.source_characters:.0f} Chinese characters a row"
    return [head, *(f"  {name:<44}{value:>18}" for name, value in figures)]


def write_record(path: Path, report: SpeedReport) -> None:
    """Write the report as JSON; ratios included, so that nobody has to divide."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ratios = {name: getattr(report, name) for name in ("scoring_ratio", "ter_ratio", "check_ratio")}
    values = asdict(report) | ratios
    figures = {name: round(value, 3) for name, value in values.items()}
    path.write_text(json.dumps({"transcheck": __version__, **figures}, indent=1) + "\n", encoding="utf-8")


# What `check --no-embeddings` asks for; the sides are source and target, as in CI on new translations.
_LEAN = Settings(embeddings=False, metrics=frozenset())


def _check_rate(rows: Sequence[Triple], settings: Settings) -> float:
    frame = table(rows) if settings.embeddings else table(rows).drop(columns="reference")
    return len(rows) / seconds(lambda: _check(frame, settings))


def _untagged_rate(rows: Sequence[Triple]) -> float:
    with tagger.absent():
        return _check_rate(rows, _LEAN)


def _check(frame: pd.DataFrame, settings: Settings) -> None:
    failures = check_table(frame, settings).failures
    if len(failures):
        raise TranscheckError(f"a rule crashed, its time means nothing: {failures.iloc[0].to_dict()}")


def _score(rows: Sequence[Triple], metrics: frozenset[str] = COMPARED) -> None:
    score_segments([None] * len(rows), [r.target for r in rows], [r.reference for r in rows], metrics)


def _score_with_sacrebleu(rows: Sequence[Triple]) -> None:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    for metric in (BLEU(effective_order=True), CHRF()):
        for row in rows:
            metric.corpus_score([row.target], [[row.reference]])


def _ter_with_sacrebleu(rows: Sequence[Triple]) -> None:
    from sacrebleu.metrics.ter import TER

    metric = TER()
    for row in rows:
        metric.corpus_score([row.target], [[row.reference]])


def _run(bundle: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "transcheck", "run", str(bundle), "-o", str(Path(folder) / "report")]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise TranscheckError(
            f"transcheck run {bundle.as_posix()} ended with {done.returncode}: {done.stderr[-500:]}"
        )
