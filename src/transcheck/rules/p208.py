"""Rule P208: a known person from outside the mainland in Mandarin pinyin, seen without the Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from transcheck.lexicons import persons
from transcheck.lexicons.name_words import PACKAGE, is_attested
from transcheck.lexicons.packages import is_installed
from transcheck.model import Alignment, Evidence, Finding, LinkedBead, Rule, Severity, Span
from transcheck.romanising.mandarin import name_parts, preferred, readings, surname_keys
from transcheck.romanising.minorities import minority_parts
from transcheck.romanising.transliteration import looks_foreign
from transcheck.rules.p2_people import judged
from transcheck.text import ascii_key, words

# A home as the tables of persons name it -> what a text about it says.
_HOMES = {
    "Taiwan": r"Taiwan|Taipei|Kaohsiung|Kuomintang|KMT|[Cc]ross-[Ss]trait|Taiwan Strait",
    "Hong Kong": r"Hong Kong|HKSAR",
    "Macao": r"Macao|Macau",
    "Japan": r"Japan|Tokyo",
    "South Korea": r"South Korea|Republic of Korea|ROK|Seoul",
    "North Korea": r"North Korea|DPRK|Pyongyang",
    "Vietnam": r"Viet ?[Nn]am|Hanoi",
}
_SPEAKS = {home: re.compile(rf"\b(?:{words})") for home, words in _HOMES.items()}
_SHORTEST = 3  # characters of a name: names of two are shared by too many
_PAIR = re.compile(r"(?=\b([A-Z][a-z]+[ -][A-Z]?[a-z]+(?:[ -][A-Z]?[a-z]+)?)\b)")
_LONE = re.compile(r"\b([A-Z][a-z]{7,})\b")
_LONGEST_CHINESE = 3  # characters of a name with a Chinese surname of one
_LEAST_LETTERS = 8
# Whose names Mongolians, Kazakhs and others of China bear as well.
_NEIGHBOURS = frozenset(
    "蒙古国 蒙古 哈萨克斯坦 吉尔吉斯斯坦 塔吉克斯坦 乌兹别克斯坦 Mongolia Kazakhstan Kyrgyzstan Tibet".split()
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """The Mandarin reading of a well-known name of Taiwan, Hong Kong, Macao, Japan, Korea or Vietnam, or of one written by sound.

    Why:
        Such persons are known by the name they use in English; nobody recognises them in pinyin.

    Flagged:
        => ⟦Hong Xiuzhu⟧, former chairwoman of the Kuomintang, visited Nanjing.
        => ⟦Zeng Yinquan⟧ was chief executive of Hong Kong. ¶ ⟦Zeng Yinquan⟧ retired.
        => Japan's former prime minister ⟦Anbei Jinsan⟧ gave a speech.
        => He met with ⟦Feng Delaien⟧, president of the European Commission.

    Accepted:
        => Hung Hsiu-chu, former chairwoman of the Kuomintang, visited Nanjing.
        => Hong Xiuzhu teaches at a school in Changsha.
        => Shinzo Abe was prime minister of Japan.
        => Pei Luoxi is a painter, Suolang Duoji a herdsman, and Ma Kelong a farmer in Henan. Ursula von der Leyen met with him.

    Limits:
        Only persons of the tables with names of three characters or more, in a text that speaks of their home; those
        written by sound only where no Chinese could be called so.
    """
    text = "\n".join(linked.bead.target.text for linked in alignment.beads)
    homes = [home for home, pattern in _SPEAKS.items() if pattern.search(text)]
    known = {key: zh for home in homes for key, zh in _in_pinyin(home).items()}
    for linked in alignment.beads:
        target = linked.bead.target
        for match in (*_PAIR.finditer(target.text), *_LONE.finditer(target.text)):
            for end in dict.fromkeys((match.end(1), match.start(1) + _two_words(match[1]))):
                shown = target.text[match.start(1) : end]
                zh = known.get(ascii_key(shown)) or _heard(ascii_key(shown))
                span = target.at(match.start(1), end)
                if zh and not judged(linked, span):
                    yield _finding(linked, span, target.quote(span), zh)
                    break


def _two_words(shown: str) -> int:
    """How many characters the first two words take, or the only one."""
    return words(shown)[:2][-1].end


@cache
def _in_pinyin(home: str) -> Mapping[str, str]:
    """Letters of the Mandarin reading -> the Chinese name, for persons of a home who are not called so."""
    found: dict[str, str] = {}
    accepted = _accepted()
    for zh, rows in persons().items():
        if len(zh) >= _SHORTEST and any(home in row.context and row.kind == "person" for row in rows):
            surname, given = name_parts(zh)
            key = ascii_key(preferred(zh))
            if surname and given and key not in accepted:
                found[key] = zh
    return found


def _heard(key: str) -> str | None:
    """The person written by sound whose Mandarin reading letters are; None where they are a word of some language.

    Only what is in the table is looked up in the word lists, which take a second and 200 MB to read.
    """
    zh = _by_sound().get(key)
    return None if zh is None or _is_word(key) else zh


@cache
def _by_sound() -> Mapping[str, str]:
    """Letters of the Mandarin reading -> the Chinese of persons written by sound, which are no Chinese name."""
    found: dict[str, str] = {}
    accepted = _accepted()
    for zh, rows in persons().items():
        ours = minority_parts(zh) or any(_NEIGHBOURS.intersection(row.context) for row in rows)
        if all(row.kind == "person" for row in rows) and looks_foreign(zh) and "·" not in zh and not ours:
            sounds = ["shi" if char == "什" else next(iter(readings(char)), "") for char in zh]
            # Pei Luoxi for 佩洛西 may be a Chinese of that name, whatever its characters.
            key = "" if len(zh) <= _LONGEST_CHINESE and sounds[0] in surname_keys() else "".join(sounds)
            if len(key) >= _LEAST_LETTERS and key not in accepted:
                found[key] = zh
    return found


def _is_word(key: str) -> bool:
    return not is_installed(PACKAGE) or is_attested(key)


@cache
def _accepted() -> frozenset[str]:
    """Letters of every form that some person of the tables is called by."""
    forms = (form for rows in persons().values() for row in rows for form in (row.en, *row.variants))
    return frozenset(map(ascii_key, forms))


def _finding(linked: LinkedBead, span: Span, wrong: str, zh: str) -> Finding:
    row = persons()[zh][0]
    return Finding(
        RULE.code,
        RULE.severity,
        f"“{wrong}” is the Mandarin reading of {zh}, known in English as {row.en}.",
        linked.bead.id,
        target=span,
        entity=zh,
        kind="person",
        suggestion=row.en,
        confidence=0.85,
        evidence=(Evidence("termbase", row.en, row.table),),
    )


RULE = Rule(
    "P208",
    "known-name-in-mandarin",
    "Accuracy/Mistranslation/Name",
    Severity.MAJOR,
    since="0.2",
    check=check,
)
