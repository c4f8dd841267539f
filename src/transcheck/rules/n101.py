"""Rule N101: a figure differs or is missing."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.numeral_pairs import plainly, slip_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """A figure of the Chinese has no equal in the English.

    Why:
        Readers trust figures and cannot check them; a wrong one is among the costliest slips.

    Flagged:
        近⟦两成⟧受访者表示支持。 => Nearly ⟦12 percent⟧ of respondents were in favor.
        投资⟦三点五亿元⟧。 => They invested ⟦450 million yuan⟧.
        会议有⟦15⟧人参加。 => The meeting had ⟦50⟧ participants.
        产量增长⟦3.5%⟧。 => Output grew ⟦35 percent⟧.
        全市新建学校⟦126⟧所。 => The city built many new schools.
        救援队员⟦二十三⟧人赶到现场。 => ⟦Twenty-five⟧ rescuers arrived at the scene.
        女排以⟦3比1⟧获胜。 => The women's team won ⟦3-2⟧.
        代表提出⟦三⟧条建议。 => The deputy made ⟦five⟧ suggestions.

    Accepted:
        约三成的人支持。 => Nearly a third of people were in favor.
        教育部等七部门发文。 => The Ministry of Education and six other departments issued a notice.
        央行净回笼579亿元。 => The central bank drained net 57.9 bln yuan.
        打工人天天996，累了就打120。 => They work nine to nine, six days a week, and call an ambulance when tired.
        双11、5·20销量大增，客服24小时在线。 => Sales soared on Singles' Day; staff answer around the clock.
        警方24小时内破案，政策180度转弯。 => Police cracked the case within a day; the policy made a U-turn.
        他二十出头就当上了厂长，如今年近花甲。 => He became director in his early twenties and is nearly 60.
        老李今年六十有二。 => Lao Li is 62.
        累计发送旅客超16亿人次。 => It has carried over 1.6b passengers.
        年产量突破1000万辆。 => Annual output tops 10m.
        两国签署了10多项协议。 => The two countries signed more than a dozen agreements.
        婴儿重6斤8两。 => The baby weighs 3.4 kilograms.
        县城离这里40里。 => The county seat is 20 kilometers away.
        只需2个半小时。 => It takes only two and a half hours.
        全程1小时53分。 => The trip takes 113 minutes.
        投资2.5亿元。 => They invested a quarter of a billion yuan.
        他说还有一百二十里，我看只有一百二。 => He said it was 120 li more; I took it for a hundred and twenty at most.
        库里少了三百两银子。 => Three hundred taels of silver were gone from the treasury.
        会议有15人参加。 => Fifteen (15) people attended.
        带动就业3500余人。 => It created more than 3,500 jobs.
        六十余人旁听了庭审。 => More than 60 people attended the trial.
        六十余人旁听了庭审。 => Over sixty people attended the trial.
        贸易额达74.4亿美元。 => Trade reached about 7.4 billion U.S. dollars.
        女排以3比1获胜。 => The women's team won three to one.
        女排以25:18拿下首局。 => They took the first set 25-18.
        占地约200亩。 => It covers about 13.3 hectares.
        全程约100公里。 => The route is about 62 miles long.
        超过四成的职工受益。 => More than 40 percent of the workers benefit.
        三分之二的村民赞成。 => Two-thirds of the villagers agreed.
        约50%的村民赞成。 => About half the villagers agreed.
        产值增长2倍。 => Output tripled.
        销量同比增长1倍。 => Sales doubled year on year.
        他今年34岁。 => He is 34 years old.
        这项工程历时30年。 => The project took three decades.
        项目用时18个月。 => The project took a year and a half, or 18 months.
        双方恪守一个中国原则。 => Both sides uphold the one-China principle.
        要增强“四个意识”，做到“两个维护”。 => Act in full accordance with the requirements of the Party.
        千方百计稳就业，共建“一带一路”。 => Do everything to keep employment stable and build the Belt and Road together.
        两人都是90后。 => Both were born after 1990.
        他在上世纪80年代出国。 => He went abroad in the 1980s.
        近百名志愿者参加。 => Nearly a hundred volunteers took part.
        十余名队员受伤。 => A dozen players were hurt.
        C919大型客机首飞。 => The C919 airliner made its first flight.
        咨询电话：010-12345678。 => Call us for details.
        晚上8点30分开始。 => It begins at 8:30 p.m.
        20时30分结束。 => It ended at 8:30 p.m.
        增长10%至15%。 => Growth will be between 10 and 15 percent.
        活动在江苏、浙江、辽宁3省展开。 => It takes place in Jiangsu, Zhejiang and Liaoning.
        两辆车携带5G设备。 => Two cars carry 5G equipment.
        全市共有5所学校。 ¶ 共计120名教师。 => The city has 5 schools with 120 teachers in all. ¶ They teach well.

    Limits:
        A Chinese numeral up to ten is judged only where one other figure stands in its place; a bare figure up to
        ten in digits that is missing is let pass, for a list often says it. A figure that is
        rounded is right if its digits are; one rounded to a single digit needs a word such as "about".
    """
    yield from slip_findings(RULE, alignment, "figure", plainly, paired=0.85, missing=0.65)


RULE = Rule(
    "N101",
    "figure-differs",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
