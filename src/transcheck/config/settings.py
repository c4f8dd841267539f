"""What a user may choose, as one frozen value that travels to every process."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import get_args

from transcheck.errors import UsageError
from transcheck.model import Rule, Severity
from transcheck.reporting.records import FailOn, Level
from transcheck.rules import RULES
from transcheck.scoring import METRICS, VARIANTS, Repeats
from transcheck.scoring.devices import Device
from transcheck.scoring.neural import Runtime, check_names, neural_names

BETTER_WHEN_HIGHER = frozenset(("bleu", "chrf", "semantic", "estimate"))
KNOWN_METRICS = METRICS.union(VARIANTS, {"penalty", "estimate"})
# They compare texts by sentence vectors.
_EMBEDDED = frozenset({"semantic", "estimate"})
# TER is what few ask for.
DEFAULT_METRICS = METRICS - {"ter"} | {"penalty", "estimate"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How to check and score; raises `UsageError` for a name that is not known and for options that contradict.

    `select` and `ignore` name rules by code, by the beginning of a code (`P`, `N10`) or by name; nothing
    selected means all. Without `judge` no rule runs. `metrics` that need sentence vectors are left out without
    `embeddings`, unless `metrics` was given. `level` is that of the scores.
    `consensus` lets the estimate see the other systems' translations of a sentence.

    `metrics` may also name neural metrics with their models (`embed:MODEL`; see `scoring.neural`), which run on
    `device`; `comet_python` is the interpreter that has unbabel-comet.

    `levels` give rules, named as in `select`, another severity, or "off"; of several that name a rule the longest
    name wins. `file_ignores` are rules that do not count in targets whose path from `root` matches a pattern; `dismissed`
    are ids of findings that an editor has refused. `prefer` are English words: of several accepted forms the
    one that has them is suggested. `min_scores` and `max_penalty` (points in 1,000 words) belong to the gate;
    what they need is computed.

    >>> sorted(Settings(embeddings=False).metrics & {"penalty", "semantic"})
    ['penalty']
    """

    embeddings: bool = True
    show_unsure: bool = False
    count_repeats: Repeats = "once"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    judge: bool = True
    metrics: frozenset[str] = field(default=DEFAULT_METRICS)
    level: Level = "segment"
    fail_on: FailOn = "major"
    termbases: tuple[str, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    root: str = ""
    dismissed: frozenset[str] = frozenset()
    prefer: tuple[str, ...] = ()
    min_scores: tuple[tuple[str, float], ...] = ()
    max_penalty: float | None = None
    consensus: bool = False
    device: Device = "auto"
    comet_python: str | None = None

    def __post_init__(self) -> None:
        named = [name for name, _ in self.levels] + [name for _, names in self.file_ignores for name in names]
        _known("rule", (*self.select, *self.ignore, *named), rule_names())
        _known("level of a rule", (level for _, level in self.levels), ("off", *(s.label for s in Severity)))
        _known("metric with a least score", (name for name, _ in self.min_scores), BETTER_WHEN_HIGHER)
        check_names(self.metrics)
        _known("metric", self.metrics - set(self.neural), KNOWN_METRICS)
        _known("device", [self.device], get_args(Device))
        _known("level", [self.level], get_args(Level))
        _known("severity", [self.fail_on], get_args(FailOn))
        _known("way to count repeats", [self.count_repeats], get_args(Repeats))
        for value in (*(least for _, least in self.min_scores), self.max_penalty or 0.0):
            if not math.isfinite(value):
                raise UsageError(f"{value} is no figure that anything can reach")
        wanted = {name for name, _ in self.min_scores} | (
            {"penalty"} if self.max_penalty is not None else set()
        )
        object.__setattr__(self, "metrics", self.metrics | wanted)
        for name, column in VARIANTS.items():
            if {name, column} <= self.metrics:
                raise UsageError(f"{column} and {name} share a column: ask for one of them")
        asked = sorted(self.metrics & _EMBEDDED)
        if self.embeddings or not asked:
            return
        if self.metrics != DEFAULT_METRICS:
            raise UsageError(f"the metric {asked[-1]} needs embeddings; drop --no-embeddings or the metric")
        object.__setattr__(self, "metrics", self.metrics - _EMBEDDED)

    def wants(self, rule: Rule) -> bool:
        """Whether the rule was chosen: by code, beginning of a code or name; `ignore` wins.

        >>> [Settings(select=("P",), ignore=("P101",)).wants(rule) for rule in RULES if rule.code == "P101"]
        [False]
        """
        if any(_names(choice, rule) for choice in self.ignore) or self.level_of(rule) == "off":
            return False
        return not self.select or any(_names(choice, rule) for choice in self.select)

    def severity(self, rule: Rule, own: Severity) -> Severity:
        """The severity of a finding of a rule: its `own`, unless the levels say otherwise.

        >>> (rule,) = (rule for rule in RULES if rule.code == "P104")
        >>> Settings(levels=(("P", "minor"), ("P104", "neutral"))).severity(rule, Severity.MAJOR).label
        'neutral'
        """
        level = self.level_of(rule)
        return Severity[level.upper()] if level not in ("", "off") else own

    def level_of(self, rule: Rule) -> str:
        """What the levels say of a rule; empty for nothing."""
        given = [(name == rule.name, len(name), level) for name, level in self.levels if _names(name, rule)]
        return max(given)[2] if given else ""

    def ignores(self, rule: str, name: str, path: str | None) -> bool:
        """Whether findings of a rule do not count in a target file; patterns count from the configuration's folder."""
        if path is None or not self.file_ignores:
            return False
        shown = os.path.relpath(os.path.realpath(path), self.root or os.path.realpath(os.curdir)).replace(
            os.sep, "/"
        )
        return any(
            fnmatchcase(shown, pattern) and any(rule.startswith(one) or name == one for one in names)
            for pattern, names in self.file_ignores
        )

    @property
    def analyses(self) -> bool:
        """Whether names are linked and rules run: to judge, or because the estimate looks at what they find."""
        return self.judge or "estimate" in self.metrics

    @property
    def neural(self) -> tuple[str, ...]:
        """The neural metrics among the metrics."""
        return neural_names(self.metrics)

    @property
    def runtime(self) -> Runtime:
        """Where neural metrics run."""
        return Runtime(self.device, self.comet_python)

    @property
    def gate(self) -> Severity | None:
        """The least severity that fails a run; None for never."""
        return None if self.fail_on == "never" else Severity[self.fail_on.upper()]


def rule_names() -> frozenset[str]:
    """Everything by which rules can be chosen."""
    names = {rule.name for rule in RULES}
    return frozenset(names | {rule.code[:length] for rule in RULES for length in range(1, 5)})


def _names(choice: str, rule: Rule) -> bool:
    return choice == rule.name or rule.code.startswith(choice)


def _known(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise UsageError(f"unknown {what} {unknown[0]!r}")
