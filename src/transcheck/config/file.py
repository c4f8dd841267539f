"""Configuration files: where they are, what they say, and on which line they are wrong."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from transcheck.config.choices import Choices, Defaults, settings_of
from transcheck.errors import UsageError

_OWN = "transcheck.toml"
_SHARED = "pyproject.toml"
_TABLE = ("tool", "transcheck")
_PATHS = ("inputs", "source", "target", "reference", "termbases", "verdicts", "baseline")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]+)`(?: - at `\$\.?(?P<table>[^`]*)`)?")
_WRONG = re.compile(r"(?P<what>.+?) - at `\$\.?(?P<path>[^`\[]*)(?:\[\.\.\.\])?(?:\[\d+\])?`")


def find_file(folder: Path) -> Path | None:
    """The nearest configuration at or above a folder, not above the root of its repository.

    transcheck.toml wins over a pyproject.toml beside it; a pyproject.toml without our table is none.
    """
    for place in (folder, *folder.parents):
        if (place / _OWN).is_file():
            return place / _OWN
        if (place / _SHARED).is_file() and _has_table(place / _SHARED):
            return place / _SHARED
        if (place / ".git").exists():
            return None
    return None


def _has_table(path: Path) -> bool:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False  # somebody else's file, somebody else's error
    return _ours(found) is not None


def _ours(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The table [tool.transcheck] of a pyproject.toml."""
    tool = content.get("tool")
    ours = tool.get("transcheck") if isinstance(tool, dict) else None
    return ours if isinstance(ours, dict) else None


def read_choices(path: Path) -> Choices:
    """What a configuration file says; its paths count from its own folder.

    Raises `UsageError`, with the line, for what is not TOML, for a key that is not known, and for a value of
    the wrong kind.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{path}: is not valid TOML: {error}") from error
    table = _TABLE if path.name == _SHARED else ()
    if table:
        ours = _ours(content)
        if ours is None:
            raise UsageError(f"{path}: has no table [tool.transcheck]")
        content = ours
    try:
        choices = msgspec.convert(content, Choices)
    except msgspec.ValidationError as error:
        raise UsageError(_explained(path, text, table, str(error))) from error
    _require_known_names(choices, path, text)
    return _from_here(choices, path.parent)


def _require_known_names(choices: Choices, path: Path, text: str) -> None:
    """Rules and metrics must exist; the line is the first that quotes the name which does not."""
    try:
        settings_of(choices, Defaults())
    except UsageError as error:
        name = str(error).rsplit("'", 2)[-2] if str(error).endswith("'") else ""
        quoted = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        line = next((n for n, line in enumerate(text.splitlines(), 1) if name and quoted.search(line)), 0)
        raise UsageError(f"{path}{f':{line}' if line else ''}: {error}") from error


def _explained(path: Path, text: str, table: Sequence[str], error: str) -> str:
    unknown = _UNKNOWN.fullmatch(error)
    if unknown:
        inside = [*table, *filter(None, (unknown["table"] or "").split("."))]
        return f"{path}{_line(text, inside, unknown['key'])}: unknown key {unknown['key']!r}"
    wrong = _WRONG.fullmatch(error)
    if wrong:
        *inside, key = wrong["path"].split(".")
        what = wrong["what"]
        quoted = re.search(r"'([^']+)'", what)
        line = _line_of_value(text, [*table, *inside, key], quoted[1]) if quoted else ""
        line = line or _line(text, [*table, *inside], key)
        return f"{path}{line}: {key}: {what[0].lower()}{what[1:]}"
    return f"{path}: {error}"


def _line(text: str, table: Sequence[str], key: str) -> str:
    """ ":" and the number of the line on which a key stands, or the table of that name begins; else nothing."""
    here: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            here = _parts(header[1])
            if here == [*table, key]:
                return f":{number}"
            continue
        name = re.match(r"\s*([^=#\s][^=]*?)\s*=", line)
        if name and [*here, *_parts(name[1])] == [*table, key]:
            return f":{number}"
    return ""


def _line_of_value(text: str, table: Sequence[str], value: str) -> str:
    """ ":" and the number of the first line of a table that quotes a value; else nothing."""
    here: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            here = _parts(header[1])
        elif here == list(table) and re.search(rf"=\s*[\"']{re.escape(value)}[\"']", line):
            return f":{number}"
    return ""


_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]")


def _parts(name: str) -> list[str]:
    return [part.strip().strip("\"'") for part in name.split(".")]


def _from_here(choices: Choices, folder: Path) -> Choices:
    """The same choices with paths that count from the working folder."""
    if folder.resolve() == Path.cwd():
        return choices
    moved: dict[str, Any] = {}
    for name in _PATHS:
        value = getattr(choices, name)
        if isinstance(value, str):
            moved[name] = _moved(value, folder)
        elif value is not None:
            moved[name] = tuple(_moved(path, folder) for path in value)
    return msgspec.structs.replace(choices, **moved)


def _moved(path: str, folder: Path) -> str:
    return path if path == "-" else Path(os.path.relpath(folder / path)).as_posix()


def choices_toml(choices: Choices) -> str:
    """The choices that are made, as TOML; reading it gives the same choices.

    >>> print(choices_toml(Choices(jobs=2, levels={"P104": "off"})), end="")
    jobs = 2
    <BLANKLINE>
    [levels]
    "P104" = "off"
    """
    content: Mapping[str, Any] = msgspec.to_builtins(choices)
    plain = [f"{key} = {_value(value)}\n" for key, value in content.items() if not isinstance(value, dict)]
    tables = [
        f"\n[{key}]\n" + "".join(f"{_value(name)} = {_value(inner)}\n" for name, inner in value.items())
        for key, value in content.items()
        if isinstance(value, dict)
    ]
    return "".join((*plain, *tables))


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    # JSON's text, numbers and booleans are TOML's as well, but for one control character.
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")


def schema_json() -> str:
    """The JSON schema of a configuration file, for editors that complete and check."""
    schema = msgspec.json.schema(Choices)
    content = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "transcheck", **schema}
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"
