"""The commands that measure transcheck itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Measure transcheck itself.", no_args_is_help=True)


@app.command("speed")
def bench_speed(
    rows: Annotated[int, typer.Option("--rows", min=1, help="Rows to measure on.")] = 2000,
    corpora: Annotated[Path, typer.Option("--corpora", help="Folder of sample bundles.")] = Path("corpora"),
    record: Annotated[bool, typer.Option("--record", help="Write the figures to reports/.")] = False,
) -> None:
    """Measure segments a second."""
    from transcheck.bench.speed import main as measure

    raise typer.Exit(measure(rows, corpora=corpora, record=record, echo=typer.echo))


@app.command("exam")
def bench_exam(
    parts: Annotated[list[str] | None, typer.Argument(metavar="PART...", help="Default: all.")] = None,
    exam: Annotated[Path | None, typer.Option("--exam", help="Folder with exam.py and its data.")] = None,
    record: Annotated[bool, typer.Option("--record", help="Write the figures to reports/.")] = False,
) -> None:
    """Sit the exam and compare with the recorded figures."""
    from transcheck.bench.exam import main as sit

    raise typer.Exit(sit(exam, parts=tuple(parts or ()), record=record, echo=typer.echo))


@app.command("align")
def bench_align(
    exam: Annotated[Path | None, typer.Option("--exam", help="Folder with exam.py and its data.")] = None,
    unseen: Annotated[
        list[Path] | None, typer.Option("--unseen", help="Gold beads to measure, not to fit to.")
    ] = None,
    fit: Annotated[Path | None, typer.Option("--fit", help="Write weights fitted to all documents.")] = None,
) -> None:
    """Fit the alignment in folds and measure it on what was left out."""
    from transcheck.bench.align import main as measure

    raise typer.Exit(measure(exam, unseen=tuple(unseen or ()), fit_to=fit, echo=typer.echo))


@app.command("findings")
def bench_findings(
    exam: Annotated[Path | None, typer.Option("--exam", help="Folder with exam.py and its data.")] = None,
    record: Annotated[bool, typer.Option("--record", help="Write the tables to reports/.")] = False,
    dump: Annotated[Path | None, typer.Option("--dump", help="Write judged findings as JSON Lines.")] = None,
    calibrate: Annotated[
        Path | None, typer.Option("--calibrate", help="Write how often each rule was right as CSV.")
    ] = None,
) -> None:
    """Tell right findings from wrong ones, by phenomenon, confidence and rule."""
    from transcheck.bench.findings import main as judge_findings

    raise typer.Exit(judge_findings(exam, record=record, dump=dump, calibrate=calibrate, echo=typer.echo))


@app.command("meta")
def bench_meta(
    table: Annotated[Path | None, typer.Argument(metavar="[TABLE]", help="Rows with human scores.")] = None,
    human: Annotated[str | None, typer.Option("--human", help="The column with human scores.")] = None,
    exam: Annotated[Path | None, typer.Option("--exam", help="Folder with exam.py and its data.")] = None,
    folds: Annotated[int, typer.Option("--folds", min=2, help="Parts that models are not trained on.")] = 5,
    record: Annotated[bool, typer.Option("--record", help="Write the figures to reports/.")] = False,
    train: Annotated[Path | None, typer.Option("--train", help="Write models trained on all rows.")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw estimate and human score (PNG).")] = None,
) -> None:
    """Compare scores with human ones, of a table or of the exam."""
    from transcheck.bench.meta import main as compare

    raise typer.Exit(
        compare(
            table,
            human=human,
            exam=exam,
            folds=folds,
            record=record,
            train_to=train,
            plot_to=plot,
            echo=typer.echo,
        )
    )
