"""Rule N106: an ordinal differs."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.numeral_pairs import plainly, slip_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """The number of a congress, session, plan or rank is another one in the English.

    Why:
        The number is part of the name: a 15th congress is another congress than the 14th.

    Flagged:
        ⟦第34⟧分钟，他扳平比分。 => He levelled in the ⟦43rd⟧ minute.
        ⟦第十四⟧届全国人民代表大会 => the ⟦15th⟧ National People's Congress
        认真学习党的⟦二十⟧大精神。 => Study the guiding principles of the ⟦19th⟧ CPC National Congress.
        她是⟦第三⟧位执行任务的中国女性。 => She is the ⟦second⟧ Chinese woman to fly the mission.
        “⟦十四⟧五”规划 => the ⟦13th⟧ Five-Year Plan

    Accepted:
        20世纪六七十年代他在这里。 => He was here in the 1960s and 1970s.
        第34分钟，他扳平比分。 => He levelled 22 minutes later, his second of the night.
        第十四届全国人民代表大会 => the 14th National People's Congress
        第十四届全国人民代表大会 => the fourteenth National People's Congress
        认真学习党的二十大精神。 => Study the guiding principles of the 20th CPC National Congress.
        十九届三中全会 => the third plenary session of the 19th Central Committee
        “十四五”规划 => the 14th Five-Year Plan (2021-2025)
        第一次参加会议。 => It was his first meeting.
        第二天他离开了。 => He left the next day.
        21世纪是亚洲的世纪。 => The 21st century is the century of Asia.
        第三产业发展较快。 => The service sector grew fast.
        第三季度增长，下半年会更好。 => It grew in the third quarter; the second half will be better.
        排名第3。 => It came third.

    Limits:
        An ordinal that the English does not say at all is reported only if it is in digits.
    """
    yield from slip_findings(RULE, alignment, "ordinal", plainly, paired=0.9, missing=0.55)


RULE = Rule(
    "N106",
    "ordinal-differs",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
