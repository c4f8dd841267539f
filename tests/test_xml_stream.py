"""XML that would harm whoever reads it is refused, fast; what only looks odd is read."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from transcheck.errors import InputError
from transcheck.reading import read_inputs, read_sides, xml_stream
from transcheck.reading.xml_stream import Handler, read_xml
from xml_files import docx, tmx

UNIT = '<tu><tuv xml:lang="zh"><seg>一</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu>'
LAUGHS = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
QUADRATIC = f'<!DOCTYPE tmx [<!ENTITY a "{"a" * 50_000}">]>'
EXTERNAL = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "{}">]>'
PARAMETER = '<!DOCTYPE tmx [<!ENTITY % p SYSTEM "{}"> %p;]>'


class _Listener(Handler):
    def __init__(self) -> None:
        self.heard: list[object] = []

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        self.heard.append((name, dict(attributes), line))

    def end(self, name: str) -> None:
        self.heard.append(name)

    def data(self, text: str) -> None:
        self.heard.append(text)


def listen(text: str | bytes, **limits: int) -> list[object]:
    listener = _Listener()
    data = text if isinstance(text, bytes) else text.encode()
    read_xml(io.BytesIO(data), "a.xml", listener, **limits)
    return listener.heard


@pytest.mark.parametrize(
    "doctype", [LAUGHS, QUADRATIC, EXTERNAL, PARAMETER, "<!DOCTYPE tmx [<!ELEMENT a ANY>]>"]
)
def test_declared_entities_are_refused(tmp_path: Path, doctype: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    text = tmx(UNIT.format("&a;" * 3), doctype=doctype.replace("{}", secret.as_posix()))
    path = tmp_path / "a.tmx"
    path.write_text(text, encoding="utf-8")
    intake = read_inputs([path.as_posix()])
    assert not intake.rows
    (problem,) = intake.problems
    assert "not safe to read" in problem.message
    assert (problem.place, problem.whole) == ("2", True)


def test_an_entity_of_a_document_type_that_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "tmx14.dtd").write_text('<!ENTITY a "secret">', encoding="utf-8")
    path = tmp_path / "a.tmx"
    path.write_text(tmx(UNIT.format("one&a;")), encoding="utf-8")
    (problem,) = read_inputs([path.as_posix()]).problems
    assert "uses the entity a, which it does not define" in problem.message
    path.write_text(tmx(UNIT.format("&lt;one&amp;&#x4E00;")), encoding="utf-8")
    assert [row.target for row in read_inputs([path.as_posix()]).rows] == ["<one&一"]


def test_a_docx_with_a_document_type(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.docx"
    path.write_bytes(docx(""))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", LAUGHS + "<tmx>&c;</tmx>")
    (problem,) = read_sides(None, path.as_posix(), None).problems
    assert (problem.place, "not safe" in problem.message) == ("word/document.xml:1", True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a>" * 600, "nested too deeply"),
        (f'<a xmlns="{"u" * 2000}"/>', "names too long"),
        (f'<a {"b" * 2000}="1"/>', "names too long"),
        (f'<a b="{"x" * 20_000_000}"/>', "a tag of more than 16 MiB"),
        (f"<a><!--{'x' * 20_000_000}--></a>", "a tag of more than 16 MiB"),
        ("<a>\n<b></a>", "not well-formed"),
        ("<x:a/>", "not well-formed"),
        ("<a>\x01</a>", "not well-formed"),
        ("<a>&nbsp;</a>", "not well-formed"),
        (b"<a>\xff</a>", "marked as utf-8 but is not"),
        (b"\xff\xfe<\x00a\x00", "not well-formed"),
    ],
)
def test_what_no_honest_file_holds(text: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        listen(text)


def test_size_is_counted_while_reading() -> None:
    with pytest.raises(InputError, match="more than 1 MiB"):
        listen("<a>" + "x" * 2**21 + "</a>", largest=2**20)


def test_long_texts_and_many_elements_are_read() -> None:
    heard = listen("<a>" + "会" * 7_000_000 + "</a>")
    assert sum(len(piece) for piece in heard[1:-1] if isinstance(piece, str)) == 7_000_000
    wide = ("<a>" + "x" * 20_000_000 + "</a>").encode("utf-16")
    assert len("".join(map(str, listen(wide)[1:-1]))) == 20_000_000


def test_names_and_lines() -> None:
    assert listen('<a xmlns="u">\r\n<b c="1" xml:lang="en"/>\r\n</a>') == [
        ("u a", {}, 1),
        "\n",
        ("u b", {"c": "1", "http://www.w3.org/XML/1998/namespace lang": "en"}, 2),
        "u b",
        "\n",
        "u a",
    ]


def test_characters_cut_by_a_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "_CHUNK", 50)
    text = '<?xml version="1.0" encoding="GB18030"?><a>' + "会议😀" * 50 + "</a>"
    assert "".join(map(str, listen(text.encode("gb18030"))[1:-1])) == "会议😀" * 50
