"""The commands that judge: run, check, score, align."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from transcheck.cli.arguments import (
    CompareOptions,
    Consensus,
    CountRepeats,
    GateOptions,
    InputOptions,
    JudgeOptions,
    Output,
    choices_of,
    judging_settings,
    named,
    takes,
)
from transcheck.cli.comparing import compared, require_comparable
from transcheck.cli.printing import append_step_summary, complain, emit, write
from transcheck.errors import UsageError
from transcheck.reporting.records import FindingFormat, Level
from transcheck.scoring.devices import Device

if TYPE_CHECKING:
    from transcheck.config import Settings
    from transcheck.config.choices import Choices, Defaults
    from transcheck.pipeline.batches import Cutting, Outcome
    from transcheck.pipeline.inputs import Named
    from transcheck.reading import Intake
    from transcheck.reporting.summary import Facts

ScoreFormat = Literal["jsonl", "csv", "parquet", "text"]
BeadFormat = Literal["jsonl", "tsv", "tmx"]
Folder = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the reports go.")]


@takes(InputOptions, JudgeOptions, GateOptions)
def run(
    inputs: InputOptions,
    judging: JudgeOptions,
    gate: GateOptions,
    output: Folder,
    count_repeats: CountRepeats = None,
    consensus: Consensus = False,
    raw_csv: Annotated[
        bool, typer.Option("--raw-csv", help="No guard against formulas in the tables.")
    ] = False,
) -> None:
    """Align, check and score, and write the editors' reports into a folder."""
    from transcheck.config import DEFAULT_METRICS
    from transcheck.config.choices import Defaults
    from transcheck.pipeline.reports import run_reports
    from transcheck.reporting.editors import read_notes
    from transcheck.reporting.files import write_files
    from transcheck.reporting.summary import summary_text

    choices = choices_of(inputs, judging, gate, count_repeats=count_repeats)
    notes = read_notes(output / "findings.csv")
    defaults = Defaults(metrics=DEFAULT_METRICS, consensus=consensus)
    outcome, facts = judged(choices, defaults, inputs, since=gate.changed_since, show_progress=True)
    reports = run_reports(outcome, facts, notes, raw=raw_csv)
    write_files({output / name: content for name, content in reports.items()})
    emit(summary_text(facts) + f"reports: {output.as_posix()}\n")
    raise typer.Exit(code(facts))


@takes(InputOptions, JudgeOptions, GateOptions)
def check(
    inputs: InputOptions,
    judging: JudgeOptions,
    gate: GateOptions,
    format: Annotated[
        FindingFormat | None, typer.Option("--format", help="Default: text on a terminal.")
    ] = None,
    output: Output = "-",
) -> None:
    """Print the findings; for CI."""
    from transcheck.config.choices import Defaults
    from transcheck.pipeline.reports import findings_report
    from transcheck.reporting.summary import summary_text

    choices = choices_of(inputs, judging, gate, file_gates=True)
    require_elsewhere(output, named(choices))
    outcome, facts = judged(choices, Defaults(fail_on="major"), inputs, since=gate.changed_since)
    chosen = format or ("text" if output == "-" and sys.stdout.isatty() else "jsonl")
    write(output, findings_report(outcome.findings, facts, chosen))
    if chosen == "github":
        append_step_summary(outcome.findings, facts)
    if chosen not in ("text", "github"):
        typer.echo(summary_text(facts), nl=False, err=True)
    raise typer.Exit(code(facts))


@takes(InputOptions, JudgeOptions, CompareOptions)
def score(
    inputs: InputOptions,
    judging: JudgeOptions,
    comparing: CompareOptions,
    metric: Annotated[
        list[str] | None,
        typer.Option(
            "--metric",
            help="Only these: bleu, chrf or chrf++, ter, semantic, estimate, penalty; default: all but ter. "
            "bertscore|embed|comet|metricx:MODEL for neural ones.",
        ),
    ] = None,
    level: Annotated[Level, typer.Option("--level", help="What is scored.")] = "segment",
    count_repeats: CountRepeats = None,
    consensus: Consensus = False,
    device: Annotated[
        Device, typer.Option("--device", help="Where neural metrics run; auto: CUDA where it is.")
    ] = "auto",
    comet_python: Annotated[
        str | None,
        typer.Option(
            "--comet-python",
            metavar="PATH",
            envvar="TRANSCHECK_COMET_PYTHON",
            help="A Python that has the package unbabel-comet.",
        ),
    ] = None,
    format: Annotated[ScoreFormat, typer.Option("--format")] = "jsonl",
    output: Output = "-",
) -> None:
    """Print the scores of segments, documents or systems, or how two systems differ."""
    from transcheck.config import DEFAULT_METRICS
    from transcheck.config.choices import Defaults
    from transcheck.pipeline.reports import scores_report
    from transcheck.pipeline.score_records import without_value
    from transcheck.reporting.summary import summary_text

    choices = choices_of(inputs, judging, count_repeats=count_repeats)
    metrics = frozenset(metric) if metric else DEFAULT_METRICS
    defaults = Defaults(
        metrics=metrics,
        level=level,
        judge="penalty" in metrics,
        consensus=consensus,
        device=device,
        comet_python=comet_python,
    )
    if comparing.compare:
        require_comparable(level, format)
    require_elsewhere(output, named(choices))
    outcome, facts = judged(choices, defaults, inputs, systems=comparing.compare)
    if comparing.compare:
        write(output, compared(outcome, facts, choices, defaults, comparing, as_text=format == "text"))
    else:
        write(output, scores_report(outcome.scores, format, facts))
    if format != "text":
        typer.echo(summary_text(facts), nl=False, err=True)
    if not comparing.compare and (empty := without_value(outcome.scores, metric or ())):
        complain(f"no value: {', '.join(empty)} (no segment has what is needed, a reference or a source)")
    raise typer.Exit(code(facts))


@takes(InputOptions)
def align(
    inputs: InputOptions,
    presplit: Annotated[
        bool, typer.Option("--presplit", help="Each line is a sentence, a blank one parts paragraphs.")
    ] = False,
    format: Annotated[BeadFormat, typer.Option("--format")] = "jsonl",
    output: Output = "-",
) -> None:
    """Print which sentences of the sides belong together."""
    from transcheck.pipeline.batches import align_intake
    from transcheck.pipeline.inputs import read_named, require_judged
    from transcheck.pipeline.reports import beads_report

    choices = choices_of(inputs)
    require_elsewhere(output, named(choices))
    intake, cutting = read_named(named(choices), strict=inputs.strict_input)
    embeddings = choices.embeddings is not False
    outcome = align_intake(intake, replace(cutting, presplit=presplit), embeddings=embeddings)
    require_judged(outcome, intake)
    write(output, beads_report(outcome, format))
    for problem in intake.problems:
        complain(f"not read: {problem}")
    for failure in outcome.failures:
        complain(f"not aligned: {failure.doc_id}: {failure.error}")
    raise typer.Exit(3 if intake.problems or outcome.failures else 0)


def require_elsewhere(output: str, read: Named) -> None:
    """Raise `UsageError` where the output would replace a file that is read."""
    if output == "-" or not Path(output).is_file():
        return
    written = Path(output).resolve()
    for path in (*read.inputs, *read.sides):
        there = Path(path).resolve()
        # Of a folder of sides every file is read, of a folder of bundles those that are called so.
        named = path in read.sides or written.name.startswith(("target.en.", "source.zh.", "reference.en."))
        if path != "-" and (written == there or (named and there in written.parents)):
            raise UsageError(f"{output}: the output would replace what is read")


def judged(
    choices: Choices,
    defaults: Defaults,
    inputs: InputOptions,
    *,
    since: str | None = None,
    systems: tuple[str, str] | None = None,
    show_progress: bool = False,
) -> tuple[Outcome, Facts]:
    """The outcome with what is known marked, and the facts about it; of `systems` alone, where they are named."""
    from transcheck.pipeline.changes import unchanged
    from transcheck.pipeline.comparison import only_systems
    from transcheck.pipeline.facts import facts
    from transcheck.pipeline.inputs import read_named
    from transcheck.reporting.baseline import known_now, mark_known, read_baseline

    settings = judging_settings(choices, defaults, inputs)
    baseline = read_baseline(Path(choices.baseline)) if choices.baseline else {}
    intake, cutting = read_named(named(choices), strict=inputs.strict_input)
    if systems is not None:
        chosen = only_systems(intake, systems)
        # What other systems say counts for the two with consensus, and for nothing else.
        intake = intake if settings.consensus else chosen
    outcome = judged_intake(intake, cutting, settings, jobs=choices.jobs or 1, show_progress=show_progress)
    known: set[tuple[str, str] | tuple[str, str, str]] = set(known_now(outcome.findings, baseline))
    if since is not None:
        known |= unchanged(outcome, intake, named(choices), since, embeddings=settings.embeddings)
    outcome = replace(outcome, findings=mark_known(outcome.findings, known))
    return outcome, facts(outcome, intake, settings, known)


def judged_intake(
    intake: Intake, cutting: Cutting, settings: Settings, *, jobs: int, show_progress: bool = False
) -> Outcome:
    """The outcome, with a bar for who waits at a terminal; raises `UsageError` where nothing could be judged."""
    from transcheck.pipeline.batches import count_documents, judge_intake
    from transcheck.pipeline.inputs import require_judged
    from transcheck.reporting.progress import progress_bar

    total = count_documents(intake) if show_progress and sys.stderr.isatty() else 0
    with progress_bar(total) as progress:
        outcome = judge_intake(intake, settings, cutting=cutting, jobs=jobs, progress=progress)
    require_judged(outcome, intake)
    return outcome


def code(facts: Facts) -> int:
    """The exit code that the facts call for."""
    if facts.problems or facts.failures:
        return 3
    return 0 if facts.passed else 1
