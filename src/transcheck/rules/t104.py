"""Rule T104: a title moved to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcheck.model import Alignment, Finding, Link, LinkedBead, Rule, Severity, Span, Verdict

_FOUND = (Verdict.RIGHT, Verdict.SHORT, Verdict.FORMAT, Verdict.NEAR, Verdict.HETERONYM)
# Between a name and the title after it: "Li Ming, the ", "Li Ming, ".
_APPOSITION = re.compile(r",\s+(?:(?:the|a|an)\s+)?")
_NAME = re.compile(r"\s+[A-Z]")


def check(alignment: Alignment) -> Iterator[Finding]:
    """Two persons stand with their titles, and in English one bears the title of the other.

    Why:
        Nothing looks wrong in the English, and somebody has been given an office that is not theirs.

    Flagged:
        市长陈国华和局长李建明出席。 => ⟦Mayor⟧ Li Jianming and ⟦Director⟧ Chen Guohua attended.

    Accepted:
        市长陈国华和局长李建明出席。 => Mayor Chen Guohua and Director Li Jianming attended.
        市长陈国华和局长李建明出席。 => Li Jianming, director, and Chen Guohua, mayor, attended.
        市长陈国华、副市长李建明和秘书长王涛出席。 => Mayor Chen Guohua, Vice-Mayor Li Jianming and Secretary-General Wang Tao attended.
        董事长陈国华和监事会主席李建明签字。 => Chairman Chen Guohua and Li Jianming, chair of the board of supervisors, signed.
        市长陈国华和市长李建明出席。 => Mayor Li Jianming and Mayor Chen Guohua attended.

    Limits:
        The title must stand right before the name in Chinese, and right beside it in English.
    """
    for linked in alignment.beads:
        owned = {title.entity.text: person for title, person in _pairs(linked)}
        titles = [title.entity.text for title, _ in _pairs(linked)]
        pairs = _pairs(linked)
        for title, person in pairs:
            bearer = _bearer(title, pairs, linked)
            others = [other for zh, other in owned.items() if zh != title.entity.text]
            moved = (
                bearer
                and bearer is not person
                and bearer in others
                and not _borne(title, person, linked)
                and not _part_of_longer(title, linked)
                and not any(_same_post(title, other) for other, owner in pairs if owner is bearer)
            )
            if bearer and moved and titles.count(title.entity.text) == 1:
                yield _finding(linked, title, person, bearer)


def _part_of_longer(title: Link, linked: LinkedBead) -> bool:
    """Whether a capitalised word right before makes the words another title: the Commissioner of Police Commissioner."""
    target = linked.bead.target
    before = target.text[: title.span.start - target.start] if title.span else ""
    return re.search(r"[A-Z][a-z]+ $", before) is not None


def _same_post(title: Link, other: Link) -> bool:
    """Whether two titles share an English form: a 司令 and a 司令员 are both commanders."""
    forms = {rendering.text.casefold() for rendering in title.renderings}
    return any(rendering.text.casefold() in forms for rendering in other.renderings)


def _pairs(linked: LinkedBead) -> list[tuple[Link, Link]]:
    """Titles and the persons right after them in the Chinese, where both are found in the English."""
    found = [link for link in linked.links if link.span is not None and link.verdict in _FOUND]
    starts = {link.entity.span.start: link for link in found if link.entity.kind == "person"}
    return [
        (link, starts[link.entity.span.end])
        for link in found
        if link.entity.kind == "title" and link.entity.span.end in starts
    ]


def _bearer(title: Link, pairs: Sequence[tuple[Link, Link]], linked: LinkedBead) -> Link | None:
    """The person of the Chinese whose English name stands right behind a title, or else right before it.

    In "Mayor Li Ming, Director Chen Guo and …" the director is Chen, whom the title leads in, not Li.
    """
    people = [link for _, link in pairs]
    behind = (link for link in people if _leads_in(title.span, link.span, linked))
    return next(behind, None) or next(
        (link for link in people if _follows(title.span, link.span, linked)), None
    )


def _leads_in(title: Span | None, name: Span | None, linked: LinkedBead) -> bool:
    if title is None or name is None or title.end > name.start:
        return False
    return linked.bead.target.quote(Span(title.end, name.start)).isspace()


def _follows(title: Span | None, name: Span | None, linked: LinkedBead) -> bool:
    """Whether a title stands in apposition to a name: not before another name ("…, General Manager Qiao Shiying")."""
    if title is None or name is None or name.end > title.start:
        return False
    target = linked.bead.target
    after = target.text[title.end - target.start :]
    return bool(_APPOSITION.fullmatch(target.quote(Span(name.end, title.start)))) and not _NAME.match(after)


def _borne(title: Link, owner: Link, linked: LinkedBead) -> bool:
    """Whether another accepted form of the title stands right before the name of its owner, or right behind it."""
    target = linked.bead.target
    if owner.span is None:
        return False
    before = target.text[: owner.span.start - target.start].rstrip().casefold()
    after = _APPOSITION.sub("", target.text[owner.span.end - target.start :], count=1).casefold()
    forms = [rendering.text.casefold() for rendering in title.renderings]
    return any(before.endswith(form) or after.startswith(form) for form in forms)


def _finding(linked: LinkedBead, title: Link, owner: Link, bearer: Link) -> Finding:
    return Finding(
        RULE.code,
        RULE.severity,
        f"{title.entity.text} belongs to {owner.entity.text}; the translation gives it to {bearer.entity.text}.",
        linked.bead.id,
        target=title.span,
        source=title.entity.span,
        entity=title.entity.text,
        kind="title",
        confidence=0.85,
    )


RULE = Rule(
    "T104",
    "title-of-another",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
