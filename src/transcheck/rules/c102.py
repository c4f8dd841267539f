"""Rule C102: capitals come and go."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from transcheck.model import Alignment, Evidence, Finding, LinkedBead, Rule, Severity, Span, passages
from transcheck.rules.p2_people import judged

_TITLE = re.compile(
    r"(?<=, )(?P<title>(?:(?:[Vv]ice|[Dd]eputy|[Ee]xecutive|[Ss]tanding|[Ff]ull-time) )*"
    r"(?:[Cc]hair(?:man|woman|person)|[Ss]ecretary|[Dd]irector|[Mm]ayor|[Gg]overnor|[Pp]resident))(?= of\b)"
)
_BODY = re.compile(
    r"(?<=[Tt]he )(?:[Mm]unicipal|[Pp]rovincial|[Dd]istrict|[Cc]ounty|[Cc]entral|[Rr]egional|[Ss]tanding)"
    r"(?: [Pp]arty| [Pp]eople[’']s)? (?:[Cc]ommittee|[Cc]ongress|[Gg]overnment)\b(?! of\b)"
)


class _Use(NamedTuple):
    linked: LinkedBead
    span: Span
    shown: str


def check(alignment: Alignment) -> Iterator[Finding]:
    """A title behind a name, or the name of a committee, is written now with capitals and now without.

    Why:
        Style guides differ on capitals; none allows both in one text.

    Flagged:
        => Liu An, chairman of the club, and He Mei, ⟦Chairman⟧ of the league, and Bo Li, chairman of the union, met.
        => The Municipal Party Committee met. ¶ The ⟦municipal party committee⟧ decided. ¶ The Municipal Party Committee left.

    Accepted:
        => Liu An, chairman of the club, met Chairman He Mei. He Mei, vice chairman of the union, spoke.
        => The Provincial Committee met. ¶ The provincial committee of the league met, too.
        => The Municipal Party Committee met. ¶ Members of the municipal party committees of all cities came.

    Limits:
        Only titles in apposition before "of" within one sentence, and committees, congresses and governments
        named by their level alone; where both manners are as frequent, the title with capitals and the body without are
        reported.
    """
    bodies: defaultdict[str, list[_Use]] = defaultdict(list)
    for linked, passage in passages(alignment, "target"):
        titles = [
            _Use(linked, passage.at(m.start(), m.end()), m["title"]) for m in _TITLE.finditer(passage.text)
        ]
        yield from _minority(titles, prefer_capitals=False)
        for match in _BODY.finditer(passage.text):
            use = _Use(linked, passage.at(match.start(), match.end()), match.group())
            bodies[match.group().lower()].append(use)
    for uses in bodies.values():
        yield from _minority(uses, prefer_capitals=True)


def _minority(uses: list[_Use], *, prefer_capitals: bool) -> Iterator[Finding]:
    """The uses written against the custom of the rest."""
    capitals = [use for use in uses if use.shown[0].isupper()]
    small = [use for use in uses if not use.shown[0].isupper()]
    few, most = (small, capitals) if prefer_capitals else (capitals, small)
    if len(few) > len(most):
        few, most = most, few
    for use in few if most else ():
        if not judged(use.linked, use.span):
            yield _finding(use, most[0].shown)


def _finding(use: _Use, other: str) -> Finding:
    right = (
        use.shown.lower() if other[0].islower() else use.shown.title().replace("’S", "’s").replace("'S", "'s")
    )
    return Finding(
        RULE.code,
        RULE.severity,
        f"“{use.shown}” here, “{other}” elsewhere: capitals vary.",
        use.linked.bead.id,
        target=use.span,
        kind="title" if _TITLE.fullmatch(use.shown) else "org",
        suggestion=right,
        confidence=0.75,
        evidence=(Evidence("document", other),),
    )


RULE = Rule(
    "C102",
    "capitals-vary",
    "Linguistic conventions/Capitalization",
    Severity.MINOR,
    since="0.1",
    check=check,
)
