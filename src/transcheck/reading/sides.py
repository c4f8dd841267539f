"""Free documents named side by side: files, or folders whose files are paired by name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath

from transcheck.errors import InputError
from transcheck.model import Document, Row, Side, Span
from transcheck.reading.bundles import make_bundle
from transcheck.reading.intake import Intake, empty_side, lost, merge
from transcheck.reading.tables import is_blank

# report.zh.md, report_en.txt, report-zh-CN.txt: what names the language, not the document.
_LANGUAGE = re.compile(r"[._-](?:zh|cn|chs|cht|en|eng)(?:[-_][a-z]{2,4})?$", re.IGNORECASE)
Paths = dict[Side, str]


def read_sides(source: str | None, target: str, reference: str | None, *, parallel: bool = False) -> Intake:
    """The documents of two or three sides, each side a file or each a folder.

    The files of folders are paired by their relative path without extension and language suffix, which
    becomes the `doc_id`; a single file is known by the target's stem. `parallel`: line n belongs to line n,
    and each line is a row. Never raises for bad input: what could not be read is in `problems`.
    """
    named: dict[Side, str | None] = {"target": target, "source": source, "reference": reference}
    paths: Paths = {side: path for side, path in named.items() if path is not None}
    folders = [Path(path).is_dir() for path in paths.values()]
    try:
        if any(folders) and not all(folders):
            raise InputError(target, "files and folders cannot be paired with each other", whole=True)
        if not all(folders):
            return _checked(_document(PurePath(target).stem, paths, parallel=parallel), paths, "is empty")
        return _checked(_folders(paths, parallel=parallel), paths, "is empty in every document")
    except InputError as problem:
        return lost(problem)


def _checked(intake: Intake, paths: Paths, message: str) -> Intake:
    blank = empty_side(intake.bundles) or empty_side(intake.rows)
    if blank:
        raise InputError(paths[blank], message, whole=True)
    return intake


def _document(doc_id: str, paths: Paths, *, parallel: bool) -> Intake:
    read = make_bundle(doc_id, paths)
    return _in_lines(read) if parallel else read


def _in_lines(read: Intake) -> Intake:
    """The lines of one document as rows; the files must have the same number of lines."""
    (bundle,) = read.bundles
    documents = {"target": bundle.target, "source": bundle.source, "reference": bundle.reference}
    sides = {side: _line_texts(document) for side, document in documents.items() if document}
    for side, document in documents.items():
        if document and not document.judged.strip():
            raise InputError(document.path, "is empty")
        if document and len(sides[side]) != len(sides["target"]):
            few = min(len(sides[side]), len(sides["target"]))
            message = f"has {len(sides[side])} lines, but {bundle.target.path} has {len(sides['target'])}"
            raise InputError(document.path, message, place=str(few + 1))
    rows = [
        Row(
            bundle.doc_id,
            "",
            str(n + 1),
            line,
            source=sides["source"][n] if "source" in sides else None,
            reference=sides["reference"][n] if "reference" in sides else None,
            path=bundle.target.path,
            line=n + 1,
        )
        for n, line in enumerate(sides["target"])
    ]
    kept = tuple(row for row in rows if not is_blank(row))
    return Intake(rows=kept, skipped=len(rows) - len(kept), encodings=read.encodings)


def _line_texts(document: Document) -> list[str]:
    """The lines of a document, of Markdown what is text in each."""
    found = split_lines(document.text)
    if document.prose is None:
        return found
    texts, start = [], 0
    for line in document.text.split("\n" if "\n" in document.text else "\r")[: len(found)]:
        inner = document.prose.within(Span(start, start + len(line)))
        texts.append(document.prose.text[inner.start : inner.end].strip("\n"))
        start += len(line) + 1
    return texts


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends: LF or CR LF; a lone CR only in a text without any LF.

    >>> split_lines("one\\r\\ntwo\\n")
    ['one', 'two']
    """
    end = "\n" if "\n" in text else "\r"
    lines = text.split(end)
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def _folders(paths: Paths, *, parallel: bool) -> Intake:
    problems: list[InputError] = []
    found: dict[str, Paths] = {}
    for side, folder in paths.items():
        for item in _walk(folder.rstrip("/") or "/", ()):
            if isinstance(item, InputError):
                problems.append(item)
                continue
            group = found.setdefault(_doc_id(item, folder), {})
            if side in group:
                problems.append(InputError(item, f"has the same name as {group[side]}"))
            else:
                group[side] = item
    if not found and not problems:
        raise InputError(paths["target"], "holds no files", whole=True)
    parts = [_paired(doc_id, group, paths, parallel=parallel) for doc_id, group in sorted(found.items())]
    return merge([*parts, Intake(problems=tuple(problems))])


def _paired(doc_id: str, group: Paths, wanted: Paths, *, parallel: bool) -> Intake:
    missing = [side for side in wanted if side not in group]
    if missing:
        return Intake(
            problems=(InputError(next(iter(group.values())), f"has no {' and no '.join(missing)}"),)
        )
    try:
        return _document(doc_id, group, parallel=parallel)
    except InputError as problem:
        return Intake(problems=(problem,))


def _doc_id(path: str, folder: str) -> str:
    inner = PurePosixPath(path).relative_to(PurePosixPath(folder))
    return inner.with_name(_LANGUAGE.sub("", _stem(inner.name)) or inner.name).as_posix()


def _stem(name: str) -> str:
    # "report.en" has a language and no extension
    return name if _LANGUAGE.search(name) else PurePosixPath(name).stem


def _walk(folder: str, above: tuple[str, ...]) -> Iterator[str | InputError]:
    """All files below a folder that are not hidden, and what could not be looked into."""
    real = os.path.realpath(folder)
    if real in above:
        yield InputError(folder, "is a link back to a folder above it")
        return
    try:
        entries = [(entry.name, entry.is_dir(), entry.is_file()) for entry in sorted(Path(folder).iterdir())]
    except OSError as error:
        yield InputError(folder, f"cannot be read: {error.strerror}")
        return
    for name, is_folder, is_file in entries:
        path = f"{folder}/{name}"
        if name.startswith((".", "~$")):  # ~$report.docx: somebody has report.docx open
            continue
        if is_folder:
            yield from _walk(path, (*above, real))
        else:
            yield path if is_file else InputError(path, "is neither a file nor a folder")
