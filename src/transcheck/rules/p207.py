"""Rule P207: a Tibetan name spelled and cut as a Chinese one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, LinkedBead, Rule, Severity, Span
from transcheck.rules.p2_people import judged

# Parts of Tibetan names as Mandarin spells them, and as Tibetans are known in English.
_PARTS = {
    "zhaxi": "Tashi", "ciren": "Tsering", "zhuoma": "Drolma", "duoji": "Dorje", "dunzhu": "Dondrup", "danzeng": "Tenzin",
    "luosang": "Lobsang", "gesang": "Kelsang", "pingcuo": "Phuntsok", "suolang": "Sonam", "yixi": "Yeshe",
    "dawa": "Dawa", "basang": "Pasang", "nima": "Nyima", "jiacuo": "Gyatso", "wangjiu": "Wangchuk", "zhandui": "Dradul",
    "qiangba": "Jampa", "yangjin": "Yangjin", "lamu": "Lhamo", "quzhen": "Chodron", "deji": "Dekyi", "baima": "Pema",
    "renzeng": "Rinzin", "awang": "Ngawang", "jiangcun": "Gyaltsen", "langjie": "Namgyal", "wangdui": "Wangdu",
    "cidan": "Tseten", "cairang": "Tserang", "zhuga": "Drolkar", "baizhen": "Palden", "cuomu": "Tsomo",
}  # fmt: skip
_RUN = re.compile(r"(?=\b([A-Z][a-z]+ [A-Z][a-z]+)\b)")


def check(alignment: Alignment) -> Iterator[Finding]:
    """Syllables of a Tibetan name are divided as if the first were a surname.

    Why:
        Tibetans have no Chinese surname; cut in the wrong place, the name has no meaning and nobody finds it.

    Flagged:
        => ⟦Luo Sangciren⟧ attended.
        => Deputy mayor ⟦Suo Langduoji⟧ attended.

    Accepted:
        => Luosang Ciren and Lobsang Tsering attended.
        => Zhaxi Duoji attended.
        => Luo Sang and Da Wa attended.

    Limits:
        A name in Mandarin spelling with its parts in the right places is let pass: people do sign so.
    """
    for linked in alignment.beads:
        target = linked.bead.target
        for match in _RUN.finditer(target.text):
            right = _name(match[1])
            span = target.at(match.start(1), match.end(1))
            if right and not judged(linked, span):
                yield _finding(linked, span, match[1], right)


def _name(shown: str) -> str:
    """The Tibetan name of two parts that the letters spell; empty if they do not, or are cut where they should be."""
    head, tail = shown.lower().split()
    letters = head + tail
    for first, english in _PARTS.items():
        rest = letters.removeprefix(first)
        if rest != letters and rest in _PARTS and head != first:
            return f"{english} {_PARTS[rest]}"
    return ""


def _finding(linked: LinkedBead, span: Span, wrong: str, right: str) -> Finding:
    return Finding(
        RULE.code,
        RULE.severity,
        f"“{wrong}” is a Tibetan name cut like a Chinese one; its parts are {right}.",
        linked.bead.id,
        target=span,
        kind="person",
        suggestion=right,
        confidence=0.85,
    )


RULE = Rule(
    "P207",
    "tibetan-name-cut",
    "Accuracy/Mistranslation/Name",
    Severity.MAJOR,
    since="0.1",
    check=check,
)
