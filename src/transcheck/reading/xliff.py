"""XLIFF 1.2 and 2 → rows: every unit or segment that is translated from Chinese into English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from transcheck.errors import InputError
from transcheck.model import Row
from transcheck.reading.intake import Intake
from transcheck.reading.pairs import Units, Words, intake, is_chinese, is_english
from transcheck.reading.xml_stream import Handler, local_name, read_xml_file

_NAMESPACE = "urn:oasis:names:tc:xliff:document:"


def read_xliff(path: str) -> Intake:
    """The rows of an XLIFF file: `doc_id` is the file's `original` or id, `id` the unit's and the segment's.

    `line` is where the target begins. Skipped and counted: units without a target, marked as not to be translated
    or as still to be translated. An empty target is an omission. A file in another pair of languages is a problem.
    Raises `InputError` where nothing can be used.
    """
    handler = _Xliff(path)
    encoding = read_xml_file(path, handler)
    return intake(handler.units, encoding)


@dataclass(slots=True)
class _Part:
    """A stretch of a target or source that is marked as a segment."""

    words: Words
    line: int
    depth: int


class _Text:
    """One source or target being read, with the parts of it that are marked as segments, by their ids."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.words = Words()
        self.parts: dict[str, _Part] = {}
        self._part: _Part | None = None
        self._depth = 0

    @property
    def is_all_parts(self) -> bool:
        """Whether nothing but white space stands outside of its parts, and no part came twice."""
        inside = "".join(part.words.text for part in self.parts.values())
        return "".join(inside.split()) == "".join(self.words.text.split())

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        self._depth += 1
        self.words.start(name, attributes)
        if self._part:
            self._part.words.start(name, attributes)
        elif name == "mrk" and attributes.get("mtype") == "seg":
            self._part = self.parts[attributes.get("mid", "")] = _Part(Words(), line, self._depth)

    def end(self) -> None:
        self.words.end()
        if self._part and self._part.depth == self._depth:
            self._part = None
        elif self._part:
            self._part.words.end()
        self._depth -= 1

    def data(self, text: str) -> None:
        self.words.data(text)
        if self._part:
            self._part.words.data(text)


def _matching_parts(source: _Text | None, target: _Text) -> list[tuple[str, str, _Part]]:
    """Id, source and target of the segments marked on both sides; none unless they are all there is."""
    if source is None or source.parts.keys() != target.parts.keys():
        return []
    if not (source.is_all_parts and target.is_all_parts):
        return []
    return [(name, source.parts[name].words.text, part) for name, part in target.parts.items()]


@dataclass(slots=True)
class _Segment:
    """A trans-unit, or a segment of a unit; `is_due`: still to be translated, whatever its target holds."""

    id: str
    translate: bool
    source: _Text | None = None
    target: _Text | None = None
    is_due: bool = False


def _free(number: int, segments: Sequence[_Segment]) -> str:
    """A number for a segment without an id, told apart from the ids of the others."""
    name = str(number)
    while any(segment.id == name for segment in segments):
        name = f"{name}#{number}"
    return name


@dataclass(slots=True)
class _Element:
    name: str
    translate: bool


class _Xliff(Handler):
    def __init__(self, path: str) -> None:
        self.units = Units(path)
        self._stem = PurePath(path).stem
        self._space = ""
        self._is_new = False  # version 2
        self._languages = ("", "")
        self._doc_ids: dict[str, int] = {}  # and how often each was given
        self._doc_id = self._stem
        self._names: dict[tuple[str, str], tuple[str, str]] = {}  # of rows -> their unit and segment
        self._usable = True
        self._open: list[_Element] = []
        self._unit = ""
        self._segments: list[_Segment] = []
        self._text: _Text | None = None
        self._within = 0  # how many elements stood open when that began

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""
        local = name.removeprefix(self._space) if self._open else self._root(name, attributes)
        parent = self._open[-1] if self._open else _Element("", translate=True)
        said = attributes.get("translate")
        self._open.append(_Element(local, parent.translate if said is None else said != "no"))
        if self._text is not None:
            self._text.start(local, attributes, line)
        elif local == "file":
            self._file(attributes, line)
        elif local in ("source", "target", "seg-source"):
            if parent.name in ("segment", "trans-unit"):
                self._begin(local, attributes, line)
        elif local in ("unit", "trans-unit", "segment"):
            self._begin_unit(local, attributes)

    def end(self, name: str) -> None:  # noqa: ARG002  # the stack knows it, with its place
        """An element ends."""
        element = self._open.pop()
        if self._text is not None:
            if len(self._open) == self._within:
                self._text = None
            else:
                self._text.end()
        elif element.name in ("unit", "trans-unit") and self._usable:
            self._emit()

    def data(self, text: str) -> None:
        """Text, which counts only in a source or target."""
        if self._text is not None:
            self._text.data(text)

    def _root(self, name: str, attributes: Mapping[str, str]) -> str:
        local = local_name(name)
        self._space = name.removesuffix(local)
        if local != "xliff" or not (self._space == "" or self._space.startswith(_NAMESPACE)):
            raise InputError(self.units.path, f"is no XLIFF: it begins with <{local}>", whole=True)
        version = attributes.get("version", "none")
        self._is_new = version.startswith("2.")
        if not self._is_new and not version.startswith("1."):
            raise InputError(self.units.path, f"is XLIFF of version {version}; expected 1 or 2", whole=True)
        self._languages = (attributes.get("srcLang", ""), attributes.get("trgLang", ""))
        return local

    def _file(self, attributes: Mapping[str, str], line: int) -> None:
        if not self._is_new:
            self._languages = (attributes.get("source-language", ""), attributes.get("target-language", ""))
        name = attributes.get("original") or attributes.get("id") or self._stem
        self._doc_id = name
        while self._doc_id in self._doc_ids:
            self._doc_ids[name] += 1
            self._doc_id = f"{name} ({self._doc_ids[name]})"
        self._doc_ids[self._doc_id] = 1
        source, target = self._languages
        self._usable = is_chinese(source) and is_english(target)
        if not self._usable:
            message = f"is from {source or 'no named language'} into {target or 'no named language'}"
            message += "; expected from Chinese (zh) into English (en)"
            self.units.problems.append(InputError(self.units.path, message, place=str(line)))

    def _begin_unit(self, local: str, attributes: Mapping[str, str]) -> None:
        name, translate = attributes.get("id", ""), self._open[-1].translate
        if local == "segment":
            self._segments.append(_Segment(name, translate))
            return
        self._unit = name
        self._segments = [] if self._is_new else [_Segment("", translate)]

    def _begin(self, local: str, attributes: Mapping[str, str], line: int) -> None:
        if not self._segments:
            return
        self._text, self._within = _Text(line), len(self._open) - 1
        segment = self._segments[-1]
        if local == "target":
            segment.target = self._text
            segment.is_due = attributes.get("state") == "needs-translation"
        elif local == "seg-source" or segment.source is None:
            segment.source = self._text

    def _emit(self) -> None:
        """The rows of a unit that has ended."""
        several = len(self._segments) > 1
        for number, segment in enumerate(self._segments, 1):
            name = segment.id or (_free(number, self._segments) if several else "")
            if segment.target is None or segment.is_due or not segment.translate:
                self.units.skipped += 1
            elif parts := _matching_parts(segment.source, segment.target):
                for part, source, found in parts:
                    self._row(part, source, found.words.text, found.line)
            else:
                source = segment.source.words.text if segment.source else ""
                self._row(name, source, segment.target.words.text, segment.target.line)

    def _row(self, segment: str, source: str, target: str, line: int) -> None:
        name = f"{self._unit}:{segment}" if segment else self._unit
        # Unit a:1 beside part 1 of unit a, segment 2 beside the second without an id; one id given twice is an error.
        while self._names.get((self._doc_id, name), (self._unit, segment)) != (self._unit, segment):
            name = f"{name}#{len(self.units.rows) + 1}"
        self._names[self._doc_id, name] = (self._unit, segment)
        self.units.rows.append(Row(self._doc_id, "", name, target, source, None, self.units.path, line))
