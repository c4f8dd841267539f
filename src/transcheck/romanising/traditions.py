"""The traditions a name in Han characters may belong to, and how each spells it.

Mainland pinyin is the default; Wade–Giles, Cantonese, Sino-Korean and Sino-Vietnamese readings are accepted
where *every* syllable follows the one tradition: "Lien Shih-an" is a Taiwan spelling of 连世安, "Lien
Shian" is a mixture and therefore a mistake.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from transcheck.lexicons import romanisation
from transcheck.romanising.mandarin import name_parts, readings
from transcheck.romanising.surnames import surnames
from transcheck.romanising.wade_giles import wade_giles
from transcheck.text import ascii_key, places_of

# Words near a name that speak for a tradition.
CONTEXT = {
    "wade-giles": (
        "台湾",
        "台北",
        "台中",
        "台南",
        "高雄",
        "国民党",
        "民进党",
        "两岸",
        "新党",
        "亲民党",
        "民众党",
    ),
    "cantonese": ("香港", "澳门", "港澳", "特区", "特首", "立法会", "港府"),
    "korean": ("韩国", "朝鲜", "首尔", "平壤", "韩方", "朝方", "釜山"),
    "vietnamese": ("越南", "河内", "越共", "越方", "胡志明市"),
    "japanese": ("日本", "东京", "日方", "首相", "大阪", "京都", "自民党"),
}
# Countries and regions whose mention makes a name in transliteration characters a foreign one.
FOREIGN = tuple(
    "美国 英国 法国 德国 俄罗斯 俄 意大利 西班牙 葡萄牙 荷兰 比利时 瑞士 瑞典 挪威 芬兰 丹麦 冰岛 爱尔兰 奥地利 波兰 捷克 "
    "匈牙利 罗马尼亚 保加利亚 希腊 土耳其 乌克兰 白俄罗斯 塞尔维亚 克罗地亚 立陶宛 拉脱维亚 爱沙尼亚 加拿大 墨西哥 巴西 阿根廷 "
    "智利 秘鲁 哥伦比亚 委内瑞拉 古巴 乌拉圭 澳大利亚 新西兰 印度 巴基斯坦 孟加拉 斯里兰卡 尼泊尔 阿富汗 伊朗 伊拉克 叙利亚 以色列 "
    "巴勒斯坦 约旦 黎巴嫩 沙特 阿联酋 卡塔尔 科威特 也门 埃及 利比亚 突尼斯 阿尔及利亚 摩洛哥 苏丹 埃塞俄比亚 肯尼亚 坦桑尼亚 "
    "南非 尼日利亚 加纳 刚果 安哥拉 赞比亚 津巴布韦 乌干达 卢旺达 哈萨克斯坦 乌兹别克斯坦 吉尔吉斯斯坦 塔吉克斯坦 格鲁吉亚 "
    "洪都拉斯 危地马拉 尼加拉瓜 哥斯达黎加 巴拿马 萨尔瓦多 多米尼加 海地 牙买加 厄瓜多尔 玻利维亚 巴拉圭 斯洛伐克 斯洛文尼亚 黑山 "
    "马其顿 阿尔巴尼亚 波黑 摩尔多瓦 马耳他 塞浦路斯 卢森堡 莫桑比克 博茨瓦纳 纳米比亚 马达加斯加 加蓬 喀麦隆 乍得 尼日尔 塞内加尔 "
    "亚美尼亚 阿塞拜疆 泰国 缅甸 老挝 柬埔寨 印度尼西亚 印尼 菲律宾 东帝汶 斐济 欧盟 欧洲 非洲 拉美 中东 白宫 联合国 北约".split()
)
_MOST_KEYS = 512


@cache
def _scheme(name: str) -> dict[str, tuple[str, ...]]:
    """A romanisation table with its readings as plain letters."""
    return {
        zh: tuple(dict.fromkeys(ascii_key(reading) for reading in found))
        for zh, found in romanisation(name).items()
    }


def _wade(part: str) -> list[tuple[str, ...]]:
    known = [surnames()[part]] if part in surnames() else [readings(char) for char in part]
    table = _scheme("wadegiles")
    found = []
    for syllables, chars in zip(known, [part] if part in surnames() else list(part), strict=True):
        computed = tuple(form for syllable in syllables for form in wade_giles(syllable))
        found.append(tuple(dict.fromkeys(table.get(chars, ()) + computed)))
    return found


@lru_cache(maxsize=8192)
def taiwan_syllables(char: str) -> frozenset[str]:
    """How one character may be spelt in Taiwan: in Wade–Giles or in pinyin.

    >>> sorted(taiwan_syllables("铭"))
    ['ming']
    """
    return frozenset((*readings(char), *(form for found in _wade(char) for form in found)))


def _listed(scheme: str, part: str) -> list[tuple[str, ...]]:
    table = _scheme(scheme)
    return [table[part]] if part in table else [table.get(char, ()) for char in part]


def _korean(part: str, *, surname: bool) -> list[tuple[str, ...]]:
    return _listed("korean_surname" if surname else "korean_given", part)


def _combine(head: list[tuple[str, ...]], tail: list[tuple[str, ...]]) -> frozenset[str]:
    """Joined spellings in both orders; none if a character has no reading in the tradition."""
    if not all(head) or not all(tail) or not head or not tail:
        return frozenset()
    heads = ["".join(p) for p in product(*head)]
    tails = ["".join(p) for p in product(*tail)]
    if len(heads) * len(tails) > _MOST_KEYS:
        return frozenset()
    return frozenset(x for h in heads for t in tails for x in (h + t, t + h))


@lru_cache(maxsize=8192)
def foreign_keys(name: str) -> dict[str, frozenset[str]]:
    """Tradition -> joined spellings of a name of two to four characters in it; only those that have any.

    >>> "hungsuchu" in foreign_keys("洪秀柱").get("korean", ())
    False
    >>> "kimtaejung" in foreign_keys("金大中")["korean"] or "kimdaejung" in foreign_keys("金大中")["korean"]
    True
    """
    surname, given = name_parts(name)
    if not surname or not given or len(given) > 2:
        return {}
    found = {
        "wade-giles": _combine(_wade(surname), _wade(given)),
        "cantonese": _combine(_listed("cantonese", surname), _listed("cantonese", given)),
        "korean": _combine(_korean(surname, surname=True), _korean(given, surname=False)),
        "vietnamese": _combine(_listed("vietnamese", surname), _listed("vietnamese", given)),
        "singapore": _combine(_listed("singapore", surname), _listed("singapore", given)),
    }
    return {tradition: keys for tradition, keys in found.items() if keys}


@lru_cache(maxsize=8192)
def foreign_surnames(name: str) -> frozenset[str]:
    """Spellings of the surname alone outside the mainland: 梁 Leung, Liang (Wade–Giles), Yang (Korean)."""
    surname, _ = name_parts(name)
    if not surname:
        return frozenset()
    lists = (
        _wade(surname),
        _listed("cantonese", surname),
        _korean(surname, surname=True),
        _listed("singapore", surname),
    )
    return frozenset(key for found in lists if len(found) == 1 for key in found[0])


@lru_cache(maxsize=8192)
def japanese_surname(name: str, *, least: int = 1) -> tuple[str, ...]:
    """Readings of the longest Japanese surname, of at least so many characters, at the head of a name.

    >>> japanese_surname("安倍晋三"), japanese_surname("林建国", least=2)
    (('abe',), ())
    """
    table = _scheme("japanese_surname")
    for size in range(3, least - 1, -1):
        if len(name) > size and name[:size] in table:
            return table[name[:size]]
    return ()


# A person of the country, by post or trade right before the name: not who works there or is posted there.
_OF_COUNTRY = (
    "(?<![驻访对赴在中旅])(日本|韩国|朝鲜|越南)(?:(?![华中侨])[^，。、；,;]){0,10}(?:首相|外相|大臣|官房长官|议员|议长|总统|总理|外长|部长|主席|"
    "总书记|委员长|大使|选手|演员|歌手|作家|导演|教练|棋手|运动员|学者|球星|影星|企业家|首席代表|发言人)"
)
_POST_BEFORE = re.compile(f"{_OF_COUNTRY}$")
_LONGEST_POST = 20  # characters
_HOME = {"日本": "japanese", "韩国": "korean", "朝鲜": "korean", "越南": "vietnamese"}


@lru_cache(maxsize=4096)
def home_of(name: str, context: str) -> str:
    """The tradition of the country whose post or trade a text gives right before a name, or whose way of naming it has.

    Empty for none.

    >>> home_of("梁强", "越南国家主席梁强会见大使"), home_of("吴江浩", "中国驻日本大使吴江浩")
    ('vietnamese', '')
    """
    found = (_POST_BEFORE.search(context, max(0, at - _LONGEST_POST), at) for at in places_of(name, context))
    woman = "vietnamese" if is_vietnamese(name, context) else ""
    return next((_HOME[match[1]] for match in found if match), woman)


def is_vietnamese(name: str, context: str) -> bool:
    """Whether a name is a woman's in Vietnam, by its middle part, in a text that speaks of the country.

    >>> is_vietnamese("阮氏兰", "越南农业部司长阮氏兰"), is_vietnamese("阮氏兰", "记者阮氏兰")
    (True, False)
    """
    near = any(cue in context for cue in CONTEXT["vietnamese"])
    return near and len(name) in (3, 4) and name[1] == "氏" and name[0] in surnames()


def traditions_near(context: str) -> frozenset[str]:
    """The traditions that words of the surrounding text speak for.

    >>> sorted(traditions_near("台湾青年参访团"))
    ['wade-giles']
    """
    return frozenset(name for name, cues in CONTEXT.items() if any(cue in context for cue in cues))
