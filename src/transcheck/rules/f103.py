"""Rule F103: a sentence without a verb, or one that breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.rules.anatomy import is_headline, sentences

# No English sentence ends with one of these words.
_DANGLING = re.compile(
    r"(?<![\w'’-])(?:the|an|and|or|nor|but|because|their|our|my|your|into|although|whose|than|such as|as well as|in order to|during)[.]$"
)
# Nor with these, unless a question before them waits for its end: nobody knows what it will be.
_UNFINISHED = re.compile(r"\b(?:will|would|must|should|shall) be[.]$")
_WAITING = re.compile(r"\b(?:wh\w+|how|than|as|it|they|he|she|there|that|if|so)\b", re.I)
# Words of a bare name with its posts; a sentence made of nothing else says nothing of anybody.
_POSTS = frozenset(
    "secretary secretaries mayor mayors deputy deputies vice chairman chairmen chairperson chairpersons chairwoman director directors "
    "president presidents member members head heads chief minister ministers governor governors general commissioner professor dean "
    "captain coach spokesperson ambassador manager party political bureau congress committee committees municipal provincial county "
    "district central national standing permanent executive senior former acting full-time leading group office department "
    "commission council federation association league society bureau center centre institute university school secretary-general "
    "inspector procurator procurator-general judge justice officer officers commander representative leader leaders official founder".split()
)
_SMALL = frozenset(
    "of and the a an for in at to on & as well concurrently also both from its his her".split()
)
_TOKEN = re.compile(r"[^\W_][\w'’-]*|&")
_CREDIT = re.compile(
    r"^\W*(?:photos?|by|source|edited|editor|reporters?|report|written|video|text|copyright|tel|address|contact)\b",
    re.I,
)
_ENOUGH = 8


def _only_posts(sentence: str) -> bool:
    """Whether a long sentence holds names, posts and small words only, and so no verb."""
    tokens = _TOKEN.findall(sentence)
    if len(tokens) < _ENOUGH or _CREDIT.match(sentence) or re.search(r"\d|[:;?!]", sentence):
        return False
    lower = [token for token in tokens if token[0].islower() and token not in _SMALL]
    named = any(token[0].isupper() for token in tokens[1:])
    return bool(lower) and named and all(token in _POSTS for token in lower)


def _dangling(sentence: str) -> re.Match[str] | None:
    unfinished = None if _WAITING.search(sentence) else _UNFINISHED.search(sentence)
    return _DANGLING.search(sentence) or unfinished


def _stub(sentence: str) -> int:
    """Where the last part of a sentence of names and posts begins: the subject that lacks its verb."""
    comma = sentence.rfind(", ")
    return comma + 2 if comma > 0 else 0


def check(alignment: Alignment) -> Iterator[Finding]:
    """A sentence has no verb, or ends where it cannot end.

    Why:
        The machine cut a long sentence in two or lost its end; what was said of the subject is gone.

    Flagged:
        => Secretary of the Nyingchi Municipal Party Committee and deputy mayor, ⟦Tsering Yangzom.⟧
        => He stressed that they should listen to the people ⟦and.⟧
        => The date of the verdict ⟦will be.⟧

    Accepted:
        => Tsering Yangzom, secretary of the Nyingchi Municipal Party Committee, attended the meeting with the others.
        => Photo by Xu Lan, reporter of the Chongqing Daily and member of the group.
        => Secretary of the Municipal Party Committee
        => That is what they came for and what they look forward to.
        => It is a world that he was not born into, she said, nor made for.
        => Nobody knows what the verdict will be.
        => The theater festival opened in Xi'an.
        => Thank you very much, ladies and gentlemen.

    Limits:
        Without a parser only sentences made of nothing but names, posts and small words are known to have no verb.
    """
    for linked, passage in passages(alignment, "target"):
        for span in sentences(passage.text):
            sentence = passage.text[span.start : span.end]
            if not sentence.endswith(".") or (is_headline(sentence) and not _only_posts(sentence)):
                continue
            dangling = _dangling(sentence)
            if dangling:
                start, why = dangling.start(), f"The sentence breaks off after “{dangling.group()[:-1]}”."
            elif _only_posts(sentence):
                start, why = (
                    _stub(sentence),
                    "The sentence has no verb: what is said of the subject is missing.",
                )
            else:
                continue
            yield Finding(
                RULE.code,
                RULE.severity,
                why,
                linked.bead.id,
                target=passage.at(span.start + start, span.end),
                confidence=0.85,
            )


RULE = Rule(
    "F103", "sentence-fragment", "Linguistic conventions/Grammar", Severity.MAJOR, since="0.1", check=check
)
