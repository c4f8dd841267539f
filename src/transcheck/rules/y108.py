"""Rule Y108: no mark at the end of a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.rules.ends import broken_off, ends_open
from transcheck.text import words

_LEAST_WORDS = 4  # of a sentence
_SHORT = 3  # letters of words that headlines write small
_MOST = 0.75


def check(alignment: Alignment) -> Iterator[Finding]:
    """The Chinese sentence is closed by a mark, the English one is not.

    Why:
        Either the full stop is missing, or something that stood before it.

    Flagged:
        会议在长沙召开。 => The meeting was held in ⟦Changsha⟧

    Accepted:
        会议在长沙召开。 => The meeting was held in Changsha.
        会议在长沙召开 => Meeting Held in Changsha
        他说:“会议在长沙召开。” => "The meeting was held in Changsha," he said.
        会议在长沙召开。 => The meeting was held in Changsha:
        谢谢。 => Thank you
        谁来为高房价买单? => Who Pays for High Home Prices
        详情请见 example.com/notice。 => For details, see example.com/notice
        压力三百千帕。 => a pressure of 300 kPa

    Limits:
        Translations of fewer than four words are labels and answers, and so are those that
        begin with a small letter. A word after which more must come is F106.
    """
    for linked, target in passages(alignment, "target"):
        last = ends_open(linked.bead)
        whole = len(words(target.text)) >= _LEAST_WORDS and not target.text.lstrip()[:1].islower()
        if last and whole and not _is_headline(target.text) and not broken_off(linked.bead, is_last=False):
            yield Finding(
                RULE.code,
                RULE.severity,
                f"The Chinese ends with a mark, the English with “{last.group(1)}”.",
                linked.bead.id,
                target=target.at(*last.span(1)),
                confidence=0.85,
            )


def _is_headline(text: str) -> bool:
    """Whether most of the longer words have capitals: Who Pays for High Home Prices."""
    longer = [word for word in words(text) if len(word.key) > _SHORT]
    return len(longer) > 1 and sum(word.capital for word in longer) >= _MOST * len(longer)


RULE = Rule(
    "Y108",
    "missing-end-mark",
    "Linguistic conventions/Punctuation",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
