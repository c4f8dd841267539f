"""Rule G102: another real body in the place of the one meant."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is {the}{right}; the translation names another body, “{wrong}” ({cause})."


def check(alignment: Alignment) -> Iterator[Finding]:
    """The translation names a real body, but not the one the Chinese speaks of.

    Why:
        The sentence reads well and says that somebody else did it. Nobody finds the error without the Chinese.

    Flagged:
        ⟦新华社⟧巴黎5月3日电，他获胜。 => PARIS, May 3 (⟦EuroWire⟧) -- He won.
        ⟦中新网⟧5月3日电，他获胜。 => BEIJING, May 3 (⟦Xinhua⟧) -- He won.
        县人民检察院发布通报。 => The county ⟦people's court⟧ issued a notice.
        民进召开会议。 => The ⟦Democratic Progressive Party⟧ held a meeting.
        民进党召开会议。 => The ⟦China Association for Promoting Democracy⟧ held a meeting.
        最高人民检察院发布报告。 => The ⟦Supreme People's Court⟧ issued a report.

    Accepted:
        农村基层党组织换届。 => The New Party elected new village heads.
        美国国会休会。 => Lawmakers left Capitol Hill.
        光明网刊文呼吁保护方言。 => Guangming Daily's website carried an article calling for dialects to be protected.
        中新网5月3日电，他获胜。 => May 3 (Chinanews.com) -- He won.
        检察院对他提起公诉。 => He was taken to court.
        检察院起诉了他。 => Prosecutors charged him in court.
        民进党召开会议。 => The Democratic Progressive Party held a meeting.
        最高人民法院和最高人民检察院发布报告。 => The Supreme People's Court and the Supreme People's Procuratorate issued a report.
        世卫组织发布报告。 => The World Health Organization issued a report.

    Limits:
        Both bodies must be known, and their Chinese names alike.
    """
    yield from term_findings(RULE, alignment, "org", (Verdict.OTHER,), _SAYS)


RULE = Rule(
    "G102",
    "other-body",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
