"""The commands about known findings: baseline write, update, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transcheck.cli.arguments import InputOptions, JudgeOptions, choices_of, takes
from transcheck.cli.judging import code, judged
from transcheck.cli.printing import complain

if TYPE_CHECKING:
    from transcheck.pipeline.batches import Outcome
    from transcheck.reporting.summary import Facts

app = typer.Typer(help="Known findings that do not fail a build.", no_args_is_help=True)

File = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The baseline file.")]


@app.callback()
def group() -> None:
    """Known findings that do not fail a build."""


@app.command("write")
@takes(InputOptions, JudgeOptions)
def write(inputs: InputOptions, judging: JudgeOptions, output: File) -> None:
    """Write all present findings into a baseline; nothing is written unless everything could be judged."""
    from transcheck.reporting.baseline import baseline_json
    from transcheck.reporting.files import write_file
    from transcheck.reporting.text import count

    outcome, facts = _judged(inputs, judging)
    if not outcome.failures:
        write_file(output, baseline_json(outcome.findings))
        pairs = len({(finding.finding_id, finding.doc_id) for finding in outcome.findings})
        typer.echo(f"{output.as_posix()}: {count(pairs, 'known finding')}", err=True)
    raise typer.Exit(code(facts))


@app.command("update")
@takes(InputOptions, JudgeOptions)
def update(
    inputs: InputOptions,
    judging: JudgeOptions,
    output: File,
    shrink: Annotated[bool, typer.Option("--shrink", help="Only drop what is gone; add nothing.")] = False,
) -> None:
    """Bring a baseline up to date: what is gone is dropped, what is new is added unless --shrink."""
    from transcheck.reporting.baseline import baseline_json, compared, known_now, read_baseline
    from transcheck.reporting.files import write_file

    known = read_baseline(output)
    outcome, facts = _judged(inputs, judging)
    if not outcome.failures:
        change = compared(outcome.findings, known)
        listed = known_now(outcome.findings, known)
        kept = [f for f in outcome.findings if (f.finding_id, f.doc_id) in listed or not shrink]
        write_file(output, baseline_json(kept))
        added = 0 if shrink else change.new
        typer.echo(
            f"{output.as_posix()}: {change.there} kept, {change.gone} dropped, {added} added", err=True
        )
    raise typer.Exit(code(facts))


@app.command("check")
@takes(InputOptions, JudgeOptions)
def check(inputs: InputOptions, judging: JudgeOptions, output: File) -> None:
    """Say whether a baseline is up to date; fails where findings are new or gone."""
    from transcheck.reporting.baseline import compared, read_baseline

    known = read_baseline(output)
    outcome, facts = _judged(inputs, judging)
    change = compared(outcome.findings, known)
    typer.echo(f"{output.as_posix()}: {change.there} still there, {change.gone} gone, {change.new} new")
    found = code(facts)
    raise typer.Exit(found or (1 if change.gone or change.new else 0))


def _judged(inputs: InputOptions, judging: JudgeOptions) -> tuple[Outcome, Facts]:
    """All findings of all inputs: a baseline of half of them would report the other half as new."""
    from dataclasses import replace

    from msgspec.structs import replace as with_

    from transcheck.config.choices import Defaults

    choices = with_(choices_of(inputs, judging), baseline=None)
    outcome, facts = judged(choices, Defaults(), replace(inputs, strict_input=True))
    for failure in outcome.failures:
        complain(f"not judged: {failure.rule} in {failure.doc_id}: {failure.error}")
    return outcome, facts
