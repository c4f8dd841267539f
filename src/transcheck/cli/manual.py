"""The commands that explain: explain, rules, config."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from transcheck.cli.arguments import GateOptions, InputOptions, JudgeOptions, choices_of, config_path, takes
from transcheck.cli.printing import emit


def explain(rule: Annotated[str, typer.Argument(metavar="RULE", help="Code or name.")]) -> None:
    """Show the manual page of a rule."""
    from transcheck.pipeline.manual import rule_page

    emit(rule_page(rule))


def rules(
    stats: Annotated[
        Path | None,
        typer.Option(
            "--stats", metavar="FILE", help="How right each was, by a file of verdicts from feedback."
        ),
    ] = None,
    pages: Annotated[
        Path | None, typer.Option("--pages", metavar="FOLDER", help="Write the manual page of each there.")
    ] = None,
) -> None:
    """List all rules."""
    from transcheck.pipeline.manual import rule_list, rule_pages
    from transcheck.reporting.files import write_files
    from transcheck.reporting.verdicts import read_verdicts, records, records_text

    if pages is not None:
        write_files({pages / name: page for name, page in rule_pages().items()})
        return
    emit(records_text(records(read_verdicts(stats))) if stats else rule_list())


@takes(InputOptions, JudgeOptions, GateOptions)
def config(
    inputs: InputOptions,
    judging: JudgeOptions,
    gate: GateOptions,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema instead.")] = False,
) -> None:
    """Show the configuration that `check` would go by, from the file and the options given here."""
    from transcheck.config.file import choices_toml, schema_json

    if schema:
        emit(schema_json())
        return
    choices = choices_of(inputs, judging, gate, file_gates=True)
    path = config_path(inputs)
    emit(f"# {path.as_posix() if path else 'no configuration file'}\n{choices_toml(choices)}")
