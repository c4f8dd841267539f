"""Figures and dates in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from transcheck.entities.numerals import Finder, Mention, claim, date_value, shown
from transcheck.lexicons.english_numbers import NumberWord, currencies, number_words
from transcheck.text import fold_chinese
from transcheck.text import words as words_of

MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"((?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?(?![A-Za-z\d%:]|,\d|\.\d)"
_YEAR = r"((?:1\d|20|21)\d{2})\b(?![,.]\d)"
_DATES = (
    re.compile(rf"\b(?P<d>{_DAY})\s(?:day\s)?(?:of\s)?(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?"),
    re.compile(rf"\b(?P<m>{_MONTH})(?:\s?(?P<d>{_DAY}))?(?:(?:,?\sof\s|,\s?|\s)(?P<y>{_YEAR}))?"),
)
_ISO = re.compile(r"(?<![\d.])((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.])")
_ALONE = re.compile(
    r"(?<![\d.,$€£¥-])((?:1[5-9]|20|21)\d{2})(?![\d%]|[,.]\d|\s?(?:hundred|thousand|million|billion|trillion))"
)
_TENS = "twent thirt fort fift sixt sevent eight ninet".split()  # and so on to ninety
_DECADE = re.compile(
    rf"(?:\b((?:1[5-9]|20)\d0)|['’]?\b([2-9]0))['’]?s\b|\b({'|'.join(_TENS)})ies\b",
    re.I,
)

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BIG = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12, "lakh": 10**5, "crore": 10**7,
    "b": 10**9, "t": 10**12, "bln": 10**9, "trln": 10**12,
}  # fmt: skip
_FIGURE = re.compile(
    rf"(?:(?<![\w.])|(?<=RMB)|(?<=CNY)|(?<=EUR)|(?<=GBP)|(?<=JPY)|(?<=Rs)|(?<=\b[A-Z]{{2}}D))(?<!\d,)({_NUMBER})(?P<rank>st|nd|rd|th)?"
    r"(?P<big>(?:[\s-]?(?:hundred|thousand|million|billion|trillion|mln|mn|bln|bn|trln|trn|tn|dozen|lakh|crore)\b|[kmbt]\b)*)",
    re.I,
)
_SHARE = re.compile(
    r"[\s-]?(?P<point>percentage[\s-]points?|pct\.? points?|pp\b|ppt\b)|"
    r"\s?%[\s-]?(?P<mark>points?)?|[\s-]?(?:per\s?cent\b|percent\b|pct\b)(?P<word>age\spoints?|\spoints?)?|"
    r"[\s-](?P<basis>basis[\s-]points?)|[\s-]?(?P<fold>times\b|fold\b|x\b)",
    re.I,
)
_RATIO = re.compile(
    r"(?<![\w.,:/-])(\d{1,4})(?:\s?[-–—:/×]\s?|x|\s(?:to|vs\.?)\s)(\d{1,3})(?::(\d{1,2}))?"
    r"(?![\d%]|[,.:]\d|-\d|\s?(?:percent|per cent|million|billion|thousand|trillion|pct)|(?:st|nd|rd|th)\b)"
)
_CODE = re.compile(
    r"https?://\S+|\b(?!(?:RMB|Rmb|[A-Z]{2}D|CNY|EUR|GBP|JPY|Rs)\d)[A-Za-z]+\d[\w.-]*|(?<!\d)\d{3,4}-\d{7,8}(?!\d)|(?<![$€£¥.,\d])\b\d{1,2}[AC-JLN-Z]\b"
)
_ROMAN = re.compile(r"\b(?=[IVX]{2,}\b)(X{0,3})(IX|IV|V?I{0,3})\b")
_ABOUT = re.compile(
    r"(?:\b(?:about|around|some|nearly|almost|roughly|approximately|over|above|exceed(?:s|ed|ing)?|more than|less than|"
    r"fewer than|under|at least|at most|up to|as many as|as much as|close to|upwards of|estimated|near|topp(?:ed|ing)|"
    r"surpass(?:ed|es|ing)?|nearing|just|below|well over|beyond|or so|in excess of|approaching|an average of)(?:\s(?:a|an|the))?|[~≈>+])\s?$",
    re.I,
)
_ABOUT_AFTER = re.compile(
    r"\+|-(?:odd|plus)\b|\s(?:or so|or more|odd|plus|and above|or above|or less|and more)\b", re.I
)


def _month(name: str) -> int:
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name.rstrip(".").lower()[:3]))


def _blocked(text: str) -> Iterator[Mention]:
    for match in _CODE.finditer(text):
        figure = re.search(r"\d+", match.group())
        loose = f"{int(figure.group())}" if figure and len(figure.group()) < 6 else ""
        yield Mention(match.start(), match.end(), loose, score=0.3, cue="code")


def _dates(text: str) -> Iterator[Mention]:
    for match in _ISO.finditer(text):
        if int(match[3]) in range(1, 13) and int(match[4]) in range(1, 32):
            yield Mention(
                match.start(), match.end(), date_value(int(match[1]), int(match[3]), int(match[4])), "date"
            )
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = int(re.match(r"\d+", match["d"]).group()) if match["d"] else None  # type: ignore[union-attr]
            year = int(match["y"]) if match["y"] else None
            if day is None or 1 <= day <= 31:
                sure = bool(day or year) or match["m"] not in ("May", "March", "Mar", "Jan", "Jun", "Dec")
                end = match.end() - (len(match.group()) - len(match.group().rstrip()))
                value = date_value(year, _month(match["m"]), day)
                yield Mention(match.start(), end, value, "date", 1.0 if sure else 0.4)


def _years(text: str) -> Iterator[Mention]:
    for match in _DECADE.finditer(text):
        said = match[1] or match[2]
        decade = int(said) % 100 if said else _ten(match[3])
        century = int(match[1]) // 100 * 100 if match[1] else 1900
        yield Mention(match.start(), match.end(), f"{century + decade}s", "date")
    for match in _ALONE.finditer(text):
        yield Mention(match.start(), match.end(), match[1], "date")


_AGE = re.compile(
    r"\b(?:his|her|their|my|our|your|one['’]s|the) (?:(?:early|mid|middle|late)(?:[- ]to[- ](?:mid|late))?[- ])?"
    rf"(?P<tens>{'|'.join(_TENS)})ies\b",
    re.I,
)


def _ages(text: str) -> Iterator[Mention]:
    """In his early twenties: some twenty years old."""
    for match in _AGE.finditer(text):
        yield Mention(match.start("tens"), match.end(), f"~{_ten(match['tens'])}", score=_RANKED, cue="words")


def _ten(root: str) -> int:
    """Twenty for the root of twenties."""
    return 10 * (_TENS.index(root.lower()) + 2)


def _ratios(text: str) -> Iterator[Mention]:
    for match in _RATIO.finditer(text):
        yield Mention(match.start(), match.end(), ":".join(str(int(part)) for part in match.groups() if part))


def _amount(number: str, big: str) -> Fraction:
    amount = Fraction(number.replace(",", ""))
    for word in re.findall(r"[a-z]+", big.lower()):
        amount *= _BIG[word]
    return amount


def _share(amount: Fraction, match: re.Match[str]) -> str:
    if match["fold"]:
        return f"x{shown(amount)}"
    if match["basis"]:
        return f"{shown(amount / 100)}pp"
    return shown(amount) + ("pp" if match["point"] or match["mark"] or match["word"] else "%")


@cache
def _money() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns for a currency right before and right after an amount, and the code of each word."""
    codes = {word.lower(): currency.code for currency in currencies() for word in currency.english}
    names = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    return (
        re.compile(rf"(?:(?<=[^A-Za-z])|^)({names})\s?$", re.I),
        re.compile(rf"[\s-]*({names})(?![A-Za-z])", re.I),
        codes,
    )


def _priced(text: str, start: int, end: int, amount: str) -> Mention | None:
    """The mention with the currency that stands beside an amount, or None where there is none."""
    before, after, codes = _money()
    left = before.search(text[max(0, start - 5) : start])
    right = after.match(text, end)
    if (right and codes[right[1].lower()] not in ("DOL", "YEN")) or (right and not left):
        return Mention(start, right.end(), f"{codes[right[1].lower()]} {amount}")
    if left:
        return Mention(start - len(left.group()), end, f"{codes[left[1].lower()]} {amount}")
    return None


def _near(text: str, start: int, end: int) -> str:
    return "~" if _ABOUT.search(text[max(0, start - 24) : start]) or _ABOUT_AFTER.match(text, end) else ""


def _finish(text: str, start: int, end: int, amount: Fraction, cue: str, score: float) -> Mention:
    """An amount with its unit and with the word that calls it approximate."""
    share = _SHARE.match(text, end)
    if share:
        mention = Mention(start, share.end(), _share(amount, share), cue=cue, score=score)
    else:
        mention = _priced(text, start, end, shown(amount)) or Mention(start, end, shown(amount))
    about = _near(text, mention.start, mention.end) or _near(text, start, end)
    return Mention(mention.start, mention.end, about + mention.value, "number", score, cue)


def _figures(text: str) -> Iterator[Mention]:
    for match in _FIGURE.finditer(text):
        if match["rank"]:
            yield Mention(match.start(), match.end("rank"), f"#{int(_amount(match[1], ''))}")
            continue
        before, after, _ = _money()
        priced = before.search(text[max(0, match.start() - 5) : match.start()]) or after.match(
            text, match.end()
        )
        if match["big"].lower() in ("m", "t") and not priced:
            about = _near(text, match.start(), match.end(1))
            value = f"{about}{shown(_amount(match[1], ''))} {match['big'].lower()}"
            yield Mention(match.start(), match.end(1), value)  # metres or million, tonnes
        else:
            yield _finish(text, match.start(), match.end(), _amount(match[1], match["big"]), "digits", 1.0)


def _romans(text: str) -> Iterator[Mention]:
    for match in filter(re.Match.group, _ROMAN.finditer(text)):
        value = {"I": 1, "V": 5, "X": 10}
        digits = [value[char] for char in match.group()]
        total = sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
        yield Mention(match.start(), match.end(), f"#{total}", score=0.3, cue="roman")


@cache
def _word_run() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, number_words()), key=len, reverse=True))
    return re.compile(
        rf"\b(?:{names})s?\b(?:(?:[\s-]|\sand\s(?:a\s)?|\sa\s|\s?-\s?and-a-?)(?:{names})\b)*", re.I
    )


def _value(words: list[tuple[str, NumberWord]]) -> Fraction | None:
    """The amount of a run of cardinals and scales (two hundred and five thousand); None if it is no amount."""
    total, section = Fraction(0), Fraction(0)
    last = Fraction(0)
    for _, (sort, value) in words:
        if sort == "scale":
            if value >= 1000:
                total, section = total + (section or 1) * value, Fraction(0)
            else:
                section = (section or Fraction(1)) * value
        elif sort in ("unit", "ten", "ordinal"):
            if section % 10 or (section % 100 and value >= 10) or (sort == "unit" and 0 < last < 20):
                return None
            section += value
        elif sort == "part" and value == 2 and words[0][1].sort != "part":
            section += Fraction(1, 2)
        else:
            return None
        last = value if sort == "unit" else Fraction(0)
    return total + section


def _is_rank(text: str, start: int, end: int) -> bool:
    """Whether second or third counts things: the second woman, his third title; not: in the second half, a second.

    What is first is told in too many ways.
    """
    if text[start:end].lower() not in ("second", "third"):
        return False
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    return bool(_COUNTING.search(before) and _COUNTED.match(text, end))


_RANKED = 0.5
_LONGEST_BEFORE = 8  # letters of "their" and a space or two
_COUNTING = re.compile(r"(?:\b(?:the|his|her|its|their|our|my|this)|['’]s)\s+$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s+(?!generation|two|three|four|five|six|half|time|part|largest|most|place|world|quarter|part(?:y|ies)\b)[A-Za-z]"
)


def _plain_word(start: int, end: int, word: NumberWord, *, sure: bool = False) -> Mention:
    """A single number word that is neither a cardinal nor a scale."""
    value = shown(word.value)
    form = {"ordinal": f"#{value}", "times": f"x{value}", "vague": f"many {value}", "part": f"1/{value}"}.get(
        word.sort, value
    )
    score = 0.8 if word.sort == "ordinal" and word.value > 3 else _RANKED if sure else 0.3
    return Mention(start, end, form, score=score, cue="words")


def _part_or_rank(start: int, end: int, words: list[tuple[str, NumberWord]]) -> Mention | None:
    """A fraction (two-thirds, three quarters) or a long ordinal (twenty-first)."""
    sort, value = words[-1][1]
    head = _value(words[:-1])
    if sort == "part" and head and head < value:
        return Mention(start, end, shown(head / value), score=0.6, cue="words")
    if sort == "ordinal" and head is not None:
        if words[-2][1].sort == "ten" or words[-2][1].sort == "scale":
            return Mention(start, end, f"#{shown(head + value)}", score=0.8, cue="words")
        return Mention(start, end, shown(head / value), score=0.5, cue="words")
    return None


@cache
def _word_keys() -> frozenset[str]:
    return frozenset(form for word in number_words() for form in (word, word + "s"))


def _word_numbers(text: str) -> Iterator[Mention]:
    table = number_words()
    if _word_keys().isdisjoint(word.key for word in words_of(text)):
        return
    for run in _word_run().finditer(text):
        tokens = [m for m in re.finditer(r"[A-Za-z]+", run.group()) if m.group().lower() not in ("and", "a")]
        words = [(t.group(), table.get(t.group().lower()) or table[t.group().lower()[:-1]]) for t in tokens]
        whole = _whole_run(text, run.start(), run.end(), words)
        if whole:
            yield whole
            continue
        for token, (_, word) in zip(tokens, words, strict=True):
            yield from _whole(text, run.start() + token.start(), run.start() + token.end(), word)


def _whole(text: str, start: int, end: int, word: NumberWord) -> Iterator[Mention]:
    if word.sort in ("unit", "ten", "scale"):
        score = 0.3 if word.value <= 1 or word.sort == "scale" else 0.8
        yield _finish(text, start, end, word.value, "words", score)
    else:
        yield _plain_word(start, end, word, sure=_is_rank(text, start, end))


def _whole_run(text: str, start: int, end: int, words: list[tuple[str, NumberWord]]) -> Mention | None:
    """The run as one figure; None where its words must be read one by one."""
    if len(words) == 1:
        return None
    amount = _value(words)
    sorts = [word.sort for _, word in words]
    if "ordinal" not in sorts and amount is not None:
        return _finish(text, start, end, amount, "words", 0.8)
    if sorts[-1] == "scale" and sorts[0] == "part":  # half a million
        head = _value(words[1:])
        return _finish(text, start, end, head / words[0][1].value, "words", 0.8) if head else None
    if sorts[-1] == "span" and "ordinal" in sorts:  # twenty-first century
        return _whole_run(text, start, end - len(words[-1][0]) - 1, words[:-1])
    if sorts[-1] == "span" and (count := _value(words[:-1])):
        return Mention(start, end, shown(count * words[-1][1].value) + " year", score=0.5, cue="words")
    return _part_or_rank(start, end, words)


_OF_SCALE = re.compile(
    r"\b(?:(?P<some>an?|one|two|three)[ -])?(?P<part>quarter|third)s? of an? (?P<scale>million|billion|trillion)\b",
    re.IGNORECASE,
)


def _parts_of_scales(text: str) -> Iterator[Mention]:
    """A quarter of a billion, three-quarters of a million."""
    counts = {"two": 2, "three": 3}
    scales = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
    for match in _OF_SCALE.finditer(text):
        part = Fraction(
            counts.get((match["some"] or "").lower(), 1), 4 if match["part"].lower() == "quarter" else 3
        )
        yield _finish(text, match.start(), match.end(), part * scales[match["scale"].lower()], "words", 0.8)


_FINDERS: tuple[Finder, ...] = (
    *(_blocked, _dates, _ages, _years, _ratios, _parts_of_scales, _figures, _romans, _word_numbers),
)


def scan_english(text: str) -> list[Mention]:
    """Figures and dates of English text; see `numbers` for their values."""
    return claim(fold_chinese(text), _FINDERS)
