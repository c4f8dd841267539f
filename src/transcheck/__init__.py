"""transcheck: aligns, checks and scores Chinese-to-English translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transcheck.config import Settings
    from transcheck.pipeline.table import Checked, check_table

__version__ = "0.1.0"
__all__ = ["Checked", "Settings", "__version__", "check_table"]

_HOMES = {
    "Checked": "transcheck.pipeline.table",
    "Settings": "transcheck.config",
    "check_table": "transcheck.pipeline.table",
}


def __getattr__(name: str) -> object:
    """The public names, loaded when they are first asked for: `import transcheck` itself costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
