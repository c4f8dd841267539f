"""Rule P107: a name was cut in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.people import person_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """Letters of a neighbouring word, or half of a compound surname, went the wrong way.

    Why:
        Chinese has no spaces: the model cut the sentence wrongly and made a new name of the pieces.

    Flagged:
        书记尉迟国梁讲话。 => Secretary ⟦Wei Chiguoliang⟧ spoke.
        负责人谭平坦言压力很大。 => Head ⟦Tan Pingtan⟧ said the pressure was great.
        副主席欧阳国梁到会。 => Vice chairman ⟦Ou Yangguoliang⟧ attended.
        副县长索朗多吉出席会议。 => Deputy county head ⟦Suo Langduoji⟧ attended the meeting.
        市长郭敏说明了情况。 => Mayor ⟦Guo Minshuo⟧ explained the situation.

    Accepted:
        副县长索朗多吉出席会议。 => Deputy county head Sonam Dorje attended the meeting.
        副县长索朗多吉出席会议。 => Deputy county head Suolang Duoji attended the meeting.
        负责人谭平坦言压力很大。 => Head Tan Ping admitted the pressure was great.
        副主席欧阳国梁到会。 => Vice chairman Ouyang Guoliang attended.
        诸葛晴执导。 => Directed by Zhuge Qing.
        日本学者田中由美子到会。 => The Japanese scholar Tian Zhong Youmeizi attended.

    Limits:
        Needs a tagger or cue that tells where the Chinese name ends.
    """
    yield from person_findings(RULE, alignment, Verdict.MERGED)


RULE = Rule(
    "P107",
    "merged-name",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
