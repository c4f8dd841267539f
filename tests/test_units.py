"""XLIFF, TMX and PO: every unit becomes the row it should, at its line; what is no translation is skipped."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transcheck.config import Settings
from transcheck.errors import InputError
from transcheck.model import Row
from transcheck.pipeline.batches import Cutting, align_intake, judge_intake
from transcheck.pipeline.documents import bundle_segments
from transcheck.pipeline.reports import beads_report
from transcheck.reading import Intake, read_inputs, read_sides
from xml_files import tmx, xliff_1, xliff_2

ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
LIGHT = Settings(embeddings=False, metrics=frozenset({"penalty"}))
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=20
)
PAIRS = st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5)


def read(tmp_path: Path, name: str, text: str | bytes) -> Intake:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_inputs([path.as_posix()])


def rows(tmp_path: Path, name: str, text: str | bytes) -> tuple[Row, ...]:
    intake = read(tmp_path, name, text)
    assert not intake.problems, [str(problem) for problem in intake.problems]
    return intake.rows


def problem(tmp_path: Path, name: str, text: str | bytes) -> InputError:
    intake = read(tmp_path, name, text)
    assert not intake.rows
    (found,) = intake.problems
    assert found.whole
    return found


def unit(source: str, target: str, name: str = "u") -> str:
    return f'<trans-unit id="{name}"><source>{source}</source>\n{target}</trans-unit>'


@ONCE
@given(PAIRS)
def test_what_is_written_is_read(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    pairs = [("一", "one"), *pairs]
    kept = [pair for pair in pairs if "".join(pair).strip()]
    bodies = {
        "a.xlf": xliff_1(
            "\n".join(
                unit(escape(zh), f"<target>{escape(en)}</target>", str(n)) for n, (zh, en) in enumerate(pairs)
            )
        ),
        "a.xliff": xliff_2(
            "\n".join(
                f'<unit id="{n}"><segment><source>{escape(zh)}</source><target>{escape(en)}</target></segment></unit>'
                for n, (zh, en) in enumerate(pairs)
            )
        ),
        "a.tmx": tmx(
            "\n".join(
                f'<tu><tuv xml:lang="zh-CN"><seg>{escape(zh)}</seg></tuv><tuv xml:lang="en"><seg>{escape(en)}</seg></tuv></tu>'
                for zh, en in pairs
            )
        ),
        "a.po": PO_HEADER + "\n".join(f"msgid {quoted(zh)}\nmsgstr {quoted(en)}\n" for zh, en in pairs),
    }
    for name, text in bodies.items():
        assert [(row.source, row.target) for row in rows(tmp_path, name, text)] == kept, name
        for row in read_inputs([f"{tmp_path}/{name}"]).rows:
            assert row.line is not None
            assert "target" in text.split("\n")[row.line - 1] or name in ("a.tmx", "a.po")


PO_HEADER = 'msgid ""\nmsgstr "Language: en\\n"\n\n'


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def test_inline_elements_of_xliff_1(tmp_path: Path) -> None:
    target = (
        "<target><g id='1'>He <bpt id='2'>&lt;b&gt;<sub>note</sub></bpt>left<ept id='2'>&lt;/b&gt;</ept></g>"
        "<bx id='3'/> <x id='4'/> rooms, <ph id='5'>{0}</ph>, A<x id='6'/>B<x id='7' ctype='lb'/>"
        "<mrk mtype='term'>C<it id='8' pos='open'>D</it></mrk> <x id='9'/>.</target>"
    )
    (row,) = rows(tmp_path, "a.xlf", xliff_1(unit("一<x id='1'/>二", target)))
    assert row.source == "一二"
    assert row.target == "He noteleft \ufffc rooms, \ufffc, AB\nC \ufffc."


def test_units_of_xliff_1(tmp_path: Path) -> None:
    body = "\n".join(
        [
            unit(
                "一", "<target>one</target><alt-trans><source>x</source><target>no</target></alt-trans>", "1"
            ),
            unit("二", "", "2"),
            unit("三", "<target/>", "3"),
            unit("四", "<target state='needs-translation'>四</target>", "4"),
            "<group translate='no'>" + unit("五", "<target>five</target>", "5") + "</group>",
            "<trans-unit id='6' translate='no'><source>六</source><target>six</target></trans-unit>",
            unit(
                "七。八。",
                "<seg-source><mrk mtype='seg' mid='0'>七。</mrk> <mrk mtype='seg' mid='1'>八<g id='1'>。</g></mrk></seg-source>"
                "<target><mrk mtype='seg' mid='0'>Seven.</mrk>\n<mrk mtype='seg' mid='1'>Eight<g id='1'>.</g></mrk></target>",
                "7",
            ),
            unit("九。十。", "<target><mrk mtype='seg' mid='0'>Nine.</mrk> Ten.</target>", "8"),
        ]
    )
    text = xliff_1(body)
    intake = read(tmp_path, "a.xlf", text)
    assert [(row.doc_id, row.id, row.source, row.target) for row in intake.rows] == [
        ("news.docx", "1", "一", "one"),
        ("news.docx", "3", "三", ""),
        ("news.docx", "7:0", "七。", "Seven."),
        ("news.docx", "7:1", "八。", "Eight."),
        ("news.docx", "8", "九。十。", "Nine. Ten."),
    ]
    assert (intake.skipped, intake.problems, intake.encodings[0][1]) == (4, (), "utf-8")
    lines = text.split("\n")
    for row, words in zip(intake.rows, ("one", "<target/>", "Seven.", "Eight", "Nine."), strict=True):
        assert words in lines[(row.line or 0) - 1]


@pytest.mark.parametrize(
    ("target", "rows_found"),
    [
        ("<mrk mtype='seg' mid='0'>Nine.</mrk> <mrk mtype='seg' mid='1'>Ten.</mrk>", 2),
        ("<mrk mtype='seg' mid='0'>Nine.</mrk> And <mrk mtype='seg' mid='1'>ten.</mrk>", 1),
        ("<mrk mtype='seg' mid='0'>Nine.</mrk> <mrk mtype='seg' mid='2'>Ten.</mrk>", 1),
        (
            "<mrk mtype='seg' mid='0'>Nine.</mrk> <mrk mtype='seg' mid='1'>Te</mrk><mrk mtype='seg' mid='1'>n.</mrk>",
            1,
        ),
    ],
)
def test_marked_segments_are_rows_only_where_nothing_is_lost(
    tmp_path: Path, target: str, rows_found: int
) -> None:
    source = "<seg-source><mrk mtype='seg' mid='0'>九。</mrk><mrk mtype='seg' mid='1'>十。</mrk></seg-source>"
    found = rows(tmp_path, "a.xlf", xliff_1(unit("九。十。", f"{source}<target>{target}</target>")))
    assert len(found) == rows_found
    assert "".join(row.source or "" for row in found) == "九。十。"
    plain = re.sub(r"<[^>]*>", "", target)
    assert " ".join(row.target or "" for row in found) == plain


def test_units_of_xliff_2(tmp_path: Path) -> None:
    body = (
        '<unit id="1"><originalData><data id="d">code</data></originalData>'
        '<mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><mtc:match ref="#m"><source>x</source>'
        "<target>no</target></mtc:match></mtc:matches>\n"
        '<segment id="s1"><source><pc id="1">一</pc><cp hex="0001"/></source>\n'
        '<target><pc id="1">one</pc> <ph id="2"/> <mrk id="m" type="term">two</mrk><sm id="n"/></target></segment>'
        "<ignorable><source> </source><target> </target></ignorable>"
        "<segment><source>二</source><target>three</target></segment></unit>"
        '<unit id="2" translate="no"><segment><source>三</source><target>no</target></segment></unit>'
        '<unit id="3"><segment><source>四</source></segment></unit>'
        '<group id="g"><unit id="4"><segment><source>五</source><target></target></segment></unit></group>'
    )
    for version in ("2.0", "2.1", "2.2"):
        intake = read(tmp_path, "a.xlf", xliff_2(body, version=version))
        assert [(row.doc_id, row.id, row.source, row.target, row.line) for row in intake.rows] == [
            ("f1", "1:s1", "一", "one \ufffc two", 6),
            ("f1", "1:2", "二", "three", 6),
            ("f1", "4", "五", "", 6),
        ]
        assert intake.skipped == 2


def test_several_files_in_one_xliff(tmp_path: Path) -> None:
    one, two, three = (
        xliff_1(unit("一", "<target>one</target>"), target=target).split("\n", 2)[2].rsplit("\n", 2)[0]
        for target in ("en", "en-GB", "fr")
    )
    text = f'<xliff version="1.2">\n{one}\n{two}\n{three}\n</xliff>'
    intake = read(tmp_path, "a.xlf", text)
    assert [row.doc_id for row in intake.rows] == ["news.docx", "news.docx (2)"]
    (found,) = intake.problems
    assert not found.whole
    assert "from zh-CN into fr" in found.message
    assert found.place == str(text[: text.index('"fr"')].count("\n") + 1)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "a.xlf",
            xliff_1(unit("a", "<target>b</target>"), source="en", target="zh-CN"),
            "is from en into zh-CN",
        ),
        ("a.xlf", xliff_2("", source="zh", target=""), "into no named language"),
        ("a.xlf", xliff_1(""), "has no units"),
        ("a.xlf", xliff_1(unit("一", "")), "nothing in it is translated (1 units)"),
        ("a.xlf", xliff_1(unit("一", "<target> </target>")), "empty in every unit"),
        ("a.xlf", xliff_1(unit("一", "<target>1</target>") * 2), "stands already at 5"),
        ("a.xlf", xliff_2("", version="3.0"), "XLIFF of version 3.0"),
        ("a.xlf", tmx(""), "no XLIFF"),
        ("a.xlf", "<xliff", "not well-formed"),
        ("a.xlf", "", "not well-formed"),
        ("a.tmx", xliff_1(""), "no TMX"),
        ("a.tmx", tmx(""), "has no units"),
        ("a.tmx", tmx('<tu><tuv xml:lang="de"><seg>x</seg></tuv></tu>'), "no English (languages found: de)"),
        ("a.tmx", tmx("<tu><tuv><seg>x</seg></tuv></tu>"), "none named"),
        ("a.po", "", "has no units"),
        ("a.po", 'msgid "一"\n', "lacks msgid or msgstr"),
        ("a.po", 'msgstr "一"\n', "lacks msgid or msgstr"),
        ("a.po", "hello\n", "expected msgid"),
        ("a.po", 'msgid "一"\nmsgstr "one\n', "double quotes"),
        ("a.po", 'msgid "一"\nmsgstr ""\n', "nothing in it is translated"),
        ("a.po", 'msgid ""\nmsgstr "Language: zh_CN\\n"\n\nmsgid "one"\nmsgstr "一"\n', "into zh_CN"),
        ("a.po", 'msgid "one"\nmsgstr "一"\n', "into Chinese"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, text: str, message: str) -> None:
    assert message in problem(tmp_path, name, text).message


def test_units_of_tmx(tmp_path: Path) -> None:
    text = tmx(
        '<tu tuid="a"><note>n</note><tuv xml:lang="ZH-cn"><prop type="x">p</prop><seg>一</seg></tuv>\n'
        '<tuv xml:lang="en-GB"><seg>one <hi>two</hi><bpt i="1">{</bpt>!<ept i="1">}</ept> <ph>x<sub>y</sub></ph></seg></tuv>'
        '<tuv xml:lang="en-US"><seg>no</seg></tuv></tu>\n'
        '<tu><tuv lang="en"><seg>three</seg></tuv></tu>\n'
        '<tu tuid="a"><tuv xml:lang="zh"><seg>四</seg></tuv><tuv xml:lang="en"><seg>four</seg></tuv></tu>'
        '<tu tuid="b"><tuv xml:lang="zh"><seg>五</seg></tuv><tuv xml:lang="de"><seg>fünf</seg></tuv></tu>'
    )
    intake = read(tmp_path, "mem.tmx", text)
    assert [(row.doc_id, row.id, row.source, row.target, row.line) for row in intake.rows] == [
        ("mem", "a", "一", "one two! y", 5),
        ("mem", "2", "", "three", 6),
        ("mem", "a#3", "四", "four", 7),
    ]
    assert intake.skipped == 1


def test_units_without_a_name_keep_clear_of_the_names_of_others(tmp_path: Path) -> None:
    pair = '<tuv xml:lang="zh"><seg>一</seg></tuv><tuv xml:lang="en"><seg>one</seg></tuv>'
    memory = tmx(f'<tu tuid="2">{pair}</tu><tu>{pair}</tu><tu tuid="2">{pair}</tu>')
    assert [row.id for row in rows(tmp_path, "mem.tmx", memory)] == ["2", "2#2", "2#3"]
    segment = "<source>一</source><target>one</target></segment>"
    units = f'<unit id="u"><segment id="2">{segment}<segment>{segment}</unit>'
    assert [row.id for row in rows(tmp_path, "new.xlf", xliff_2(units))] == ["u:2", "u:2#2"]


def test_names_in_our_tmx_are_each_given_once_and_fit_into_xml(tmp_path: Path) -> None:
    table = tmp_path / "t.jsonl"
    names = [("a/b", "1"), ("a", "b/1"), ("一 二", "x\x01y")]
    lines = ({"doc_id": d, "id": i, "source": "他走了。", "target": "He left."} for d, i in names)
    table.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    outcome = align_intake(read_inputs([str(table)]), Cutting(), embeddings=False)
    units = ElementTree.fromstring(beads_report(outcome, "tmx")).iter("tu")
    found = [unit.attrib["tuid"] for unit in units]
    assert len(set(found)) == 3
    assert not any(name.split() != [name] for name in found)


def test_our_own_tmx_comes_back(tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text("会议在长沙召开。\n他<走>了。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("The meeting was held.\nHe & she <left>.\n", encoding="utf-8")
    intake = read_sides(f"{tmp_path}/zh.txt", f"{tmp_path}/en.txt", None)
    written = beads_report(align_intake(intake, Cutting(), embeddings=False), "tmx")
    segments = bundle_segments(intake.bundles[0], embeddings=False)
    back = rows(tmp_path, "back.tmx", written)
    assert [(row.source, row.target) for row in back] == [(s.source, s.target) for s in segments]


PO = r"""# notes
msgid ""
msgstr ""
"Language: en\n"

#: a.c:1
#, fuzzy
#| msgid "旧的"
msgctxt "menu"
msgid "仇立群：\n"
"“是”"
msgstr ""
"Chou \"Liqun\":\t"
"\303\\n"

msgid "%d 个"
msgid_plural "%d 个们"
msgstr[0] "%d file"
msgstr[1] "%d files"
#~ msgid "旧"
#~ msgstr "old"
msgid "未译"
msgstr ""

msgid "OK"
msgstr "OK"
"""


def test_entries_of_po(tmp_path: Path) -> None:
    for text in (PO, PO.replace("\n", "\r\n")):
        intake = read(tmp_path, "ui.po", text)
        assert [(row.doc_id, row.id, row.source, row.target, row.line) for row in intake.rows] == [
            ("ui", "menu#1", "仇立群：\n“是”", 'Chou "Liqun":\tÃ\\n', 12),
            ("ui", "2[0]", "%d 个", "%d file", 18),
            ("ui", "2[1]", "%d 个们", "%d files", 19),
            ("ui", "4", "OK", "OK", 26),
        ]
        assert intake.skipped == 1


def test_po_with_keys_has_no_source(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "ui.po", 'msgid "menu.open"\nmsgstr "Open the the file"\n')
    assert (row.source, row.target) == (None, "Open the the file")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "big5"])
@pytest.mark.parametrize("name", ["a.xlf", "a.tmx"])
def test_encodings_that_xml_declares(tmp_path: Path, codec: str, name: str) -> None:
    body = (
        xliff_1(unit("市長說", "<target>“Yes”</target>"))
        if name == "a.xlf"
        else tmx(
            '<tu><tuv xml:lang="zh"><seg>市長說</seg></tuv><tuv xml:lang="en"><seg>“Yes”</seg></tuv></tu>'
        )
    )
    declared = codec.removesuffix("-sig")
    text = re.sub(r"<\?xml.*?\?>", f'<?xml version="1.0" encoding="{declared.upper()}"?>', body)
    (row,) = rows(tmp_path, name, text.encode(codec))
    assert (row.source, row.target) == ("市長說", "“Yes”")


def test_an_encoding_that_is_not_as_declared(tmp_path: Path) -> None:
    text = xliff_1(unit("市长", "<target>Mayor</target>"))
    assert "marked as utf-8" in problem(tmp_path, "a.xlf", text.encode("gb18030")).message
    unknown = text.replace("UTF-8", "EBCDIC-X").encode()
    assert "encoding not known here, ebcdic-x" in problem(tmp_path, "a.xlf", unknown).message


def test_findings_in_units_have_the_line_of_the_target(tmp_path: Path) -> None:
    text = xliff_1(unit("仇立群强调。", "<target>\n<g id='1'>Chou</g> Liqun stressed it.</target>"))
    outcome = judge_intake(read(tmp_path, "a.xlf", text), LIGHT)
    (finding,) = [finding for finding in outcome.findings if finding.rule == "P105"]
    assert (finding.target_line, finding.target_column, finding.target_text) == (5, None, "Chou Liqun")
    assert finding.target_path == f"{tmp_path.as_posix()}/a.xlf"


@pytest.mark.parametrize("name", ["no.xlf", "no.tmx", "no.po", "nul\x00.tmx", "nul\x00.po"])
def test_files_that_are_not_there(name: str) -> None:
    (found,) = read_inputs([name]).problems
    assert (found.path, "cannot be read" in found.message) == (name, True)


def test_units_are_no_free_document(tmp_path: Path) -> None:
    (tmp_path / "a.xlf").write_text(xliff_1(unit("一", "<target>one</target>")), encoding="utf-8")
    (found,) = read_sides(None, f"{tmp_path}/a.xlf", None).problems
    assert "name it as an input" in found.message


@pytest.mark.parametrize("suffix", ["xlf", "tmx", "po", "md", "docx"])
@ONCE
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(st.sampled_from('<>/"= abmsgidtr\\\n&;#[]!?-'), max_size=60).map(
            lambda text: (
                f'<xliff version="1.2"><file source-language="zh" target-language="en">{text}</file></xliff>'.encode()
            )
        ),
        st.text(st.sampled_from('msgid str[0]"\\\n#~x1'), max_size=60).map(str.encode),
    )
)
def test_no_bytes_crash(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"any.{suffix}"
    path.write_bytes(data)
    intake = read_inputs([path.as_posix()])
    assert intake.rows or intake.problems
    intake = read_sides(path.as_posix(), path.as_posix(), None, parallel=True)
    assert intake.rows or intake.problems
