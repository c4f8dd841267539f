"""Pinyin read backwards: a run of capitalised syllables as names of persons, bodies left in pinyin, and posts.

"Zhi Gong Dang Ding Anshan" is one run of five words. Every stretch of it that spells a body of the termbase
(致公党), a post (主委), a place or a person's name is an edge; the cheapest way from the first word to the last
is the reading. Nothing here looks at the words around the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from transcheck.lexicons import Term
from transcheck.lexicons.tables import items, rows
from transcheck.romanising.mandarin import misread_surnames, surname_spellings
from transcheck.romanising.surnames import surnames
from transcheck.romanising.syllables import SYLLABLES, splits
from transcheck.text import HAN_RUN, ascii_key

Shape = Literal["plain", "hyphen", "reversed", "singles", "apart", "glued"]

# Compound surnames that nobody would take for a single surname and half of a given name.
_EVIDENT = frozenset("欧阳 司马 上官 诸葛 司徒 尉迟 皇甫 令狐 慕容 夏侯 端木 轩辕 澹台 赫连".split())
# Letters that are legal pinyin and yet an English word or a place outside the mainland's spelling.
_ENGLISH = frozenset(
    "change dance hence lane gene range huge line mine lake take make wage page gate date late face game name nine "
    "time tide table manage palace senate june bang men can long pangea rule role guide niece piece pence sense "
    "kong hui mingle single lingo mango manga banana canada japan angola"
    " china hai nile nice dice rice lice ice cane mane sane hangar".split()
)
_NOT_NAMES = frozenset(
    "hongkong taichi taiji fengshui qigong wushu xian yanan taian pingan mengzi kongzi laozi sunzi shanghai hanyu "
    "beijing nanjing taipei tianan gegu hanfu taishan huashan lushan emei bohai donghai nanhai wuxi yuan yinyang "
    "hunan henan hainan hebei hubei sichuan yunnan".split()
)
# The bodies of two syllables that pinyin betrays; most others are given names as well (红军 Hongjun).
_SHORT = frozenset("市委 省委 区委 县委 党委 纪委 人大 政协 民革 民盟 民建 民进 台盟".split())


@dataclass(frozen=True, slots=True)
class NameReading:
    """English words read as a Chinese person's name.

    `surname` and `given` are plain lower-case letters as written; `proper` is the name as GB/T 28039 writes it,
    with the surname's reading where the letters are a misreading; `shape` says how it stands in the text.
    """

    surname: str
    given: str
    shape: Shape
    proper: str


class Piece(NamedTuple):
    """An edge of the lattice: words `first` up to `last` of the run, and what they are.

    `zh` is the Chinese of a body or post; `name` the reading of a person.
    """

    kind: Literal["person", "body", "post", "place", "word"]
    first: int
    last: int
    zh: str = ""
    name: NameReading | None = None


@cache
def single_surnames() -> Mapping[str, tuple[str, ...]]:
    """Spelling of a surname of one character -> the surnames it may be.

    >>> "单" in single_surnames()["shan"], "dan" in single_surnames() and "单" in single_surnames()["dan"]
    (True, False)
    """
    return _by_spelling(zh for zh in surnames() if len(zh) == 1)


@cache
def compound_surnames() -> Mapping[str, tuple[str, ...]]:
    """Spelling of a surname of two characters or more, rightly or misread -> the surnames it may be.

    >>> compound_surnames()["weichi"], compound_surnames()["yuchi"]
    (('尉迟',), ('尉迟',))
    """
    compounds = [zh for zh in surnames() if len(zh) > 1]
    found = dict(_by_spelling(compounds))
    for zh in compounds:
        for spelling in misread_surnames(zh):
            found.setdefault(spelling, (zh,))
    return found


def _by_spelling(names: Iterator[str] | Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for zh in names:
        for spelling in surname_spellings(zh):
            found[spelling] = (*found.get(spelling, ()), zh)
    return found


@lru_cache(maxsize=65536)
def syllables(letters: str) -> tuple[str, ...]:
    """The likeliest division of lower-case letters into syllables: the fewest, then the longest first.

    >>> syllables("mingzhu"), syllables("smith")
    (('ming', 'zhu'), ())
    """
    return min(splits(letters), key=lambda parts: (len(parts), [-len(part) for part in parts]), default=())


def _is_given(word: str) -> bool:
    """Whether a word can be a given name of one or two syllables."""
    return word not in _ENGLISH and 1 <= len(syllables(word)) <= 2


def _single(word: str) -> bool:
    return word not in _ENGLISH and word in SYLLABLES


@lru_cache(maxsize=16384)
def read_name(words: tuple[str, ...]) -> NameReading | None:
    """One to three capitalised words (hyphens kept inside a word) as a Chinese name, if they can be one.

    >>> read_name(("Ding", "Anshan")).shape, read_name(("Wei", "Chi", "Anran")).proper
    ('plain', 'Yuchi Anran')
    >>> read_name(("Ou", "Yangmingzhu")).proper, read_name(("He", "Xin", "Yuan")).proper
    ('Ouyang Mingzhu', 'He Xinyuan')
    >>> read_name(("Hong", "Kong")), read_name(("John", "Lee"))
    (None, None)
    """
    keys = tuple(ascii_key(word) for word in words)
    if not all(keys) or "".join(keys) in _NOT_NAMES:
        return None
    if len(words) == 2:
        return _plain(words, keys) or _glued(keys) or _reversed(keys)
    if len(words) == 3 and not any("-" in word for word in words):
        return _apart(keys) or _singles(keys)
    return None


def _plain(words: tuple[str, ...], keys: tuple[str, ...]) -> NameReading | None:
    surname, given = keys
    if set(words[0]) & set("-'’") or not _is_given(given):
        return None
    if surname in single_surnames() or surname in compound_surnames():
        shape: Shape = "hyphen" if "-" in words[1] else "plain"
        return NameReading(surname, given, shape, f"{_surname(surname)} {_proper(given)}")
    return None


def _glued(keys: tuple[str, ...]) -> NameReading | None:
    """A compound surname cut in two, its second half stuck to the given name: Ou Yangmingzhu."""
    head, tail = keys
    if len(syllables(tail)) != 3:  # two syllables are an ordinary given name: Ou Yangming
        return None
    for middle, *given in splits(tail):
        if head + middle in compound_surnames() and len(given) == 2:
            return _compound(head + middle, "".join(given), "glued")
    return None


def _reversed(keys: tuple[str, ...]) -> NameReading | None:
    """Given name first: Mingde Liu; only a given name of two syllables shows it."""
    given, surname = keys
    if (
        surname in single_surnames()
        and _is_given(given)
        and len(syllables(given)) == 2
        and surname not in _ENGLISH
    ):
        return NameReading(surname, given, "reversed", f"{_surname(surname)} {_proper(given)}")
    return None


def _apart(keys: tuple[str, ...]) -> NameReading | None:
    """A compound surname in two words: Si Ma Xiangnan."""
    one, two, given = keys
    if one + two not in compound_surnames() or not _single(one) or not _single(two) or not _is_given(given):
        return None
    evident = any(zh in _EVIDENT for zh in compound_surnames()[one + two])
    return _compound(one + two, given, "apart") if evident or len(syllables(given)) == 2 else None


def _singles(keys: tuple[str, ...]) -> NameReading | None:
    """Three words of a syllable each: He Xin Yuan."""
    surname, one, two = keys
    if surname not in single_surnames() or not _single(one) or not _single(two):
        return None
    return NameReading(surname, one + two, "singles", f"{_surname(surname)} {_join((one, two))}")


def _compound(surname: str, given: str, shape: Shape) -> NameReading:
    zh = compound_surnames()[surname][0]
    return NameReading(
        surname, given, shape, f"{surnames()[zh][0].replace('v', 'yu').capitalize()} {_proper(given)}"
    )


def _surname(key: str) -> str:
    if key in single_surnames():
        return key.capitalize()
    zh = compound_surnames()[key][0]
    return (
        surnames()[zh][0].replace("v", "yu").capitalize()
        if key not in surname_spellings(zh)
        else key.capitalize()
    )


def _proper(given: str) -> str:
    return _join(syllables(given))


def _join(parts: Sequence[str]) -> str:
    """Syllables as one word, with the apostrophe that keeps them apart: Xi'an.

    >>> _join(("xi", "an")), _join(("xin", "yuan"))
    ("Xi'an", 'Xinyuan')
    """
    joined = "".join(("'" if i and part[0] in "aoe" else "") + part for i, part in enumerate(parts))
    return joined[:1].upper() + joined[1:]


@cache
def bodies_in_pinyin() -> Mapping[str, Term]:
    """Joined pinyin of a body's Chinese name -> its term; bodies whose English holds that pinyin are left out.

    >>> bodies_in_pinyin()["zhigongdang"].en, "jiusan" in bodies_in_pinyin()
    ('China Zhi Gong Party', False)
    """
    found: dict[str, Term] = {}
    for table in ("official", "bodies"):
        for row in rows(table):
            zh, en, variants, wrong, _, literal, kind, *_ = row
            if kind == "org" and (zh in _SHORT or (3 <= len(zh) <= _LONGEST_BODY and HAN_RUN.fullmatch(zh))):
                term = Term(
                    zh, en, items(variants), items(wrong), literal=items(literal), kind="org", table=table
                )
                key = pinyin_of(zh)
                if not any(key in ascii_key(form) for form in term.accepted):
                    found.setdefault(key, term)
    return found


@cache
def posts_in_pinyin() -> Mapping[str, str]:
    """Joined pinyin of the posts that stand before names -> their Chinese: shuji 书记."""
    posts = (
        "主席 副主席 主委 副主委 书记 副书记 主任 副主任 部长 副部长 省长 副省长 市长 副市长 县长 区长 局长 厅长 会长 "
        "秘书长 委员 常委 院长 检察长 总理 司令 政委 记者"
    )
    return {pinyin_of(zh): zh for zh in posts.split()}


@cache
def place_keys() -> frozenset[str]:
    """Plain letters of every English form of a place in the termbase."""
    return frozenset(ascii_key(form) for row in rows("places") for form in (row[1], *items(row[2])))


@lru_cache(maxsize=16384)
def pinyin_of(zh: str) -> str:
    """The pinyin of a Chinese word, joined, without tones; ü is u as in most English text.

    >>> pinyin_of("人大常委会")
    'rendachangweihui'
    """
    known = _read_before().get(zh)
    if known is not None:
        return known
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(zh))


@cache
def _read_before() -> Mapping[str, str]:
    """The pinyin of the tables' bodies, computed once: pypinyin takes a second and a half for all of them."""
    return {zh: pinyin for zh, pinyin in rows("body_pinyin")}


# What an edge costs: unknown words are dear, a body of two syllables is a weaker guess than one of three, and
# neither a name nor a post stands right behind a name.
_COST = {"person": 10, "body": 10, "post": 10, "place": 10, "word": 30}
_SHORT_BODY = 6
_ODD_SHAPE = 8
_BEHIND_NAME = 20
_LONGEST_BODY = 12


@lru_cache(maxsize=16384)
def read_run(words: tuple[str, ...]) -> tuple[Piece, ...]:
    """The cheapest reading of a run of capitalised pinyin words; words nothing explains are pieces of their own.

    >>> [(p.kind, p.zh or p.name.proper) for p in read_run(("Zhi", "Gong", "Dang", "Ding", "Anshan"))]
    [('body', '致公党'), ('person', 'Ding Anshan')]
    >>> [p.kind for p in read_run(("Qu", "Lan"))], [p.kind for p in read_run(("Zhi", "Gong"))]
    (['person'], ['person'])
    """
    # The cheapest way to each gap between words, apart for ways that end in a person: what follows depends on it.
    best: list[dict[bool, tuple[int, tuple[Piece, ...]]]] = [{False: (0, ())}]
    for last in range(1, len(words) + 1):
        here: dict[bool, tuple[int, tuple[Piece, ...]]] = {}
        for piece in _edges_to(words, last):
            person, led = piece.kind == "person", piece.kind in ("person", "post")
            for behind_person, (cost, before) in best[piece.first].items():
                total = cost + _price(piece) + _BEHIND_NAME * (led and behind_person)
                if person not in here or total < here[person][0]:
                    here[person] = (total, (*before, piece))
        best.append(here)
    return min(best[-1].values(), key=lambda way: way[0])[1]


def _edges_to(words: tuple[str, ...], last: int) -> Iterator[Piece]:
    for first in range(max(0, last - _LONGEST_BODY), last):
        key = "".join(ascii_key(word) for word in words[first:last])
        if last - first <= 3 and (name := read_name(words[first:last])):
            yield Piece("person", first, last, name=name)
        if key in place_keys():
            yield Piece("place", first, last)
        if key in posts_in_pinyin():
            yield Piece("post", first, last, posts_in_pinyin()[key])
        elif key in bodies_in_pinyin():
            yield Piece("body", first, last, bodies_in_pinyin()[key].zh)
    yield Piece("word", last - 1, last)


def _price(piece: Piece) -> int:
    price = _COST[piece.kind]
    if piece.kind == "body":
        short = len(piece.zh) < 3 or (len(piece.zh) == 3 and piece.last - piece.first == 2)
        return price + _SHORT_BODY * short
    if piece.kind == "person" and piece.name is not None:
        return price + _ODD_SHAPE * (piece.name.shape in ("singles", "apart", "glued", "reversed"))
    return price
