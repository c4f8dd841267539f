"""Rule C105: one person under two accepted names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from transcheck.model import Alignment, Evidence, Finding, Link, Naming, Rule, Severity, Verdict
from transcheck.text import words

_ACCEPTED = (Verdict.RIGHT, Verdict.UNSURE)


def check(alignment: Alignment) -> Iterator[Finding]:
    """A person is written in two ways, each of which could be right.

    Why:
        The reader takes Mohammed and Muhammad for two men, and a search for one misses the other.

    Flagged:
        埃及教授奥马尔·哈桑说。 ¶ 奥马尔·哈桑走了。 => Professor Omar Hassan spoke. ¶ ⟦Umar Hasan⟧ left.

    Accepted:
        美国总统拜登讲话。 ¶ 拜登说。 => Joe Biden spoke. ¶ Biden said so.
        阿里巴巴创始人马云说。 ¶ 马云走了。 => Alibaba's founder Jack Ma spoke. ¶ Ma Yun left.
        教授周立群说。 ¶ 周立群表示同意。 => Professor Zhou Liqun spoke. ¶ Liqun Zhou agreed.

    Limits:
        Persons of the tables are known by several names and not judged here. Shorter forms, initials and the order
        of names are let pass. Across documents only those of one system are compared; the form that most mentions
        have is kept, of two alike the earlier.
    """
    yield from (finding for _, finding in judge(tuple(summarise(alignment))))


def summarise(alignment: Alignment) -> Iterator[Naming]:
    """The accepted English of every person of a document whom no table knows."""
    for linked in alignment.beads:
        for link in linked.links:
            if link.span is not None and _is_unknown_person(link):
                english = linked.bead.target.quote(link.span)
                yield Naming(
                    alignment.doc_id,
                    alignment.system,
                    linked.bead.id,
                    link.entity.value,
                    english,
                    link.entity.span,
                    link.span,
                )


def _is_unknown_person(link: Link) -> bool:
    """Whether a name was accepted that no table vouches for; well-known people go by several names."""
    person = link.entity.kind == "person" and link.verdict in _ACCEPTED
    if len(link.entity.value) == len("老王") and link.entity.value[0] in "老小大阿":
        return False  # every village has one
    return person and all(rendering.origin != "termbase" for rendering in link.renderings)


def judge(namings: Sequence[Naming]) -> Iterator[tuple[Naming, Finding]]:
    """The namings of a corpus that differ from what the same system mostly calls the same person."""
    people: defaultdict[tuple[str, str], list[Naming]] = defaultdict(list)
    for naming in namings:
        people[naming.system, naming.zh].append(naming)
    for found in people.values():
        yield from _strays(found)


def _strays(namings: Sequence[Naming]) -> Iterator[tuple[Naming, Finding]]:
    counts = Counter(_form(naming) for naming in namings)
    if len(counts) < 2:
        return
    kept, _ = counts.most_common(1)[0]
    shown = next(naming for naming in namings if _form(naming) == kept)
    for naming in namings:
        if _apart(_form(naming), kept):
            yield naming, _finding(naming, shown)


def _form(naming: Naming) -> frozenset[str]:
    """The words of a name in any order."""
    return frozenset(word.key for word in words(naming.english))


def _apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether neither name is a shorter form of the other: they have no word in common, or each its own."""
    left, right = set(one) - set(other), set(other) - set(one)
    if not left or not right or all(len(word) == 1 for word in left | right):
        return False
    # "Liqun Zhou" run together is "Zhouliqun": the letters are what counts.
    return sorted("".join(left)) != sorted("".join(right))


def _finding(naming: Naming, shown: Naming) -> Finding:
    return Finding(
        RULE.code,
        RULE.severity,
        f"{naming.zh} is “{naming.english}” here and “{shown.english}” elsewhere.",
        naming.bead,
        target=naming.target,
        source=naming.source,
        entity=naming.zh,
        kind="person",
        suggestion=shown.english,
        confidence=0.75,
        evidence=(Evidence("document", shown.english, shown.doc_id),),
    )


RULE = Rule(
    "C105",
    "person-names-vary",
    "Terminology/Inconsistent use of terminology",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
