"""Rule Y106: a proper noun without its capital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.rules.anatomy import in_prose
from transcheck.text import words

# Bodies whose words are ordinary alone: wrong only as a whole.
_BODIES = (
    "Communist Party of China", "Chinese Communist Party", "National People's Congress", "European Union",
    "People's Republic of China", "World Health Organization", "Great Hall of the People", "Belt and Road Initiative",
    "Chinese People's Political Consultative Conference", "People's Liberation Army", "Supreme People's Court", "Hong Kong", "New York",
    "State Council of China", "World Trade Organization", "Spring Festival Gala", "Long March of the Red Army",
)  # fmt: skip


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """What to look for in lower case, the right form of each, and the keys of the words they begin with."""
    text = files("transcheck.lexicons").joinpath("english_proper.txt").read_text(encoding="utf-8")
    forms = {form.lower(): form for form in (*_BODIES, *text.split())}
    names = "|".join(re.escape(form).replace("'", "['’]") for form in sorted(forms, key=len, reverse=True))
    return (
        re.compile(rf"(?<![\w.@/#’'-])(?:{names})(?![\w@/]|-\w|\.\w)", re.I),
        forms,
        frozenset(words(form)[0].key for form in forms),
    )


def _small(text: str) -> Iterator[re.Match[str]]:
    """Forms whose first word is written small, from left to right; only words that begin one are looked at."""
    pattern, _, heads = _pattern()
    end = 0
    for word in words(text):
        if word.key in heads and word.start >= end and word.text[0].islower():
            match = pattern.match(text, word.start)
            if match:
                end = match.end()
                yield match


def _is_lower(words: str) -> bool:
    """Whether the first letter that should be a capital is not one; all-capital and mixed forms are let pass."""
    return words[0].islower() and words.upper() != words


def check(alignment: Alignment) -> Iterator[Finding]:
    """A name that English never writes small is written small.

    Why:
        For a party, a people or a month the capital is part of the spelling.

    Flagged:
        => It is under the leadership of the ⟦communist party of China⟧ today.
        => He studied ⟦chinese⟧ history in ⟦beijing⟧ last ⟦january⟧.

    Accepted:
        => It is under the leadership of the Communist Party of China.
        => A communist party was founded there by a national congress.
        => He may march in august company, eat turkey and use china.
        => Write to info@beijing.example or see www.chinese.cn for more.
        => The tag #chinese and the file chinese-words.txt are new.
        => The united nations of the valley met.

    Limits:
        Only forms that have no ordinary meaning in lower case; "may", "march", "august", "china" are let pass.
    """
    _, forms, _ = _pattern()
    for linked, passage in passages(alignment, "target"):
        for match in _small(passage.text):
            if not _is_lower(match.group()) or not in_prose(passage.text, *match.span()):
                continue
            form = forms[match.group().lower().replace("’", "'")]
            yield Finding(
                RULE.code,
                RULE.severity,
                f"“{match.group()}” is written “{form}”.",
                linked.bead.id,
                target=passage.at(*match.span()),
                suggestion=form,
                confidence=0.95,
            )


RULE = Rule(
    "Y106", "missing-capital", "Linguistic conventions/Spelling", Severity.MINOR, since="0.1", check=check
)
