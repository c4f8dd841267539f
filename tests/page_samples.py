"""Invented runs for the tests of report.html: a small one, a hostile one, and large ones by a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from transcheck import __version__
from transcheck.errors import InputError
from transcheck.model import Evidence
from transcheck.pipeline.manual import descriptors
from transcheck.reporting.editors import Note, Notes
from transcheck.reporting.html import to_html
from transcheck.reporting.records import FailureRecord, FindingRecord, Known, NotRunRecord, ScoreRecord, Texts
from transcheck.reporting.summary import Facts

SIGNATURE = (("transcheck", __version__), ("rules", "0123456789ab"), ("chrf", "nrefs:1|case:mixed"))
TEMPLATE = FindingRecord(
    finding_id="f", group_id="g", doc_id="d", system="", id="b", rule="P101", name="garbled-name",
    category="Accuracy/Mistranslation", severity="major", confidence=0.9, bead_confidence=1.0, gates=True,
    message="何志远 is He Zhiyuan.", suggestion="He Zhiyuan", entity="何志远", entity_kind="person",
    source_path=None, target_path=None, source_start=None, source_end=None, source_text=None,
    target_start=None, target_end=None, target_text=None, target_line=None, target_column=None,
    doc_start=None, doc_end=None, evidence=(Evidence("rule", "He Zhiyuan", "GB/T 28039"),),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A run and what it found."""

    texts: Sequence[Texts]
    findings: Sequence[FindingRecord]
    scores: Sequence[ScoreRecord]
    notes: Notes = field(default_factory=dict)
    known: Known = frozenset()
    failures: Sequence[FailureRecord] = ()
    problems: Sequence[InputError] = ()

    @property
    def facts(self) -> Facts:
        """What the report says about the run."""
        return Facts(
            SIGNATURE,
            documents=len({(text.doc_id, text.system) for text in self.texts}),
            segments=len(self.texts),
            findings=self.findings,
            not_run=(NotRunRecord("N210", "figure-unlike-reference", 1, "needs a reference"),),
            known=self.known,
            failures=self.failures,
            problems=self.problems,
        )

    @property
    def html(self) -> str:
        """The page."""
        rules = descriptors()
        return to_html(self.findings, self.scores, self.texts, self.facts, rules, self.notes, __version__)


def score(text: Texts, penalty: float, value: float) -> ScoreRecord:
    """Scores of a segment: all of the same value but the penalty."""
    words = len(text.target.split())
    return ScoreRecord(
        text.doc_id,
        text.system,
        text.id,
        "segment",
        value,
        value,
        None,
        value,
        value / 4 - 25,
        penalty,
        words,
        1,
    )


def place(
    text: Texts,
    finding_id: str,
    /,
    target: tuple[int, int] | None = None,
    source: tuple[int, int] | None = None,
    **changes: object,
) -> FindingRecord:
    """A finding at these spans of a segment; its own root cause unless `group_id` says otherwise."""
    record = replace(
        TEMPLATE,
        finding_id=finding_id,
        group_id=f"g-{finding_id}",
        doc_id=text.doc_id,
        system=text.system,
        id=text.id,
    )
    if target:
        start, end = target
        record = replace(record, target_start=start, target_end=end, target_text=text.target[start:end])
    if source and text.source is not None:
        start, end = source
        record = replace(record, source_start=start, source_end=end, source_text=text.source[start:end])
    return replace(record, **changes)  # type: ignore[arg-type]


def small(doc_id: str = "morning") -> Sample:
    """Four segments: two marks that overlap, an omission, a cause with two places, one that is clean."""
    one = Texts(
        doc_id,
        "",
        "b0",
        "𠮷林省委书记何志远到会。",
        "Ho Zhi Pan, secretary of Jilin, came.",
        "He Zhiyuan came.",
        1.0,
    )
    two = Texts(
        doc_id,
        "",
        "b1",
        "副市长林若兰缺席会议。",
        "The mayor missed the meeting.",
        "Lin Ruolan was absent.",
        0.9,
    )
    three = Texts(doc_id, "", "b2", "何志远发言。", "Ho Zhi Pan spoke..", "He Zhiyuan spoke.", 1.0)
    four = Texts(doc_id, "", "b3", "会议结束。", "The meeting ended.", "The meeting closed.", 0.4)
    texts = (one, two, three, four)
    both: dict[str, Any] = {"rule": "P101", "group_id": "g-ho"}
    title: dict[str, Any] = {
        "rule": "T102",
        "name": "rank-changed",
        "severity": "minor",
        "entity": "书记",
        "entity_kind": "title",
    }
    missing: dict[str, Any] = {
        "rule": "P103",
        "name": "missing-name",
        "severity": "critical",
        "category": "Accuracy/Omission",
    }
    dots: dict[str, Any] = {
        "rule": "Y101",
        "name": "doubled-punctuation",
        "severity": "minor",
        "entity": None,
        "evidence": (),
    }
    findings = (
        place(one, "f1", (0, 10), (6, 9), **both),
        place(one, "f2", (4, 21), message="书记 is secretary.", **title),
        place(
            two,
            "f3",
            source=(3, 6),
            message="Nothing stands for it.",
            entity="林若兰",
            suggestion="Lin Ruolan",
            **missing,
        ),
        place(three, "f4", (0, 10), (0, 3), **both),
        place(three, "f5", (16, 18), message="“..” should be “.”.", suggestion=".", **dots),
    )
    values = (40.0, 20.0, 80.0, 60.0)
    scores = tuple(
        score(text, penalty, value) for text, penalty, value in zip(texts, (6, 25, 6, 0), values, strict=True)
    )
    return Sample(texts, findings, scores)


HOSTILE = (
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<!--<script>",
    '"><svg onload=window.pwned=1>',
    "javascript:window.pwned=1//",
    "${window.pwned=1}$policy{{x}}",
    "__proto__",
    "a\u2028b\u2029c\0d\ud800e\ufffff\x85g",
    '=HYPERLINK("http://invalid","x")\'',
    "]]>&lt;b&gt;&amp;",
)


def hostile() -> Sample:
    """Every field that a text, a name of a file, a termbase or a rule can fill holds markup or script."""
    texts, findings, scores, notes = [], [], [], {}
    for number, bad in enumerate(HOSTILE):
        text = Texts(f"doc {bad}", f"sys {bad}", f"id {bad}", f"中{bad}", f"At {bad}.", f"ref {bad}", 1.0)
        texts.append(text)
        scores.append(score(text, 1.0, 50.0))
        findings.append(
            place(text, f"{number} {bad}", (3, 3 + len(bad)), (1, 1 + len(bad)), group_id=bad, rule=bad or "X", name=bad,
                  category=bad, message=f"say {bad}", suggestion=bad, entity=bad, entity_kind=bad,
                  evidence=(Evidence(bad, bad, bad),))
        )  # fmt: skip
        notes[findings[-1].finding_id] = Note(bad, bad)
    failures = tuple(FailureRecord(bad, bad, bad, bad) for bad in HOSTILE)
    problems = tuple(InputError(bad, bad) for bad in HOSTILE)
    return Sample(texts, findings, scores, notes, failures=failures, problems=problems)


_ENGLISH = (
    "the committee of Jilin Province held a meeting on rural roads and 𝒳 water with delegates who spoke about plans"
).split()
_CHINESE = "全省农村公路建设工作会议在长春召开并部署下一阶段任务𠮷林代表发言"
_RULES = (
    ("P101", "garbled-name"),
    ("G101", "wrong-body-name"),
    ("T102", "rank-changed"),
    ("N101", "figure-differs"),
    ("A103", "untranslated-chinese"),
    ("Y101", "doubled-punctuation"),
)


def large(segments: int, findings: int, seed: int = 7) -> Sample:
    """A run of that size; spans overlap at random, every fifth finding belongs to a cause seen before."""
    chance = random.Random(seed)
    texts = [
        Texts(
            f"doc{n * 20 // segments:02}",
            "",
            f"b{n}",
            "".join(chance.choices(_CHINESE, k=60)),
            " ".join(chance.choices(_ENGLISH, k=34)),
            " ".join(chance.choices(_ENGLISH, k=34)),
            1.0,
        )
        for n in range(segments)
    ]
    records: list[FindingRecord] = []
    numbers = sorted(chance.choices(range(segments), k=findings))
    for count, number in enumerate(numbers):
        text, (rule, name) = texts[number], chance.choice(_RULES)
        cause = f"g-{text.doc_id}-{count % 9}" if count % 5 == 0 else f"g-{count}"
        severity = chance.choices(("critical", "major", "minor", "neutral"), (1, 4, 5, 1))[0]
        evidence = (
            Evidence("termbase", "Jilin Province", "official: english.invalid"),
            Evidence("rule", "Jilin"),
        )
        spans = _span(chance, text.target), _span(chance, text.source or "")
        message = f"吉林省 is Jilin Province; the translation has “{text.target[slice(*spans[0])]}”."
        records.append(
            place(text, f"f{count:015}", *spans, group_id=cause, rule=rule, name=name, severity=severity,
                  message=message, entity="吉林省", entity_kind="place", evidence=evidence)
        )  # fmt: skip
    scores = [score(text, float(chance.randrange(30)), chance.uniform(5, 95)) for text in texts]
    return Sample(texts, records, scores)


def _span(chance: random.Random, text: str) -> tuple[int, int]:
    start = chance.randrange(len(text) - 1)
    return start, min(len(text), start + chance.randrange(1, 30))
