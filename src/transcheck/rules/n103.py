"""Rule N103: a date differs."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.numeral_pairs import plainly, slip_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """A year, month or day of the Chinese is another one in the English, or missing.

    Why:
        A wrong date changes the fact that is reported, and careers and deadlines hang on it.

    Flagged:
        会议于7月10日开幕，⟦7月15日⟧闭幕。 => The fair opened on July 10 and closed on ⟦July 16⟧.
        双方于⟦6月⟧会谈，都很满意。 => They met in ⟦July⟧. Both were pleased.
        他⟦1988年8月⟧参加工作。 => He started work in ⟦August 1998⟧.
        会议⟦8月3日⟧举行。 => The meeting was held on ⟦July 3⟧.
        展览将于⟦2023年⟧开幕。 => The exhibition will open in ⟦2032⟧.
        ⟦10月14日⟧，省委召开会议。 => The provincial committee held a meeting.

    Accepted:
        一二月份是淡季。 => January and February are the low season.
        00后整顿职场。 => Gen Z is shaking up the workplace.
        2025年9月28日会议召开。 => The meeting opened on September 28.
        他1988年8月参加工作。 => He started work in August 1988.
        6月10日至14日访华。 => He visits China from June 10 to 14.
        6月10日至14日访华。 => He visits China from 10 to 14 June.
        11日下午举行会谈。 => Talks were held on the afternoon of the 11th.
        6至8月雨水多。 => June to August is rainy.
        会议2021年7月26日举行。 => The meeting was held on 2021-07-26.
        双方27日会面。 => They met on Tuesday.
        今年8月开工。 => Work began in August of this year.
        2016-2020年增长较快。 => Growth was fast from 2016 to 2020.
        二〇二一年十月一日 => October 1, 2021
        他于去年出任市长。 => He became mayor last year.
        2021年同比增长3%。 => Growth was 3 percent this year.

    Limits:
        A date without a counterpart is judged only if it says more than one part, and not beside a weekday, a
        holiday or "this year", which may stand for it.
    """
    yield from slip_findings(RULE, alignment, "date", plainly, paired=0.9)


RULE = Rule(
    "N103",
    "date-differs",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
