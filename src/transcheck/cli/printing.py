"""What commands print, and where."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from transcheck.errors import UsageError
from transcheck.reporting.records import FindingRecord
from transcheck.reporting.summary import Facts

_STEP_SUMMARY_BYTES = 2**20  # GitHub drops the summary of a step that wrote more


def write(output: str, content: str | bytes) -> None:
    """Content to a file, or to standard output for "-"."""
    if output == "-":
        emit(content)
        return
    from transcheck.reporting.files import write_file

    write_file(Path(output), content)


def emit(content: str | bytes) -> None:
    """Bytes to standard output, UTF-8 whatever the terminal; a reader that has seen enough is no error."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    try:
        typer.echo(data, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UsageError(f"standard output cannot be written: {error.strerror}") from error


def complain(message: str) -> None:
    """One line on standard error."""
    typer.echo(f"transcheck: {message}", err=True)


def append_step_summary(findings: Sequence[FindingRecord], facts: Facts) -> None:
    """A page for the file that GitHub names, if it does; where that cannot be, the verdict stays what it is."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from transcheck.reporting.github import step_summary

    data = step_summary(findings, facts).encode()
    try:
        with Path(name).open("ab") as file:
            if file.tell() + len(data) > _STEP_SUMMARY_BYTES:
                complain("no step summary: GitHub takes 1 MiB, and that would be more")
            else:
                file.write(data)
    except OSError as error:
        complain(f"no step summary: {error.strerror}")
