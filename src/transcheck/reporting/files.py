"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from transcheck.errors import UsageError


def write_file(path: Path, content: str | bytes) -> None:
    """Write one file in one step; see `write_files`."""
    write_files({path: content})


def write_files(contents: Mapping[Path, str | bytes]) -> None:
    """Write all files, each in one step and none before all could be written in full.

    Whoever reads sees the old file or the new one. Missing folders are made. A path that is no regular file (a
    terminal, a pipe) is written to directly. Raises `UsageError` where a file cannot be written.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            with _explained(path):
                _stage(path, content, staged)
        for temporary, final in staged:
            with _explained(final):
                temporary.replace(final)
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def _stage(path: Path, content: str | bytes, staged: list[tuple[Path, Path]]) -> None:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if path.is_dir():
        raise IsADirectoryError(21, "is a folder")
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    final = path.resolve()  # a link stays a link to the new content
    final.parent.mkdir(parents=True, exist_ok=True)
    # Not named after the file, whose name may be as long as a name can be.
    handle, name = tempfile.mkstemp(prefix=".transcheck-", suffix=".part", dir=final.parent)
    staged.append((Path(name), final))
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).chmod(final.stat().st_mode & 0o7777 if final.exists() else 0o666 & ~_umask())


def _umask() -> int:
    current = os.umask(0)  # there is no other way to read it
    os.umask(current)
    return current


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
