"""Which findings are right: by phenomenon, by confidence and by rule, on the exam's names and documents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from transcheck.bench.calibrating import calibration_csv
from transcheck.bench.exam import choose_parts, exam_folder
from transcheck.bench.findings_report import report
from transcheck.bench.judged import Sheet, json_line, load_script
from transcheck.bench.judged_genre import judge_genre
from transcheck.bench.judged_names import judge_names
from transcheck.errors import TranscheckError

RECORD = Path("reports/findings.md")
PARTS = ("names", "genre")


def main(
    folder: Path | None = None,
    *,
    record: bool = False,
    dump: Path | None = None,
    calibrate: Path | None = None,
    record_file: Path = RECORD,
    echo: Callable[[str], None],
) -> int:
    """Check and judge, print the report, write it with `record`, the judged findings to `dump` and the counts of rules to `calibrate`; always 0."""
    folder = exam_folder(folder)
    choose_parts(folder, PARTS)
    sheets = judge_all(folder)
    text = report(sheets)
    echo(text)
    if record:
        _write(record_file, text)
        echo(f"recorded in {record_file.as_posix()}")
    if calibrate:
        _write(calibrate, calibration_csv([finding for sheet in sheets for finding in sheet.findings]))
        echo(f"how often each rule was right: {calibrate.as_posix()}")
    if dump:
        lines = dump_lines(sheets)
        _write(dump, "".join(f"{line}\n" for line in lines))
        echo(f"{len(lines)} judged findings in {dump.as_posix()}")
    return 0


def judge_all(folder: Path) -> tuple[Sheet, ...]:
    """The names and the four situations of the documents, with the transcheck of this very interpreter."""
    command = f"{sys.executable} -m transcheck"
    exam = load_script(folder / "exam.py")
    try:
        return (judge_names(folder, exam, command), *judge_genre(folder, exam, command))
    except SystemExit as stop:  # the script's way of saying that transcheck broke off
        raise TranscheckError(f"the exam broke off: {stop}") from stop


def dump_lines(sheets: Sequence[Sheet]) -> list[str]:
    """The findings with a verdict as lines of JSON."""
    return [
        json_line(sheet, finding)
        for sheet in sheets
        for finding in sheet.findings
        if finding.right is not None
    ]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
