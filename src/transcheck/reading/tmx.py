"""TMX 1.4 → rows: the units that hold English, beside Chinese where they have it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from transcheck.errors import InputError
from transcheck.model import Row
from transcheck.reading.intake import Intake
from transcheck.reading.pairs import Units, Words, intake, is_chinese, is_english
from transcheck.reading.xml_stream import Handler, local_name, read_xml_file

_LANG = "http://www.w3.org/XML/1998/namespace lang"


def read_tmx(path: str) -> Intake:
    """The rows of a TMX file: `doc_id` is its stem, `id` the tuid or the number of the unit, `line` that of the English.

    Of several variants in one language the first counts. A unit without English is skipped. A name that stands
    there twice is told apart by the number of its unit. Raises `InputError` where nothing can be used.
    """
    handler = _Tmx(path)
    encoding = read_xml_file(path, handler)
    if handler.languages and not handler.has_english:
        found = ", ".join(sorted(handler.languages)[:9])
        raise InputError(path, f"holds no English (languages found: {found})", whole=True)
    return intake(handler.units, encoding)


class _Tmx(Handler):
    def __init__(self, path: str) -> None:
        self.units = Units(path)
        self.languages: set[str] = set()
        self.has_english = False
        self._stem = PurePath(path).stem
        self._open: list[str] = []
        self._number = 0
        self._tuids: set[str] = set()
        self._tuid = self._language = ""
        self._found: dict[str, tuple[str, int]] = {}
        self._words: Words | None = None
        self._line = 0

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""
        local = local_name(name)
        if not self._open and local != "tmx":
            raise InputError(self.units.path, f"is no TMX: it begins with <{local}>", whole=True)
        if self._words is not None:
            self._words.start(local, attributes)
        elif local == "tu":
            self._number += 1
            self._tuid, self._found = attributes.get("tuid", ""), {}
        elif local == "tuv":
            self._language = attributes.get(_LANG) or attributes.get("lang", "")
        elif local == "seg" and self._open[-1] == "tuv":
            self._words, self._line = Words(), line
            self._open.append("seg of tuv")
            return
        self._open.append(local)

    def end(self, name: str) -> None:  # noqa: ARG002  # the stack knows it, with its place
        """An element ends."""
        local = self._open.pop()
        if local == "seg of tuv" and self._words is not None:
            self._variant(self._words.text)
            self._words = None
        elif self._words is not None:
            self._words.end()
        elif local == "tu":
            self._unit()

    def data(self, text: str) -> None:
        """Text, which counts only in a seg."""
        if self._words is not None:
            self._words.data(text)

    def _variant(self, text: str) -> None:
        if len(self.languages) < 100:
            self.languages.add(self._language or "none named")
        if is_english(self._language):
            self._found.setdefault("en", (text, self._line))
            self.has_english = True
        elif is_chinese(self._language):
            self._found.setdefault("zh", (text, self._line))

    def _unit(self) -> None:
        english = self._found.get("en")
        if english is None:
            self.units.skipped += 1
            return
        number = str(self._number)
        name = self._tuid or number
        while name in self._tuids:
            name = f"{name}#{number}"
        self._tuids.add(name)
        source = self._found.get("zh", ("", 0))[0]
        self.units.rows.append(
            Row(self._stem, "", name, english[0], source, None, self.units.path, english[1])
        )
