"""Rule Y105: a capital in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.rules.anatomy import in_prose, is_headline, sentences

# Words that no name begins with when a lower-case word stands before and two stand behind.
_SEAM = re.compile(
    r"(?<= )(?P<before>[a-z][a-z'’-]*) (?P<seam>In|On|At|Of|And|Or|But|For|With|From|By|As|To|Through|During|After|"
    r"Before|Since|When|While|Where|Because|If|"
    r"Although|However|Therefore|Which|That|This|These|Those|They|We|It|There|The)(?= (?:[a-z]+|a) [a-z]+)"
)
_TITLE_WORD = re.compile(
    r"\b(?:song|film|movie|book|novel|play|album|drama|series|show|poem|article|essay|report|titled|entitled|called|named|programme|"
    r"program|column|single|slogan|theme|motto|topic|hit|said|says|question|word|words|reads|reading)\s$"
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """A small word has a capital although no stop stands before it.

    Why:
        It is the seam where the machine joined two pieces; often a word or a stop is missing there.

    Flagged:
        => They will act in the new era ⟦In⟧ the new journey of the city.
        => He studied hard ⟦And⟧ the others went home early.

    Accepted:
        => They will act in the new era. In the new journey they go on.
        => He saw the film In the mood for love yesterday.
        => He lives in The Hague and works for The New York Times.
        => Xi Meets Leaders And the People of the World
        => He said: "In the end all is well."
        => Vitamin A and Plan B are not the same.
        => They called Liu He meets of the day well run.
        => The mayor and He from the bureau came.
        => Wait for the vowel I in the word.

    Limits:
        Only small words between words without capitals; names and headlines are let pass.
    """
    for linked, passage in passages(alignment, "target"):
        for span in sentences(passage.text):
            sentence = passage.text[span.start : span.end]
            if is_headline(sentence):
                continue
            for match in _SEAM.finditer(sentence):
                start, end = span.start + match.start("seam"), span.start + match.end("seam")
                if _TITLE_WORD.search(sentence[: match.start("seam")]) or not in_prose(
                    passage.text, start, end
                ):
                    continue
                yield Finding(
                    RULE.code,
                    RULE.severity,
                    f"“{match['seam']}” has a capital in the middle of a sentence: is a stop missing before it?",
                    linked.bead.id,
                    target=passage.at(start, end),
                    suggestion=match["seam"].lower(),
                    confidence=0.85,
                )


RULE = Rule(
    "Y105", "capital-in-sentence", "Linguistic conventions/Spelling", Severity.MINOR, since="0.1", check=check
)
