"""What in the English may stand for a term wrongly, from every way of going wrong that we know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from transcheck.lexicons import Termbase
from transcheck.lexicons.forms import find_wrong, form, read_english, wider
from transcheck.lexicons.variants import is_variant
from transcheck.linking.near_places import half_place, near_place, other_place
from transcheck.linking.near_terms import (
    Guess,
    Surroundings,
    inside,
    leftover_body,
    lone_acronym,
    near_body,
    other_agency,
    other_body,
)
from transcheck.linking.posts import another_head, another_post, exchanged_court, near_post
from transcheck.linking.ranks import not_minister, other_rank, rank_changed
from transcheck.linking.term_forms import (
    Known,
    find_joined,
    find_right,
    known,
    needs_apostrophe,
    without_generic,
)
from transcheck.linking.term_views import Item, View, bodies, letters, places_lost, spoken_for
from transcheck.linking.worded import heard_body, worded_body, worded_name, worded_newspaper
from transcheck.model import Verdict
from transcheck.romanising.distance import likeness
from transcheck.romanising.mandarin import read_from


def listed(item: Item, view: View, base: Termbase) -> Iterator[Guess]:
    """Wrong and word-for-word forms of this very term that stand in the English."""
    longer = tuple(span for span in view.explained if span not in item.right)
    for wrong in (*item.term.wrong, *item.term.literal):
        for span in find_wrong(view.text, wrong, item.term.kind):
            if not inside(span, longer) and not any(inside(span, (right,)) for right in item.right):
                yield _known_wrong(span, wrong, item.term, base)


def _known_wrong(span: tuple[int, int], wrong: str, term: Known, base: Termbase) -> Guess:
    """A listed form; one that says the same in other words is a matter of style, below the line of counting."""
    style = term.kind in ("org", "phrase") and not term.user
    accepted = [rendering.text for rendering in term.right]
    if style and is_variant(wrong, accepted, listed=wrong in term.wrong):
        return Guess(span, Verdict.LITERAL, 0.45, "not the official wording")
    if term.user:
        ours = any(wrong in other.accepted for other in base.overruled(term.zh))
        verdict = Verdict.LITERAL if ours else _sort(wrong, term, base)
        return Guess(span, verdict, 0.9, "not the form of your termbase")
    # What is wrong may be a shorter term inside: the suggestion is then that one's English.
    listed = (t for match in base.overlaps(term.zh) for t in base.get(match.zh) if wrong in t.wrong)
    fits = next((other.en for other in listed if other.zh != term.zh), "")
    return Guess(span, _sort(wrong, term, base), 0.9, "a known mis-rendering", fits)


def _sort(wrong: str, term: Known, base: Termbase) -> Verdict:
    """What kind of mistake a listed form is: pinyin, the name of another body or place, or words."""
    key = "".join(word.key for word in read_english(wrong).words)
    if key == "".join(form(term.official).stems):
        return Verdict.FORMAT
    named = [zh for zh in base.by_english(wrong) if base.get(zh)[0].kind == term.kind]
    if term.kind in ("org", "place") and named and term.zh not in named:
        return Verdict.OTHER
    if key in term.pinyin:
        return Verdict.PINYIN
    return Verdict.LITERAL


def flaws(item: Item, view: View, base: Termbase) -> Iterator[Guess]:
    """What may be amiss although an accepted form stands there: an apostrophe, a rank."""
    if item.term.kind in ("place", "org", "title"):
        for start, end in item.right:
            if needs_apostrophe(item.term, view.target.text[start:end]):
                yield Guess((start, end), Verdict.FORMAT, 0.9, "the apostrophe is missing")
    if item.term.kind == "place":
        yield from _longer_name(item, view, base)
    if item.term.kind == "org":
        yield from _elsewhere(item, view, base)
    if item.term.kind == "title":
        yield from not_minister(item.entity, bodies(view), view.text, view.source)
        yield from rank_changed(item.term, view.text, item.right, view.source, base)
        yield from other_rank(item.term, view.text, item.right, view.source, base)


_LONG_NAME = 5  # letters


def _doubled(item: Item, view: View) -> Iterator[Guess]:
    """The name of a like place, more often than the Chinese has that: "born in Shanxi, works in Shanxi" for 陕西 and 山西."""
    ours = {letters(rendering) for rendering in item.term.right}
    for other in view.items:
        if other.entity.kind != "place" or other.term.zh == item.term.zh or len(other.right) < 2:
            continue
        said = {letters(rendering) for rendering in other.term.right}
        like = any(OSA.distance(a, b) == 1 for a in ours for b in said if min(len(a), len(b)) >= _LONG_NAME)
        if like and len(other.right) > view.source.count(other.term.zh):
            spans = sorted(other.right)
            first = item.entity.span.start < other.entity.span.start
            yield Guess(spans[0 if first else -1], Verdict.OTHER, 0.8, f"that is {other.term.zh}")


_JOINT = re.compile(r"\band\b|[,;&]")
_MORE = 2  # words on either side that make another name of a right one


def _longer_name(item: Item, view: View, base: Termbase) -> Iterator[Guess]:
    """Another place of which the right name is but a part: South Sudan for 苏丹, Inner Mongolia for 蒙古国."""
    found = [_around(span, item.term, view, base) for span in item.right]
    if found and all(found):
        span, zh = next(one for one in found if one)
        yield Guess(span, Verdict.OTHER, 0.85, f"that is {zh}")


def _around(
    span: tuple[int, int], term: Known, view: View, base: Termbase
) -> tuple[tuple[int, int], str] | None:
    """The longer name round a stretch of English, and what it names, if the Chinese has nothing of it."""
    for first, last in wider(view.text, *span, _MORE):
        place = first.start, last.end
        if not (first.capital and last.capital) or _JOINT.search(view.target.text, *place):
            continue  # Hong Kong and Macao
        named = base.by_english(view.target.text[slice(*place)])
        others = [zh for zh in named if base.get(zh)[0].kind == term.kind]
        same = any(zh in view.source or zh.startswith(term.zh) or term.zh.startswith(zh) for zh in named)
        if others and not same:
            return place, others[0]
    return None


def _elsewhere(item: Item, view: View, base: Termbase) -> Iterator[Guess]:
    """A body by its right name, but of another place: the Hainan High People's Court for 湖南省高级人民法院."""
    place = place_of(item.term, base)
    if place is not None and not find_right(place, view.text):
        around = Surroundings(view.source, view.explained, view.source)
        for guess in other_place(place, view.text, around):
            if view.target.text[guess.span[1] : item.right[0][0]].strip() == "":
                yield guess


def place_of(term: Known, base: Termbase) -> Known | None:
    """The place at the head of a body's name."""
    heads = (match.zh for match in base.overlaps(term.zh) if match.start == 0 and match.zh != term.zh)
    inside = next(heads, "")
    terms = base.get(inside)
    return known(inside, "place", base) if terms and terms[0].kind == "place" else None


def guesses(item: Item, view: View, base: Termbase) -> Iterator[Guess]:
    """What else in the English may stand for the term, wrongly."""
    unrendered = view.source.replace(item.term.zh, "\n")
    for other in view.items:
        if other.right:
            unrendered = unrendered.replace(other.term.zh, "\n")
    around = Surroundings(view.source.replace(item.term.zh, "\n"), view.explained, view.source, unrendered)
    if item.term.kind == "title":
        yield from not_minister(item.entity, bodies(view), view.text, view.source)
        yield from rank_changed(item.term, view.text, (), view.source, base, view.explained)
        heads = another_head(item.term, _seats(item, view, base), view.text, around)
        yield from (guess for guess in heads if not spoken_for(guess.span, view))
        if view.people <= 1:  # else it may be the post of somebody else, said for clarity
            yield from another_post(item.term, view.text, view.target.text, around, base)
        yield from near_post(item.term, view.text, view.target.text, around)
        yield from other_rank(item.term, view.text, (), view.source, base)
    if item.term.kind == "org":
        yield from other_body(item.term, view.text, view.target.text, around, base)
        yield from other_agency(item.term, view.target.text, around)
        yield from near_body(item.term, view.text, view.target.text, around)
        yield from leftover_body(item.term, view.text, view.target.text, around)
        yield from lone_acronym(item.term, view.text, around)
        yield from worded_newspaper(item.term, view.text, view.target.text, around)
        yield from worded_body(item.term, view.text, view.target.text, around, base)
        yield from heard_body(item.term, view.text, around)
        yield from _place_within(item.term, view, around, base)
        yield from exchanged_court(item.term, view.text, around)
    if item.term.kind == "place" and _at_home(item.term, view.source):
        yield from misread(item.term, view, around)
        yield from near_place(item.term, view.text, around, base)
        yield from _doubled(item, view)
        yield from worded_name(item.term, view.text, around)
        if places_lost(view) == 1:
            yield from half_place(item.term, view.text, around)
        if places_lost(view) == 1:
            yield from other_place(item.term, view.text, around)
    yield from _in_pinyin(item, view, around)


def _place_within(term: Known, view: View, around: Surroundings, base: Termbase) -> Iterator[Guess]:
    """The garbled name of the place a body belongs to: Hamei for 哈密市公安局."""
    if term.right and term.right[0].where == "companies":
        return  # their names need not say where they are
    place = place_of(term, base)
    if place is not None and not find_right(place, view.text):
        yield from misread(place, view, around)
        yield from near_place(place, view.text, around, base)


def _seats(item: Item, view: View, base: Termbase) -> tuple[tuple[int, int], ...]:
    """Where the English names the body that a post belongs to: inside the post's Chinese, or right before it."""
    start = item.entity.span.start
    before = (
        other.right for other in view.items if other.entity.kind == "org" and other.entity.span.end == start
    )
    heads = (m.zh for m in base.overlaps(item.term.zh) if m.start == 0 and base.get(m.zh)[0].kind == "org")
    within = (find_right(known(zh, "org", base), view.text) for zh in heads)
    return tuple(span for spans in (*before, *within) for span in spans)


def misread(term: Known, view: View, around: Surroundings) -> Iterator[Guess]:
    """A place whose characters are read otherwise than in its name: Liu'an for 六安, which is Lu'an."""
    names = frozenset(map(letters, term.right))
    if term.right[0].origin != "termbase" or not names & set(term.pinyin):
        return
    for key in term.pinyin:
        if any(name.startswith(key) for name in names):
            continue  # the Mudan River, for 牡丹江
        for span in find_joined(view.text, key):
            person = read_from(key, around.source)  # 赵阳 of 朝阳
            if around.free(span) and view.target.text[span[0]].isupper() and not person:
                cause = "its characters are read otherwise in this name"
                yield Guess(span, Verdict.NEAR, 0.88, cause, without_generic(term))


def _in_pinyin(item: Item, view: View, around: Surroundings) -> Iterator[Guess]:
    if not _has_own_name(item.term, view.source):
        return
    for key in item.term.pinyin:
        for span in find_joined(view.text, key):
            if around.free(span) and view.target.text[span[0]].isupper():
                yield Guess(span, Verdict.PINYIN, 0.85, "left in pinyin")


def _has_own_name(term: Known, source: str) -> bool:
    """Whether a term is not called by its pinyin: Hohhot, not Huhehaote; 松山 is Matsuyama only in Japan."""
    if term.kind != "place":
        return bool(term.right)
    own = term.right[0].origin == "termbase" and max(_alike(term), default=0.0) < 0.7
    return own and _at_home(term, source)


def _at_home(term: Known, source: str) -> bool:
    """Whether a text speaks of the country of a place that may also be a place in China."""
    words = [word.split(";")[0] for word in term.context]
    foreign = [_COUNTRIES[word] for word in words if word in _COUNTRIES]
    # 北宁省 can only be abroad: the provinces of China are all known.
    return not foreign or term.zh.endswith("省") or any(word in source for words in foreign for word in words)


_COUNTRIES = {
    "Japan": ("日",),
    "Korea": ("韩", "朝鲜"),
    "South Korea": ("韩",),
    "Republic of Korea": ("韩",),
    "Vietnam": ("越",),
}


def _alike(term: Known) -> Iterator[float]:
    for rendering in term.right:
        yield from (likeness(letters(rendering), key) for key in term.pinyin)
