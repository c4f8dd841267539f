"""The editors' workbook: findings by root cause with the words in question highlighted, segments, a summary."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from transcheck.model import Severity
from transcheck.reporting.editors import (
    FINDING_COLUMNS,
    SEGMENT_COLUMNS,
    Notes,
    Row,
    finding_rows,
    segment_rows,
)
from transcheck.reporting.families import FAMILIES
from transcheck.reporting.records import FindingRecord, ScoreRecord, Texts
from transcheck.reporting.summary import Facts, signature_text, summary_lines
from transcheck.reporting.tables import cell
from transcheck.reporting.text import columns
from transcheck.text import writable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767  # characters, Excel's limit
# The same bytes for the same findings: no clock in the file.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_WIDTHS = {
    "message": 48, "source": 44, "target": 56, "reference": 56, "suggestion": 26, "target_text": 26, "entity": 18,
    "where": 20, "editor_note": 30, "name": 20, "evidence": 30, "status": 12,
}  # fmt: skip
_NARROW = 11
# For programs that take the file back; an editor need not see them.
_HIDDEN = frozenset(
    (
        "bead_confidence",
        "gates",
        "category",
        "target_path",
        "evidence",
        "group_id",
        "finding_id",
        "other_finding_ids",
    )
)
# Text and background; dark on light, so that a printed page and a colour-blind reader tell them apart too.
_COLOURS = {
    "critical": ("#7A0012", "#FBD5DA"),
    "major": ("#7A3A00", "#FDE3C8"),
    "minor": ("#5C4B00", "#FFF6CC"),
    "neutral": ("#3D3D3D", "#EDEDED"),
}
_BARS = {"critical": "#B00020", "major": "#E8710A", "minor": "#F2C200", "neutral": "#9AA0A6"}
_LINE = 15  # points, the height of a line
_MOST_LINES = 10
_BELOW_CHART = 20  # rows


def workbook(
    findings: Sequence[FindingRecord],
    scores: Sequence[ScoreRecord],
    texts: Sequence[Texts],
    notes: Notes,
    facts: Facts,
) -> bytes:
    """An .xlsx file with the sheets findings, segments and summary; the first two have the cells of the CSV files.

    All text is written as text, never as a formula or a link; a cell longer than Excel takes is cut, with a mark.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": "transcheck", "created": _CREATED})
    formats = _formats(book)
    _findings_sheet(book, formats, list(finding_rows(findings, texts, notes)))
    _segments_sheet(book, formats, list(segment_rows(scores, texts)))
    _summary_sheet(book, formats, findings, facts)
    book.close()
    return out.getvalue()


def _formats(book: Workbook) -> Mapping[str, Format]:
    plain = {"valign": "top", "text_wrap": True}
    marked = {"bold": True, "color": "#B00020", "underline": 1}
    return {
        "header": book.add_format({"bold": True, "bg_color": "#1F3A5F", "color": "#FFFFFF", "valign": "top"}),
        "plain": book.add_format(plain),
        "number": book.add_format({"valign": "top", "num_format": "0.00"}),
        "marked": book.add_format(marked),
        "title": book.add_format({"bold": True, "font_size": 14}),
    } | {
        name: book.add_format({**plain, "color": text, "bg_color": ground, "bold": True})
        for name, (text, ground) in _COLOURS.items()
    }


def _sheet(
    book: Workbook, name: str, columns: Sequence[str], rows: int, formats: Mapping[str, Format]
) -> Worksheet:
    """An empty table with a header that stays in view, filters, and columns as wide as what they hold."""
    sheet = book.add_worksheet(name)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title, formats["header"])
        sheet.set_column(
            column, column, _WIDTHS.get(title, _NARROW), None, {"hidden": True} if title in _HIDDEN else {}
        )
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(1, rows), len(columns) - 1)
    return sheet


def _findings_sheet(book: Workbook, formats: Mapping[str, Format], rows: Sequence[Row]) -> None:
    sheet = _sheet(book, "findings", FINDING_COLUMNS, len(rows), formats)
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, _height(row))
        for column, name in enumerate(FINDING_COLUMNS):
            value = row.get(name)
            if name in ("source", "target"):
                _marked(sheet, number, column, value, row.get(f"{name}_span"), formats)
            elif name == "severity":
                sheet.write_string(number, column, str(value), formats[str(value)])
            else:
                _cell(sheet, number, column, value, formats)
    if rows:
        column = FINDING_COLUMNS.index("status")
        choice = {"validate": "list", "source": ["accepted", "rejected"], "error_type": "information"}
        sheet.data_validation(1, column, len(rows), column, choice)


def _segments_sheet(book: Workbook, formats: Mapping[str, Format], rows: Sequence[Row]) -> None:
    sheet = _sheet(book, "segments", SEGMENT_COLUMNS, len(rows), formats)
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, _height(row))
        for column, name in enumerate(SEGMENT_COLUMNS):
            _cell(sheet, number, column, row.get(name), formats)


def _height(row: Row) -> int:
    """Points for the lines that the longest text of a row takes in its column; spreadsheets do not always reckon it."""
    needed = (
        -(-columns(value) // _WIDTHS.get(name, _NARROW))
        for name, value in row.items()
        if isinstance(value, str) and name not in _HIDDEN
    )
    return _LINE * min(_MOST_LINES, max(1, *needed))


def _cell(sheet: Worksheet, row: int, column: int, value: object, formats: Mapping[str, Format]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value, formats["number" if isinstance(value, float) else "plain"])
    else:
        sheet.write_string(row, column, _short(cell(value)), formats["plain"])


def _marked(
    sheet: Worksheet, row: int, column: int, value: object, span: object, formats: Mapping[str, Format]
) -> None:
    """A text with the words in question highlighted inside the cell."""
    text = _short(value) if isinstance(value, str) else ""
    if not text:
        return
    start, end = span if isinstance(span, tuple) else (0, 0)
    if not start < end <= len(text):
        sheet.write_string(row, column, text, formats["plain"])
    elif (start, end) == (0, len(text)):
        sheet.write_string(row, column, text, formats["marked"])
    else:
        pieces: list[Any] = [text[:start]] if start else []
        pieces += [formats["marked"], text[start:end]]
        pieces += [text[end:]] if end < len(text) else []
        sheet.write_rich_string(row, column, *pieces, formats["plain"])


def _short(text: str) -> str:
    """Text that a cell takes: no half of a surrogate pair, and not too long."""
    text = writable(text)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _summary_sheet(
    book: Workbook, formats: Mapping[str, Format], findings: Iterable[FindingRecord], facts: Facts
) -> None:
    sheet = book.add_worksheet("summary")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 5, 11)
    sheet.write_string(0, 0, "transcheck", formats["title"])
    severities = [severity.label for severity in sorted(Severity, reverse=True)]
    counts = Counter((finding.rule[0], finding.severity) for finding in findings)
    families = [letter for letter in FAMILIES if any(counts[letter, label] for label in severities)]
    for column, title in enumerate(["family", *severities]):
        sheet.write_string(2, column, title, formats["header"])
    for row, letter in enumerate(families, 3):
        sheet.write_string(row, 0, f"{letter} {FAMILIES[letter]}")
        for column, label in enumerate(severities, 1):
            sheet.write_number(row, column, counts[letter, label])
    if families:
        _chart(book, sheet, severities, last=len(families) + 2)
    for row, line in enumerate((*summary_lines(facts), signature_text(facts.signature)), _BELOW_CHART):
        sheet.write_string(row, 0, _short(line))


def _chart(book: Workbook, sheet: Worksheet, severities: Sequence[str], *, last: int) -> None:
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, label in enumerate(severities, 1):
        chart.add_series(
            {
                "name": ["summary", 2, column],
                "categories": ["summary", 3, 0, last, 0],
                "values": ["summary", 3, column, last, column],
                "fill": {"color": _BARS[label]},
            }
        )
    chart.set_title({"name": "Findings by family and severity"})
    chart.set_y_axis({"reverse": True})
    sheet.insert_chart(2, 7, chart)
