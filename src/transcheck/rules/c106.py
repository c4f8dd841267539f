"""Rule C106: one source sentence, several translations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from transcheck.lexicons.forms import form
from transcheck.model import Alignment, Evidence, Finding, LinkedBead, Passage, Rule, Severity, passages
from transcheck.rules.ends import QUOTES, is_closed
from transcheck.text import count_han, fold_chinese

_LEAST_HAN = 6  # characters: shorter sentences are answers and labels that depend on what is round them
_SHARED = 0.75  # of the words of both


def check(alignment: Alignment) -> Iterator[Finding]:
    """A sentence that stands several times in the Chinese is translated in different ways.

    Why:
        The reader looks for a difference that is not there; in forms and manuals it is one.

    Flagged:
        请在三十日内提交申请。 ¶ 谢谢。 ¶ 请在三十日内提交申请。 => Please apply within 30 days. ¶ Thank you. ¶ ⟦Applications are due in 30 days.⟧

    Accepted:
        请在三十日内提交申请。 ¶ 请在三十日内提交申请。 => Please apply within 30 days. ¶ Please apply within 30 days!
        二〇二三年产量增长3%。 ¶ 二〇二三年产量增长5%。 => Output grew by 3 percent in 2023. ¶ In 2023 output rose 5 percent.
        是的。 ¶ 他走了吗? ¶ 是的。 => Yes. ¶ Has he gone? ¶ He has.
        全市中小学下周复课 ¶ 全市中小学下周复课 => City's Schools to Reopen ¶ The city's schools will reopen next week.

    Limits:
        Within one document; sentences of fewer than six characters are not compared, and a headline is not compared
        with a sentence. Articles, endings, capitals and marks do not matter.
    """
    said: defaultdict[tuple[str, str, bool], list[tuple[LinkedBead, Passage, tuple[str, ...]]]] = defaultdict(
        list
    )
    for linked, target in passages(alignment, "target"):
        source = linked.bead.source
        if source is not None and count_han(source.text) >= _LEAST_HAN:
            zh = "".join(char for char in fold_chinese(source.text) if char.isalnum())
            stems = form(target.text).stems
            mark = source.text.rstrip(QUOTES)[-1:]
            said[zh, "" if mark.isalnum() else mark, is_closed(target.text)].append((linked, target, stems))
    for found in said.values():
        kept, often = Counter(stems for *_, stems in found).most_common(1)[0]
        usual = next(target.text.strip() for _, target, stems in found if stems == kept)
        for linked, target, stems in found:
            if not _alike(stems, kept):
                yield _finding(linked, target, usual, certain=often > 1)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two translations say nearly the same words: did not, didn't; five, 5."""
    left, right = set(one), set(other)
    return len(left & right) >= _SHARED * len(left | right)


def _finding(linked: LinkedBead, target: Passage, usual: str, *, certain: bool) -> Finding:
    start = len(target.text) - len(target.text.lstrip())
    return Finding(
        RULE.code,
        RULE.severity,
        f"The same Chinese is “{usual}” elsewhere in this document.",
        linked.bead.id,
        target=target.at(start, len(target.text.rstrip())),
        source=linked.bead.source.span if linked.bead.source else None,
        suggestion=usual if certain else None,
        confidence=0.6,
        evidence=(Evidence("document", usual),),
    )


RULE = Rule(
    "C106",
    "repeats-vary",
    "Style/Inconsistent style",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
