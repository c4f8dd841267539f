"""Findings held against marked data: each one right, wrong, or on something the data says nothing about."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from transcheck.errors import UsageError


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked place: an error that should be found, or something right that should be left alone."""

    phenomenon: str
    status: str  # "bad", "ok"; anything else is neither looked for nor forbidden


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """What a rule said, and whether the data agrees; `right` is None where the data is silent.

    `marks` are numbers of the sheet's marks: the errors a right finding points at, or the right thing that a
    false alarm objects to (none if it objects to something unmarked). `phenomena` are theirs, or the finding's own.
    """

    rule: str
    confidence: float
    kind: str
    doc: str
    id: str
    right: bool | None
    phenomena: tuple[str, ...]
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One part of the exam in one situation: everything marked, and every finding judged."""

    part: str
    situation: str
    marks: tuple[Mark, ...]
    findings: tuple[JudgedFinding, ...]


def load_script(path: Path) -> ModuleType:
    """A script outside the project as a module of its own, whatever its name."""
    spec = importlib.util.spec_from_file_location(f"_exam_{path.stem}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise UsageError(f"no script {path.as_posix()}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def json_line(sheet: Sheet, finding: JudgedFinding) -> str:
    """A judged finding as one JSON object, for fitting a calibration elsewhere."""
    fields = {
        "rule": finding.rule,
        "confidence": finding.confidence,
        "right": finding.right,
        "doc": finding.doc,
        "id": finding.id,
        "part": sheet.part,
        "situation": sheet.situation,
        "kind": finding.kind,
    }
    return json.dumps(fields, ensure_ascii=False)
