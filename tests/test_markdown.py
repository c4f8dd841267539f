"""Markdown: what is text is judged, what is markup is not, and every place is one of the file."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from conftest import ROOT
from transcheck.config import Settings
from transcheck.model import Document, Span
from transcheck.pipeline.batches import Cutting, Outcome, align_intake, judge_intake
from transcheck.reading import Intake, read_inputs, read_sides
from transcheck.reading.inline import OPAQUE, find_marks
from transcheck.reading.markdown import markdown_prose
from transcheck.segmenting import sentences

LIGHT = Settings(embeddings=False, metrics=frozenset({"penalty"}))
WORDS = st.text(st.sampled_from("会议人。，A b.\n"), max_size=8)
SCRAPS = st.sampled_from(
    [
        *(
            "**",
            "*",
            "_",
            "~~",
            "`",
            "``",
            "[",
            "](a)",
            "](<a b> 't')",
            "![",
            "]",
            "[x]",
            "&amp;",
            "&x;",
            "\\",
        ),
        *(
            "# ",
            "## ",
            " ##",
            "\n",
            "\r\n",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            "    ",
            "\t",
            "```\n",
            "~~~\n",
            "---\n",
        ),
        *("+++\n", "| ", "|---|\n", "<b>", "</b>", "<!-- ", " -->", "<br>", "<div>\n", "[x]: y\n", "[^1]"),
        *("[^1]: ", "::: tip\n", "  \n", "===\n", "<http://a.b>", "😀", "\u3000", "\x00", "\u2028", "a: b\n"),
    ]
)
ANY = st.lists(WORDS | SCRAPS, max_size=24).map("".join)


@given(ANY | st.text(max_size=60))
def test_runs_tile_the_prose_and_lie_in_order_in_the_document(text: str) -> None:
    prose = markdown_prose(text)
    at = place = 0
    for number, run in enumerate(prose.runs):
        end = prose.runs[number + 1].at if number + 1 < len(prose.runs) else len(prose.text)
        assert run.at == at < end
        assert place <= run.span.start - run.before
        assert run.span.end + run.after <= len(text)
        words, written = prose.text[at:end], text[run.span.start : run.span.end]
        # What is as long on both sides is the same, but for line breaks; anything else is a character written otherwise.
        assert (
            words in (written, written.replace("\x00", "\ufffd"))
            or words in " \n"
            or words == OPAQUE
            or written[0] == "&"
        )
        at, place = end, run.span.end + run.after
    assert at == len(prose.text)


@given(ANY, st.integers(0, 60), st.integers(0, 60))
def test_places_grow_with_the_prose_and_stay_inside(text: str, one: int, two: int) -> None:
    prose = markdown_prose(text)
    start, end = sorted((min(one, len(prose.text)), min(two, len(prose.text))))
    place, wide = prose.place(Span(start, end)), prose.place(Span(start, end), marks=True)
    assert 0 <= place.start <= place.end <= wide.end <= len(text)
    assert wide.start <= place.start if start < end else wide.start == wide.end
    if start < end:
        halves = [
            prose.place(Span(start, (start + end + 1) // 2)),
            prose.place(Span((start + end + 1) // 2, end)),
        ]
        assert halves[0].end <= halves[1].start or len(halves[1]) == 0


@given(st.lists(st.text(st.sampled_from("会议人。，Ab. "), min_size=1), max_size=5))
def test_text_without_markup_is_cut_like_plain_text(paragraphs: list[str]) -> None:
    paragraphs = [paragraph.strip() for paragraph in paragraphs if paragraph.strip(" .")]
    text = "\n\n".join(paragraphs)
    prose = markdown_prose(text)
    plain = [text[span.start : span.end] for span in sentences(text, "en")]
    places = [prose.place(span) for span in sentences(prose.text, "en")]
    assert [text[place.start : place.end] for place in places] == plain


@given(ANY)
def test_marks_are_in_order_and_disjoint(text: str) -> None:
    marks = find_marks(text, {"x"})
    assert all(one.end <= two.start for one, two in pairwise(marks))
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("# Head #\n\nBody.", "Head\nBody.\n"),
        ("Head\n====\nBody.", "Head\nBody.\n"),
        ("## News {#news}", "News\n"),
        ("---\ntitle: 报告\n---\nBody.", "Body.\n"),
        ("+++\r\ntitle = '报告'\r\n+++\r\nBody.\r\n", "Body.\n"),
        ("---\n\nBody.\n\n---\n", "Body.\n"),
        ("One\ntwo.", "One two.\n"),
        ("One\r\ntwo.", "One two.\n"),
        ("One  \ntwo\\\nthree<br>four.", "One\ntwo\nthree\nfour.\n"),
        ("会议在长沙\n召开，“很\n好”。", "会议在长沙召开，“很好”。\n"),
        ("第\nA 组", "第 A 组\n"),
        ("他**说**\n了", "他说了\n"),
        ("**会议。**他走了。", "会议。他走了。\n"),
        ("***a** b* __c__ ~~d~~", "a b c d\n"),
        ("2*3*4, 5 * 6 * 7, a_b_c, *a", "2*3*4, 5 * 6 * 7, a_b_c, *a\n"),
        ("~/.*rc and ~/.*profile", "~/.*rc and ~/.*profile\n"),
        ('会议**"好"**的 a**"b"**', '会议"好"的 a**"b"**\n'),
        ("\\*a\\* \\a", "*a* \\a\n"),
        ("See [the **law**](a_(b)_c 'x') and ![a map](m.png).", "See the law and a map.\n"),
        ("See [a][x], [b][], [x] and [y].\n\n[x]: /u 't'\n[b]: /v", "See a, b, x and [y].\n"),
        ("Run `a``b` or ``c`d``.", f"Run {OPAQUE} or {OPAQUE}.\n"),
        ("An `open tick", "An `open tick\n"),
        ("\\```a``", f"`{OPAQUE}\n"),
        ("At <https://a.b/c_d> or <x@y.org>.", f"At {OPAQUE} or {OPAQUE}.\n"),
        ("A <b class='x'>big</b><!-- no --> AT&amp;T &nope; a < b", "A big AT&T &nope; a < b\n"),
        ("<!-- 注释\n\n注释 -->\n\nBody.", "Body.\n"),
        ("<div>\n正文\n</div>\n\nBody.", "Body.\n"),
        ("    code\n\n```\ncode\n```\n~~~x\ncode\n~~~\nBody.", "Body.\n"),
        ("> One\ntwo\n>\n> - [x] three\n>   four\n> 1. five", "One two\nthree four\nfive\n"),
        ("> [!NOTE]\n> Take care.", "Take care.\n"),
        ("| a | b\\|c |\n|:--|--|\n| **d** |  |\n| d |", "a\nb|c\nd\nd\n"),
        ("Yes.[^1]\n\n[^1]: It was so.", "Yes.\nIt was so.\n"),
        ("::: tip\nBody.\n:::\n{{< figure >}}\n[[toc]]", "Body.\n"),
        ("", ""),
    ],
)
def test_what_is_text(text: str, prose: str) -> None:
    assert markdown_prose(text).text == prose


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md", "corpora/README.md"])
def test_real_pages_read_as_a_full_parser_reads_them(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = MarkdownIt("commonmark").enable("table").parse(text)
    expected = [shown(token.children or []) for token in blocks if token.type == "inline"]
    assert len(expected) > 10
    assert markdown_prose(text).text == "".join(f"{block}\n" for block in expected if block)


def shown(tokens: list[Token]) -> str:
    """The prose of a block by the tokens of the library."""
    words = {"softbreak": " ", "hardbreak": "\n", "code_inline": OPAQUE}
    return "".join(
        words.get(token.type, token.content if token.type in ("text", "image") else "") for token in tokens
    )


SOURCE = "# 江城市开会\n\n书记**仇立群**说，要[抓\n落实](http://a.cn)。`代码`\n\n- 共有15人参加。\n"
TARGET = (
    "# The City Meets\r\n\r\n> Secretary **Chou Liqun** said the [the\r\n> task](http://x.y/the_the) comes first. `代码`\r\n\r\n"
    "- A total of **50** people\r\n  attended 会*议*.\r\n"
)


def judged(tmp_path: Path, source: str, target: str) -> tuple[Intake, Outcome]:
    (tmp_path / "a.zh.md").write_bytes(source.encode())
    (tmp_path / "a.en.md").write_bytes(target.encode())
    intake = read_sides(f"{tmp_path}/a.zh.md", f"{tmp_path}/a.en.md", None)
    return intake, judge_intake(intake, LIGHT)


def test_findings_point_into_the_file(tmp_path: Path) -> None:
    _, outcome = judged(tmp_path, SOURCE, TARGET)
    lines = TARGET.split("\r\n")
    texts = {text.id: text for text in outcome.texts}
    found = {finding.rule: finding for finding in outcome.findings}
    assert found.keys() == {"P105", "F101", "N101", "A103"}
    shown = {"P105": "Chou Liqun", "F101": "the [the", "N101": "50", "A103": "会*议"}
    places = {"P105": (3, "Chou"), "F101": (3, "the [the"), "N101": (6, "50"), "A103": (7, "会")}
    for rule, finding in found.items():
        line, words = places[rule]
        assert finding.target_text == shown[rule]
        assert (finding.target_line, finding.target_column) == (line, lines[line - 1].index(words) + 1)
        assert TARGET[finding.doc_start : finding.doc_end] == finding.target_text
        target, source = texts[finding.id].target, texts[finding.id].source or ""
        assert target[finding.target_start : finding.target_end] == finding.target_text
        if finding.source_text is not None:
            assert source[finding.source_start : finding.source_end] == finding.source_text
    assert "“the the”" in found["F101"].message


def test_beads_are_slices_of_the_file_with_their_marks(tmp_path: Path) -> None:
    intake, outcome = judged(tmp_path, SOURCE, TARGET)
    (bundle,) = intake.bundles
    assert bundle.source
    for bead, text in zip(outcome.beads, outcome.texts, strict=True):
        assert bundle.target.text[bead.target_start : bead.target_end] == text.target
        assert bundle.source.text[bead.source_start : bead.source_end] == text.source
    beads = align_intake(intake, Cutting(), embeddings=False).beads
    assert [(b.target_start, b.source_end) for b in beads] == [
        (b.target_start, b.source_end) for b in outcome.beads
    ]
    _, outcome = judged(tmp_path, "**他走了。**[他来了](a)。", "**He left.** [He came](a).")
    assert [text.target for text in outcome.texts] == ["**He left.**", "[He came](a)."]
    assert [text.source for text in outcome.texts] == ["**他走了。**", "[他来了](a)。"]


@given(
    st.sampled_from(["", "**", "*", "_"]),
    st.sampled_from(["\n", "\r\n", " "]),
    st.sampled_from(["", "> ", "- "]),
)
def test_markup_and_wrapping_leave_the_same_prose(mark: str, wrap: str, block: str) -> None:
    inner = "  " if block == "- " else block
    target = f"{block}He met {mark}Chou Liqun{mark} on{wrap}{inner if wrap != ' ' else ''}the the road."
    prose = markdown_prose(target)
    assert prose.text == "He met Chou Liqun on the the road.\n"
    place = prose.place(Span(7, 17))
    assert target[place.start : place.end] == "Chou Liqun"


def test_lines_of_parallel_files_lose_their_markup(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 一\n\n- **二**在\n  三\n\n```\ncode\n```\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# one\n\n- [two](x) at\n  three\n\n```\ncode\n```\n", encoding="utf-8")
    intake = read_sides(f"{tmp_path}/a.md", f"{tmp_path}/b.md", None, parallel=True)
    assert [(row.line, row.source, row.target) for row in intake.rows] == [
        (1, "一", "one"),
        (3, "二在", "two at"),
        (4, "三", "three"),
    ]
    assert intake.skipped == 5


def test_presplit_numbers_are_those_of_lines(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text("# one\n\n- **two** at\n  three\n", encoding="utf-8")
    intake = read_sides(f"{tmp_path}/a.md", f"{tmp_path}/b.md", None)
    beads = align_intake(intake, Cutting(presplit=True), embeddings=False).beads
    assert [n for bead in beads for n in bead.target] == [0, 2, 3]


def test_bundles_and_folders_of_any_kind(tmp_path: Path) -> None:
    bundle = tmp_path / "news"
    bundle.mkdir()
    (bundle / "target.en.md").write_text("# *One*", encoding="utf-8")
    (bundle / "source.zh.txt").write_text("# 一", encoding="utf-8")
    (found,) = read_inputs([bundle.as_posix()]).bundles
    assert found.source
    assert (found.target.judged, found.source.judged) == ("One\n", "# 一")
    (bundle / "target.en.txt").write_text("One", encoding="utf-8")
    (problem,) = read_inputs([bundle.as_posix()]).problems
    assert "target.en.txt and target.en.md" in problem.message


def test_markdown_without_text_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("```\ncode\n```\n", encoding="utf-8")
    (problem,) = read_sides(None, f"{tmp_path}/a.md", None).problems
    assert problem.message == "is empty"


def test_a_document_without_markup_is_what_it_was() -> None:
    assert Document("d", "en", "# One").judged == "# One"
    assert markdown_prose("One.").place(Span(0, 0)) == Span(0, 0)


def dressed(text: str, space: str) -> str:
    """The lines of a text as quoted paragraphs, hard-wrapped at every fifth space, some words emphasised."""
    blocks = []
    for line in text.splitlines():
        words = line.strip().split(space) if space else [line.strip()]
        words = [f"**{word}**" if n % 7 == 3 and word.isalpha() else word for n, word in enumerate(words)]
        rows = [space.join(words[n : n + 5]) for n in range(0, len(words), 5)]
        blocks.append("\n".join(f"> {row}" for row in rows if row.strip()))
    return "---\ntitle: x\n---\n\n" + "\n\n".join(block for block in blocks if block)


@pytest.mark.parametrize("name", ["official-meeting", "new-translation", "clean-sports"])
def test_a_document_in_markdown_has_the_findings_of_its_text(tmp_path: Path, name: str) -> None:
    plain = read_inputs([f"{ROOT}/corpora/{name}"])
    folder = tmp_path / name
    folder.mkdir()
    for side, space in (("source.zh", ""), ("target.en", " ")):
        text = (ROOT / "corpora" / name / f"{side}.txt").read_text(encoding="utf-8")
        (folder / f"{side}.md").write_text(dressed(text, space), encoding="utf-8")
    page = read_inputs([folder.as_posix()])
    bundle = replace(plain.bundles[0], reference=None)
    expected = judge_intake(replace(plain, bundles=(bundle,)), LIGHT).findings
    found = judge_intake(page, LIGHT).findings
    assert [(f.finding_id, f.rule, f.message, f.suggestion, f.confidence) for f in found] == [
        (f.finding_id, f.rule, f.message, f.suggestion, f.confidence) for f in expected
    ]
    lines = page.bundles[0].target.text.split("\n")
    for finding in found:
        if finding.target_text:
            first = finding.target_text.split("\n")[0]
            assert lines[(finding.target_line or 0) - 1][(finding.target_column or 0) - 1 :].startswith(first)


@pytest.mark.parametrize("label", ["^1", "注1"])
def test_a_chinese_note_is_no_definition_of_a_link(label: str) -> None:
    text = f"收入增长[{label}]。\n\n[{label}]: 数据来自公司年报。\n[{label}0]: 会议于周一举行。\n[a]: https://a.example/\n"
    lines = markdown_prose(text).text.splitlines()
    assert [line.rpartition(": ")[2] for line in lines[1:]] == ["数据来自公司年报。", "会议于周一举行。"]
    assert "example" not in markdown_prose(text).text
