"""Figures and dates in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from transcheck.entities.numerals import Mention, claim, date_value, shown
from transcheck.lexicons.english_numbers import currencies
from transcheck.text import fold_chinese

DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
NUMERAL = "零〇○一二两三四五六七八九十百千万亿"

# What leaves a number open, also between its scales: 二十余万, 十几亿, 30多万.
_OPEN = "余多来几"
# A unit that starts with a scale character is no scale: 3千克, 5千瓦, 910百帕; 3兆元 is said in Taiwan.
_SCALES = r"(?:[十百千万亿兆](?![克米瓦卡伏赫帕字比]))+"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MIXED = rf"(?:(?:{_ARABIC})[{_OPEN}]?{_SCALES})+(?:\d+(?![\d.]))?|{_ARABIC}"
# After a scale 两 is the ounce: 三百两.
_HAN = (
    rf"[{NUMERAL}]+(?<![十百千万亿]两)"
    rf"(?:(?<=[十百])有[一二三四五六七八九](?=[年岁载回余,。;、!?]|$)|(?<=[十百千万])[{_OPEN}][万亿]+|点[零〇一二三四五六七八九]+[万亿]*)?"
)
_AMOUNT = rf"(?<![\d.,A-Za-z_])(?:{_MIXED})(?!\d)|{_HAN}"
_ABOUT_BEFORE = re.compile(
    r"(?:约|近|超|超过|逾|突破|不足|不到|至少|最多|高达|大概|接近|将近|过|大约|上)(?:为|了|过)?$"
)
_ABOUT_AFTER = re.compile(r"余|几|多(?!少)|来(?=[个名位人年天岁万亿])|左右|以上|以下|上下")

# Units that English converts or renames, longest first; their code is the unit of the value.
MEASURES = {
    "亩": "mu", "公顷": "ha", "平方公里": "km2", "平方千米": "km2", "平方米": "m2", "公里": "km", "千米": "km",
    "英里": "mile", "海里": "nmi", "华里": "li", "尺": "chi", "米": "m", "厘米": "cm", "公分": "cm", "毫米": "mm", "英尺": "ft", "英寸": "inch",
    "公斤": "kg", "千克": "kg", "市斤": "jin", "斤": "jin", "吨": "t", "克": "g", "磅": "lb", "升": "l", "立方米": "m3",
    "千瓦时": "kWh", "千瓦": "kW", "兆瓦": "MW", "度": "degree", "摄氏度": "celsius", "℃": "celsius", "°C": "celsius",
    "个月": "month", "月份": "month", "年半": "yearhalf", "年": "year", "周": "week", "星期": "week", "天": "day",
    "个小时": "hour", "小时": "hour", "钟头": "hour", "分钟": "minute", "秒": "second", "周年": "year", "岁": "year", "周岁": "year",
    "世纪": "century", "季度": "quarter",
}  # fmt: skip
# After a small Chinese numeral only these make it a quantity (两会, 三峡, 四川, 九州 are names).
_COUNTED = (
    "个(?!意识|自信|维护|确立|全面|代表|文明|服从|伟大|坚持|统一)|名|位|人(?!次)|条|项|次|家|所|座|届|只|件|台(?!湾)|架|艘|部(?!分)|"
    "本(?!书记)|篇|幅|枚|张|份|支|队|组(?!织)|辆|批|例|起(?!来)|款|棵|头|匹|首|部门|场|轮|局|节|成(?=[以多,。、;]|$)|倍|"
    "公里|米|吨|公斤|亩|元(?!首)|美元|天|年|岁|小时|分钟|个月|周年|周(?!边|围)|万|亿"
)
# Set phrases whose numeral no English text needs to repeat.
_IDIOM = re.compile(
    "一个中国|[两二]个(?:维护|确立|百年|一百年|毫不动摇|大局|结合)|[三四五六七八九十]个(?:意识|自信|全面|代表|服从|伟大|坚持|文明|统一)|"
    "一国两制|一带一路|三农|五位一体|三严三实|两学一做|九二共识|九三学社|八项规定|五四|三八|七一|八一|九一八|一二九|百分百|"
    "千方百计|三三两两|一心一意|三番五次|四面八方|五湖四海|七上八下|九牛一毛|十全十美|百花齐放|千家万户|千千万万|万众一心|"
    "四分五裂|三言两语|接二连三|再三|六神无主|乱七八糟|八仙过海|九死一生|十拿九稳|四季|三心二意|两会|两岸|十分|万一|百姓|"
    "(?<![一二两三四五六七八九十几数好])千万(?![元人美名户吨亩级亿])|四通八达|三伏|三九天|三明治|三角|四川|六盘水|九江|九寨|九龙|八达岭|三亚|三峡|三门|三明|三沙|"
    "五角大楼|五金|五星|六安|七夕|八卦|二手|一二三线|不三不四|独一无二|说一不二|两难|两极|十堰|百度|万达|万科|千岛|二维码|"
    "三聚氰胺|二氧化碳|一氧化碳|二战|一战|三令五申|[一二两三四五六七八九]条心|三个和尚|二人转|三人行|"
    r"(?<![\d.余多几数十百千一二两三四五六七八九])万人(?!次|民)|"
    "十字|七成八|两个(?:人|月|多月|小时)?半|半(?:年|天|个)|[一二三四五六七八九]线城市|二孩|三孩|两不愁三保障|三保障"
)
_CODE = re.compile(
    r"https?://\S+|[A-Za-z][A-Za-z0-9]*[-_/.]?\d[A-Za-z0-9.\-/]*|\d+(?:\.\d+)?[A-Za-z]+(?![A-Za-z])\d*|[歼运轰直东风长征嫦娥神舟天问]-\d+|"
    r"\d{3,4}-\d{7,8}|(?<!\d)1\d{10}(?!\d)|\d+(?:\.\d+){2,}|(?:19|20)\d{2}[-/]\d{2}赛季|"
    r"(?<![\d.])(?:985|211|996|995|965|715|007)(?![.,]?\d|[万亿千百余多名个人元家项吨年月日%])|(?<![\d.])(?:110|119|120|122)(?=[热电急报接])|"
    r"(?<=[拨打])(?:1[12]\d|1\d{4})(?!\d)|(?<![\d.])(?:12345|12315|12306|12348|12320|12389)(?![\d.])|"
    r"(?<![\d.])\d{1,2}·\d{1,2}(?![\d.])|双(?:11|12)(?!\d)|(?<![\d.])(?:618|520|315)(?=[”\"]?(?:大促|购物|促销|年中|晚会|这天|当天|情人|表白))|"
    r"(?<![\d.])(?:180|360)(?:度|°)(?=[大全无]?(?:转|弯|逆|反|变|方|景|死))|(?<![\d.])24小时(?=值|营业|待命|轮|不|在线|服务|开放|监|连轴)|"
    r"(?<![\d.])365天(?=全|无|如|不|营)"
)
_YEAR = r"(?:1\d|20|21)\d{2}|[一二][〇○零九八七六五四三二一]{3}"
_MD = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_TWO_MONTHS = ("一二", "十一二")  # January and February, no twelfth month
_DATE = re.compile(
    rf"(?<![\d.])(?:({_YEAR})(?:年度?|年的)?)?(?<!\d)({_MD})月(?:份|({_MD})[日号])?|"
    rf"(?<![\d.])({_YEAR})(?:年度?)(?!代)|(?<![\d.:])(\d{{1,2}})(?:日(?![元圆本])|号(?=[早上中下晚凌在]))"
)
_ISO = re.compile(r"(?<![\d.])((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.])")
_RANGE = re.compile(
    rf"(?<![\d.])(\d+)(?:年|月|日)?(?=(?:至|到|-|~|—|–|、|和|或)+\d+(?:(月|[日号])))|(?<![\d.])({_YEAR})年?(?=(?:至|到|-|~|—|–|/)+\d{{2,4}}年)"
)
_DECADE = re.compile(
    r"(?:(?:\d\d|[一二十]+)世纪)?((?<!\d)[1-9]0|[一二三四五六七八九]十)年代|"
    r"(?<!\d)([0-9][05])(?:后(?![来的面])|(?=、[0-9][05]后))"
)
_DECADES = re.compile(
    r"(?:(?:\d\d|[一二十]+)世纪)?(?P<one>[一二三四五六七八九])(?P<two>[二三四五六七八九])十年代"
)
_RATIO = re.compile(
    rf"(?<![\d.:])(\d{{1,3}})(?:比|:|-|[x×])(\d{{1,3}})(?::(\d{{1,2}}))?(?![\d.:%年月日万亿个人天岁名]|-\d)|"
    rf"(?<![{NUMERAL}])([{NUMERAL}]{{1,3}})比([{NUMERAL}]{{1,3}})(?![{NUMERAL}])(?!美元|欧元|日元|英镑|元)"
)
_CLOCK = re.compile(
    r"(?<![\d.])(2[0-4]|1\d|\d)[时点](?:([0-5]?\d)分?|(半)|整)?(?![间代候期机\d])|"
    r"(?<=[午晨晚夜上])(十?[一二三四五六七八九]|十)[时点](?:()(半)|整)?(?![间代候期机])"
)
_PART = re.compile(rf"({_AMOUNT}|百|千|万)分之((?:{_AMOUNT}))([余多])?")
_ORDINAL = re.compile(
    rf"第({_AMOUNT})(?![,.]\d)(?!方(?!面)|者|时间|书记|线)|({_HAN}|\d+)(?=届(?:[一二三四五六七八九十]{{1,2}}[中次]|全国|人大|政协|省|市|中央|常委|代表|委员))|"
    rf"([一二三四五六七八九十]{{1,2}})(?=中全会|次(?:全会|全体会议|会议))|(十[一二三四五六七八九]?|二十[一二]?)(?=大(?:以来|报告|精神|代表|召开|[胜开的之上前后,。、]|$))|"
    r"(十[一二三四五])(?=五(?:[”\"』」规时期]|$))|(\d{1,2}|[一二]?十[一二三四五六七八九])(?=世纪)"
)
_QUANTITY = re.compile(_AMOUNT)


def parse_chinese(text: str) -> Fraction | None:
    """The amount a Chinese or mixed numeral says, or None where it says none.

    >>> parse_chinese("74.4亿") == 7440000000, parse_chinese("三百零五"), parse_chinese("1亿2000万")
    (True, Fraction(305, 1), Fraction(120000000, 1))
    >>> parse_chinese("一百二"), parse_chinese("两万五"), parse_chinese("一百零二")
    (Fraction(120, 1), Fraction(25000, 1), Fraction(102, 1))
    >>> parse_chinese("二十余万"), parse_chinese("三点五亿") == 350000000, parse_chinese("1万5千亿") == 1500000000000
    (Fraction(200000, 1), True, True)
    >>> parse_chinese("六十有二")
    Fraction(62, 1)
    """
    text = re.sub(f"[,有{_OPEN}]", "", text)
    if re.fullmatch(r"[零〇○一二三四五六七八九]{2,}", text):
        return Fraction("".join(str(DIGIT[char]) for char in text))
    whole, point, rest = text.partition("点")
    if point:
        tail = "".join(str(DIGIT[char]) for char in rest.rstrip("万亿"))
        scale = _scaled(rest[len(tail) :] or "一") or Fraction(1)
        return ((_scaled(whole) or Fraction(0)) + Fraction("0." + tail)) * scale
    return _scaled(whole)


def _scaled(text: str) -> Fraction | None:
    """Sum of the parts of a numeral: a scale multiplies what stands before it, a large one all since the last.

    A digit right behind a scale counts tenths of it (一百二 is 120, 两万五 25,000); with 零 between it counts ones.
    """
    total, section, current = Fraction(0), Fraction(0), None
    tenth = re.search(r"[百千万亿](?=[一二三四五六七八九]$)", text)
    for token in re.findall(r"\d+(?:\.\d+)?|.", text):
        if token in SCALE:
            scale = SCALE[token]
            if scale >= 10**4:
                section += current or Fraction(0)
                # 1万5千亿: a larger scale multiplies all of the smaller ones before it.
                smaller = 0 < total < scale
                total = (total + section) * scale if smaller else total + (section or 1) * scale
                section = Fraction(0)
            else:
                section += (Fraction(1) if current is None else current) * scale
            current = None
        elif token in DIGIT:
            current = Fraction(DIGIT[token])
        elif token[0].isdigit():
            current = Fraction(token)
        else:
            return None
    return total + section + (current or Fraction(0)) * (SCALE[tenth.group()] // 10 if tenth else 1)


def _about(text: str, start: int, end: int) -> str:
    near = bool(_ABOUT_BEFORE.search(text[max(0, start - 4) : start])) or bool(_ABOUT_AFTER.match(text, end))
    return "~" if near or re.search(f"[{_OPEN}]", text[start:end]) else ""


def _codes(text: str) -> Iterator[Mention]:
    for pattern in (_CODE, _IDIOM):
        for match in pattern.finditer(text):
            yield Mention(match.start(), match.end(), "")


def _small(text: str) -> int | None:
    amount = parse_chinese(text) if text else None
    return int(amount) if amount is not None and amount.denominator == 1 else None


def _in_calendar(month: int | None, day: int | None) -> bool:
    return (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31)


def _dates(text: str) -> Iterator[Mention]:
    for match in _ISO.finditer(text):
        if _in_calendar(int(match[3]), int(match[4])):
            value = date_value(int(match[1]), int(match[3]), int(match[4]))
            yield Mention(match.start(), match.end(), value, "date")
    for match in _DATE.finditer(text):
        if match[2] in _TWO_MONTHS:
            continue
        first, month, day, alone, bare = (_small(part or "") for part in match.groups())
        year, day = first or alone, day or bare
        if _in_calendar(month, day):
            yield Mention(match.start(), match.end(), date_value(year, month, day), "date")
    for match in _RANGE.finditer(text):
        amount = int(match[1] or 0)
        if match[3]:
            yield Mention(match.start(), match.end(), date_value(_small(match[3])), "date")
        elif match[2] == "月" and 1 <= amount <= 12:
            yield Mention(match.start(), match.end(), date_value(None, amount), "date")
        elif match[2] != "月" and 1 <= amount <= 31:
            yield Mention(match.start(), match.end(), date_value(None, None, amount), "date")


def _decades(text: str) -> Iterator[Mention]:
    for match in _DECADES.finditer(text):
        for name, start, end in (
            ("one", match.start(), match.start("two")),
            ("two", match.start("two"), match.end()),
        ):
            yield Mention(start, end, _decade(10 * (_small(match[name]) or 0)), "date")
    for match in _DECADE.finditer(text):
        tens = _small(match[1] or match[2])
        if tens is not None:
            yield Mention(match.start(), match.end(), _decade(tens), "date")


def _decade(tens: int) -> str:
    return f"{(2000 if tens < 20 else 1900) + tens}s"


def _ratios(text: str) -> Iterator[Mention]:
    for match in _CLOCK.finditer(text):
        minutes = 30 if match[3] or match[6] else int(match[2] or 0)
        yield Mention(match.start(), match.end(), f"{_small(match[1] or match[4])}:{minutes:02d}", score=0.8)
    for match in _RATIO.finditer(text):
        amounts = [_small(part) for part in match.groups() if part]
        yield Mention(match.start(), match.end(), ":".join(map(str, amounts)))


_COMPOUND = re.compile(
    rf"(?<![\d.])(?:{_AMOUNT})(?:个?小时|钟头)零?(?:{_AMOUNT})分(?:钟)?|(?<![\d.])\d+分(?:钟|之)?\d{{1,2}}秒(?:\d{{1,2}})?|"
    rf"(?<![\d.])(?:{_AMOUNT})(?:年|岁)零(?:{_AMOUNT})(?:个月|天)"
)


def _stopwatch(text: str) -> Iterator[Mention]:
    """Times of races, heights, weights: 11秒48 is 11.48 seconds, 1米91 1.91 m, 6斤8两 6.8 jin; 4分05秒, 5小时59分 and the like are left out.

    They have too many English forms to compare: 113 minutes, just under six hours.
    """
    for match in re.finditer(r"(?<![\d.分])(\d+)秒(\d{2})(?!\d)", text):
        yield Mention(match.start(), match.end(), f"{shown(Fraction(f'{match[1]}.{match[2]}'))} second")
    for match in re.finditer(r"(?<![\d.])(\d)米(\d{2})(?!\d)", text):
        yield Mention(match.start(), match.end(), f"{shown(Fraction(f'{match[1]}.{match[2]}'))} m")
    for match in re.finditer(r"(?<![\d.])(\d+)斤(\d)两", text):
        yield Mention(match.start(), match.end(), f"{shown(Fraction(f'{match[1]}.{match[2]}'))} jin")
    for match in _COMPOUND.finditer(text):
        yield Mention(match.start(), match.end(), "")


def _parts(text: str) -> Iterator[Mention]:
    for match in _PART.finditer(text):
        whole = {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10000)}.get(
            match[1]
        ) or parse_chinese(match[1])
        part = parse_chinese(match[2])
        if not whole or part is None:
            continue
        about = _about(text, match.start(), match.end())
        share = f"{shown(part / whole * 100)}%" if match[1] in "百千万" else shown(part / whole)
        yield Mention(match.start(), match.end(), about + share, score=0.8, cue="words")


_MINUTE = re.compile(r"(?:\+\d+)?分钟")


def _ordinals(text: str) -> Iterator[Mention]:
    for match in _ORDINAL.finditer(text):
        said = next(part for part in match.groups() if part)
        rank = _small(said)
        if rank:
            # A minute of a match is told in many ways: on the hour, just before the break.
            sure = said.isdigit() and _MINUTE.match(text, match.end()) is None
            yield Mention(match.start(), match.end(), f"#{rank}", score=1.0 if sure else 0.8, cue="ordinal")


@cache
def _unit() -> re.Pattern[str]:
    money = {word: currency.code for currency in currencies() for word in currency.chinese}
    units = money | MEASURES
    names = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(
        rf"[余多]?个?(?:(?P<share>%|百分点|‰|基点|基本点)|(?P<tenths>成)(?!立|为|功|员|果|就|本|都|千|绩|长|份|交|人)|(?P<fold>倍)|(?P<unit>{names})(?!首)|(?P<li>里)(?=$|[,。;、:)长远宽外地路山的没无有处开]))"
    )


@cache
def _units() -> dict[str, str]:
    return {word: currency.code for currency in currencies() for word in currency.chinese} | MEASURES


def _with_unit(amount: Fraction, match: re.Match[str] | None) -> tuple[str, bool]:
    """The value of an amount with the unit that follows, and whether the unit belongs to the figure's span."""
    if match is None:
        return shown(amount), False
    if match["share"]:
        mark = "pp" if match["share"].endswith("点") else "%"
        return shown(amount / {"‰": 10, "基点": 100, "基本点": 100}.get(match["share"], 1)) + mark, True
    if match["tenths"]:
        return f"{shown(amount * 10)}%", True
    if match["fold"]:
        return f"x{shown(amount)}", True
    code = "li" if match["li"] else _units()[match["unit"]]
    if code.isupper() and len(code) == 3:
        return f"{code} {shown(amount)}", True
    return f"{shown(amount)} {code}", False


_TENTHS = re.compile("成(?![立为功员果就本都千绩长份交人型熟分效品年因语套天全像家双群])")
_NEARLY = tuple("近约超过逾达占足到")


def _plain_numeral(text: str, match: re.Match[str]) -> bool:
    """Whether a numeral in Chinese characters is surely a quantity: 六十余人, 三条, but not 一些, 千里, 两会."""
    said = match.group()
    several = said[0] == "十" and text[max(0, match.start() - 1) : match.start()] in ("几", "数", "好")
    if several or said[0] in "百千万亿零〇○" or (set(said) <= set("百千万亿一") and len(said) == 1):
        return False
    after = text[match.end() : match.end() + 6]
    if len(said) > 1 and "十" in said and re.match(r"[余多]?[一-鿿]", after):
        return (_small(said) or 0) > 10 or bool(re.match(rf"[余多]?(?:{_COUNTED})", after))
    if len(said) > 1:
        return len(set(said) & set(SCALE)) > 0 and not re.match(r"[一二两三四五六七八九]{2}", said)
    if _TENTHS.match(after) and text[: match.start()].endswith(_NEARLY):
        return True  # 近两成受访者
    if text[max(0, match.start() - 1) : match.start()] in (
        "“",
        "‘",
        "「",
        "第",
        "每",
        "几",
        "数",
        "这",
        "那",
        "各",
    ):
        return False
    return said != "一" and bool(re.match(rf"[余多]?(?:{_COUNTED})", after))


# Currencies named before the amount, whose 元 is no yuan.
_COINED = {"新台币": "TWD", "台币": "TWD", "港币": "HKD", "澳门币": "MOP", "日币": "JPY", "美金": "USD"}


def _coined(before: str, amount: str) -> str:
    """The currency of an amount in 元: 新台币500亿元; a 兆元 is said in Taiwan."""
    named = next((code for name, code in _COINED.items() if before.endswith(name)), "")
    return named or ("TWD" if "兆" in amount else "CNY")


# What stands for a half behind an amount, and the unit it is a half of: 2个半小时, 三年半.
_HALF = re.compile(r"个半(?P<after>小时|钟头|月)|个?(?P<before>小时|钟头|月|年|岁|世纪|倍)半(?![数导决壁场])")
_HALVES = {"小时": "hour", "钟头": "hour", "月": "month", "年": "year", "岁": "year", "世纪": "century"}
# A rate per so many: its English may be per one, per hundred.
_LONGEST_RATE = 24  # characters
_RATE = re.compile(rf"每(?:(?:{_AMOUNT})|[十百千万亿]+)[^,。;:、]{{0,12}}$")


def _quantities(text: str) -> Iterator[Mention]:
    for match in _QUANTITY.finditer(text):
        digits = match.group()[0].isdigit()
        amount = parse_chinese(match.group())
        half = _HALF.match(text, match.end())
        if amount is None or not (digits or half or _plain_numeral(text, match)):
            continue
        unit = _unit().match(text, match.end())
        value, inside = _with_unit(amount, unit)
        end = unit.end() if unit and inside else match.end()
        if value.startswith("CNY "):
            value = _coined(
                text[max(0, match.start() - 3) : match.start()], match.group()
            ) + value.removeprefix("CNY")
        if half:
            code = _HALVES.get(half["after"] or half["before"], "")
            value, end = f"{shown(amount + Fraction(1, 2))} {code}".rstrip(), half.end()
        about = _about(text, match.start(), match.end()) or _about(text, match.start(), end)
        score = 1.0 if digits else 0.8 if amount > 10 or value.endswith("%") else 0.4
        before = text[max(0, match.start() - _LONGEST_RATE) : match.start()]
        if before.endswith("每") or _RATE.search(before):
            score = min(score, 0.4)
        yield Mention(match.start(), end, about + value, score=score, cue="digits" if digits else "words")


def scan_chinese(text: str) -> list[Mention]:
    """Figures and dates of Chinese text; see `numbers` for their values."""
    return claim(
        fold_chinese(text), (_codes, _dates, _decades, _parts, _ordinals, _ratios, _stopwatch, _quantities)
    )
