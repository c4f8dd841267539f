"""DOCX → text: one line a paragraph, in the order of the document, tables cell by cell.

Left out: deleted and hidden text, what a field is made from, annotations over characters, headers, footers, notes,
comments. Only two members of the archive are read, as streams of a bounded size, and none is ever written.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from transcheck.errors import InputError
from transcheck.reading.xml_stream import Handler, local_name, read_xml

LARGEST_DOCX = 2**28  # bytes of the file: pictures may be large
LARGEST_PART = 2**26  # bytes of its text unpacked: a long novel takes a tenth of that
_MAIN, _RELATIONS = "word/document.xml", "_rels/.rels"
_WORD_SPACES = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
# Nothing within these is text of the document as it stands.
_LEFT_OUT = frozenset({"del", "moveFrom", "rt", "instrText", "delText"})
# Breaks end a sentence; a paragraph stays one line, so that its number is its line.
_CHARACTERS = {"tab": "\t", "br": "\u2028", "cr": "\u2028", "noBreakHyphen": "\u2011", "softHyphen": ""}
_ONE_LINE = str.maketrans("\r\n", "  ")


def read_docx(path: str) -> str:
    """The text of a DOCX file, its paragraphs joined by line feeds.

    A line break within a paragraph is U+2028. Raises `InputError` for a file that is no DOCX, is encrypted, or is
    larger inside than `LARGEST_PART`.
    """
    try:
        if Path(path).stat().st_size > LARGEST_DOCX:
            raise InputError(path, f"is larger than {LARGEST_DOCX >> 20} MiB")
        with zipfile.ZipFile(path) as archive:
            handler = _Body()
            _read_part(archive, _main_part(archive, path), path, handler)
        if handler.fields:
            raise InputError(path, "holds a field without an end", place=_MAIN)
    except zipfile.BadZipFile as error:
        raise InputError(path, "is no DOCX, or is protected by a password") from error
    except (OSError, ValueError) as error:
        raise InputError(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    except (RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise InputError(path, f"cannot be unpacked: {error}") from error
    return "\n".join(handler.lines)


def _read_part(archive: zipfile.ZipFile, name: str, path: str, handler: Handler) -> None:
    """Read one member, whatever size it claims to have: what counts is what comes out."""
    try:
        member = archive.getinfo(name)
    except KeyError as error:
        raise InputError(path, f"is no DOCX: it holds no {_MAIN}") from error
    if member.file_size > LARGEST_PART:
        raise InputError(path, f"holds more than {LARGEST_PART >> 20} MiB of text")
    with archive.open(member) as stream:
        try:
            read_xml(stream, path, handler, largest=LARGEST_PART)
        except InputError as problem:
            place = f"{name}:{problem.place}" if problem.place else name
            raise InputError(path, problem.message, place=place) from problem


def _main_part(archive: zipfile.ZipFile, path: str) -> str:
    """The name of the member that holds the text; some programs call it word/document2.xml."""
    if _MAIN in archive.NameToInfo or _RELATIONS not in archive.NameToInfo:
        return _MAIN
    relations = _Relations()
    _read_part(archive, _RELATIONS, path, relations)
    return posixpath.normpath(relations.target.lstrip("/")) if relations.target else _MAIN


class _Relations(Handler):
    """Looks for the member that an archive says is its document."""

    target = ""

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:  # noqa: ARG002
        """An element begins."""
        if local_name(name) == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.target = self.target or attributes.get("Target", "")

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text; there is none."""


@dataclass(slots=True)
class _Paragraph:
    """What was gathered of one paragraph; `run` is where its open run begins among the parts, -1 outside of runs."""

    parts: list[str] = field(default_factory=list)
    run: int = -1
    is_hidden: bool = False


class _Body(Handler):
    """Gathers paragraphs; those of a text box follow the paragraph that anchors it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[_Paragraph] = []
        self._boxes: list[str] = []
        self._left_out = 0
        self.fields: list[bool] = []  # whether the result of each open field has begun
        self._in_text = False
        self._seen: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:  # noqa: ARG002
        """An element begins."""
        space, _, local = name.rpartition(" ")
        kind = local if space in _WORD_SPACES else "Fallback" if name == _FALLBACK else ""
        self._seen.append(kind)
        if kind in _LEFT_OUT or kind == "Fallback":
            self._left_out += 1
        elif kind == "p":
            self._open.append(_Paragraph())
        elif self._open:
            self._inside(kind, {local_name(key): value for key, value in attributes.items()})

    def _inside(self, kind: str, attributes: Mapping[str, str]) -> None:
        paragraph = self._open[-1]
        if kind == "r":
            paragraph.run, paragraph.is_hidden = len(paragraph.parts), False
        elif kind == "t":
            self._in_text = True
        elif (
            kind == "vanish"
            and paragraph.run >= 0
            and attributes.get("val", "true") not in ("0", "false", "off")
        ):
            paragraph.is_hidden = True
        elif kind == "fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif kind in _CHARACTERS and paragraph.run >= 0:
            self._add(_CHARACTERS[kind])

    def end(self, name: str) -> None:  # noqa: ARG002  # the stack knows it
        """An element ends."""
        kind = self._seen.pop()
        if kind in _LEFT_OUT or kind == "Fallback":
            self._left_out -= 1
        elif kind == "t":
            self._in_text = False
        elif kind == "r" and self._open:
            self._end_run(self._open[-1])
        elif kind == "p":
            self._end_paragraph()

    def data(self, text: str) -> None:
        """Text, which counts only in a text element of a run."""
        if self._in_text:
            self._add(text.translate(_ONE_LINE))

    def _add(self, text: str) -> None:
        if not self._left_out and all(self.fields) and self._open:
            self._open[-1].parts.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _end_run(self, paragraph: _Paragraph) -> None:
        if paragraph.is_hidden:
            del paragraph.parts[paragraph.run :]
        paragraph.run = -1

    def _end_paragraph(self) -> None:
        text = "".join(self._open.pop().parts)
        if self._left_out:
            return
        if self._open:
            self._boxes.append(text)
            return
        self.lines += [text, *self._boxes]
        self._boxes = []
