"""DOCX: the paragraphs as they stand, one a line; what is deleted, hidden or code is not there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transcheck.config import Settings
from transcheck.errors import InputError
from transcheck.pipeline.batches import judge_intake
from transcheck.reading import docx as reader
from transcheck.reading import read_inputs, read_sides
from transcheck.reading.docx import read_docx
from xml_files import docx, paragraph

ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
LIGHT = Settings(embeddings=False, metrics=frozenset({"penalty"}))
TEXT = st.text(st.sampled_from("会议 人。Ab.<&\t"), max_size=10)


def text_of(tmp_path: Path, body: str) -> str:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(body))
    return read_docx(path.as_posix())


@ONCE
@given(st.lists(TEXT, min_size=1, max_size=5))
def test_paragraphs_that_word_libraries_write(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "made.docx"
    word = WordDocument()
    for text in texts:
        word.add_paragraph(text)
    word.save(path.as_posix())
    assert read_docx(path.as_posix()) == "\n".join(texts)


def test_a_document_of_many_parts(tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    word = WordDocument()
    word.add_heading("Report", 1)
    word.sections[0].header.paragraphs[0].text = "Header"
    word.add_paragraph("He ").add_run("left").bold = True
    table = word.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"c{number}"
    word.add_paragraph("End\tof it\nnow")
    word.save(path.as_posix())
    assert read_docx(path.as_posix()).split("\n") == [
        *("Report", "He left", "c0", "c1", "c2", "c3"),
        "End\tof it\u2028now",
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("One", " two") + "<w:p/>" + paragraph("a &amp; b"), "One two\n\na & b"),
        ("<w:p><w:r><w:t>one\n two</w:t></w:r></w:p>", "one  two"),
        (
            "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:tab/><w:t>c</w:t></w:r></w:p>",
            "a\u2028b\u2028\tc",
        ),
        (
            "<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>er</w:t></w:r></w:p>",
            "co\u2011oper",
        ),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        (
            "<w:p><w:ins w:id='1'><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>old</w:delText>"
            "<w:tab/></w:r></w:del><w:moveFrom w:id='3'><w:r><w:t>from</w:t></w:r></w:moveFrom><w:moveTo w:id='4'><w:r>"
            "<w:t> to</w:t></w:r></w:moveTo></w:p>",
            "new to",
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>no</w:t></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/>"
            "<w:t> of 9</w:t></w:r><w:fldSimple w:instr='DATE'><w:r><w:t> May</w:t></w:r></w:fldSimple></w:p>",
            "7 of 9 May",
        ),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr>"
            "<w:t>yes</w:t></w:r><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>!</w:t></w:r></w:p>",
            "yes!",
        ),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>Qiu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>仇</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r></w:p>",
            "仇",
        ),
        (
            "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
            f"<mc:Choice><w:txbxContent>{paragraph('box')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
            f"{paragraph('box')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>text</w:t></w:r></w:p>",
            "text\nbox",
        ),
        (
            f"<w:sdt><w:sdtContent>{paragraph('in')}</w:sdtContent></w:sdt><w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>",
            "in\na",
        ),
        (
            "<w:p><w:r><w:t>see</w:t><w:footnoteReference w:id='2'/><x:t xmlns:x='urn:x'>no</x:t></w:r></w:p>",
            "see",
        ),
    ],
)
def test_what_is_text(tmp_path: Path, body: str, text: str) -> None:
    assert text_of(tmp_path, body) == text


def test_the_document_may_have_another_name(tmp_path: Path) -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = (
        f'<Relationships><Relationship Type="{relation}" Target="/word/document2.xml"/></Relationships>'
    )
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("One."), name="word/document2.xml", relations=relations))
    assert read_docx(path.as_posix()) == "One."


def test_findings_have_the_number_of_the_paragraph(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "en").mkdir()
    (tmp_path / "zh" / "report.md").write_text("# 报告\n\n**仇立群**强调。\n", encoding="utf-8")
    body = paragraph("Report") + "<w:p/>" + paragraph("It was ", "Chou Liqun", " who stressed it.")
    (tmp_path / "en" / "report.docx").write_bytes(docx(body))
    (tmp_path / "en" / "~$report.docx").write_bytes(b"lock")
    intake = read_sides(f"{tmp_path}/zh", f"{tmp_path}/en", None)
    assert intake.problems == ()
    (finding,) = [finding for finding in judge_intake(intake, LIGHT).findings if finding.rule == "P105"]
    assert (finding.target_line, finding.target_column, finding.target_text) == (3, 8, "Chou Liqun")
    assert (finding.doc_start, finding.source_text) == (15, "仇立群")
    assert [path for path, _ in intake.encodings] == [f"{tmp_path.as_posix()}/zh/report.md"]


def test_bundles_and_lines_of_docx(tmp_path: Path) -> None:
    bundle = tmp_path / "news"
    bundle.mkdir()
    for name, words in (("target.en", "One."), ("source.zh", "一。")):
        (bundle / f"{name}.docx").write_bytes(docx(paragraph(words) + paragraph(words)))
    (found,) = read_inputs([bundle.as_posix()]).bundles
    assert found.target.text == "One.\nOne."
    intake = read_sides(f"{bundle}/source.zh.docx", f"{bundle}/target.en.docx", None, parallel=True)
    assert [(row.line, row.source, row.target) for row in intake.rows] == [
        (1, "一。", "One."),
        (2, "一。", "One."),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no DOCX, or is protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "no DOCX, or is protected"),
        (docx("", name="../../document.xml"), "holds no word/document.xml"),
        (docx("<w:p>"), "not well-formed"),
        (docx("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>"), "field without an end"),
        (docx(paragraph("One."))[:-40], "no DOCX"),
    ],
)
def test_files_that_are_no_docx(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        read_docx(path.as_posix())


def test_no_more_is_unpacked_than_a_document_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("a" * 3_000_000)))
    assert len(path.read_bytes()) < 10_000
    assert len(read_docx(path.as_posix())) == 3_000_000
    monkeypatch.setattr(reader, "LARGEST_PART", 2_000_000)
    with pytest.raises(InputError, match="more than"):
        read_docx(path.as_posix())


def test_a_member_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(docx(paragraph("a" * 3_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    claimed = (1000).to_bytes(4, "little")
    at = data.rindex(size.to_bytes(4, "little"))
    data[at : at + 4] = claimed
    path = tmp_path / "a.docx"
    path.write_bytes(bytes(data))
    monkeypatch.setattr(reader, "LARGEST_PART", 2_000_000)
    with pytest.raises(InputError):
        read_docx(path.as_posix())


def test_a_damaged_member(tmp_path: Path) -> None:
    data = bytearray(docx(paragraph(*(f"{number}" for number in range(500)))))
    at = data.index(b"word/document.xml") + 60
    data[at : at + 40] = b"\xff" * 40
    path = tmp_path / "a.docx"
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match=r"unpacked|DOCX"):
        read_docx(path.as_posix())
