"""Files of free text → documents: plain text, Markdown, DOCX; the ending of the name tells which."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from transcheck.errors import InputError, UsageError
from transcheck.model import Document, Lang, Side
from transcheck.reading.decoding import read_text
from transcheck.reading.docx import read_docx
from transcheck.reading.markdown import markdown_prose

_MARKDOWN = frozenset({".md", ".markdown"})
_DOCX = ".docx"
# Files that hold both sides, read by another door.
PAIRED = frozenset({".xlf", ".xliff", ".tmx", ".po"})

_TABLES = frozenset({".csv", ".tsv", ".tab", ".jsonl", ".parquet"})
# Their text stands between marks that would be judged as prose.
_OTHERS = frozenset(
    {".html", ".htm", ".xhtml", ".xml", ".rtf", ".doc", ".odt", ".pdf", ".xlsx", ".xls", ".srt", ".json"}
)


def read_document(side: Side, path: str, doc_id: str) -> Document:
    """One side of a document. Raises `InputError` for a file that cannot be read, or holds both sides."""
    lang: Lang = "zh" if side == "source" else "en"
    suffix = PurePath(path).suffix.lower()
    if suffix in PAIRED:
        raise InputError(
            path, "holds source and target together: name it as an input, without --source and --target"
        )
    if suffix in _TABLES:
        raise InputError(path, "is a table: name it as an input, without --source and --target")
    if suffix in _OTHERS:
        raise InputError(path, f"{suffix} is not read: save it as plain text, Markdown or DOCX")
    if suffix == _DOCX:
        return Document(doc_id, lang, read_docx(path), path, "")
    text, encoding = read_text(path)
    prose = markdown_prose(text) if suffix in _MARKDOWN else None
    return Document(doc_id, lang, text, path, encoding, prose)


def with_text(document: Document, text: str) -> Document:
    """The same document with another text, read as its kind is read. Raises `UsageError` for what is no text file."""
    suffix = PurePath(document.path).suffix.lower()
    if suffix == _DOCX:
        raise UsageError(
            f"{document.path}: a DOCX file cannot be changed in place; save it as text or Markdown"
        )
    return replace(document, text=text, prose=None if document.prose is None else markdown_prose(text))
