"""Termbases of the user: CSV with a header, and TBX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from transcheck.errors import InputError
from transcheck.lexicons.tables import Term
from transcheck.model import Kind
from transcheck.text import HAN_RUN, fold_chinese

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COLUMNS = ("zh", "en", "variants", "wrong", "kind", "context", "note")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# ISO 30042 picklist, old and new spelling: what must not be used.
_DEPRECATED = frozenset(
    ("deprecatedTerm-admn-sts", "deprecatedTerm", "supersededTerm-admn-sts", "supersededTerm")
)


def read_user_terms(path: Path) -> tuple[Term, ...]:
    """The terms of a CSV (columns zh, en; optional variants, wrong, kind, context, note) or TBX file.

    Several forms in a cell are separated by `|`. Raises `InputError` naming the line and what was expected.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", whole=True) from error
    if path.suffix.lower() in {".tbx", ".xml"}:
        return tuple(_from_tbx(path, data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 at byte {error.start}", whole=True) from error
    return tuple(_from_csv(path, text))


def _from_csv(path: Path, text: str) -> Iterator[Term]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    header = tuple(name.strip() for name in reader.fieldnames or ())
    reader.fieldnames = header
    unknown = [name for name in header if name not in _COLUMNS]
    if "zh" not in header or "en" not in header or unknown:
        problem = f"unknown column {unknown[0]!r}" if unknown else "no columns zh and en"
        raise InputError(str(path), f"{problem}; expected {','.join(_COLUMNS)}", place="1", whole=True)
    try:
        for row in reader:
            if any(cell for cell in row.values()):
                yield _checked(path, str(reader.line_num), row)
    except csv.Error as error:
        raise InputError(str(path), f"not CSV: {error}", place=str(reader.line_num), whole=True) from error


def _checked(path: Path, place: str, row: dict[str | None, str | None]) -> Term:
    if None in row:
        raise InputError(str(path), "more cells than columns", place=place, whole=True)
    cell = {name: (value or "").strip() for name, value in row.items() if name}
    zh, en = fold_chinese(cell["zh"]), cell["en"]
    kind = cell.get("kind") or "phrase"
    if not HAN_RUN.search(zh) or not en:
        raise InputError(str(path), "expected Chinese in zh and English in en", place=place, whole=True)
    if kind not in get_args(Kind):
        raise InputError(
            str(path), f"kind {kind!r} is none of {', '.join(get_args(Kind))}", place=place, whole=True
        )
    return Term(
        zh,
        en,
        _forms(cell.get("variants", "")),
        _forms(cell.get("wrong", "")),
        kind=cast(Kind, kind),
        context=_forms(fold_chinese(cell.get("context", ""))),
        note=cell.get("note", ""),
        table=path.name,
    )


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split("|") if form.strip())


def _from_tbx(path: Path, data: bytes) -> Iterator[Term]:
    from xml.etree import ElementTree

    if b"<!ENTITY" in data:  # no termbase needs them, and nested ones can fill the memory
        raise InputError(str(path), "entity declarations are not accepted", whole=True)
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise InputError(str(path), f"not XML: {error}", whole=True) from error
    entries = [node for node in root.iter() if _name(node) in {"termEntry", "conceptEntry"}]
    if not entries:
        raise InputError(str(path), "not TBX: no termEntry or conceptEntry", whole=True)
    for entry in entries:
        yield from _entry_terms(path, entry)


def _entry_terms(path: Path, entry: Element) -> Iterator[Term]:
    chinese: list[str] = []
    english: list[str] = []
    wrong: list[str] = []
    for section in entry.iter():
        if _name(section) in {"langSet", "langSec"}:
            language = section.get(_XML_LANG, "").lower()[:2]
            for form, deprecated in _section_terms(section):
                if language == "zh" and not deprecated:
                    chinese.append(fold_chinese(form))
                elif language == "en":
                    (wrong if deprecated else english).append(form)
    for zh in chinese if english else ():
        yield Term(zh, english[0], tuple(english[1:]), tuple(wrong), kind="phrase", table=path.name)


def _section_terms(section: Element) -> Iterator[tuple[str, bool]]:
    for group in section.iter():
        if _name(group) in {"tig", "ntig", "termSec", "termGrp"}:
            form = " ".join(_texts(group, "term"))
            if form and _name(group) != "ntig":
                yield form, any(note in _DEPRECATED for note in _texts(group, "termNote"))


def _texts(node: Element, name: str) -> Iterable[str]:
    return [text for child in node.iter() if _name(child) == name and (text := (child.text or "").strip())]


def _name(node: Element) -> str:
    """An element's name without its namespace."""
    return node.tag.rsplit("}", 1)[-1]
