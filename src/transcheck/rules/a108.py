"""Rule A108: a negation is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcheck.lexicons.glosses import PACKAGE, divided, is_word, senses
from transcheck.lexicons.roots import root
from transcheck.model import Alignment, Finding, Passage, Rule, Severity, Span, passages
from transcheck.text import Word, blanked, fold_chinese, words

# What denies the word after it; for 不 alone see below.
_DENIES = re.compile(
    "并没有|并未|并不是|并不|没有|没能|尚未|从未|仍未|均未|未能|未曾|不会|不能|不可以|不得|不是|不应|不该|不准|不许|"
    "不愿|不想|不让|不再|不予|不存在|毫无|无法|无权|无意|绝不|决不|从不|从来不|毫不|拒不|绝非|并非|并无|切勿|请勿|[没未不](?=[\u4e00-\u9fff])"
)
# Characters as in _DENIES that deny nothing, or twice.
_AFFIRMS = re.compile(
    "无一不|不能不|不得不|不得已|未经[^。;；]{1,12}不得|没有理由不|不会不|没有不|没有人不|无不|非不|不是不|是不是|能不能|会不会|有没有|不得了|不能自已|没收|沉没|出没|淹没|吞没|埋没|没落|没完|"
    "没错|没准|未来|未婚|未必|未免|未成年|未及|未遂|前所未有|毫无疑问|毫无疑义|毫无悬念|毫无保留|毫无例外|没多久|没几|没想到|"
    r"(.{1,2})不\1|没有?[^。;；]{0,16}就没|没有?[^。;；]{0,12}[就哪怎那这]|不是[^。;；]{0,40}(?:而是|就是|没)|不会?仅|不是吗|(?:差点|险些)没|还没[^。]{0,20}就|没有?[^。;；]{0,12}[高多大低少快好]|不缺|不含|不能忘|没有[^。;；]{0,16}[,，][^。;；]{0,8}(?:无法|不|难)"
)
_CLAUSE = re.compile(r"[^,，。;；:：!！?？、\"“”()（）\n]*")
_PAUSE = re.compile("[,;:]")
_LED = tuple("在对向被把由让给就为与和同跟从以")  # prepositions: the verb comes last
_LIGHT = frozenset("存在 发生 出现 进行 造成 任何 受到 得到 作出 做出 予以 可能 一个 人员 我们 他们".split())
_NEGATIVE = frozenset(
    "no not never none nor neither nothing nobody nowhere without cannot hardly barely scarcely rarely seldom "
    "few little less least unable only rather instead impossible beyond too loss lost lose losing loses short "
    "quit gone non minus yet still before until unless illegal far free away zero anything ruled rule rules "
    "ruling turned anonymous steady unchanged deadlock deadlocked stalemate innocent aside deputy behalf dream".split()
)
# Turns that may deny what stands near them: out of danger, every reason to.
_TURNED = re.compile(
    r"\b(?:out of|falls? through|fell through|every reason|(?:keep|keeps|kept) .{0,60}(?:from|out)|remains? to be|"
    r"closed doors|h[oe]lds? off|other than|forced to|"
    r"prior approval|open secret|owes?|contacted|clear of|a long way|down on|net of|depends?)\b",
    re.IGNORECASE,
)
_NEGATIVE_PART = re.compile(
    "^(?:do|does|did|is|are|was|were|has|have|had|wo|would|ca|could|should|must|need)nt$|.less$|^non-?.|^un(?!der|ion|iver|it|ique|til|cle|iform|anim)."
    "|^(?:fail|lack|refus|deni|deny|declin|reject|avoid|prevent|stop|prohibit|bann|barr|forbid|forbade|absen|miss|except|exclud"
    "|exempt|oppos|violat|wrong|ceas|abst|resist|reluctan|doubt|halt|suspend|cancel|ignor|neglect|overlook)"
    "|^dis(?:agre|allow|appear|approv|band|believ|continu|like|miss|order|pens|qualif|regard|respect|satisf)"
    "|^in(?:abil|accep|access|accur|adequ|capab|compet|complet|consis|correct|decis|effect|elig|evitab|signif|suffic|toler|valid|vis)"
    "|^im(?:matur|moral|partial|perfect|poss|prop)|^ir(?:regul|relev|resp|revers)|^il(?:legal|licit)|^mis(?:l|m|s|tak|tr|u)"
)
# Words that deny something themselves: who did not give up went on.
_DOWN = frozenset("放弃 停止 拒绝 取消 缺席 忘记 失败 阻止 禁止 反对 避免 离开 失去 中断 结束".split())
_WITH_PARTICLE = 2
_BEFORE, _AFTER = 7, 3  # English words round a denied one among which its negation stands


def check(alignment: Alignment) -> Iterator[Finding]:
    """What the Chinese denies, the English says.

    Why:
        "The company faces liquidity risks" for a company that has none is the opposite of the news.

    Flagged:
        公司⟦不存在流动性⟧风险。 => The company faces ⟦liquidity⟧ risks.
        双方⟦没有签署⟧协议。 => The two sides ⟦signed⟧ an agreement.
        商店没有关门，但司机⟦仍未到达⟧。 => The shops did not close, but the driver will ⟦arrive⟧.

    Accepted:
        公司不存在流动性风险。 => The company faces no liquidity risks.
        公司不存在流动性风险。 => The company is free of liquidity risks.
        他未通过考试。 => He failed the exam.
        这座桥不是石头、不是木头造的。 => The bridge is not made of stone or wood.
        伤者没有生命危险。 => The injured are out of danger.
        我们没有理由不努力。 => We have every reason to work hard.
        他不得不辞职。 => He had to resign.
        梅西未在友谊赛中登场。 => Messi sat out the friendly.
        他没有放弃登山。 => He kept climbing, and giving up was the last thing on his mind.
        谈判没有结果。 => The talks ended in deadlock.
        受访者无一不抱怨租金太高。 => All those asked complained about high rents.
        罢免案未通过。 => The mayor survived the recall vote.

    Limits:
        Only where fewer words of the English deny something than of the Chinese, and the English for the denied word,
        as CC-CEDICT has it, stands away from any of them.
    """
    for linked, target in passages(alignment, "target"):
        source = linked.bead.source
        found = source and _lost(source, target)
        if source and found:
            chinese, english = found
            yield Finding(
                RULE.code,
                RULE.severity,
                f"{source.quote(chinese)} denies what “{target.quote(english)}” here says.",
                linked.bead.id,
                target=english,
                source=chinese,
                kind="other",
                confidence=0.7,
            )


def _lost(source: Passage, target: Passage) -> tuple[Span, Span] | None:
    """The first negation of which the English has nothing: the Chinese with the denied word, the English for that."""
    zh = blanked(_AFFIRMS, fold_chinese(source.text))
    denied = [
        mark for mark in _DENIES.finditer(zh) if mark.group() != "不" or not _is_in_word(zh, mark.start())
    ]
    said = words(target.text)
    negative = [n for n, word in enumerate(said) if _is_negative(word)]
    if len(denied) <= _denials(said, negative):
        return None
    turned = {match.start() for match in _TURNED.finditer(target.text)}
    negative += [n for n, word in enumerate(said) if word.start in turned]
    for mark in denied:
        start, end = _denied(zh, mark.end())
        places = _places(zh[start:end], said)
        if len(places) == 1 and not any(_near(target.text, said, n, places[0]) for n in negative):
            word = said[places[0]]
            return source.at(mark.start(), end), target.at(word.start, word.end)
    return None


def _near(text: str, said: Sequence[Word], negative: int, place: int) -> bool:
    """Whether a word that denies something stands near another in the same clause."""
    first, last = sorted((negative, place))
    beside = -_AFTER <= place - negative <= _BEFORE
    return beside and not _PAUSE.search(text[said[first].end : said[last].start])


def _is_in_word(zh: str, start: int) -> bool:
    """Whether 不 is part of a word (不断, 对不起), which English seldom renders by a negation, or stands before none."""
    around = (
        zh[max(0, first) : last]
        for first in range(start - 2, start + 1)
        for last in range(start + 1, start + 5)
    )
    return any(len(word) > 1 and is_word(word) for word in around) or not is_word(zh[start + 1 : start + 3])


def _is_negative(word: Word) -> bool:
    return word.key in _NEGATIVE or bool(_NEGATIVE_PART.search(word.key))


def _denials(said: Sequence[Word], negative: Sequence[int]) -> int:
    """How much the English denies: not of stone or wood counts twice."""
    alternatives = sum(word.key in ("or", "and") for word in said[negative[0] :]) if negative else 0
    return len(negative) + alternatives


def _denied(zh: str, start: int) -> tuple[int, int]:
    """The word that a negation denies: the first one after it, the last of the clause after a preposition.

    Nothing is an empty stretch.
    """
    clause = _CLAUSE.match(zh, start)
    end = clause.end() if clause else start
    found = [(start + a, start + b) for a, b in divided(zh[start:end]) if b - a > 1]
    told = [place for place in found if zh[slice(*place)] not in _LIGHT]
    if any(zh[slice(*place)] in _DOWN for place in told[:1]):
        return start, start
    return (told[-1] if zh.startswith(_LED, start) else told[0]) if told else (start, start)


def _places(zh: str, said: Sequence[Word]) -> list[int]:
    """The English words that render a Chinese word, alone or with a small word beside them: to calm down."""
    keys = {root(sense[0]) for sense in senses(zh) if len(sense) <= _WITH_PARTICLE}
    return [n for n, word in enumerate(said) if root(word.key) in keys]


RULE = Rule(
    "A108",
    "negation-lost",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
    package=PACKAGE,
)
