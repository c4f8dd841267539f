"""What a configuration file may say, and how it joins with a command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar, cast

import msgspec
from msgspec import Meta

from transcheck.config.settings import Settings
from transcheck.reporting.records import FailOn, Level
from transcheck.rules import RULES
from transcheck.scoring import Repeats
from transcheck.scoring.devices import Device

Paths = tuple[str, ...]
Names = tuple[str, ...]
RuleLevel = Literal["off", "neutral", "minor", "major", "critical"]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Points = Annotated[float, Meta(ge=0.0)]
Count = Annotated[int, Meta(ge=1)]


class Style(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The house style."""

    prefer: Annotated[
        Names | None,
        Meta(description="English words: of several accepted forms, the one that has them is suggested."),
    ] = None


class Choices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """The keys of `[tool.transcheck]` in pyproject.toml, or of transcheck.toml; None where nothing is said."""

    inputs: Annotated[Paths | None, Meta(description="What is judged where no input is named.")] = None
    source: Annotated[str | None, Meta(description="Chinese file or folder, beside target.")] = None
    target: Annotated[str | None, Meta(description="English file or folder.")] = None
    reference: Annotated[str | None, Meta(description="Reference file or folder.")] = None
    parallel: Annotated[bool | None, Meta(description="Line n of the sides belongs to line n.")] = None
    termbases: Annotated[Paths | None, Meta(description="Your terms, CSV or TBX; they win over ours.")] = None
    select: Annotated[Names | None, Meta(description="Only these rules: P, P1, P101 or names.")] = None
    ignore: Annotated[Names | None, Meta(description="Not these rules.")] = None
    levels: Annotated[
        dict[str, RuleLevel] | None, Meta(description="Severity by rule: a code, its beginning, or a name.")
    ] = None
    file_ignores: Annotated[
        dict[str, Names] | None, Meta(description="Rules that do not count, by pattern of the target's path.")
    ] = None
    verdicts: Annotated[Paths | None, Meta(description="Findings editors refused; see feedback.")] = None
    style: Annotated[Style | None, Meta(description="The house style.")] = None
    embeddings: Annotated[bool | None, Meta(description="Whether sentence vectors are used.")] = None
    show_unsure: Annotated[bool | None, Meta(description="Also what cannot be known, as neutral.")] = None
    count_repeats: Annotated[Repeats | None, Meta(description="Cost of one root cause.")] = None
    fail_on: Annotated[FailOn | None, Meta(description="The least severity that fails a check.")] = None
    min_score: Annotated[
        dict[str, float] | None, Meta(description="The least score of a system, by metric.")
    ] = None
    max_penalty: Annotated[Points | None, Meta(description="The most penalty points in 1,000 words.")] = None
    baseline: Annotated[str | None, Meta(description="Known findings, which do not fail a check.")] = None
    fix_confidence: Annotated[
        Share | None, Meta(description="How sure a suggestion must be to be applied.")
    ] = None
    jobs: Annotated[Count | None, Meta(description="Number of processes.")] = None


_PLACES = ("inputs", "source", "target", "reference", "parallel")
Value = TypeVar("Value")


def joined(line: Choices, file: Choices) -> Choices:
    """What a command line says, and for what it leaves open what a file says.

    Inputs go together: who names any on the command line means none of the file's. Of tables, as that of the
    levels, each key counts alone.

    >>> both = joined(Choices(target="a.txt", jobs=2), Choices(inputs=("b",), jobs=4, fail_on="minor"))
    >>> both == Choices(target="a.txt", jobs=2, fail_on="minor")
    True
    """
    named = any(getattr(line, name) for name in _PLACES)
    given: dict[str, Any] = {
        name: getattr(file, name)
        for name in Choices.__struct_fields__
        if getattr(line, name) is None and not (named and name in _PLACES)
    }
    if line.min_score and file.min_score:
        given["min_score"] = file.min_score | line.min_score
    if line.levels and file.levels:
        given["levels"] = file.levels | _each_rule(line.levels) | line.levels
    return msgspec.structs.replace(line, **given)


def _each_rule(levels: Mapping[str, RuleLevel]) -> dict[str, RuleLevel]:
    """The level of every rule that is named, by its code and its name, so that nothing broader or other wins over it.

    >>> _each_rule({"P104": "minor"})
    {'P104': 'minor', 'name-format': 'minor'}
    """
    settings = Settings(levels=tuple(levels.items()))
    return {
        name: cast(RuleLevel, level)
        for rule in RULES
        if (level := settings.level_of(rule))
        for name in (rule.code, rule.name)
    }


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a command brings along: how it gates where nobody says anything, what it computes."""

    fail_on: FailOn = "never"
    metrics: frozenset[str] = frozenset()
    level: Level = "segment"
    judge: bool = True
    consensus: bool = False
    device: Device = "auto"
    comet_python: str | None = None


def settings_of(
    choices: Choices, defaults: Defaults, dismissed: frozenset[str] = frozenset(), root: str = ""
) -> Settings:
    """The settings that choices amount to; raises `UsageError` where they name what does not exist.

    `root` is the folder that patterns of paths count from.
    """
    return Settings(
        embeddings=choices.embeddings is not False,
        show_unsure=choices.show_unsure is True,
        count_repeats=_or(choices.count_repeats, "once"),
        select=choices.select or (),
        ignore=choices.ignore or (),
        metrics=defaults.metrics,
        fail_on=_or(choices.fail_on, defaults.fail_on),
        termbases=choices.termbases or (),
        levels=tuple((choices.levels or {}).items()),
        file_ignores=tuple((choices.file_ignores or {}).items()),
        prefer=(choices.style.prefer if choices.style else None) or (),
        min_scores=tuple((choices.min_score or {}).items()),
        max_penalty=choices.max_penalty,
        level=defaults.level,
        judge=defaults.judge,
        consensus=defaults.consensus,
        device=defaults.device,
        comet_python=defaults.comet_python,
        dismissed=dismissed,
        root=root,
    )


def _or(value: Value | None, default: Value) -> Value:
    return default if value is None else value
