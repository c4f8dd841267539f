"""Rule P101: a Chinese name came out misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.people import person_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """A person's name in English resembles the Chinese name but does not spell it.

    Why:
        The reader gets a person who does not exist, and a search for the name finds nothing. Machine
        translation guesses where it does not know a character, and the guess looks like a real name.

    Flagged:
        主任华震出席会议。 => ⟦Hua Zheng⟧, director, attended the meeting.
        日本首相高市早苗说。 => Japanese Prime Minister ⟦Sanae Takashi⟧ said so.
        市长何秉稳出席会议。 => Mayor ⟦He Bingjing⟧ attended the meeting.
        （记者孙维翀、周岚）报道 => (Reporters ⟦Sun Weixuan⟧, Zhou Lan)
        记者冉瑞东报道 => Reporter ⟦Yu Ruidong⟧ reports

    Accepted:
        郑渝高铁穿过山区。 => The Zhengyu high-speed railway crosses the mountains.
        阿强在深圳送外卖。 => Ah Qiang delivers takeaways in Shenzhen.
        柏林格教授获奖。 => Professor Berlinger won the prize.
        安保部队负责人贾法里上校受伤。 => Colonel Jafari, who leads the security force, was wounded.
        阿方高度重视。 => Afghan officials attach great importance to it.
        沈白高铁开通。 => The Shenyang-Baihe high-speed railway opened.
        大谷翔平打出全垒打。 => Shohei Otani hit a home run.
        台湾经济部门前负责人尹启铭说。 => Yiin Chii-ming, Taiwan's former economic chief, said so.
        顾川来了。 ¶ 大家都在。 ¶ “是我们的。”顾川说。 => Gu Chuan came. ¶ All were there. ¶ “Ours,” said Chuan.
        市长何秉稳出席会议。 => Mayor He Bingwen attended the meeting.
        作家吕梦琪说，她会回来。 => Writer Lü Mengqi said she would return.
        作家吕梦琪说，她会回来。 => Lyu Mengqi, a writer, said she would return.
        中国国民党前主席连世安说。 => Lien Shih-an, former chairman of the Kuomintang, said.
        设计师林小满说，Xiaoman Lin 是她的艺名。 => Designer Xiaoman Lin said so.
        教授周立群说。周立群表示赞成。 => Professor Zhou Liqun spoke. Zhou agreed.
        演员陈立岗、斯琴高娃、郑柏村 => Actors Chen Ligang, Siqin and Zheng Baicun

    Limits:
        A foreign name that no table holds is not judged; names of other traditions are accepted in the
        spelling of that tradition.
    """
    yield from person_findings(RULE, alignment, Verdict.NEAR)


RULE = Rule(
    "P101",
    "garbled-name",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
