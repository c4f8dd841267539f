"""An outcome in the formats of the commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from transcheck import __version__
from transcheck.pipeline.batches import Outcome
from transcheck.pipeline.manual import descriptors
from transcheck.reporting.editors import Notes, findings_csv, segments_csv
from transcheck.reporting.github import to_github
from transcheck.reporting.gitlab import to_gitlab
from transcheck.reporting.html import to_html
from transcheck.reporting.junit import to_junit
from transcheck.reporting.records import BeadRecord, FindingFormat, FindingRecord, ScoreRecord, is_known
from transcheck.reporting.sarif import to_sarif
from transcheck.reporting.summary import Facts, signature_text, summary, summary_text
from transcheck.reporting.tables import to_csv, to_jsonl, to_parquet, to_tsv
from transcheck.reporting.text import findings_text, scores_text
from transcheck.reporting.tmx import to_tmx
from transcheck.reporting.workbook import workbook


def findings_report(findings: Sequence[FindingRecord], facts: Facts, style: FindingFormat) -> str:
    """Findings in one of the formats; see `_STYLES`."""
    return _STYLES[style](findings, facts)


def _as_text(findings: Sequence[FindingRecord], facts: Facts) -> str:
    new = [finding for finding in findings if not is_known(finding, facts.known)]
    return findings_text(new) + summary_text(facts)


def _as_json(findings: Sequence[FindingRecord], facts: Facts) -> str:
    records = [json.loads(line) for line in to_jsonl(findings).splitlines()]
    content = {"summary": summary(facts), "findings": records}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _as_sarif(findings: Sequence[FindingRecord], facts: Facts) -> str:
    return to_sarif(findings, facts, descriptors(), __version__)


_STYLES: Mapping[FindingFormat, Callable[[Sequence[FindingRecord], Facts], str]] = {
    "text": _as_text,
    "jsonl": lambda findings, _: to_jsonl(findings),
    "csv": lambda findings, _: to_csv(findings, FindingRecord),
    "json": _as_json,
    "sarif": _as_sarif,
    "github": to_github,
    "junit": to_junit,
    "gitlab": to_gitlab,
}


def scores_report(
    scores: Sequence[ScoreRecord], style: Literal["jsonl", "csv", "parquet", "text"], facts: Facts
) -> str | bytes:
    """Scores as JSON Lines, CSV, Parquet, or a table of text with the signature below it."""
    kind = type(scores[0]) if scores else ScoreRecord
    if style == "parquet":
        return to_parquet(scores, kind)
    if style == "csv":
        return to_csv(scores, kind)
    if style == "jsonl":
        return to_jsonl(scores)
    return scores_text(scores) + signature_text(facts.signature) + "\n"


def beads_report(outcome: Outcome, style: Literal["jsonl", "tsv", "tmx"]) -> str:
    """Beads as JSON Lines, TSV, or with their texts as TMX."""
    if style == "tmx":
        return to_tmx(outcome.texts, __version__)
    return to_tsv(outcome.beads, BeadRecord) if style == "tsv" else to_jsonl(outcome.beads)


def run_reports(outcome: Outcome, facts: Facts, notes: Notes, *, raw: bool = False) -> dict[str, str | bytes]:
    """The files of a report folder by name: the page and the tables for editors, all for programs, the summary."""
    texts = tuple(outcome.texts)
    return {
        "report.html": to_html(
            outcome.findings, outcome.scores, texts, facts, descriptors(), notes, __version__
        ),
        "findings.csv": findings_csv(outcome.findings, texts, notes, raw=raw),
        "segments.csv": segments_csv(outcome.scores, texts, raw=raw),
        "report.xlsx": workbook(outcome.findings, outcome.scores, texts, notes, facts),
        "findings.jsonl": to_jsonl(outcome.findings),
        "scores.jsonl": to_jsonl(outcome.scores),
        "beads.jsonl": to_jsonl(outcome.beads),
        "summary.json": json.dumps(summary(facts), ensure_ascii=False, indent=1) + "\n",
    }
