"""What cannot be known: links without a verdict, shown only to those who ask (`--show-unsure`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from transcheck.model import Alignment, Evidence, Finding, Kind, Link, LinkedBead, Rule, Severity, Verdict

# Codes that end in 00 belong to no rule file: they carry no judgement.
_FAMILIES: tuple[tuple[str, Kind], ...] = (
    ("P100", "person"),
    ("G100", "org"),
    ("T100", "title"),
    ("L100", "place"),
    ("S100", "phrase"),
)


def check(alignment: Alignment, *, code: str, kind: Kind) -> Iterator[Finding]:
    """A name or term whose rendering can be called neither right nor wrong.

    Why:
        Nothing vouches for the English form and nothing speaks against it: a reader who knows can decide.

    Limits:
        Neutral: costs no points and fails no gate. Shown only with --show-unsure.
    """
    for linked in alignment.beads:
        for link in linked.links:
            if link.verdict is Verdict.UNSURE and link.entity.kind == kind:
                yield _finding(code, linked, link)


def _finding(code: str, linked: LinkedBead, link: Link) -> Finding:
    english = f"“{linked.bead.target.quote(link.span)}”" if link.span else "its English"
    because = f" ({link.cause})" if link.cause else ""
    return Finding(
        code,
        Severity.NEUTRAL,
        f"Whether {english} is right for {link.entity.text} cannot be known{because}.",
        linked.bead.id,
        target=link.span,
        source=link.entity.span,
        entity=link.entity.text,
        kind=link.entity.kind,
        confidence=link.confidence,
        evidence=tuple(Evidence(form.origin, form.text, form.where) for form in link.renderings[:3]),
    )


def _check(code: str, kind: Kind) -> Callable[[Alignment], Iterator[Finding]]:
    checker = partial(check, code=code, kind=kind)
    checker.__doc__ = check.__doc__
    return checker


UNSURE: tuple[Rule, ...] = tuple(
    Rule(
        code,
        f"unsure-{kind}",
        "Accuracy/Mistranslation",
        Severity.NEUTRAL,
        check=_check(code, kind),
        since="0.1",
        needs=frozenset({"source"}),
    )
    for code, kind in _FAMILIES
)
