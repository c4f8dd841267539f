"""report.html: what the page holds, and how it behaves in a real browser without a network."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, expect, sync_playwright

from page_samples import HOSTILE, Sample, hostile, large, place, small
from transcheck.reporting.editors import Note, parse_table, read_notes
from transcheck.reporting.html import json_text, report_id, utf16_offset
from transcheck.reporting.records import Texts

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
)
# Every text that is seen, with its colour and what lies behind it, as the ratio of WCAG 2.
CONTRAST = """() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
      if (colour[3] !== 0) throw new Error(`half transparent: ${e.className}`);
    }
    throw new Error("no background");
  };
  const found = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("script, [hidden], .hidden, :disabled") || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(parse(style.color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found[`${element.tagName}.${element.className}: ${style.color}`] = ratio;
  }
  return found;
}"""


@given(st.text(st.characters()), st.text(st.characters()))
def test_no_string_ends_the_block_of_data(key: str, text: str) -> None:
    written = json_text({key: text, "": ["</script>" + text]})
    assert json.loads(written) == {key: text, "": ["</script>" + text]}
    assert not set(written) & set("<>&\u2028\u2029")
    written.encode("utf-8")  # no half surrogates


@given(st.text(st.sampled_from("a中𠮷𝒳é")), st.integers(0, 20), st.integers(0, 20))
def test_offsets_count_as_scripts_count(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    units = text.encode("utf-16-le")
    cut = units[2 * utf16_offset(text, start) : 2 * utf16_offset(text, end)]
    assert cut.decode("utf-16-le") == text[start:end]


def test_page_is_whole_and_the_same_for_the_same_run() -> None:
    page = small().html
    assert page == small().html
    assert re.findall(r"""\s(?:src|href|action)=["']?(?![#"'])[^\s>]+""", page) == []
    assert {match for match in re.findall(r"\w+://[^\"'\s<]+", page)} == {"http://www.w3.org/2000/svg"}
    data = json.loads(_between(page, '<script type="application/json" id="data">', "</script>"))
    assert [segment["id"] for segment in data["segments"]] == ["b0", "b1", "b2", "b3"]
    assert data["findings"][0]["source_start"] == 7  # 𠮷 is two units
    assert [group["places"] for group in data["groups"]] == [[2], [0, 3], [1], [4]]
    assert data["summary"]["rules_not_run"][0]["rule"] == "N210"


def test_large_run_stays_small() -> None:
    assert len(large(5000, 2000).html.encode()) < 15_000_000


def test_page_has_no_sides_that_the_run_lacks() -> None:
    texts = [replace(text, source=None, reference=None) for text in small().texts]
    data = json.loads(_between(Sample(texts, (), ()).html, 'id="data">', "</script>"))
    assert set(data["segments"][0]) == {"doc_id", "id", "target", "confidence", "scores"}


def test_report_is_known_by_its_documents() -> None:
    texts = small().texts
    changed = [replace(texts[0], target="Changed.")]
    assert report_id(texts) == report_id(changed) != report_id(small("evening").texts)


def _between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on the path")
    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


class Opened:
    """A report in a context of its own; `watch` notes whatever a quiet page does not do."""

    def __init__(self, context: BrowserContext, path: Path) -> None:
        self.context, self.path = context, path
        self.troubles: list[str] = []
        self.page = self.watch(context.new_page())

    def watch(self, page: Page) -> Page:
        page.set_default_timeout(5000)
        page.on("console", lambda message: self.troubles.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("dialog", self._asked)
        page.on("request", lambda request: self._requested(request.url))
        page.goto(self.path.as_uri())
        page.wait_for_selector("#list > li")
        return page

    def _asked(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _requested(self, url: str) -> None:
        if url != self.path.as_uri() and not url.startswith("blob:"):
            self.troubles.append(f"request: {url}")

    def ids(self) -> list[str]:
        return self.page.locator(".segment h3").all_text_contents()

    def download(self, button: str, folder: Path) -> Path:
        with self.page.expect_download() as download:
            self.page.click(button)
        target = folder / download.value.suggested_filename
        download.value.save_as(target)
        return target


Open = Callable[..., Opened]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    opened: list[Opened] = []

    def show(
        sample: Sample, *, storage: bool = True, color_scheme: Literal["light", "dark"] = "light"
    ) -> Opened:
        path = tmp_path / "report.html"
        path.write_text(sample.html, encoding="utf-8", newline="")
        context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=color_scheme)
        if not storage:
            context.add_init_script(NO_STORAGE)
        opened.append(Opened(context, path))
        return opened[-1]

    yield show
    for one in opened:
        for page in one.context.pages:
            assert page.evaluate("window.pwned") is None
        one.context.close()
        assert one.troubles == []


def test_texts_stand_side_by_side_with_their_languages(show: Open) -> None:
    page = show(small()).page
    first = page.locator(".segment").first
    assert first.locator(".words").all_text_contents() == [
        "𠮷林省委书记何志远到会。", "Ho Zhi Pan, secretary of Jilin, came.", "He Zhiyuan came.",
    ]  # fmt: skip
    languages = first.locator(".words").evaluate_all("all => all.map(one => one.lang)")
    assert languages == ["zh-Hans", "en", "en"]
    boxes = [first.locator(".words").nth(n).bounding_box() for n in range(3)]
    assert len({box["y"] for box in boxes if box}) == 1
    assert page.locator(".placeless").all_text_contents() == ["Missing: 林若兰"]
    assert page.locator(".segment").nth(3).locator(".tag").all_text_contents() == ["alignment doubtful"]
    assert "N210 figure-unlike-reference: needs a reference" in (
        page.locator(".checked").text_content() or ""
    )


def test_marks_quote_their_spans_however_they_overlap(show: Open) -> None:
    chance = random.Random(3)
    texts, findings = [], []
    for number in range(25):
        target = "".join(chance.choices("ab 中𠮷\r\n\t<&", k=30))
        text = Texts("d", "", f"b{number}", None, target, None, 1.0)
        texts.append(text)
        for count in range(6):
            start, end = sorted(chance.sample(range(31), 2))
            findings.append(place(text, f"f{number}-{count}", (start, end)))
    page = show(Sample(texts, findings, ())).page
    words = page.locator(".words").evaluate_all("all => all.map(one => one.textContent)")
    assert words == [text.target for text in texts]
    quoted = page.evaluate(
        "count => Array.from({length: count}, (_, n) => "
        "[...document.querySelectorAll(`.mark[data-findings~='${n}']`)].map(one => one.textContent).join(''))",
        len(findings),
    )
    assert quoted == [finding.target_text for finding in findings]
    reach = page.evaluate(
        "count => Array.from({length: count}, (_, n) => "
        "document.querySelectorAll(`.mark[tabindex][data-findings~='${n}']`).length)",
        len(findings),
    )
    assert min(reach) >= 1


def test_filters(show: Open) -> None:
    opened = show(small())
    page = opened.page
    page.check("input[value=minor]")
    assert opened.ids() == ["b0", "b2"]
    assert page.locator(".finding").count() == 2
    assert page.locator(".more").first.text_content() == "1 more finding hidden by the filters"
    page.check("input[value=Y101]")
    assert opened.ids() == ["b2"]
    page.click("#clear")
    page.check("input[data-group=family][value=P]")
    assert opened.ids() == ["b0", "b1", "b2"]
    assert page.locator("input[value=P103]").is_checked()
    page.uncheck("input[value=P101]")
    assert opened.ids() == ["b1"]
    assert page.locator("input[value=P]").evaluate("box => box.indeterminate")
    page.click("#clear")
    page.check("#only")
    assert opened.ids() == ["b0", "b1", "b2"]
    page.fill("#entity", "林若")
    expect(page.locator(".segment h3")).to_have_text(["b1"])
    page.fill("#entity", "")
    page.select_option("#kind", "title")
    assert opened.ids() == ["b0"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("会议", ["b1", "b3"]),
        ("MAYOR", ["b1"]),
        ("ｊｉｌｉｎ", ["b0"]),
        ("书记 is secretary", ["b0"]),
        ("missing name", ["b1"]),
        ("nowhere", []),
    ],
)
def test_search_in_both_languages(show: Open, words: str, ids: list[str]) -> None:
    opened = show(small())
    opened.page.fill("#search", words)
    expect(opened.page.locator(".segment h3")).to_have_text(ids)
    if words == "MAYOR":
        assert opened.page.evaluate("[...CSS.highlights.get('search')].map(String)") == ["mayor"]


def test_documents_systems_and_orders(show: Open) -> None:
    morning, evening = small("morning"), small("evening")
    texts = [*morning.texts, *(replace(text, system="engine") for text in evening.texts)]
    scores = [*morning.scores, *(replace(one, system="engine", chrf=1.0) for one in evening.scores)]
    opened = show(Sample(texts, morning.findings, [*scores[:-1], replace(scores[-1], bleu=None)]))
    page = opened.page
    page.select_option("#document", "morning")
    for order, ids in {
        "penalty": ["b1", "b0", "b2", "b3"],
        "chrf": ["b1", "b0", "b3", "b2"],
        "estimate": ["b1", "b0", "b3", "b2"],
        "order": ["b0", "b1", "b2", "b3"],
    }.items():
        page.select_option("#sort", order)
        assert opened.ids() == ids
    page.select_option("#document", "")
    page.select_option("#system", "engine")
    page.select_option("#sort", "bleu")
    assert opened.ids() == ["b1", "b0", "b2", "b3"]  # without a score last


def test_hover_explains_and_stays_under_the_pointer(show: Open) -> None:
    page = show(small()).page
    page.locator(".target .mark.several").hover()
    tip = page.locator("#tip")
    assert tip.locator(".tip-entry").count() == 2
    assert "何志远 is He Zhiyuan." in tip.inner_text()
    assert "GB/T 28039" in tip.inner_text()
    linked = page.locator(".mark.linked").all_text_contents()
    assert "何志远" in linked  # the source of what the pointer is on
    tip.hover()
    page.wait_for_timeout(300)
    assert tip.is_visible()
    page.mouse.move(0, 0)
    tip.wait_for(state="hidden")


def test_everything_works_by_keyboard(show: Open) -> None:
    page = show(small()).page
    focus = "document.activeElement"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focus}.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{focus}.id") == "segments"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # the order, then the first mark
    assert page.evaluate(f"{focus}.getAttribute('aria-label')") == "何志远, major: Garbled name “Ho Zhi Pan”"
    assert page.evaluate(f"{focus}.getAttribute('aria-describedby')") == "tip"
    assert page.locator("#tip").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    page.keyboard.press("Enter")
    assert page.evaluate(f"{focus}.getAttribute('aria-expanded')") == "true"
    assert page.locator("#finding-0 .facts").is_visible()
    assert page.locator(".mark.chosen").count() == 3  # 何志远, and two pieces of Ho Zhi Pan
    page.keyboard.press("a")
    assert page.locator("#progress").text_content() == "1 of 4 causes decided"
    page.keyboard.press("c")
    page.keyboard.type("ask the desk")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert page.evaluate(f"{focus}.closest('.finding').id") == "finding-3"
    assert page.locator("#note-3").input_value() == "ask the desk"
    page.keyboard.press("j")
    assert page.evaluate(f"{focus}.closest('.finding').id") == "finding-4"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("#finding-4 .rejected").get_attribute("aria-pressed") == "true"
    page.keyboard.press("?")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".finding.selected").get_attribute("id") == "finding-4"


def test_places_of_one_cause(show: Open) -> None:
    page = show(small()).page
    page.click("#finding-0 .head")
    assert "Place 1 of 2" in page.locator("#finding-0 .places").inner_text()
    page.fill("#search", "Jilin")
    expect(page.locator(".segment")).to_have_count(1)
    page.click("#finding-0 .places ol li:nth-child(2) button")  # not among what was searched for
    assert page.locator(".finding.selected").get_attribute("id") == "finding-3"
    assert page.locator("#search").input_value() == ""
    assert page.locator("#status").text_content() == "The filters were cleared to show this place."


def test_verdicts_are_kept_and_exported(show: Open, tmp_path: Path) -> None:
    sample = replace(small(), notes={"f2": Note("done", "=as agreed"), "f5": Note("accepted", "")})
    opened = show(sample)
    page = opened.page
    assert page.locator("#finding-1 .state").text_content() == "done · note"
    assert page.locator("#finding-4 .accepted").get_attribute("aria-pressed") == "true"
    page.click("#finding-0 .accepted")
    page.click("#finding-3 .head")
    page.fill("#note-3", '-"quoted",\n两行')
    page.click("#finding-4 .accepted")  # takes it back
    page.click("#finding-2 .rejected")
    page.reload()
    page.wait_for_selector("#list > li")
    assert page.locator("#finding-3 .accepted").get_attribute("aria-pressed") == "true"
    assert page.locator("#finding-4 .accepted").get_attribute("aria-pressed") == "false"
    page.select_option("#verdict", "rejected")
    assert opened.ids() == ["b1"]
    table = opened.download("#export-csv", tmp_path)
    data = table.read_bytes()
    assert data.startswith("\ufefffinding_id,other_finding_ids,group_id,".encode())
    assert b",'=as agreed\r\n" in data
    rows = {row["finding_id"]: row for row in parse_table(data.decode())}
    assert rows["f1"]["other_finding_ids"] == "f4"
    assert {name: (row["status"], row["editor_note"]) for name, row in rows.items()} == {
        "f1": ("accepted", '-"quoted",\n两行'), "f2": ("done", "=as agreed"), "f3": ("rejected", ""), "f5": ("", ""),
    }  # fmt: skip
    assert (rows["f3"]["rule"], rows["f3"]["entity"], rows["f3"]["target_text"]) == ("P103", "林若兰", "")
    assert rows["f3"]["suggestion"] == "Lin Ruolan"
    notes = read_notes(table)
    assert notes["f4"] == notes["f1"] == Note("accepted", '-"quoted",\n两行')
    exported = json.loads(opened.download("#export-json", tmp_path).read_text("utf-8"))
    assert [set(one) for one in exported["verdicts"]] == [set(rows["f1"])] * 4
    assert {one["finding_id"]: one["editor_note"] for one in exported["verdicts"]}["f2"] == "=as agreed"


def test_a_later_run_keeps_verdicts_on_the_same_findings(show: Open) -> None:
    opened = show(small())
    opened.page.click("#finding-0 .accepted")
    opened.page.click("#finding-2 .rejected")
    opened.page.click("#finding-4 .rejected")
    sample = small()
    other = replace(sample.findings[4], finding_id="of another sentence")
    moved = replace(
        sample,
        texts=[replace(sample.texts[3], id="new"), *sample.texts[:3]],
        findings=[*sample.findings[:4], other],
        notes={"f3": Note("accepted", "")},
    )
    opened.path.write_text(moved.html, encoding="utf-8")
    opened.page.reload()
    opened.page.wait_for_selector("#list > li")
    pressed = opened.page.locator("[aria-pressed=true][data-status]")
    states = pressed.evaluate_all("all => all.map(one => [one.closest('li').id, one.dataset.status])")
    assert states == [
        ["finding-0", "accepted"],
        ["finding-2", "accepted"],  # the table says so since
        ["finding-3", "accepted"],
    ]


def test_two_windows_agree(show: Open) -> None:
    opened = show(small())
    other = opened.watch(opened.context.new_page())
    other.click("#finding-3 .head")
    opened.page.click("#finding-0 .rejected")
    expect(other.locator("#finding-3 .rejected")).to_have_attribute("aria-pressed", "true")
    assert other.locator("#progress").text_content() == "1 of 4 causes decided"


def test_import_takes_over_what_somebody_else_decided(show: Open, tmp_path: Path) -> None:
    first = show(small())
    first.page.click("#finding-0 .rejected")
    exported = first.download("#export-json", tmp_path)
    second = show(small("renamed"), storage=False)
    page = second.page
    page.click("#finding-2 .accepted")
    assert "does not keep verdicts" in page.locator("#notice").inner_text()
    page.set_input_files("#import-file", exported)
    page.wait_for_selector("#finding-0 .rejected[aria-pressed=true]")
    assert page.locator("#notice").text_content() == "1 verdict taken over."
    assert page.locator("#finding-2 .accepted").get_attribute("aria-pressed") == "true"
    for bad in ("no json", "[]", '{"format":"transcheck-verdicts","version":1}'):
        path = tmp_path / "bad.json"
        path.write_text(bad, encoding="utf-8")
        page.locator("#notice").evaluate("one => one.textContent = ''")
        page.set_input_files("#import-file", path)
        expect(page.locator("#notice")).to_contain_text("This file holds no verdicts")
    second.download("#export-json", tmp_path)  # or leaving would ask


def test_hostile_text_stays_text(show: Open, tmp_path: Path) -> None:
    opened = show(hostile())
    page = opened.page
    words = page.locator(".target .words").evaluate_all("all => all.map(one => one.textContent)")
    assert words == [f"At {bad}." for bad in HOSTILE]
    tags = page.evaluate("[...new Set([...document.querySelectorAll('body *')].map(one => one.tagName))]")
    assert not set(tags) & {"IMG", "IFRAME", "OBJECT", "EMBED", "LINK", "BASE"}
    assert page.locator("script").count() == 2
    assert (
        page.evaluate("document.querySelectorAll('svg[onload], [onerror], [href^=javascript]').length") == 0
    )
    for number in range(len(HOSTILE)):
        page.click(f"#finding-{number} .head")
        page.click(f"#finding-{number} .accepted")
        page.locator(f"[data-segment='{number}'] .target .mark").first.hover()
    page.click(".checked summary")
    messages = page.locator(".message").evaluate_all("all => all.map(one => one.textContent)")
    assert messages == [f"say {bad}" for bad in HOSTILE]
    page.reload()
    page.wait_for_selector("#list > li")
    assert page.locator(".accepted[aria-pressed=true]").count() == len(HOSTILE)
    rows = parse_table(opened.download("#export-csv", tmp_path).read_bytes().decode())
    assert [row["suggestion"] for row in rows] == [bad.replace("\ud800", "\ufffd") for bad in HOSTILE]


def test_policy_of_the_page(show: Open) -> None:
    opened = show(small())
    for attempt in (
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.createElement('script').text = 'window.pwned = 1'",
        "fetch('http://127.0.0.1:9/')",
    ):
        with pytest.raises(Error, match=r"TrustedHTML|TrustedScript|Failed to fetch"):
            opened.page.evaluate(attempt)
    assert all("Content Security Policy" in trouble or "Trusted" in trouble for trouble in opened.troubles)
    assert not any("request" in trouble for trouble in opened.troubles)
    opened.troubles.clear()


def test_many_segments_come_in_pages(show: Open) -> None:
    opened = show(large(400, 160))
    page = opened.page
    assert page.locator(".segment").count() == 50
    page.click("#pages-top button:text('Next')")
    assert opened.ids()[0] == "b50"
    page.fill("#pages-bottom input", "8")
    page.keyboard.press("Enter")
    assert opened.ids() == [f"b{n}" for n in range(350, 400)]
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    last = page.locator(".finding.selected").get_attribute("id")
    page.keyboard.press("k")
    assert page.locator(".finding.selected").get_attribute("id") != last
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".segment").count() == 400
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".segment").count() == 50


def test_paper_shows_all_that_the_filters_let_through(show: Open) -> None:
    page = show(small()).page
    page.click("#finding-0 .accepted")
    page.check("input[value=major]")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    text = page.locator("body").inner_text()
    assert "Verdict: accepted." in text
    assert "何志远 is He Zhiyuan." in text
    assert "N210" in text
    assert "Export" not in text
    assert "Sort by" not in text
    assert page.pdf().startswith(b"%PDF")


def test_a_run_without_findings_or_scores(show: Open) -> None:
    texts = [Texts("d", "", "b0", None, "", None, 1.0)]
    page = show(Sample(texts, (), ())).page
    assert page.locator(".columns span").all_text_contents() == ["Translation"]
    assert page.locator(".target").text_content() == "Translation(empty)"
    assert page.locator(".panel").count() == 2
    assert page.locator("#progress").text_content() == "0 of 0 causes decided"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_contrast(show: Open, scheme: str, width: int) -> None:
    sample = replace(large(30, 60), known=frozenset([("f000000000000001", "doc00")]))
    text = sample.texts[0]
    extra = [
        place(text, f"x{one}", severity=one, category="Accuracy/Omission", group_id=f"g-doc00-{n}")
        for n, one in enumerate(("critical", "major", "minor", "neutral"))
    ]
    sample = replace(sample, findings=[*extra, *sample.findings])
    page = show(sample, color_scheme=scheme).page
    page.set_viewport_size({"width": width, "height": 900})
    assert page.locator("html").get_attribute("data-theme") == scheme
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.click("#finding-0 .accepted")
    page.click("#finding-1 .rejected")
    page.click("#finding-2 .head")
    page.locator(".target .mark").first.hover()
    ratios = page.evaluate(CONTRAST)
    assert len(ratios) > 40
    assert {what: ratio for what, ratio in ratios.items() if ratio < 4.5} == {}


def test_theme_can_be_chosen_and_is_kept(show: Open) -> None:
    opened = show(small(), color_scheme="light")
    opened.page.click("#theme")
    opened.page.reload()
    assert opened.page.locator("html").get_attribute("data-theme") == "dark"
    assert opened.page.locator("#theme").get_attribute("aria-pressed") == "true"


def test_names_and_landmarks(show: Open) -> None:
    page = show(small()).page
    page.click("#finding-0 .head")
    assert (
        page.locator("main").count()
        == page.locator("header.top").count()
        == page.locator("footer").count()
        == 1
    )
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button, input:not([hidden]), select, textarea')]"
        ".filter(one => !(one.textContent.trim() && one.tagName === 'BUTTON') && !one.ariaLabel && !one.labels.length)"
        ".map(one => one.outerHTML)"
    )
    assert unnamed == []
    twice = page.evaluate(
        "[...document.querySelectorAll('[id]')].map(one => one.id).filter((id, n, all) => all.indexOf(id) !== n)"
    )
    assert twice == []
    small_targets = page.evaluate(
        "[...document.querySelectorAll('button')].filter(one => one.checkVisibility())"
        ".filter(one => one.getBoundingClientRect().height < 24).map(one => one.textContent)"
    )
    assert small_targets == []
