"""Names of newspapers rendered by their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.lexicons.forms import EnglishText
from transcheck.lexicons.glosses import PACKAGE, senses
from transcheck.lexicons.packages import is_installed
from transcheck.linking.near_terms import Guess, Surroundings, capital_runs
from transcheck.linking.term_forms import Known
from transcheck.model import Verdict

_DEMONYM = re.compile(r"(?:[a-z]+(?:an|ian|ese|ish|ench|utch)|us|uk|eu)$")


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
