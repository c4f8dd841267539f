"""XML read as a stream of elements and text, so that its size costs time and not memory; nothing hostile gets in.

A document type may be named, as old TMX files do, but is never fetched; one that declares anything is refused,
and with it every entity bomb. Encodings are those of text files, as the XML declares them.
"""

from __future__ import annotations

import codecs
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import IO, NoReturn
from xml.parsers import expat

from transcheck.errors import InputError

LARGEST_XML = 2**30  # bytes of a whole file; a larger one is cut up before anybody checks it
_CHUNK = 2**18
# No honest file comes near; beyond, a small file could ask for much memory or time.
_DEEPEST, _LONGEST_NAME, _LARGEST_TAG = 500, 1000, 2**24
_DECLARED = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
# What a declaration may say, and the codec that reads it: GB 18030 holds the older GB encodings.
_CODECS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("gb18030", "gbk", "gb2312", "gb_2312-80", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "cp950"), "cp950"),
    **dict.fromkeys(("iso-8859-1", "latin1"), "latin-1"),
    **{"windows-1252": "cp1252", "us-ascii": "ascii", "ascii": "ascii"},
}


class Handler(ABC):
    """What takes the stream; names are "namespace local" or, without a namespace, "local"; lines count from 1."""

    @abstractmethod
    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""

    @abstractmethod
    def end(self, name: str) -> None:
        """An element ends."""

    @abstractmethod
    def data(self, text: str) -> None:
        """Text; one stretch may come in several pieces."""


def read_xml(stream: IO[bytes], path: str, handler: Handler, *, largest: int = LARGEST_XML) -> str:
    """Hand a whole XML stream to the handler and return the name of its encoding.

    Raises `InputError` where it is larger than `largest` bytes, not well-formed, declares entities or a document
    type of its own, or is not in the encoding it names. `path` stands for it in messages.
    """
    parser = _parser(path, handler)
    head = stream.read(_CHUNK)
    encoding, skipped = _encoding(head, path)
    decoder = codecs.getincrementaldecoder(encoding)()
    chunk, size, handed = head[skipped:], skipped, 0
    try:
        while chunk:
            size += len(chunk)
            if size > largest:
                raise InputError(path, f"holds more than {largest >> 20} MiB of XML", whole=True)
            data = decoder.decode(chunk).encode()
            handed += len(data)
            parser.Parse(data)
            if handed - parser.CurrentByteIndex > _LARGEST_TAG:
                raise InputError(path, f"holds a tag of more than {_LARGEST_TAG >> 20} MiB", whole=True)
            chunk = stream.read(_CHUNK)
        parser.Parse(decoder.decode(b"", final=True).encode(), True)  # noqa: FBT003  # it takes no names
    except expat.ExpatError as error:
        message = f"is not well-formed XML: {expat.ErrorString(error.code)}"
        raise InputError(path, message, place=str(error.lineno), whole=True) from error
    except UnicodeDecodeError as error:
        line = str(parser.CurrentLineNumber)
        raise InputError(path, f"is marked as {encoding} but is not", place=line, whole=True) from error
    return "big5" if encoding == "cp950" else encoding


def read_xml_file(path: str, handler: Handler) -> str:
    """Hand a whole file to the handler, as `read_xml` does; an `InputError` also where it cannot be opened."""
    try:
        with Path(path).open("rb") as stream:
            return read_xml(stream, path, handler)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        message = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise InputError(path, message, whole=True) from error


def local_name(name: str) -> str:
    """A name without its namespace.

    >>> local_name("urn:x seg"), local_name("seg")
    ('seg', 'seg')
    """
    return name.rpartition(" ")[2]


def _encoding(head: bytes, path: str) -> tuple[str, int]:
    """The codec of a stream that begins like this, and the length of its byte order mark."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    for beginning, name in _UNMARKED:
        if head.startswith(beginning):
            return name, 0
    declared = _DECLARED.match(head)
    name = declared.group(1).decode("ascii", "replace").lower() if declared else "utf-8"
    if name not in _CODECS:
        expected = "expected UTF-8, UTF-16, GB18030 or Big5"
        raise InputError(path, f"is in an encoding not known here, {name}; {expected}", whole=True)
    return _CODECS[name], 0


def _parser(path: str, handler: Handler) -> expat.XMLParserType:
    # The stream is decoded before it gets here, so that the declaration no longer counts.
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True

    def refuse(message: str) -> NoReturn:
        raise InputError(path, message, place=str(parser.CurrentLineNumber), whole=True)

    def doctype(_name: str, _system: str | None, _public: str | None, declares: int) -> None:
        if declares:
            refuse("declares a document type of its own, which is not safe to read")

    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST or max(map(len, (name, *attributes))) > _LONGEST_NAME:
            refuse("is nested too deeply, or has names too long, to be an honest file")
        handler.start(name, attributes, parser.CurrentLineNumber)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = lambda *_: refuse("declares entities, which is not safe to read")
    parser.SkippedEntityHandler = lambda name, _: refuse(f"uses the entity {name}, which it does not define")
    return parser
