"""Rule S101: an unofficial rendering of a set phrase."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is officially “{right}”; the translation has “{wrong}” ({cause})."


def check(alignment: Alignment) -> Iterator[Finding]:
    """A political or legal set phrase is translated word for word.

    Why:
        Set phrases have official renderings that readers of official news know; word for word they read as
        nonsense, and two translations of one phrase look like two policies.

    Flagged:
        我们坚持房住不炒。 => We insist on ⟦room live not fry⟧.
        “双减”见效。 => The “⟦double minus⟧” works.
        保障性住房增加。 => There is more ⟦safeguard housing⟧.

    Accepted:
        “双减”见效。 => The double reduction policy works.
        加强党的建设。 => Party construction must be strengthened.
        保障性住房增加。 => There is more affordable housing.

    Limits:
        Only renderings listed as wrong or literal are reported.
    """
    yield from term_findings(
        RULE,
        alignment,
        "phrase",
        (
            Verdict.NEAR,
            Verdict.LITERAL,
            Verdict.OTHER,
            Verdict.MISSING,
        ),
        _SAYS,
    )


RULE = Rule(
    "S101",
    "unofficial-phrase",
    "Terminology/Inconsistent with terminology resource",
    Severity.MINOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
