"""Findings that editors refused: they are no longer reported, and the report says how many."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from transcheck.errors import InputError

_VERSION = 1


def dismissals_json(dismissed: Mapping[str, Mapping[str, str]]) -> str:
    """A file of dismissals: by finding id, what a person needs to recognise the finding, and the editor's note."""
    content = {"version": _VERSION, "dismissed": dict(sorted(dismissed.items()))}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_dismissals(path: Path) -> dict[str, dict[str, str]]:
    """What a file of dismissals holds; raises `InputError` where it is missing or something else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            raise ValueError(f"version {content['version']}, expected {_VERSION}")
        return {str(name): dict(about) for name, about in dict(content["dismissed"]).items()}
    except OSError as error:
        raise InputError(str(path), f"dismissals cannot be read: {error.strerror}", whole=True) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(str(path), f"not a file of dismissals: {error!r}", whole=True) from error
