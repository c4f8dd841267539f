"""The editors' tables: findings by root cause and segments, worst first, for Excel and its kin."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from transcheck.errors import InputError
from transcheck.reporting.annotations import weight
from transcheck.reporting.guard import guard, unguard
from transcheck.reporting.records import FindingRecord, ScoreRecord, Texts
from transcheck.reporting.tables import cell
from transcheck.text import cells_of_any_size

FINDING_COLUMNS = (
    "severity", "rule", "name", "message", "entity", "entity_kind", "target_text", "suggestion", "source",
    "target", "reference", "places", "where", "confidence", "bead_confidence", "gates", "category", "doc_id",
    "system", "id", "target_path", "target_line", "target_column", "evidence", "group_id", "finding_id",
    "other_finding_ids", "status", "editor_note",
)  # fmt: skip
SEGMENT_COLUMNS = (
    "doc_id", "system", "id", "penalty", "findings", "estimate", "semantic", "bleu", "chrf", "ter", "words",
    "bead_confidence", "source", "target", "reference",
)  # fmt: skip

# The line by which Excel is told what parts the cells.
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
Key = tuple[str, str, str]
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Note:
    """What an editor wrote beside a finding."""

    status: str = ""
    editor_note: str = ""


Notes = Mapping[str, Note]


def findings_csv(
    findings: Iterable[FindingRecord], texts: Iterable[Texts], notes: Notes, *, raw: bool = False
) -> str:
    """One row a root cause, worst first, with its places listed and the full texts of the first place.

    `notes` are those of an older report; a row takes over the note of any of its findings. BOM and CRLF; cells
    that look like formulas are guarded unless `raw`.
    """
    return _table(FINDING_COLUMNS, finding_rows(findings, texts, notes), raw=raw)


def finding_rows(findings: Iterable[FindingRecord], texts: Iterable[Texts], notes: Notes) -> Iterator[Row]:
    """The cells of `findings_csv` by column, worst first, with `source_span` and `target_span` of the first place."""
    by_key = {(text.doc_id, text.system, text.id): text for text in texts}
    return (_finding_row(places, by_key, notes) for places in root_causes(findings))


def root_causes(findings: Iterable[FindingRecord]) -> list[list[FindingRecord]]:
    """The findings by root cause, the worst cause first; the places of each in the given order."""
    groups: defaultdict[str, list[FindingRecord]] = defaultdict(list)
    for finding in findings:
        groups[finding.group_id].append(finding)
    return sorted(groups.values(), key=lambda places: weight(worst_of(places)), reverse=True)


def worst_of(places: Sequence[FindingRecord]) -> FindingRecord:
    """The place that stands for its root cause in a report."""
    return max(places, key=weight)


def note_on(places: Sequence[FindingRecord], notes: Notes) -> Note:
    """What an editor wrote on a root cause: on the place that stands for it, else on any other."""
    worst = worst_of(places)
    ids = (place.finding_id for place in (worst, *(place for place in places if place is not worst)))
    return next((notes[name] for name in ids if name in notes), Note())


def segments_csv(scores: Iterable[ScoreRecord], texts: Iterable[Texts], *, raw: bool = False) -> str:
    """One row a segment with its scores and texts, worst first: most penalty points, then the lowest scores."""
    return _table(SEGMENT_COLUMNS, segment_rows(scores, texts), raw=raw)


def segment_rows(scores: Iterable[ScoreRecord], texts: Iterable[Texts]) -> Iterator[Row]:
    """The cells of `segments_csv` by column, worst first."""
    by_key = {(text.doc_id, text.system, text.id): text for text in texts}
    return (_segment_row(score, by_key) for score in sorted(scores, key=_goodness))


def read_notes(path: Path) -> dict[str, Note]:
    """The notes of a findings.csv by finding id; none where the file is not there.

    Takes the file as a spreadsheet saved it: commas, semicolons or tabs. Raises `InputError` where it cannot be
    read, so that nobody's notes are written over.
    """
    try:
        rows = parse_table(spreadsheet_text(path.read_bytes()))
    except FileNotFoundError:
        return {}
    except (OSError, csv.Error) as error:
        raise InputError(
            str(path), f"cannot be read, so its notes cannot be kept: {error}", whole=True
        ) from error
    if rows and not {"finding_id", "status", "editor_note"} <= rows[0].keys():
        raise InputError(str(path), "has no columns finding_id, status, editor_note to keep", whole=True)
    notes = {}
    for row in rows:
        note = Note(row["status"], row["editor_note"])
        if note != Note():
            ids = (row["finding_id"], *row.get("other_finding_ids", "").split())
            notes.update(dict.fromkeys(ids, note))
    return notes


def spreadsheet_text(data: bytes) -> str:
    """What spreadsheets write: UTF-8, UTF-16 with its mark, GB 18030, or the Western code page."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    for codec in ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(codec)
    return data.decode("cp1252", "replace")


def parse_table(text: str) -> list[dict[str, str]]:
    """The rows of an editors' table as they were before they were guarded; a BOM is passed over."""
    text = text.removeprefix("\ufeff")
    named = _SEPARATOR_LINE.match(text)
    text = text[named.end() :] if named else text
    header = text.split("\n", 1)[0]
    delimiter = named[1] if named else max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="", strict=True)
    with cells_of_any_size():
        return [
            {name: unguard(value) for name, value in row.items() if isinstance(value, str)} for row in reader
        ]


def _table(columns: Sequence[str], rows: Iterable[Row], *, raw: bool) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_shown(row.get(name), raw=raw) for name in columns])
    return "\ufeff" + out.getvalue()


def _shown(value: object, *, raw: bool) -> str:
    """Only text is guarded: a negative score is a number."""
    return guard(value) if isinstance(value, str) and not raw else cell(value)


def _goodness(score: ScoreRecord) -> tuple[float, ...]:
    scores = (score.estimate, score.semantic, score.bleu)
    return (-(score.penalty or 0.0), *(float("inf") if value is None else value for value in scores))


def _finding_row(places: Sequence[FindingRecord], texts: Mapping[Key, Texts], notes: Notes) -> Row:
    worst = worst_of(places)
    text = texts.get((worst.doc_id, worst.system, worst.id))
    others = [place.finding_id for place in places if place is not worst]
    note = note_on(places, notes)
    own = {name: getattr(worst, name) for name in FINDING_COLUMNS if hasattr(worst, name)}
    return {
        **own,
        "source": text.source if text else None,
        "target": text.target if text else None,
        "reference": text.reference if text else None,
        "source_span": _span(worst.source_start, worst.source_end),
        "target_span": _span(worst.target_start, worst.target_end),
        "places": len(places),
        "where": "; ".join(map(_where, places)),
        "other_finding_ids": " ".join(others),
        "status": note.status,
        "editor_note": note.editor_note,
    }


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)


def _where(finding: FindingRecord) -> str:
    line = "" if finding.target_line is None else f" line {finding.target_line}"
    column = "" if finding.target_column is None else f":{finding.target_column}"
    return f"{finding.id}{line}{column}"


def _segment_row(score: ScoreRecord, texts: Mapping[Key, Texts]) -> Row:
    text = texts.get((score.doc_id or "", score.system, score.id or ""))
    own = {name: getattr(score, name) for name in SEGMENT_COLUMNS if hasattr(score, name)}
    return {
        **own,
        "bead_confidence": text.confidence if text else None,
        "source": text.source if text else None,
        "target": text.target if text else None,
        "reference": text.reference if text else None,
    }
