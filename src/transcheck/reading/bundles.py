"""Folder bundles → documents."""

from __future__ import annotations

from pathlib import Path

from transcheck.errors import InputError
from transcheck.model import Bundle, Document, Side
from transcheck.reading.documents import read_document
from transcheck.reading.intake import NO_CHINESE, Intake, empty_side, lacks_chinese, merge, whole

_STEMS: dict[Side, str] = {"target": "target.en", "source": "source.zh", "reference": "reference.en"}
_ENDINGS = (".txt", ".md", ".docx")
_EXPECTED = f"{_STEMS['target']}.txt, .md or .docx"


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
        raise InputError(path, f"holds neither {_EXPECTED} nor folders that do", whole=True)
    return _checked(merge(parts), path, alone=False)


def make_bundle(doc_id: str, paths: dict[Side, str]) -> Intake:
    """One document from the files of its sides."""
    documents: dict[Side, Document] = {}
    for side, path in paths.items():
        documents[side] = read_document(side, path, doc_id)
    if not any(document.judged.strip() for document in documents.values()):
        raise InputError(
            documents["target"].path,
            "is empty, and so are its other sides" if len(documents) > 1 else "is empty",
        )
    source = documents.get("source")
    if source is not None and lacks_chinese([source.judged]):
        raise InputError(source.path, NO_CHINESE)
    bundle = Bundle(doc_id, documents["target"], documents.get("source"), documents.get("reference"))
    return Intake(
        bundles=(bundle,), encodings=tuple((d.path, d.encoding) for d in documents.values() if d.encoding)
    )


def _may_be_folder(entry: Path) -> bool:
    # A link that leads nowhere or round in a circle was meant to be something.
    return entry.is_dir() or (entry.is_symlink() and not entry.exists())


def _is_bundle(folder: Path) -> bool:
    return any(_found(folder, stem) for stem in _STEMS.values())


def _found(folder: Path, stem: str) -> list[str]:
    """The names of the files of one side that are there; a link that leads nowhere was meant to be one."""
    names = (stem + ending for ending in _ENDINGS)
    return [name for name in names if (folder / name).exists() or (folder / name).is_symlink()]


def _tried(path: str) -> Intake:
    try:
        return _read_bundle(path)
    except InputError as problem:
        return Intake(problems=(problem,))


def _read_bundle(path: str) -> Intake:
    folder = Path(path)
    try:
        list(folder.iterdir())  # a link round in a circle or a locked folder says so here
        there = {side: names for side, stem in _STEMS.items() if (names := _found(folder, stem))}
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error
    if "target" not in there:
        raise InputError(path, f"holds no {_EXPECTED}")
    for names in there.values():
        if len(names) > 1:
            raise InputError(path, f"holds {' and '.join(names)}: which of them is meant?")
    paths = {side: f"{path.rstrip('/')}/{names[0]}" for side, names in there.items()}
    return make_bundle(folder.name or folder.resolve().name, paths)


def _checked(intake: Intake, path: str, *, alone: bool) -> Intake:
    """The intake, unless a side is blank in every document of it."""
    blank = empty_side(intake.bundles)
    if blank is None:
        return intake
    if alone:
        raise InputError(_path_of(intake.bundles[0], blank), "is empty", whole=True)
    raise whole(InputError(path, "is empty in every document", place=_STEMS[blank]))


def _path_of(bundle: Bundle, side: Side) -> str:
    document: Document | None = getattr(bundle, side)
    return document.path if document else ""
