"""Rule L105: a place of a list is lost."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.list_members import lost_members

_SAYS = "{zh} ({right}) has no counterpart in the English, though {beside} beside it has."


def check(alignment: Alignment) -> Iterator[Finding]:
    """Of places named side by side English has some, and nothing stands for another.

    Why:
        A visit to two cities becomes a visit to one, and nothing in the English shows it.

    Flagged:
        代表团访问了⟦长沙⟧和北京。 => The delegation visited Beijing.
        试点在成都、⟦贵阳⟧、昆明进行。 => Trials run in Chengdu and Kunming.

    Accepted:
        代表团访问了长沙和北京。 => The delegation visited Changsha and Beijing.
        代表团访问了长沙和北京。 => The delegation visited the two cities.
        他访问了北京和上海。 => He visited Shanghai, then the capital.
        韩国和日本企业参加。 => Korean and Japanese companies took part.
        代表团从长沙到北京。 => The delegation went to Beijing.
        居民放弃了去巴黎以及周边地区度假的计划。 => Residents dropped plans for holidays in and around Paris.
        企业来自杭州、贵州遵义等地。 => The firms come from Hangzhou and Zunyi.
        代表团访问了长沙和北京。 ¶ 长沙很热情。 => The delegation visited Beijing. ¶ Changsha was welcoming.

    Limits:
        Places outside lists are often left out with good reason; they are not reported. Silent where the English
        sums up ("two cities"), and where it has a name that nothing explains.
    """
    yield from lost_members(RULE, alignment, "place", _SAYS)


RULE = Rule(
    "L105",
    "missing-place",
    "Accuracy/Omission",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
