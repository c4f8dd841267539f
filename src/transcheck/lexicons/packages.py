"""Packages whose tables are read where they lie, without running the package."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path


@cache
def package_folder(name: str) -> Path | None:
    """The folder of an installed package; None where it is not installed.

    >>> (package_folder("jieba") / "dict.txt").exists(), package_folder("no_such_package")
    (True, None)
    """
    spec = importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def is_installed(name: str) -> bool:
    """Whether a package is there; the empty name stands for none needed."""
    return not name or package_folder(name) is not None
