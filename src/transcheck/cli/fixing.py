"""The command that corrects: fix."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from transcheck.cli.arguments import InputOptions, JudgeOptions, choices_of, judging_settings, named, takes
from transcheck.cli.judging import judged_intake
from transcheck.cli.printing import complain, emit

_SURE = 0.9


@takes(InputOptions, JudgeOptions)
def fix(
    inputs: InputOptions,
    judging: JudgeOptions,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the corrected targets go.")
    ],
    min_confidence: Annotated[
        float | None,
        typer.Option("--min-confidence", metavar="SHARE", min=0.0, max=1.0, help="How sure; default 0.9."),
    ] = None,
) -> None:
    """Apply the suggestions that are sure, and write the corrected targets and their difference."""
    from transcheck.config.choices import Defaults
    from transcheck.errors import UsageError
    from transcheck.pipeline.fix_reports import DIFF, fix_files, fix_text
    from transcheck.pipeline.fixing import fix as fixed_text
    from transcheck.pipeline.inputs import read_named
    from transcheck.reporting.files import write_files

    choices = choices_of(inputs, judging, fix_confidence=min_confidence)
    settings = judging_settings(choices, Defaults(), inputs)
    intake, cutting = read_named(named(choices), strict=inputs.strict_input)
    judge = partial(judged_intake, cutting=cutting, settings=settings, jobs=choices.jobs or 1)
    least = _SURE if choices.fix_confidence is None else choices.fix_confidence
    done = fixed_text(intake, judge, least=least)
    files = fix_files(intake, done)
    read = {Path(bundle.target.path).resolve() for bundle in intake.bundles}
    read |= {Path(row.path).resolve() for row in intake.rows if row.path}
    if any((output / name).resolve() in read for name in files):
        raise UsageError(
            f"{output} holds the originals; name another folder, and take {DIFF} or its files from there"
        )
    write_files({output / name: content for name, content in files.items()})
    emit(fix_text(done) + (f"corrected: {output.as_posix()}, {DIFF}\n" if done.edits else ""))
    for problem in intake.problems:
        complain(f"not read: {problem}")
    for failure in done.before.failures:
        complain(f"not judged: {failure.rule} in {failure.doc_id}: {failure.error}")
    raise typer.Exit(3 if intake.problems or done.before.failures else 0)
