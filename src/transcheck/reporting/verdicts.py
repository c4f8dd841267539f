"""Editors' verdicts on findings: read back from the reports, kept in one file, used in the next run.

A refused finding is no longer reported, and the report says how many are not. Accepted and refused findings
together show how often each rule was right.
"""

from __future__ import annotations

import csv
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from transcheck.errors import InputError
from transcheck.reporting.editors import parse_table, spreadsheet_text
from transcheck.text import writable

_VERSION = 1
_LONGEST_MESSAGE = 200  # characters of what is wrong with a file
Status = Literal["accepted", "rejected"]
# What editors write, in any case; what is not here is a status of their own and no verdict.
_SAID: Mapping[str, Status] = {
    **dict.fromkeys(("accepted", "accept", "yes", "y", "ok", "right", "done", "fixed", "对", "是", "已改"), "accepted"),
    **dict.fromkeys(("rejected", "reject", "no", "n", "wrong", "false", "ignore", "错", "否", "不改"), "rejected"),
}  # fmt: skip


_ABOUT = ("rule", "entity", "entity_kind", "target_text", "suggestion", "editor_note")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an editor said of a root cause: `finding_id` stands for it, `others` are its other places."""

    finding_id: str
    status: Status
    rule: str = ""
    entity: str = ""
    entity_kind: str = ""
    target_text: str = ""
    suggestion: str = ""
    editor_note: str = ""
    others: tuple[str, ...] = ()


def read_report(path: Path) -> tuple[tuple[Verdict, ...], int]:
    """The verdicts in a findings.csv, a report.xlsx or an export of the page, and how many rows have none.

    Raises `InputError` for a file that cannot be read or has no columns finding_id and status.
    """
    reader = {".csv": _csv_rows, ".tsv": _csv_rows, ".json": _json_rows, ".xlsx": _xlsx_rows}.get(
        path.suffix.lower()
    )
    if reader is None:
        raise InputError(str(path), "is neither CSV, XLSX nor JSON", whole=True)
    try:
        rows = reader(path)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}", whole=True) from error
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise InputError(str(path), f"is no report of transcheck: {error}", whole=True) from error
    if rows and not any({"finding_id", "status"} <= row.keys() for row in rows):
        raise InputError(str(path), "has no columns finding_id and status", whole=True)
    found = tuple(verdict for row in rows if (verdict := _verdict(row)))
    return found, len(rows) - len(found)


def _verdict(row: Mapping[str, str]) -> Verdict | None:
    status = _SAID.get(row.get("status", "").strip().lower())
    if status is None or not row.get("finding_id"):
        return None
    about = {name: row.get(name, "") for name in _ABOUT}
    return Verdict(
        row["finding_id"],
        status,
        **about,
        others=tuple((row.get("other_finding_ids") or row.get("others", "")).split()),
    )


def _csv_rows(path: Path) -> list[dict[str, str]]:
    return parse_table(spreadsheet_text(path.read_bytes()))


def _json_rows(path: Path) -> list[dict[str, str]]:
    content = json.loads(path.read_text(encoding="utf-8-sig"))
    rows = content["verdicts"] if isinstance(content, dict) else content
    return [{str(name): _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: object) -> str:
    """A value as text that can be written: half a surrogate pair cannot."""
    text = " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return writable(text)


def _xlsx_rows(path: Path) -> list[dict[str, str]]:
    """The rows of the sheet findings; a workbook has no guard against formulas, so none is taken off."""
    from zipfile import BadZipFile

    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book["findings"]
        rows = [[_plain(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        book.close()
    except (BadZipFile, SyntaxError, zlib.error, EOFError) as error:  # XML that breaks off is a SyntaxError
        raise ValueError("not a workbook") from error
    header, *body = rows
    return [dict(zip(header, row, strict=False)) for row in body if any(row)]


def verdicts_json(verdicts: Iterable[Verdict]) -> str:
    """A file of verdicts; the same verdicts, the same text."""
    ordered = sorted(verdicts, key=lambda verdict: verdict.finding_id)
    content = {"version": _VERSION, "verdicts": [asdict(verdict) for verdict in ordered]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_verdicts(path: Path) -> tuple[Verdict, ...]:
    """What a file of verdicts holds; raises `InputError` where it is missing or something else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            raise ValueError(f"version {content['version']}, expected {_VERSION}")
        return tuple(map(_kept, content["verdicts"]))
    except OSError as error:
        raise InputError(str(path), f"verdicts cannot be read: {error.strerror}", whole=True) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = " ".join(str(error).split())[:_LONGEST_MESSAGE]
        raise InputError(str(path), f"not a file of verdicts: {message}", whole=True) from error


def _kept(row: Mapping[str, object]) -> Verdict:
    about = {field.name: row[field.name] for field in fields(Verdict) if field.name in row}
    texts = {name: value for name, value in about.items() if name != "others"}
    others = about.get("others", [])
    if not isinstance(others, list) or not all(
        isinstance(value, str) for value in (*texts.values(), *others)
    ):
        raise ValueError("a verdict is not made of texts")
    if texts.get("status") not in get_args(Status):
        raise ValueError(f"unknown status {texts.get('status')!r}")
    return Verdict(**{**texts, "others": tuple(others)})  # type: ignore[arg-type]  # checked above


def read_refused(path: Path) -> frozenset[str]:
    """Ids of the findings that editors refused, with all their places."""
    refused = (verdict for verdict in read_verdicts(path) if verdict.status == "rejected")
    return frozenset(name for verdict in refused for name in (verdict.finding_id, *verdict.others))


def updated(old: Iterable[Verdict], new: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Old verdicts and new ones; on the same finding the new one counts."""
    kept = {verdict.finding_id: verdict for verdict in old}
    for verdict in new:
        for name in verdict.others:
            kept.pop(name, None)
        kept[verdict.finding_id] = verdict
    return tuple(kept.values())


@dataclass(frozen=True, slots=True)
class Record:
    """How often editors found a rule right and wrong."""

    rule: str
    accepted: int
    rejected: int

    @property
    def share(self) -> float:
        """The measured precision."""
        return self.accepted / (self.accepted + self.rejected)

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson interval of the precision at 95 % (E. B. Wilson, JASA 22, 1927).

        >>> [round(bound, 2) for bound in Record("P101", 9, 1).interval]
        [0.6, 0.98]
        """
        n, z = self.accepted + self.rejected, 1.96
        centre = self.share + z * z / (2 * n)
        spread = z * (self.share * (1 - self.share) / n + z * z / (4 * n * n)) ** 0.5
        return (centre - spread) / (1 + z * z / n), (centre + spread) / (1 + z * z / n)


def records(verdicts: Iterable[Verdict]) -> list[Record]:
    """The record of each rule that has verdicts, by code."""
    counts: defaultdict[str, Counter[Status]] = defaultdict(Counter)
    for verdict in verdicts:
        counts[verdict.rule][verdict.status] += 1
    return [Record(rule, of["accepted"], of["rejected"]) for rule, of in sorted(counts.items())]


def records_text(found: Iterable[Record]) -> str:
    """A line a rule: verdicts, precision and its interval."""
    lines = [
        f"{one.rule:6}{one.accepted:9}{one.rejected:9}{one.share:11.2f}  {one.interval[0]:.2f}-{one.interval[1]:.2f}"
        for one in found
    ]
    header = f"{'rule':6}{'accepted':>9}{'rejected':>9}{'precision':>11}  95 %"
    return "".join(f"{line}\n" for line in (header, *lines)) if lines else "no verdicts\n"
