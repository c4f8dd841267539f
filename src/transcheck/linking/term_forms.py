"""What a Chinese term may and must not be called in English: the termbase, composition and pinyin put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from transcheck.lexicons import Term, Termbase
from transcheck.lexicons.forms import EnglishText, find_form, form
from transcheck.lexicons.grammar import SLOT, Rank, compose, split_post
from transcheck.lexicons.tables import TERM_TABLES, adjective
from transcheck.lexicons.variants import is_translated, is_variant, is_word_for_word
from transcheck.model import Kind, Rendering
from transcheck.romanising.mandarin import readings, spell
from transcheck.text import ascii_key, fold_chinese

# Chinese generic -> the English words that may follow (or precede) the name of such a place.
GENERICS = {
    "县": "county",
    "区": "district",
    "镇": "town",
    "乡": "township",
    "村": "village",
    "市": "city",
    "州": "prefecture",
    "省": "province",
    "旗": "banner",
    "河": "river",
    "江": "river",
    "湖": "lake",
    "山": "mountain",
    "岛": "island",
    "湾": "bay",
    "路": "road",
    "街": "street",
}
_LENDING = ("湖", "山")  # after which districts are called
_GENERIC_WORDS = re.compile(
    rf"(?<!Autonomous)\s+(?:{'|'.join(GENERICS.values())}|municipality|mountains|islands|state|region)$",
    re.IGNORECASE,
)
# Media outside China call the Party so; it is the same one.
_PARTY = re.compile(r"\bCommunist Party of China\b|\bCPC\b")
# News says the Taiwan Affairs Office; what is shorter (the General Office) needs the whole.
_OF_COUNCIL = 6  # words
_COUNCIL = re.compile(r" of the State Council$")
_PARTY_ABROAD = "Chinese Communist Party"
_LONGEST_SPELLED = 6  # characters: longer terms are never left in pinyin whole


@dataclass(frozen=True, slots=True)
class Known:
    """One Chinese term: accepted English (official first), wrong English, word-for-word English, pinyin."""

    zh: str
    kind: Kind
    right: tuple[Rendering, ...]
    wrong: tuple[str, ...]
    literal: tuple[str, ...]
    pinyin: tuple[str, ...]
    ranks: tuple[Rank, ...] = ()
    user: bool = False
    context: tuple[str, ...] = ()

    @property
    def official(self) -> str:
        """The form to suggest, without unfilled slots."""
        return " ".join(SLOT.sub("", self.right[0].text).split()) if self.right else ""


@lru_cache(maxsize=16384)
def known(text: str, kind: Kind, base: Termbase) -> Known:
    """What is known about a Chinese term that the recogniser found."""
    zh = fold_chinese(text)
    terms = base.get(zh) or tuple(filter(None, (compose(zh, base),)))
    ranks, post = split_post(zh) if kind == "title" else ((), zh)
    said_apart = ranks if not terms else ()
    terms = terms or base.get(post)
    shorter = tuple(_shorter(zh, kind, base)) if not said_apart else ()
    bare = tuple(_without_generic(zh, kind, base))
    if terms:  # 富川 alone is Bucheon
        bare = tuple(one for one in bare if one.en.split(" ")[0] == terms[0].en.split(" ")[0])
    right = tuple(_renderings(zh, kind, (*terms, *shorter), with_ranks=said_apart))
    if bare and (not terms or "自治" in zh):
        right = (*right, *_with_generic(zh, bare)) if terms else tuple(_with_generic(zh, bare))
    accepted = {form(rendering.text).stems for rendering in right}
    return Known(
        zh,
        kind,
        right,
        _distinct(
            chain(_wrong(terms, shorter), _exchanged(bare, base), _ours(zh, base), _of_head(zh, base)),
            accepted,
        ),
        _distinct((w for term in terms for w in term.literal), accepted),
        spelled(bare[0].zh if bare and "自治" in zh else zh),
        ranks,
        any(term.table not in (*TERM_TABLES, "local_bodies") for term in terms),
        tuple(word for term in terms for word in term.context),
    )


def _wrong(*groups: tuple[Term, ...]) -> Iterator[str]:
    return (wrong for group in groups for term in group for wrong in term.wrong)


def _exchanged(bare: tuple[Term, ...], base: Termbase) -> Iterator[str]:
    """Wrong forms of a place that name another one (Shanxi for 陕西): wrong with its generic as well."""
    return (w for w in _wrong(bare) if any(base.get(zh)[0].zh != bare[0].zh for zh in base.by_english(w)))


def _of_head(zh: str, base: Termbase) -> Iterator[str]:
    """Wrong names of a ministry, as the title of its minister: not those that are a matter of style."""
    for term in base.get(zh.removesuffix("部长")) if zh.endswith("部部长") else ():
        for wrong in term.wrong:
            style = is_variant(wrong, term.accepted, listed=True) or is_word_for_word(
                term.zh, wrong, term.accepted
            )
            if _MINISTRY.match(wrong) and not style:
                yield _MINISTRY.sub("minister of", wrong)


_MINISTRY = re.compile("^(?:the )?Ministry of", re.IGNORECASE)


def _ours(zh: str, base: Termbase) -> Iterator[str]:
    """Our English for a term for which the user's files have other English."""
    return (form for term in base.overruled(zh) for form in term.accepted)


def _without_generic(zh: str, kind: Kind, base: Termbase) -> Iterator[Term]:
    """The terms of a place without its generic: 陕西 for 陕西省, 伊犁 for 伊犁州 or 伊犁哈萨克自治州."""
    if kind != "place" or len(zh) <= 2 or zh[-1] not in GENERICS:
        return
    if zh[-3:-1] == "自治":
        inside = [m.zh for m in base.overlaps(zh) if m.start == 0 and len(m.zh) < len(zh) - len("自治州")]
        bare = max(inside, key=len, default="")
    else:
        bare = zh[:-1]
    yield from (term for term in base.get(bare) if term.kind == "place")


def _with_generic(zh: str, bare: tuple[Term, ...]) -> Iterator[Rendering]:
    """English for a place that the termbase only has without its generic: Ili Prefecture, Ili."""
    generic = "" if zh.endswith("自治区") else GENERICS[zh[-1]].capitalize()
    for term in bare:
        if term.zh.endswith(_LENDING) and is_translated(term.zh, term.en):
            yield Rendering(pinyin_name(zh), "rule", "pinyin of a place name")
        for accepted in term.accepted:
            yield Rendering(f"{accepted} {generic}".rstrip(), "termbase", term.table)
            yield Rendering(accepted, "termbase", term.table)


def _shorter(zh: str, kind: Kind, base: Termbase) -> Iterator[Term]:
    """Terms inside a longer one that may stand for it: who may say 市委宣传部部长 may leave out 市委."""
    if kind == "phrase":
        inside = (
            match.zh for match in base.overlaps(zh) if len(match.zh) >= _SHORTEST_PHRASE and match.zh != zh
        )
    else:
        inside = (zh[cut:] for cut in range(1, len(zh) - 2) if zh[cut - 1] in _BODY_ENDS and kind != "place")
    for shorter in inside:
        found = [term for term in base.get(shorter) if term.kind == kind]
        yield from found
        if found:
            return


_SHORTEST_PHRASE = 4
# What stands before a shorter form must itself be a body or a place: 总工程师 is more than an engineer.
_BODY_ENDS = "省市县区州委部会院局厅府军党校国央"


def _distinct(forms: Iterator[str], accepted: set[tuple[str, ...]]) -> tuple[str, ...]:
    """Forms that differ from every accepted one by more than inflection."""
    return tuple(dict.fromkeys(wrong for wrong in forms if form(wrong).stems not in accepted))


def _renderings(
    zh: str, kind: Kind, terms: tuple[Term, ...], *, with_ranks: tuple[Rank, ...]
) -> Iterator[Rendering]:
    for term in terms:
        where = f"{term.table}: {term.note}" if term.note else term.table
        for accepted in dict.fromkeys(term.accepted):
            yield Rendering(_with_ranks(accepted, with_ranks), "termbase", where)
            if kind == "place" and zh.endswith(_LENDING) and is_translated(zh, accepted):
                # East Lake is called by its sound too, and lends that to districts: Donghu.
                yield Rendering(pinyin_name(zh), "termbase", where)
                continue
            bare = (
                _GENERIC_WORDS.sub("", accepted) if kind == "place" else _PARTY.sub(_PARTY_ABROAD, accepted)
            )
            if bare != accepted:
                yield Rendering(bare, "termbase", where)
            if kind == "org" and _COUNCIL.search(accepted) and len(accepted.split()) > _OF_COUNCIL:
                yield Rendering(_COUNCIL.sub("", accepted), "termbase", where)
        if kind == "place" and (said := adjective(term.note)):
            yield Rendering(said, "termbase", where)
    if kind == "place" and not terms:
        name = pinyin_name(zh)
        for shown in dict.fromkeys((name, _GENERIC_WORDS.sub("", name))):
            yield Rendering(shown, "rule", "pinyin of a place name")


def _with_ranks(accepted: str, ranks: tuple[Rank, ...]) -> str:
    return " ".join([*(rank.en[0] for rank in ranks), accepted])


@lru_cache(maxsize=16384)
def spelled(zh: str) -> tuple[str, ...]:
    """Every joined pinyin spelling of a short term, also of a place without its generic (蕲春 of 蕲春县)."""
    if len(zh) > _LONGEST_SPELLED:
        return ()
    bare = zh[:-1] if len(zh) > 2 and zh[-1] in GENERICS else zh
    return tuple(
        dict.fromkeys(key for part in (bare, zh) for key in spell(readings(char) for char in part) if key)
    )


@lru_cache(maxsize=16384)
def pinyin_name(zh: str) -> str:
    """A place name in pinyin with the apostrophes and the generic it needs.

    >>> pinyin_name("蕲春县"), pinyin_name("西安")
    ('Qichun County', "Xi'an")
    """
    generic = GENERICS.get(zh[-1], "") if len(zh) > 2 else ""
    parts = [(readings(char) or ("",))[0].replace("v", "u") for char in (zh[:-1] if generic else zh)]
    name = "".join(f"'{part}" if i and part[:1] in tuple("aoe") else part for i, part in enumerate(parts))
    return f"{name.capitalize()} {generic.capitalize()}".strip()


def without_generic(term: Known) -> str:
    """The first accepted form of a place that ends in no generic, Bengbu for 蚌埠市; empty where all do.

    An autonomous prefecture keeps its whole name.
    """
    names = (rendering.text for rendering in term.right if not _GENERIC_WORDS.search(rendering.text))
    return next((name for name in names if name[:1].isupper()), "")


def find_right(term: Known, text: EnglishText) -> tuple[tuple[int, int], ...]:
    """Where accepted renderings of a term stand in English, in local offsets, longest first."""
    spans = [span for rendering in term.right for span in find_form(text, rendering.text)]
    if term.kind == "place" and term.pinyin and (not term.right or term.right[0].origin == "rule"):
        spans += [span for key in term.pinyin for span in find_joined(text, key)]
    return tuple(sorted(set(spans), key=lambda span: (span[0] - span[1], span)))


def find_joined(text: EnglishText, key: str) -> tuple[tuple[int, int], ...]:
    """Where words stand whose letters, put together, are the key: Zhi Gong Dang for zhigongdang."""
    found, at = [], text.plain.find(key)
    while at >= 0:
        first, after = text.plain_starts.get(at), text.plain_starts.get(at + len(key))
        if first is not None and after is not None:
            found.append((text.words[first].start, text.words[after - 1].end))
        at = text.plain.find(key, at + 1)
    return tuple(found)


# The apostrophe that parts syllables (Yan'an), not that of a possessive (Writers' Association).
_PARTED = re.compile(r"[a-z]'[aoe][a-z]*", re.IGNORECASE)


def needs_apostrophe(term: Known, written: str) -> bool:
    """Whether a place is written without the apostrophe that all its accepted forms have."""
    same = [r.text for r in term.right if ascii_key(r.text) == ascii_key(written)]
    return bool(same) and all(map(_PARTED.search, same)) and not re.search("['’ʼ]", written)
