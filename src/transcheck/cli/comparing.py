"""What `score --compare` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from transcheck.errors import UsageError

if TYPE_CHECKING:
    from transcheck.cli.arguments import CompareOptions
    from transcheck.config.choices import Choices, Defaults
    from transcheck.pipeline.batches import Outcome
    from transcheck.reporting.records import Level
    from transcheck.reporting.summary import Facts


def require_comparable(level: Level, style: Literal["jsonl", "csv", "parquet", "text"]) -> None:
    """Raise `UsageError` for options that mean nothing where whole systems are compared."""
    if level != "segment":
        raise UsageError("--compare compares whole systems; drop --level")
    if style not in ("text", "jsonl"):
        raise UsageError(f"--compare writes text or jsonl, not {style}")


def compared(
    outcome: Outcome,
    facts: Facts,
    choices: Choices,
    defaults: Defaults,
    comparing: CompareOptions,
    *,
    as_text: bool,
) -> str:
    """The comparison of two systems as text with the signature below it, or as JSON Lines."""
    from transcheck.config.choices import settings_of
    from transcheck.pipeline.comparison import compare_systems
    from transcheck.reporting.comparison import comparison_text
    from transcheck.reporting.summary import signature_text
    from transcheck.reporting.tables import to_jsonl
    from transcheck.scoring import Trials

    if comparing.compare is None:
        raise UsageError("no systems to compare")
    trials = Trials(comparing.resamples, comparing.exchanges, comparing.seed)
    records = compare_systems(outcome, settings_of(choices, defaults), comparing.compare, trials)
    if not records:
        raise UsageError("nothing to compare: no segment has a score in both systems")
    if as_text:
        return f"{comparison_text(records)}{signature_text(facts.signature)}\n"
    return to_jsonl(records)
