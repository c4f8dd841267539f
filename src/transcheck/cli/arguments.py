"""The options that commands share, in groups, and how they become what the pipeline takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from transcheck.errors import UsageError
from transcheck.reporting.records import FailOn
from transcheck.scoring.penalties import Repeats

if TYPE_CHECKING:
    from transcheck.config import Settings
    from transcheck.config.choices import Choices, Defaults
    from transcheck.pipeline.inputs import Named

Flag = bool | None  # None: the command line leaves it to the configuration


@dataclass(frozen=True, slots=True)
class InputOptions:
    """What is read."""

    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="Bundle folders, folders of them, tables, XLIFF, TMX, PO, or - for JSON Lines.",
        ),
    ] = None
    source: Annotated[
        str | None, typer.Option("--source", metavar="PATH", help="Chinese file or folder.")
    ] = None
    target: Annotated[
        str | None, typer.Option("--target", metavar="PATH", help="English file or folder.")
    ] = None
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="PATH", help="Reference file or folder.")
    ] = None
    parallel: Annotated[Flag, typer.Option("--parallel", help="Line n belongs to line n.")] = None
    strict_input: Annotated[
        bool, typer.Option("--strict-input", help="Stop at the first input that cannot be read.")
    ] = False
    no_embeddings: Annotated[Flag, typer.Option("--no-embeddings", help="Do without sentence vectors.")] = (
        None
    )
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="A configuration file; default: the nearest one."),
    ] = None
    no_config: Annotated[bool, typer.Option("--no-config", help="Read no configuration file.")] = False


@dataclass(frozen=True, slots=True)
class JudgeOptions:
    """How it is judged."""

    termbase: Annotated[
        list[str] | None, typer.Option("--termbase", metavar="FILE", help="Your terms, CSV or TBX.")
    ] = None
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE", help="Only these: P, P1, P101,N103 or names."),
    ] = None
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="RULE", help="Not these rules.")] = (
        None
    )
    rule_level: Annotated[
        list[str] | None,
        typer.Option("--rule-level", metavar="RULE=LEVEL", help="Another severity for a rule, or off."),
    ] = None
    verdicts: Annotated[
        list[str] | None,
        typer.Option("--verdicts", metavar="FILE", help="Findings that editors refused; see feedback."),
    ] = None
    show_unsure: Annotated[
        Flag, typer.Option("--show-unsure", help="Also what cannot be known, as neutral.")
    ] = None
    jobs: Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="Number of processes.")] = (
        None
    )


@dataclass(frozen=True, slots=True)
class GateOptions:
    """What fails."""

    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="The least severity that fails the run.")
    ] = None
    min_score: Annotated[
        list[str] | None,
        typer.Option("--min-score", metavar="METRIC=VALUE", help="Fail where a system scores less."),
    ] = None
    max_penalty: Annotated[
        float | None,
        typer.Option(
            "--max-penalty", metavar="POINTS", min=0.0, help="Fail above so many points in 1,000 words."
        ),
    ] = None
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="FILE", help="Findings listed there do not gate.")
    ] = None
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since", metavar="REV", help="Only translations that differ from a Git commit gate."
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """Which two systems are compared, and how often luck is tried."""

    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--compare", metavar="A B", help="Compare two systems of a table: B minus A, and is it luck?"
        ),
    ] = None
    resamples: Annotated[
        int, typer.Option("--resamples", metavar="N", min=1, help="Test sets drawn for --compare.")
    ] = 1000
    exchanges: Annotated[
        int, typer.Option("--exchanges", metavar="N", min=1, help="Random exchanges for --compare.")
    ] = 10_000
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the trials of --compare.")] = (
        12345
    )


CountRepeats = Annotated[Repeats | None, typer.Option("--count-repeats", help="Cost of one root cause.")]
Consensus = Annotated[
    bool, typer.Option("--consensus", help="Let the estimate compare the systems' translations.")
]
Output = Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="A file, or - to print.")]


def takes(*groups: type) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command with the options of some groups, which it receives as one value a group, in order."""

    def give(command: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(command, eval_str=True).parameters.values())[len(groups) :]
        shared = [_parameter(group, name) for group in groups for name in (f.name for f in fields(group))]

        @wraps(command)
        def called(**given: Any) -> None:  # noqa: ANN401  # whatever the options hold
            values = [
                group(**{field.name: given.pop(field.name) for field in fields(group)}) for group in groups
            ]
            command(*values, **given)

        ordered = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*shared, *own)]
        called.__signature__ = inspect.Signature(ordered)  # type: ignore[attr-defined]  # what Typer reads
        called.__annotations__ = {parameter.name: parameter.annotation for parameter in ordered}
        del called.__wrapped__  # Typer would look through it
        return called

    return give


def _parameter(group: type, name: str) -> inspect.Parameter:
    hints = get_type_hints(group, include_extras=True)
    default = next(field.default for field in fields(group) if field.name == name)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hints[name])


def choices_of(
    inputs: InputOptions,
    judging: JudgeOptions | None = None,
    gate: GateOptions | None = None,
    *,
    file_gates: bool = False,
    **more: object,
) -> Choices:
    """What the command line and the configuration file say together; `more` are other fields of `Choices`.

    What the file says of failing is said for `check`: other commands leave `file_gates` off.
    """
    from msgspec.structs import replace

    from transcheck.config.choices import Choices, joined

    file = file_choices(inputs)
    if not file_gates:
        file = replace(file, fail_on=None, min_score=None, max_penalty=None)
    return joined(Choices(**_said(inputs, judging, gate), **more), file)  # type: ignore[arg-type]


def file_choices(inputs: InputOptions) -> Choices:
    """What the configuration file says."""
    from transcheck.config.choices import Choices
    from transcheck.config.file import read_choices

    path = config_path(inputs)
    return read_choices(path) if path else Choices()


def config_path(inputs: InputOptions) -> Path | None:
    """The configuration file: the one that is named, or the nearest; None for none."""
    from transcheck.config.file import find_file

    return None if inputs.no_config else inputs.config or find_file(Path.cwd())


def judging_settings(choices: Choices, defaults: Defaults, inputs: InputOptions) -> Settings:
    """The settings of a command that judges: what editors refused is dismissed.

    Patterns of paths count from the folder of the configuration file.
    """
    from transcheck.config.choices import settings_of
    from transcheck.reporting.verdicts import read_refused

    path = config_path(inputs)
    dismissed = frozenset(
        name for verdicts in choices.verdicts or () for name in read_refused(Path(verdicts))
    )
    return settings_of(choices, defaults, dismissed, str(path.resolve().parent) if path else "")


def _said(inputs: InputOptions, judging: JudgeOptions | None, gate: GateOptions | None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "inputs": _tuple(inputs.inputs),
        "source": inputs.source,
        "target": inputs.target,
        "reference": inputs.reference,
        "parallel": inputs.parallel,
        "embeddings": False if inputs.no_embeddings else None,
    }
    if judging is not None:
        said |= {
            "termbases": _tuple(judging.termbase),
            "select": _names(judging.select),
            "ignore": _names(judging.ignore),
            "levels": dict(_pair(text) for text in judging.rule_level) if judging.rule_level else None,
            "verdicts": _tuple(judging.verdicts),
            "show_unsure": judging.show_unsure,
            "jobs": judging.jobs,
        }
    if gate is not None:
        said |= {
            "fail_on": gate.fail_on,
            "min_score": dict(map(_scored, gate.min_score)) if gate.min_score else None,
            "max_penalty": gate.max_penalty,
            "baseline": gate.baseline,
        }
    return said


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return tuple(values) if values else None


def _names(values: list[str] | None) -> tuple[str, ...] | None:
    """The names of an option that may be given several times, or several with commas: P101,N."""
    return tuple(name.strip() for value in values for name in value.split(",")) if values else None


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise UsageError(f"{text!r} is not of the form NAME=VALUE")
    return name, value


def _scored(text: str) -> tuple[str, float]:
    name, value = _pair(text)
    try:
        return name, float(value)
    except ValueError:
        raise UsageError(f"{value!r} is no number") from None


def named(choices: Choices) -> Named:
    """The inputs that were chosen."""
    from transcheck.pipeline.inputs import Named

    return Named(
        choices.inputs or (), choices.source, choices.target, choices.reference, bool(choices.parallel)
    )
