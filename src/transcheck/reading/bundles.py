"""Folder bundles → documents."""

from __future__ import annotations

from pathlib import Path

from transcheck.errors import InputError
from transcheck.model import Bundle, Document, Lang, Side
from transcheck.reading.decoding import read_text
from transcheck.reading.intake import Intake, empty_side, merge, whole

NAMES: dict[Side, str] = {
    "target": "target.en.txt",
    "source": "source.zh.txt",
    "reference": "reference.en.txt",
}


def read_folder(path: str) -> Intake:
    """A bundle, or the bundles in the subfolders of a folder; hidden folders are left alone.

    Raises `InputError` where nothing of the folder can be used; in a folder of bundles, one that cannot be
    read is a problem in the result.
    """
    try:
        if _is_bundle(Path(path)):
            return _checked(_read_bundle(path), path, alone=True)
        entries = sorted(entry for entry in Path(path).iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}", whole=True) from error
    parts = [_tried(f"{path.rstrip('/')}/{entry.name}") for entry in entries if _may_be_folder(entry)]
    if not parts:
        raise InputError(path, f"holds neither {NAMES['target']} nor folders that do", whole=True)
    return _checked(merge(parts), path, alone=False)


def read_document(side: Side, path: str, doc_id: str) -> tuple[Document, str]:
    """One side of a document, and the name of its encoding."""
    text, encoding = read_text(path)
    lang: Lang = "zh" if side == "source" else "en"
    return Document(doc_id, lang, text, path, encoding), encoding


def make_bundle(doc_id: str, paths: dict[Side, str]) -> Intake:
    """One document from the files of its sides."""
    documents: dict[Side, Document] = {}
    for side, path in paths.items():
        documents[side], _ = read_document(side, path, doc_id)
    bundle = Bundle(doc_id, documents["target"], documents.get("source"), documents.get("reference"))
    return Intake(bundles=(bundle,), encodings=tuple((d.path, d.encoding) for d in documents.values()))


def _may_be_folder(entry: Path) -> bool:
    # A link that leads nowhere or round in a circle was meant to be something.
    return entry.is_dir() or (entry.is_symlink() and not entry.exists())


def _is_bundle(folder: Path) -> bool:
    return any((folder / name).exists() or (folder / name).is_symlink() for name in NAMES.values())


def _tried(path: str) -> Intake:
    try:
        return _read_bundle(path)
    except InputError as problem:
        return Intake(problems=(problem,))


def _read_bundle(path: str) -> Intake:
    folder = Path(path)
    try:
        list(folder.iterdir())  # a link round in a circle or a locked folder says so here
        there = {
            side: name
            for side, name in NAMES.items()
            if (folder / name).exists() or (folder / name).is_symlink()
        }
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error
    if "target" not in there:
        raise InputError(path, f"holds no {NAMES['target']}")
    paths = {side: f"{path.rstrip('/')}/{name}" for side, name in there.items()}
    return make_bundle(folder.name or folder.resolve().name, paths)


def _checked(intake: Intake, path: str, *, alone: bool) -> Intake:
    """The intake, unless a side is blank in every document of it."""
    blank = empty_side(intake.bundles)
    if blank is None:
        return intake
    if alone:
        raise InputError(f"{path.rstrip('/')}/{NAMES[blank]}", "is empty", whole=True)
    raise whole(InputError(path, "is empty in every document", place=NAMES[blank]))
