"""Foreign names that no table knows: whether anybody is known to spell them as the English does.

A machine that does not know a person spells the Chinese characters by ear: Zerinski for Zielinski. Most such
spellings are nobody's name, while the names of persons in the news are nearly always on record somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from transcheck.lexicons.name_words import PACKAGE, is_attested
from transcheck.lexicons.packages import is_installed
from transcheck.linking.spelling import attested, attested_keys, expected
from transcheck.linking.windows import English, Window
from transcheck.model import Bead, Entity, Link, Passage, Verdict
from transcheck.romanising.mandarin import readings, spell
from transcheck.romanising.minorities import begins_as_minority, minority_keys
from transcheck.text import Word, words

# Names of these languages are transcribed by fixed rules or end in known ways: unlisted ones are as a rule right.
_REGULAR = re.compile(
    r"(?:[oe]va?|enko|chko|chuk|sk(?:y|yi|yy|iy|aya)|vich|yan|dze|shvili|ullin|uddin|bayev|bekov|bek|zhan|oglu|ulu|kaya|"
    r"d[oó]ttir|sson|ssen|moorthi|murthy|liya|lia)$"
)
# Letters that nobody writes by ear: the spelling comes from somewhere.
_LEARNT = re.compile(r"aa|oo|uu|th|ph|ck|sch|gh|cz|sz|ij|ae|oe|bh|dh|kh|tt|gg|bb|dd|pp")
# In a text about these regions a name is as likely Uygur, Tibetan or Mongolian, and no list holds those.
_MINORITIES = re.compile("新疆|维吾尔|哈萨克族|西藏|藏族|藏区|内蒙古|蒙古族|青海|甘南|柯尔克孜")
# Names of these countries are in few lists either: what is not listed may well be right.
_UNLISTED = re.compile(
    "冰岛|马来西亚|哈萨克斯坦|吉尔吉斯斯坦|塔吉克斯坦|乌兹别克斯坦|土库曼斯坦|格鲁吉亚|阿塞拜疆|亚美尼亚|蒙古国|"
    "印度尼西亚|印尼|缅甸|柬埔寨|老挝|泰国|斯里兰卡|尼泊尔|不丹|孟加拉|马尔代夫|东帝汶|巴布亚|斐济|所罗门|汤加|萨摩亚|瓦努阿图|基里巴斯|"
    "非洲|埃塞俄比亚|厄立特里亚|索马里|肯尼亚|坦桑尼亚|乌干达|卢旺达|布隆迪|刚果|赞比亚|马拉维|津巴布韦|莫桑比克|博茨瓦纳|纳米比亚|"
    "南非|莱索托|斯威士兰|马达加斯加|安哥拉|加蓬|喀麦隆|乍得|中非共和国|尼日利亚|尼日尔|马里|布基纳法索|贝宁|多哥|加纳|科特迪瓦|"
    "利比里亚|塞拉利昂|几内亚|塞内加尔|冈比亚|佛得角|毛里塔尼亚|苏丹"
)
_LONG_PINYIN = 6  # letters: shorter readings are names in many languages
_SHORTEST = 4  # letters: shorter words are listed whatever they are
CONFIDENCE = 0.75  # of marked names in spellings that no list holds, some four in five were wrong


def left_in_pinyin(entity: Entity, english: English, is_open: Callable[[Window], bool]) -> Window | None:
    """Words that spell a foreign or minority name, or a part of it between dots, as its characters are read in Mandarin.

    The whole comes first, for it may have been cut elsewhere: Maimaiti Jiangwumaier.

    None where that reading is how somebody is called (Modi for 莫迪, Banda for 班达).
    """
    own = attested_keys(entity.value) | minority_keys(entity.value)
    for part in dict.fromkeys((entity.value.replace("·", ""), *entity.value.split("·"))):
        for key in spell([readings(char)[:1] for char in part]) if len(part) > 1 else ():
            for window in english.by_key.get(key, ()) if key not in own else ():
                long = len(key) + (len(window.words) > 1) >= _LONG_PINYIN
                if long and window.capital and is_open(window) and not _is_somebody(window):
                    return window
    return None


def _is_somebody(window: Window) -> bool:
    return not is_installed(PACKAGE) or (len(window.words) == 1 and is_attested(window.words[0].text))


def mandarin_link(entity: Entity, window: Window, passage: Passage) -> Link:
    """A foreign or minority name that stands in its Mandarin reading."""
    forms = attested(entity.value)
    cause = "no Chinese name, and was left in its Mandarin reading"
    if forms:
        cause = f"known in English as {forms[0].text}, not by the Mandarin reading"
    return Link(
        entity, Verdict.PINYIN, expected(entity.value), window.span(passage), 0.9, cause, window.text(passage)
    )


def foreign_link(entity: Entity, window: Window, bead: Bead) -> Link:
    """What can be said of a foreign name that sounds like the English: misspelt, unattested, or nothing (unsure)."""
    span = window.span(bead.target)
    if _strange(window.words, bead) and not begins_as_minority(entity.value):
        forms = attested(entity.value)
        if forms:
            cause = "spelt by ear"
            return Link(entity, Verdict.NEAR, forms, span, 0.85, cause, window.text(bead.target))
        cause = "spelt by ear, as no list of names has it"
        return Link(entity, Verdict.UNATTESTED, (), span, CONFIDENCE, cause, window.text(bead.target))
    return Link(entity, Verdict.UNSURE, span=span, confidence=0.5, cause="sounds alike")


def _strange(found: Collection[Word], bead: Bead) -> bool:
    if not is_installed(PACKAGE) or bead.source is None:
        return False
    if _MINORITIES.search(bead.source.text) or _UNLISTED.search(bead.source.text):
        return False
    written = {word.key for text in _elsewhere(bead) for word in words(text)}
    return any(
        len(word.key) >= _SHORTEST
        and word.key not in written
        and not _REGULAR.search(word.key)
        and not _LEARNT.search(word.key)
        and not is_attested(word.text)
        for word in found
    )


def _elsewhere(bead: Bead) -> Iterator[str]:
    """Texts that vouch for a spelling: Latin letters in the Chinese, and the reference."""
    if bead.source is not None:
        yield bead.source.text
    if bead.reference is not None:
        yield bead.reference.text
