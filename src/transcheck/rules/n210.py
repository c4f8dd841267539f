"""Rule N210: a figure the reference gives differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from transcheck.model import Alignment, Bead, Evidence, Finding, Rule, Severity
from transcheck.rules.numeral_pairs import Slip, slips


def check(alignment: Alignment) -> Iterator[Finding]:
    """A figure of the reference is not said, and another of its kind stands in the translation.

    Why:
        Ten thousands and hundred millions are where machines slip, and readers cannot check figures.

    Flagged:
        => The bridge cost ⟦35 billion yuan⟧. ~ The bridge cost 3.5 billion yuan.
        => The school opened in ⟦May 1976⟧. ~ The school was opened in May 1967.
        => Some ⟦4,100⟧ fans came. ~ About 41,000 fans were there.

    Accepted:
        => The bridge cost 3,500 million yuan. ~ The bridge cost 3.5 billion yuan.
        => The school opened on the 5th. ~ The school opened on May 5.
        => They won 2-0 with 31 shots. ~ They won with 31 shots.
        => Two ministers spoke. ~ The three spoke.

    Limits:
        A figure that only one of the two has is let pass: translators count and round as they like.
    """
    for slip in slips(_read_as_source(alignment)):
        if slip.target is not None and _plain(slip):
            yield _finding(slip)


def _read_as_source(alignment: Alignment) -> Alignment:
    """The alignment with the reference in the place of the source: what it says is right."""

    def swapped(bead: Bead) -> Bead:
        return replace(bead, source=bead.reference)

    return replace(alignment, beads=tuple(replace(one, bead=swapped(one.bead)) for one in alignment.beads))


def _plain(slip: Slip) -> bool:
    """Whether both figures are written in digits: "one", "both" and "second" come and go in translation."""
    entities = (slip.source.entity, slip.target.entity) if slip.target else ()
    return all(any(char.isdigit() for char in entity.text) for entity in entities)


def _finding(slip: Slip) -> Finding:
    right, wrong = slip.source.entity, slip.target.entity if slip.target else slip.source.entity
    return Finding(
        RULE.code,
        RULE.severity,
        f"The reference has {right.text}; the translation has “{wrong.text}”.",
        slip.bead.id,
        target=wrong.span,
        kind="date" if wrong.kind == "date" else "number",
        suggestion=right.text,
        confidence=(0.85 if slip.flaw == "magnitude" else 0.75) * slip.bead.confidence,
        evidence=(Evidence("reference", right.text),),
    )


RULE = Rule(
    "N210",
    "figure-unlike-reference",
    "Accuracy/Mistranslation/Number",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"reference"}),
    unless=frozenset({"source"}),
)
