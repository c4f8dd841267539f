"""Rule Y104: a quotation mark or bracket without its partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcheck.model import Alignment, Finding, LinkedBead, Passage, Rule, Severity, Span, passages

_PAIRS = {"(": ")", "[": "]", "“": "”"}
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}
_SMILEY_OR_LIST = re.compile(r"(?:^|[\s;,.])(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4}))$|[:;]-?$")
_REACH = 6  # a quotation may run over this many further beads


@dataclass(frozen=True, slots=True)
class _Mark:
    char: str
    at: int  # number of the bead on the target side
    local: int


def _marks(rows: Sequence[tuple[LinkedBead, Passage]]) -> Iterator[_Mark]:
    for at, (_, passage) in enumerate(rows):
        for match in re.finditer(r"[()\[\]“”]", passage.text):
            before = passage.text[: match.start()]
            inside = before.count("(") > before.count(")")
            if match.group() == ")" and not inside and _SMILEY_OR_LIST.search(before):
                continue  # 1) first, a) first
            yield _Mark(match.group(), at, match.start())


def _unpaired(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Marks without a partner; a quotation opened again before it closed is one of several paragraphs."""
    open_: dict[str, list[_Mark]] = {opener: [] for opener in _PAIRS}
    for mark in marks:
        if mark.char in _PAIRS:
            if mark.char == "“" and open_["“"] and open_["“"][-1].at != mark.at:
                open_["“"].pop()
            open_[mark.char].append(mark)
        elif open_[_CLOSERS[mark.char]]:
            open_[_CLOSERS[mark.char]].pop()
        else:
            yield mark
    for waiting in open_.values():
        yield from waiting


def _turned(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Of two marks alike in one passage only the one that was turned round: the second “, the first ”."""
    for before, mark, after in zip((None, *marks), marks, (*marks[1:], None), strict=False):
        partner = after if mark.char == "“" else before
        same = partner is not None and (partner.char, partner.at) == (mark.char, mark.at)
        if mark.char not in "“”" or not same:
            yield mark


def _mixed(text: str) -> bool:
    """Whether straight marks stand beside curly ones, so that they may be each other's partners."""
    return '"' in text or "″" in text or "''" in text or "„" in text or "‟" in text


def _straight(rows: Sequence[tuple[LinkedBead, Passage]]) -> Iterator[_Mark]:
    """The last straight quotation mark of a bead with an odd number, if no bead nearby has an odd number too."""
    spots = [
        [m.start() for m in re.finditer(r'(?<!\d)"|(?<=\d)"(?=[\s,.]*$)', passage.text)]
        for _, passage in rows
    ]
    for at, places in enumerate(spots):
        near = [
            j
            for j in range(max(0, at - _REACH), min(len(rows), at + _REACH + 1))
            if j != at and len(spots[j]) % 2
        ]
        text = rows[at][1].text
        inches = re.search(r'\d"', text)
        # A quotation of several paragraphs opens each of them and closes the last.
        goes_on = at + 1 < len(rows) and rows[at + 1][1].text.lstrip().startswith('"')
        if len(places) % 2 and not (near or goes_on or inches) and not re.search("[“”]|''", text):
            yield _Mark('"', at, places[-1])


def check(alignment: Alignment) -> Iterator[Finding]:
    """A quotation mark or bracket opens and never closes, or closes what never opened.

    Why:
        The reader cannot tell where the quotation ends and who is speaking.

    Flagged:
        => The "two establishments" are a must⟦"⟧ for all, he said.
        => The company ⟦(⟧founded in 1998 has many branches.
        => The company founded in 1998⟦)⟧ has many branches.
        => He praised the ⟦“⟧new era of the country.
        => He said, “We must work. ⟦“⟧
        => He said,⟦”⟧ We must work.”

    Accepted:
        => The company (founded in 1998 [not 1999]) has many branches.
        => He said: “We must work. ¶ We must go on.” ¶ All agreed.
        => He said: "We must work. ¶ We must go on." ¶ All agreed.
        => “We must work. ¶ “We must go on.” ¶ All agreed.
        => "We must work. ¶ "We must go on." ¶ All agreed.
        => The rock 'n' roll players' 6'2" star won.
        => The tasks are: 1) to learn; 2) to teach; a) at home.
        => It decided on Saturday (July 25) to close the office (open 12: 00 to 13: 00).
        => He smiled :) and left.

    Limits:
        Single quotation marks are not judged: they are apostrophes too. A straight mark is judged only if none
        nearby may be its partner.
    """
    rows = list(passages(alignment, "target"))
    curly = [
        mark
        for mark in _turned(sorted(_unpaired(list(_marks(rows))), key=lambda mark: (mark.at, mark.local)))
        if mark.char not in "“”" or not _mixed(rows[mark.at][1].text)
    ]
    for mark in [*curly, *_straight(rows)]:
        linked, passage = rows[mark.at]
        place = passage.at(mark.local, mark.local + 1)
        yield _finding(linked, place, mark.char)


def _finding(linked: LinkedBead, place: Span, char: str) -> Finding:
    sort = "bracket" if char in "()[]" else "quotation mark"
    return Finding(
        RULE.code,
        RULE.severity,
        f"This {sort} has no partner.",
        linked.bead.id,
        target=place,
        confidence=0.8,
    )


RULE = Rule(
    "Y104", "unbalanced-marks", "Linguistic conventions/Punctuation", Severity.MINOR, since="0.1", check=check
)
