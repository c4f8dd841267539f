"""Rule P109: a foreign name in a spelling that nobody is known to use."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.people import person_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """A foreign name was spelt after the sound of its Chinese characters, as no list of names has it.

    Why:
        Characters hold only the sound of a foreign name, and not all of it: l and r, b and v fall together. Where
        the machine does not know the person it writes what it hears, and the person cannot be found again.

    Flagged:
        波兰教授泽林斯基说。 => ⟦Zerinski⟧, a Polish professor, said so.
        巴西经济学家若昂·佩雷阿多说，今年更难。 => Brazilian economist ⟦Joao Pereyado⟧ said this year would be harder.

    Accepted:
        波兰教授泽林斯基说。 => Zielinski, a Polish professor, said so.
        波兰教授泽林斯基（Zerinski）说。 => Zerinski, a Polish professor, said so.
        俄罗斯教练克里沃申科夫说。 => Krivoshenkov, a Russian coach, said so.
        新疆牧民阿不都拉说。 => Abdulla, a herdsman in Xinjiang, said so.

    Limits:
        A wrong spelling that is somebody else's name is not seen, and a rare name may be right though no list
        has it: the finding says where to look, not what to write, and is minor for that. Countries whose names
        few lists have are passed over. Spellings that the Chinese gives in Latin
        letters or that the reference has are taken for right, and so are names with a Slavic or Caucasian ending.
    """
    yield from person_findings(RULE, alignment, Verdict.UNATTESTED)


RULE = Rule(
    "P109",
    "unattested-name",
    "Accuracy/Mistranslation",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
    package="wordfreq",
)
