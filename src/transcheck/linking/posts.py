"""English that names another post than the Chinese: by its head word, or by its whole name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from transcheck.lexicons import Termbase
from transcheck.lexicons.forms import EnglishText, form, stem
from transcheck.lexicons.variants import is_word_for_word
from transcheck.linking.near_terms import Guess, Surroundings, inside, near_body, supported
from transcheck.linking.term_forms import Known
from transcheck.model import Verdict

# Heads of Chinese posts -> the stems of the English words that may say them; other posts have too many English names.
_HEADS = {
    head: frozenset(words.split())
    for head, words in {
        "总书记": "secretary leader chief head",
        "书记": "secretary chief head boss leader",
        "检察长": "procurator prosecutor attorney procuratorate head chief",
        "秘书长": "secretary chief head",
        "省长": "governor head chief leader",
        "市长": "mayor head chief leader",
        "部长": "minister head director chief secretary leader",
        "校长": "president principal headmaster headmistress headteacher chancellor head dean teacher rector",
    }.items()
}
# Stems that say a post and nothing else.
_POSTS = frozenset(
    "minister governor mayor secretary director president chair manager dean principal procurator commissioner".split()
)
_GOVERNMENTS = frozenset(("香港", "澳门", "美国", "日本", "英国"))
_LINKS = frozenset(("of", "the", "at", "in", "for"))
_MOST_WORDS = 8


def another_head(
    term: Known, bodies: tuple[tuple[int, int], ...], text: EnglishText, around: Surroundings
) -> Iterator[Guess]:
    """A post of another kind at the very body: deputy director of the commission for its 副书记.

    `bodies` is where the English names the body the post belongs to.
    """
    allowed = next((words for head, words in _HEADS.items() if term.zh.endswith(head)), frozenset())
    said = any(stem(word.key) in allowed and around.free((word.start, word.end)) for word in text.words)
    # Universities call the secretary of their committee chair of the council.
    council = term.zh.endswith("书记") and "council" in text.known
    if not allowed or said or council:
        return
    for body in bodies:
        span = _post_beside(text, body)
        if span is not None:
            yield Guess(span, Verdict.OTHER, 0.8, "that is another post")


def _post_beside(text: EnglishText, body: tuple[int, int]) -> tuple[int, int] | None:
    """Where a post stands right before the name of a body, joined by "of the", or right behind it."""
    last = next((i for i, word in enumerate(text.words) if word.start >= body[0]), len(text.words)) - 1
    linked = last >= 0 and text.words[last].key in _LINKS
    while last >= 0 and text.words[last].key in _LINKS:
        last -= 1
    if linked and last >= 0 and stem(text.words[last].key) in _POSTS:
        return _with_rank(text, last)
    behind = next((i for i, word in enumerate(text.words) if word.start == body[1] + 1), None)
    if behind is None:
        return None
    after = behind + (stem(text.words[behind].key) == "deputy")
    if after < len(text.words) and stem(text.words[after].key) in _POSTS:
        return text.words[behind].start, text.words[after].end
    return None


def _with_rank(text: EnglishText, at: int) -> tuple[int, int]:
    first = at - (at > 0 and stem(text.words[at - 1].key) == "deputy")
    return text.words[first].start, text.words[at].end


def another_post(
    term: Known, text: EnglishText, raw: str, around: Surroundings, base: Termbase
) -> Iterator[Guess]:
    """The accepted name of another post of the same government: Secretary for Justice for 保安局局长.

    Only where both stand in the termbase under the same context, as the principal officials of Hong Kong do.
    """
    if not _GOVERNMENTS & set(term.context):
        return
    for first in range(len(text.words)):
        for last in range(min(len(text.words), first + _MOST_WORDS) - 1, first, -1):
            span = text.words[first].start, text.words[last].end
            named = [zh for zh in base.by_english(raw[span[0] : span[1]]) if _of_context(zh, term, base)]
            if named:
                if around.free(span) and not any(supported(zh, around.source) for zh in named):
                    yield Guess(span, Verdict.OTHER, 0.85, f"that is {named[0]}")
                break


def _of_context(zh: str, term: Known, base: Termbase) -> bool:
    return zh != term.zh and any(
        other.kind == "title" and _GOVERNMENTS & set(other.context) & set(term.context)
        for other in base.get(zh)
    )


def near_post(term: Known, text: EnglishText, raw: str, around: Surroundings) -> Iterator[Guess]:
    """The head of a body whose name is garbled: Minister of Human Resources and Social Guarantees."""
    accepted = [rendering.text for rendering in term.right]
    sizes = {len(form(shown).stems) for shown in accepted}
    for guess in near_body(term, text, raw, around):
        said = [word for word in text.content if inside((word.start, word.end), (guess.span,))]
        head = any(stem(word.key) in _POSTS for word in said)
        # One word more is the beginning of a name: Minister of Water Conservancy Li. To the dictionary 水利 is water
        # conservancy; 长 says no more than the head does.
        word_for_word = is_word_for_word(term.zh[:-1], raw[slice(*guess.span)], accepted)
        if head and len(said) in sizes and not word_for_word:
            yield replace(guess, verdict=Verdict.LITERAL)


def exchanged_court(term: Known, text: EnglishText, around: Surroundings) -> Iterator[Guess]:
    """A court where the Chinese has a procuratorate only, or the other way round: a body of some level."""
    pair = next((pair for pair in _JUSTICE if term.zh.endswith(pair.ending)), None)
    if pair is None or any(hint in around.whole for hint in pair.hints) or text.known & pair.own:
        return
    for i, (level, part) in enumerate(pairwise(text.stems)):
        if part == pair.other and level in _LEVELS and around.free(text.span(i, i + 1)):
            span = text.span(i if level == "people" else i + 1, i + 1)
            yield Guess(span, Verdict.OTHER, 0.85, f"that is a {pair.other}", _in_kind(term, text, span))
            return


class _Pair(NamedTuple):
    """A body of justice, the Chinese that may speak of the other one, the words of its own, and the other one."""

    ending: str
    hints: tuple[str, ...]
    own: frozenset[str]
    other: str


_LEVELS = frozenset(
    "people county city district municipal provincial prefectural high higher intermediate supreme local".split()
)
_JUSTICE = (
    _Pair(
        "检察院",
        tuple("法院 庭 审 诉 判 裁 法官 最高法 高法 高院 中院".split()),
        frozenset(
            "procuratorate procurator prosecutor prosecute prosecuted prosecution prosecutorial procuratorial prosecuting "
            "attorney authority".split()
        ),
        "court",
    ),
    _Pair(
        "法院",
        tuple("检察 检方 公诉 起诉".split()),
        frozenset("court tribunal judge judicial judiciary".split()),
        "procuratorate",
    ),
)


def _in_kind(term: Known, text: EnglishText, span: tuple[int, int]) -> str:
    """The accepted form with as many words as a stretch of the English, to stand in its place; else the shortest."""
    size = sum(inside((word.start, word.end), (span,)) for word in text.content)
    sizes = {rendering.text: len(form(rendering.text).stems) for rendering in term.right}
    return min(sizes, key=lambda shown: (sizes[shown] != size, sizes[shown]), default="")
