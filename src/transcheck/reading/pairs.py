"""Files of translation units (XLIFF, TMX, PO): what their readers share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transcheck.errors import InputError
from transcheck.model import Row
from transcheck.reading.inline import OPAQUE
from transcheck.reading.intake import Intake, empty_side
from transcheck.reading.tables import is_blank

_CHINESE = re.compile(r"(?:zh|cmn|chi|zho)(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
_ENGLISH = re.compile(r"(?:en|eng)(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
# Elements whose content is code of the original format, and those within them that are text again.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_SUBFLOW = "sub"
# A code without a partner may stand for a word: "Delete <x/> files."
_STANDALONE = frozenset({"x", "ph"})
_HOLE = "\x00"  # XML cannot hold it
_WORD_HOLE = re.compile(r"(?<=\s)\x00+(?=[\s,.;:!?)]|$)")


@dataclass(slots=True)
class Units:
    """What was read of a file so far; `skipped` counts units that are not translated or not to be translated."""

    path: str
    rows: list[Row] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)
    skipped: int = 0


def intake(units: Units, encoding: str) -> Intake:
    """The rows of a file that was read to its end. Raises `InputError` where nothing of it can be used."""
    path = units.path
    if not units.rows and units.problems:
        problem = units.problems[0]
        raise InputError(path, problem.message, place=problem.place, whole=True)
    if not units.rows:
        why = f"nothing in it is translated ({units.skipped} units)" if units.skipped else "has no units"
        raise InputError(path, why, whole=True)
    _refuse_duplicates(units.rows, path)
    kept = tuple(row for row in units.rows if not is_blank(row))
    blank = empty_side(kept or units.rows)
    if blank:
        raise InputError(path, "is empty in every unit", place=blank, whole=True)
    skipped = units.skipped + len(units.rows) - len(kept)
    return Intake((), kept, tuple(units.problems), skipped, ((path, encoding),))


def _refuse_duplicates(rows: Sequence[Row], path: str) -> None:
    seen: dict[tuple[str, str], int | None] = {}
    for row in rows:
        if (row.doc_id, row.id) in seen:
            message = f"doc_id {row.doc_id!r}, id {row.id!r} stands already at {seen[row.doc_id, row.id]}"
            raise InputError(path, message, place=str(row.line), whole=True)
        seen[row.doc_id, row.id] = row.line


def is_chinese(language: str) -> bool:
    """Whether a language tag means Chinese.

    >>> is_chinese("zh-Hans-CN"), is_chinese("zha")
    (True, False)
    """
    return bool(_CHINESE.fullmatch(language))


def is_english(language: str) -> bool:
    """Whether a language tag means English.

    >>> is_english("en_GB"), is_english("de")
    (True, False)
    """
    return bool(_ENGLISH.fullmatch(language))


class Words:
    """The words of a segment, gathered from its elements: text within formatting is kept, code is not.

    A code that leaves a hole between words becomes one OPAQUE there, a line break a line feed.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._muted = [False]

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An inline element begins, by its local name."""
        is_break = "lb" in (attributes.get("ctype"), attributes.get("type"))
        if is_break or attributes.get("subType") == "xlf:lb":
            self._parts.append("\n")
        elif name in _STANDALONE and not self._muted[-1]:
            self._parts.append(_HOLE)
        self._muted.append(name in _CODES or (self._muted[-1] and name != _SUBFLOW))

    def end(self) -> None:
        """The innermost element ends."""
        self._muted.pop()

    def data(self, text: str) -> None:
        """Text stands here."""
        if not self._muted[-1]:
            self._parts.append(text)

    @property
    def text(self) -> str:
        """What was gathered."""
        return _WORD_HOLE.sub(OPAQUE, "".join(self._parts)).replace(_HOLE, "")
