"""What the rules about persons share: links with a verdict become findings an editor can believe."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Evidence, Finding, Link, LinkedBead, Rule, Verdict

_SAYS = {
    Verdict.NEAR: "{zh} is {right}; the translation has “{wrong}” ({cause}).",
    Verdict.MISSING: "{zh} ({right}) has no counterpart in the English.",
    Verdict.FORMAT: "{zh} is written {right}; the translation has “{wrong}” ({cause}).",
    Verdict.HETERONYM: "{zh} is {right}: {cause}; the translation has “{wrong}”.",
    Verdict.LITERAL: "{zh} is a person, {right}; the translation has “{wrong}” ({cause}).",
    Verdict.MERGED: "{zh} is {right}; the translation has “{wrong}”: {cause}.",
    Verdict.PINYIN: "{zh} is {cause}; the translation has “{wrong}”.",
    Verdict.UNATTESTED: "“{wrong}” for {zh} is {cause}; look up how this person is written.",
    Verdict.OTHER: "{zh} is {right}; the translation names somebody else, “{wrong}”.",
}


def person_findings(rule: Rule, alignment: Alignment, verdict: Verdict) -> Iterator[Finding]:
    """One finding for each person of the document whose link bears the verdict."""
    for linked in alignment.beads:
        for link in linked.links:
            moved = verdict is Verdict.MISSING and linked.bead.elsewhere  # named where the sentence stands
            if link.entity.kind == "person" and link.verdict is verdict and not moved:
                yield _finding(rule, linked, link)


def _finding(rule: Rule, linked: LinkedBead, link: Link) -> Finding:
    right = link.renderings[0].text if link.renderings else ""
    wrong = linked.bead.target.quote(link.span) if link.span else ""
    message = _SAYS[link.verdict].format(zh=link.entity.text, right=right, wrong=wrong, cause=link.cause)
    return Finding(
        rule.code,
        rule.severity,
        message,
        linked.bead.id,
        target=link.span,
        source=link.entity.span,
        entity=link.entity.text,
        kind="person",
        suggestion=right or None,
        confidence=link.confidence,
        evidence=tuple(Evidence(r.origin, r.text, r.where) for r in link.renderings[:3]),
    )
