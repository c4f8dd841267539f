"""A run as one page to read in a browser: texts side by side, findings in them, verdicts that an editor exports.

The page is a fixed frame (`page/`) around one block of JSON. No text of the input ever becomes markup here: it is
JSON that cannot end its own element, and the scripts of the page turn it into text nodes. The policy of the page
allows its own style and script by their hashes and nothing else, no network at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from string import Template

from transcheck.reporting.editors import Key, Notes, note_on, root_causes, worst_of
from transcheck.reporting.families import FAMILIES
from transcheck.reporting.records import FindingRecord, ScoreRecord, Texts, is_known
from transcheck.reporting.sarif import Descriptor
from transcheck.reporting.summary import Facts, summary

_SCRIPTS = ("core.js", "verdicts.js", "filters.js", "marks.js", "cards.js", "charts.js", "main.js")
_METRICS = ("penalty", "estimate", "semantic", "bleu", "chrf", "ter")
_PLAIN = (
    "finding_id", "rule", "name", "category", "severity", "confidence", "gates", "message", "suggestion",
    "entity", "entity_kind", "source_text", "target_text",
)  # fmt: skip
# What could end the element or begin a comment in it, what old scripts take for a line end, and what UTF-8 cannot
# hold or a browser may replace.
_UNFIT = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

Json = dict[str, object]


def to_html(
    findings: Sequence[FindingRecord],
    scores: Iterable[ScoreRecord],
    texts: Sequence[Texts],
    facts: Facts,
    rules: Mapping[str, Descriptor],
    notes: Notes,
    version: str,
) -> str:
    """The whole page; the same records give the same page.

    `texts` are all segments in document order, those of every finding among them (else `KeyError`); `notes` are
    what editors wrote into an older findings.csv.
    """
    style = _part("page.css")
    script = "\n".join(['(() => {\n"use strict";', *map(_part, _SCRIPTS), "})();\n"])
    data = page_data(findings, scores, texts, facts, rules, notes, version)
    return Template(_part("page.html")).substitute(
        policy=_policy(style, script), style=style, script=script, data=json_text(data)
    )


def page_data(
    findings: Sequence[FindingRecord],
    scores: Iterable[ScoreRecord],
    texts: Sequence[Texts],
    facts: Facts,
    rules: Mapping[str, Descriptor],
    notes: Notes,
    version: str,
) -> Json:
    """What the scripts of the page read; offsets in UTF-16 units, as they count. Nothing stands for what is missing."""
    numbers = {(text.doc_id, text.system, text.id): number for number, text in enumerate(texts)}
    by_key = {(score.doc_id, score.system, score.id): score for score in scores if score.level == "segment"}
    used = sorted({finding.rule for finding in findings} & rules.keys())
    return {
        "version": version,
        "report": report_id(texts),
        "families": FAMILIES,
        "rules": {code: {"page": rules[code].page} for code in used},
        "segments": [_segment(text, by_key.get((text.doc_id, text.system, text.id))) for text in texts],
        "findings": [_finding(finding, numbers, texts, facts) for finding in findings],
        "groups": _groups(findings, notes),
        "summary": summary(facts),
    }


def report_id(texts: Iterable[Texts]) -> str:
    """What verdicts are kept under: the documents and systems by name.

    A later run over the same documents finds them again; each verdict is checked against its findings there.
    """
    names = sorted({(text.doc_id, text.system) for text in texts})
    return hashlib.sha256(json.dumps(names).encode()).hexdigest()[:16]


def json_text(value: object) -> str:
    r"""JSON that may stand within a script element, whatever the strings in it say.

    >>> json_text({"doc_id": "</script><!-- & \u2028"})
    '{"doc_id":"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def utf16_offset(text: str, offset: int) -> int:
    """The offset of a code point as scripts count it: characters beyond U+FFFF are two units.

    >>> utf16_offset("𠮷林", 1), utf16_offset("吉林", 1)
    (2, 1)
    """
    return offset + sum(char > "\uffff" for char in text[:offset])


def _part(name: str) -> str:
    return files("transcheck.reporting").joinpath("page", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return "; ".join([
        "default-src 'none'",
        f"style-src '{_hash(style)}'",
        f"script-src '{_hash(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ])  # fmt: skip


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _segment(text: Texts, score: ScoreRecord | None) -> Json:
    values = {name: getattr(score, name, None) for name in _METRICS}
    return {
        **_present(doc_id=text.doc_id, id=text.id, source=text.source, target=text.target),
        **_present(reference=text.reference, system=text.system or None),
        "confidence": round(text.confidence, 4),
        "scores": {name: round(value, 4) for name, value in values.items() if value is not None},
    }


def _finding(
    finding: FindingRecord, numbers: Mapping[Key, int], texts: Sequence[Texts], facts: Facts
) -> Json:
    number = numbers[finding.doc_id, finding.system, finding.id]
    return {
        **_present(**{name: getattr(finding, name) for name in _PLAIN}),
        "segment": number,
        **_span("source", texts[number].source, finding.source_start, finding.source_end),
        **_span("target", texts[number].target, finding.target_start, finding.target_end),
        "evidence": [
            {"origin": piece.origin, "text": piece.text, "where": piece.where} for piece in finding.evidence
        ],
        **({"known": True} if is_known(finding, facts.known) else {}),
    }


def _present(**values: object) -> Json:
    return {name: value for name, value in values.items() if value is not None}


def _span(side: str, text: str | None, start: int | None, end: int | None) -> Json:
    if text is None or start is None or end is None:
        return {}
    return {f"{side}_start": utf16_offset(text, start), f"{side}_end": utf16_offset(text, end)}


def _groups(findings: Sequence[FindingRecord], notes: Notes) -> list[Json]:
    """Root causes as in findings.csv, worst first, with their places by number and what editors wrote."""
    numbers = {id(finding): number for number, finding in enumerate(findings)}
    groups: list[Json] = []
    for places in root_causes(findings):
        note = note_on(places, notes)
        groups.append({
            "group_id": places[0].group_id,
            "worst": numbers[id(worst_of(places))],
            "places": [numbers[id(place)] for place in places],
            "preset": {"status": note.status, "editor_note": note.editor_note},
        })  # fmt: skip
    return groups
