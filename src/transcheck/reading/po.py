"""PO (gettext) → rows: the entries that are translated into English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from transcheck.errors import InputError
from transcheck.model import Row
from transcheck.reading.decoding import decode, read_bytes
from transcheck.reading.intake import Intake
from transcheck.reading.pairs import Units, intake, is_english
from transcheck.text import HAN_RUN

_STATEMENT = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,3})\])?)\s*(?=\")")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_LANGUAGE = re.compile(r"^Language:[ \t]*(\S+)", re.MULTILINE)


@dataclass(slots=True)
class _Entry:
    """One entry: its strings by keyword, the pieces they come in, and the lines where they begin."""

    strings: dict[str, str] = field(default_factory=dict)
    pieces: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def translations(self) -> list[str]:
        """The keywords of what is translated: msgstr, or msgstr[0] and so on."""
        return [word for word in self.strings if word.startswith("msgstr")]


def read_po(path: str) -> Intake:
    """The rows of a PO file: `doc_id` is its stem, `id` the number of the entry, behind its context if it has one.

    The source is msgid where any msgid of the file is Chinese; where all are keys or English, there is none. A
    plural has a row a form. `line` is that of msgstr. Entries without a translation are skipped and counted, the
    header and obsolete entries left out, fuzzy ones kept. Raises `InputError` where nothing can be used.
    """
    text, encoding = decode(read_bytes(path), path)
    header, entries = _parted(list(_entries(text, path)))
    chinese = any(HAN_RUN.search(entry.strings["msgid"]) for entry in entries)
    _require_english(header, [] if chinese else entries, path)
    units = Units(path)
    for number, entry in enumerate(entries, 1):
        for row in _rows(entry, number, path, chinese=chinese):
            if row.target:
                units.rows.append(row)
            else:
                units.skipped += 1
    return intake(units, encoding)


def _rows(entry: _Entry, number: int, path: str, *, chinese: bool) -> Iterator[Row]:
    context = entry.strings.get("msgctxt")
    name = f"{context}#{number}" if context else str(number)
    for word in entry.translations:
        plural = word not in ("msgstr", "msgstr[0]") and "msgid_plural" in entry.strings
        source = entry.strings["msgid_plural" if plural else "msgid"] if chinese else None
        form = word.removeprefix("msgstr")
        yield Row(
            PurePath(path).stem, "", name + form, entry.strings[word], source, None, path, entry.lines[word]
        )


def _parted(entries: Sequence[_Entry]) -> tuple[str, list[_Entry]]:
    """The header, and all other entries."""
    header = next((e for e in entries if not e.strings.get("msgid") and "msgctxt" not in e.strings), None)
    text = header.strings.get("msgstr", "") if header else ""
    return text, [entry for entry in entries if entry is not header]


def _require_english(header: str, entries: Iterable[_Entry], path: str) -> None:
    """Refuse a file that says it is in another language, and one that says nothing and whose entries are Chinese."""
    named = _LANGUAGE.search(header)
    if named and not is_english(named.group(1)):
        message = f"is a translation into {named.group(1)}; expected English (Language: en)"
        raise InputError(path, message, whole=True)
    chinese = [bool(HAN_RUN.search(entry.strings[word])) for entry in entries for word in entry.translations]
    if not named and sum(chinese) * 2 > len(chinese):
        raise InputError(path, "is a translation into Chinese; expected English", whole=True)


def _entries(text: str, path: str) -> Iterator[_Entry]:
    """The entries in order; one begins with msgctxt or msgid once a msgstr was there."""
    entry, word = _Entry(), ""
    end = "\n" if "\n" in text else "\r"
    for number, line in enumerate(text.split(end), 1):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        statement = _STATEMENT.match(content)
        if statement:
            word = statement.group(1)
            if word in entry.pieces or (word in ("msgctxt", "msgid") and "msgid" in entry.pieces):
                yield _complete(entry, path, number)
                entry = _Entry()
            entry.lines[word], entry.pieces[word] = number, []
        elif not word:
            raise InputError(path, "is no PO: expected msgid", place=str(number), whole=True)
        entry.pieces[word].append(_string(content, statement.end() if statement else 0, path, number))
    if entry.pieces:
        yield _complete(entry, path, number)


def _complete(entry: _Entry, path: str, line: int) -> _Entry:
    entry.strings = {word: "".join(pieces) for word, pieces in entry.pieces.items()}
    if "msgid" not in entry.strings or not entry.translations:
        raise InputError(path, "an entry before this line lacks msgid or msgstr", place=str(line), whole=True)
    return entry


def _string(content: str, start: int, path: str, line: int) -> str:
    found = _STRING.fullmatch(content, start)
    if found is None:
        raise InputError(path, "is no PO: expected a string in double quotes", place=str(line), whole=True)
    return _ESCAPE.sub(_unescaped, found.group(1)) if "\\" in found.group(1) else found.group(1)


def _unescaped(match: re.Match[str]) -> str:
    octal, hexadecimal, char = match.groups()
    if char is None:
        return chr(int(octal, 8) if octal else int(hexadecimal, 16))
    return _PLAIN.get(char, char)


__all__ = ["read_po"]
