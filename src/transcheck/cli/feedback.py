"""The command that takes editors' verdicts back: feedback."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from transcheck.cli.printing import emit


def feedback(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="findings.csv, report.xlsx, exports of the page.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The file of verdicts; added to if there.")
    ],
    termbase: Annotated[
        Path | None,
        typer.Option("--termbase", metavar="FILE", help="CSV that gains the terms editors left standing."),
    ] = None,
) -> None:
    """Take editors' verdicts back: what they refused is not reported again, and rules learn how right they are."""
    from transcheck.reporting.editor_terms import terms_csv
    from transcheck.reporting.files import write_files
    from transcheck.reporting.text import count
    from transcheck.reporting.verdicts import read_report, read_verdicts, updated, verdicts_json

    verdicts = read_verdicts(output) if output.exists() else ()
    before, open_rows = {verdict.finding_id for verdict in verdicts}, 0
    for path in files:
        found, without = read_report(path)
        verdicts, open_rows = updated(verdicts, found), open_rows + without
    contents: dict[Path, str | bytes] = {output: verdicts_json(verdicts)}
    lines = [
        f"{output.as_posix()}: {count(len(verdicts), 'verdict')}, "
        f"{len({verdict.finding_id for verdict in verdicts} - before)} new; {count(open_rows, 'finding')} without"
    ]
    if termbase is not None:
        old = _termbase(termbase) if termbase.exists() else ""
        contents[termbase], added = terms_csv(old, verdicts)
        lines.append(f"{termbase.as_posix()}: {count(added, 'form')} added")
    write_files(contents)
    emit("".join(f"{line}\n" for line in lines))


def _termbase(path: Path) -> str:
    """The text of a termbase that can be added to; raises `TranscheckError` for any other file."""
    from transcheck.errors import UsageError
    from transcheck.lexicons.user_terms import read_user_terms

    if path.suffix.lower() != ".csv":
        raise UsageError(f"{path}: only a termbase in CSV can be added to")
    read_user_terms(path)  # what is none is refused before anything is written
    return path.read_bytes().decode("utf-8")
