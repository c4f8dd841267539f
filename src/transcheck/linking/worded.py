"""Names of bodies rendered by the dictionary: where that is a matter of style, and where a name was lost.

A ministry's name says what it does, and who says the same in the words of the dictionary (Ministry of Water
Conservancy) has not named another body. The name of a newspaper is a name: Izvestia is not “News”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.lexicons.forms import EnglishText, form, read_english
from transcheck.lexicons.glosses import PACKAGE, senses
from transcheck.lexicons.packages import is_installed
from transcheck.linking.near_terms import Guess, Surroundings, capital_runs
from transcheck.linking.term_forms import Known
from transcheck.model import Verdict

# Offices of government are called after their business; commissions and Party bodies have names of their own.
_DESCRIPTIVE = ("部", "局", "厅", "署")
_HEADS = frozenset(
    "ministry department bureau administration commission committee office agency authority state national china "
    "chinese provincial municipal general central".split()
)
_DEMONYM = re.compile(r"(?:[a-z]+(?:an|ian|ese|ish|ench|utch)|us|uk|eu)$")
_LONGEST_WORD = 4  # characters


def word_for_word(term: Known, written: str) -> bool:
    """Whether a descriptive body is called by what the dictionary has for the words of its name."""
    if not term.zh.endswith(_DESCRIPTIVE) or not is_installed(PACKAGE):
        return False
    official = {stem for rendering in term.right for stem in form(rendering.text).stems}
    other = [stem for stem in read_english(written).stems if stem not in official | _HEADS]
    said = {stem for word in _words(term.zh) for sense in senses(word) for stem in sense}
    return bool(other) and said.issuperset(other)


def _words(zh: str) -> Iterator[str]:
    """Parts of a name that may be words: two characters and more, not the whole of it."""
    for start in range(len(zh) - 1):
        for end in range(start + 2, min(start + _LONGEST_WORD, len(zh)) + 1):
            if end - start < len(zh):
                yield zh[start:end]


def worded_newspaper(term: Known, text: EnglishText, raw: str, around: Surroundings) -> Iterator[Guess]:
    """A newspaper's name by its meaning, one plain word alone or behind a country's: Russian “News” for 消息报.

    Names of two words and more are used in translation too: Red Star for 红星报.
    """
    if not term.zh.endswith("报") or len(term.zh) < len("消息报") or not is_installed(PACKAGE):
        return
    meanings = {sense for sense in senses(term.zh[:-1]) if len(sense) == 1}
    for first, last in capital_runs(text, raw):
        start = first + (first < last and bool(_DEMONYM.search(text.content[first].key)))
        span = text.span(start, last)
        if text.stems[start : last + 1] in meanings and around.free(span):
            yield Guess(span, Verdict.LITERAL, 0.75, "translated as words")
