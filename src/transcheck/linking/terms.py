"""Bodies, posts, places and set phrases × English: does an accepted rendering stand there, and if not, what does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transcheck.lexicons import Termbase, persons
from transcheck.lexicons.forms import EnglishText, find_form, find_wrong, form, read_english
from transcheck.lexicons.variants import is_variant, is_word_for_word
from transcheck.linking.homes import Homes, at_home, homes
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
from transcheck.linking.worded import heard_body, worded_body, worded_name, worded_newspaper
from transcheck.model import Bead, Entity, Link, Passage, Rendering, Span, Verdict
from transcheck.romanising.distance import likeness
from transcheck.romanising.mandarin import read_from
from transcheck.text import fold_chinese

_SURE_PERSON = 0.5
_LEAST = 0.5  # confidence of a guess worth a word
KINDS = frozenset(("org", "title", "phrase", "place"))


@dataclass(frozen=True, slots=True)
class _Item:
    """A Chinese term in its place, and where its accepted renderings stand."""

    entity: Entity
    term: Known
    right: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _View:
    """A bead made ready: Chinese terms, English, and the Chinese no term accounts for."""

    target: Passage
    text: EnglishText
    items: tuple[_Item, ...]
    source: str
    explained: tuple[tuple[int, int], ...]
    people: int = 0  # that the Chinese surely names


def link_terms(
    beads: Sequence[Bead], termbase: Termbase, prefer: Sequence[str] = ()
) -> list[tuple[Link, ...]]:
    """For each bead of a document, in order, what became of its Chinese bodies, titles, phrases and places.

    An accepted rendering in the bead itself is `RIGHT`; one in a neighbouring bead, or a mention rendered elsewhere
    in the document, is `SHORT`. Wrong English is reported only with its place; what cannot be known is `UNSURE`.
    Renderings stand in the order in which they are to be suggested: those with words of `prefer` first.
    """
    views = [_view(bead, termbase) for bead in beads]
    rendered = {item.term.zh for view in views for item in view.items if item.right}
    near = [
        {zh for view in views[max(0, i - 1) : i + 2] for zh in _zh_right(view)} for i in range(len(views))
    ]
    at = [homes(_places(view), termbase) for view in views]
    around = homes((zh for view in views for zh in _places(view)), termbase)
    return [
        (
            *(
                _placed(_link(item, view, rendered, close, termbase, prefer), here, around)
                for item in view.items
            ),
            *_wrong_seats(view, termbase),
        )
        for view, close, here in zip(views, near, at, strict=True)
    ]


def _places(view: _View) -> Iterator[str]:
    return (item.term.zh for item in view.items if item.entity.kind == "place")


def _placed(link: Link, *known: Homes) -> Link:
    """A link to a local body or its post, with the place that goes without saying in Chinese."""
    if link.verdict in (Verdict.RIGHT, Verdict.SHORT) or not any("[" in r.text for r in link.renderings):
        return link
    return replace(link, renderings=tuple(at_home(rendering, *known) for rendering in link.renderings))


def _zh_right(view: _View) -> Iterator[str]:
    return (item.term.zh for item in view.items if item.right)


def _view(bead: Bead, base: Termbase) -> _View:
    text = read_english(bead.target.text)
    if bead.source is None:
        return _View(bead.target, text, (), "", ())
    entities = [entity for entity in bead.source.entities if entity.kind in KINDS]
    items = []
    for entity in entities:
        term = known(entity.text, entity.kind, base)
        items.append(_Item(entity, term, find_right(term, text)))
    explained = [span for item in items for span in item.right]
    people = [entity.text for entity in bead.source.entities if entity.kind == "person"]
    explained += [span for name in people for span in _person_spans(name, text)]
    sure = {e.span for e in bead.source.entities if e.kind == "person" and e.score >= _SURE_PERSON}
    return _View(bead.target, text, tuple(items), fold_chinese(bead.source.text), tuple(explained), len(sure))


def _person_spans(name: str, text: EnglishText) -> Iterator[tuple[int, int]]:
    for row in persons().get(fold_chinese(name), ()):
        for rendering in (row.en, *row.variants):
            yield from find_form(text, rendering)


def _link(
    item: _Item, view: _View, rendered: set[str], near: set[str], base: Termbase, prefer: Sequence[str]
) -> Link:
    guess = _of_style(_judge(item, view, rendered, near, base), item.term, view)
    span = view.target.at(*guess.span) if guess.span != (0, 0) else None
    return Link(
        item.entity,
        guess.verdict,
        _in_order(item.term.right, guess.fits, prefer),
        span,
        guess.confidence,
        guess.cause,
        view.target.quote(span) if span and guess.verdict not in (Verdict.RIGHT, Verdict.SHORT) else "",
    )


def _in_order(right: tuple[Rendering, ...], fits: str, prefer: Sequence[str]) -> tuple[Rendering, ...]:
    """Renderings as they are to be suggested: in the house style, then near to what the English has."""
    if not fits and not prefer:
        return right
    liked = [re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) for word in prefer]

    def rank(rendering: Rendering) -> tuple[int, bool]:
        return -sum(bool(word.search(rendering.text)) for word in liked), rendering.text != fits

    return tuple(sorted(right, key=rank))


def _of_style(guess: Guess, term: Known, view: _View) -> Guess:
    """A guess, below the line of counting where the English only says the same in the dictionary's words."""
    wrong = guess.verdict in (Verdict.NEAR, Verdict.LITERAL) and not term.user and guess.span != (0, 0)
    written = view.target.text[slice(*guess.span)]
    if wrong and is_word_for_word(term.zh, written, [rendering.text for rendering in term.right]):
        return replace(guess, verdict=Verdict.LITERAL, confidence=0.45, cause="not the official wording")
    return guess


def _judge(item: _Item, view: _View, rendered: set[str], near: set[str], base: Termbase) -> Guess:
    mentions = sum(other.term.zh == item.term.zh for other in view.items)
    for guess in sorted(_listed(item, view, base), key=lambda guess: -guess.confidence):
        if len(_separate(item.right, guess.span)) < mentions:
            return guess
    if item.right:
        return next(_flaws(item, view, base), Guess(item.right[0], Verdict.RIGHT, 1.0, ""))
    if item.term.zh in near:
        return Guess((0, 0), Verdict.SHORT, 0.8, "rendered in a neighbouring sentence")
    best = max(_guesses(item, view, base), key=lambda guess: guess.confidence, default=None)
    if best is not None and best.confidence >= (0.75 if item.term.zh in rendered else _LEAST):
        return best
    if item.term.zh in rendered:
        return Guess((0, 0), Verdict.SHORT, 0.7, "rendered elsewhere in the document")
    return _nothing(item)


def _nothing(item: _Item) -> Guess:
    """Only the user's own terms must come out as listed; of ours, an unlisted rendering may be right."""
    if item.term.user:
        return Guess((0, 0), Verdict.MISSING, 0.7, "the user's termbase asks for it")
    return Guess((0, 0), Verdict.UNSURE, 0.3, "")


def _separate(spans: tuple[tuple[int, int], ...], wrong: tuple[int, int]) -> list[tuple[int, int]]:
    """Spans of which none overlaps an earlier one or is a piece of a wrong form (engineer of general engineer)."""
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not inside(span, (wrong,)) and all(span[1] <= start or end <= span[0] for start, end in kept):
            kept.append(span)
    return kept


def _flaws(item: _Item, view: _View, base: Termbase) -> Iterator[Guess]:
    """What may be amiss although an accepted form stands there: an apostrophe, a rank."""
    if item.term.kind in ("place", "org", "title"):
        for start, end in item.right:
            if needs_apostrophe(item.term, view.target.text[start:end]):
                yield Guess((start, end), Verdict.FORMAT, 0.9, "the apostrophe is missing")
    if item.term.kind == "org":
        yield from _elsewhere(item, view, base)
    if item.term.kind == "title":
        yield from not_minister(item.entity, _bodies(view), view.text, view.source)
        yield from rank_changed(item.term, view.text, item.right, view.source)
        yield from other_rank(item.term, view.text, item.right, view.source, base)


def _elsewhere(item: _Item, view: _View, base: Termbase) -> Iterator[Guess]:
    """A body by its right name, but of another place: the Hainan High People's Court for 湖南省高级人民法院."""
    place = _place_of(item.term, base)
    if place is not None and not find_right(place, view.text):
        around = Surroundings(view.source, view.explained, view.source)
        for guess in other_place(place, view.text, around):
            if view.target.text[guess.span[1] : item.right[0][0]].strip() == "":
                yield guess


def _place_of(term: Known, base: Termbase) -> Known | None:
    """The place at the head of a body's name."""
    heads = (match.zh for match in base.overlaps(term.zh) if match.start == 0 and match.zh != term.zh)
    inside = next(heads, "")
    terms = base.get(inside)
    return known(inside, "place", base) if terms and terms[0].kind == "place" else None


def _listed(item: _Item, view: _View, base: Termbase) -> Iterator[Guess]:
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


def _guesses(item: _Item, view: _View, base: Termbase) -> Iterator[Guess]:
    """What else in the English may stand for the term, wrongly."""
    unrendered = view.source.replace(item.term.zh, "\n")
    for other in view.items:
        if other.right:
            unrendered = unrendered.replace(other.term.zh, "\n")
    around = Surroundings(view.source.replace(item.term.zh, "\n"), view.explained, view.source, unrendered)
    if item.term.kind == "title":
        yield from not_minister(item.entity, _bodies(view), view.text, view.source)
        yield from rank_changed(item.term, view.text, (), view.source, view.explained)
        heads = another_head(item.term, _seats(item, view, base), view.text, around)
        yield from (guess for guess in heads if not _spoken_for(guess.span, view))
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
        yield from _misread(item.term, view, around)
        yield from near_place(item.term, view.text, around, base)
        yield from worded_name(item.term, view.text, around)
        if _places_lost(view) == 1:
            yield from half_place(item.term, view.text, around)
        if _places_lost(view) == 1:
            yield from other_place(item.term, view.text, around)
    yield from _in_pinyin(item, view, around)


def _places_lost(view: _View) -> int:
    """How many places of the Chinese no accepted form in the English stands for."""
    return len({item.term.zh for item in view.items if item.term.kind == "place" and not item.right})


def _place_within(term: Known, view: _View, around: Surroundings, base: Termbase) -> Iterator[Guess]:
    """The garbled name of the place a body belongs to: Hamei for 哈密市公安局."""
    if term.right and term.right[0].where == "companies":
        return  # their names need not say where they are
    place = _place_of(term, base)
    if place is not None and not find_right(place, view.text):
        yield from _misread(place, view, around)
        yield from near_place(place, view.text, around, base)


def _wrong_seats(view: _View, base: Termbase) -> Iterator[Link]:
    """Places at the head of posts, where the English garbles them: Shangyao for the 上饶 of 上饶市委书记."""
    for item in view.items:
        place = _place_of(item.term, base) if item.term.kind == "title" else None
        if place is None or find_right(place, view.text):
            continue
        rest = view.source.replace(place.zh, "\n")
        around = Surroundings(rest, view.explained, view.source, rest)
        guesses = [*_misread(place, view, around), *near_place(place, view.text, around, base)]
        best = max(guesses, key=lambda guess: guess.confidence, default=None)
        if best is not None and best.verdict is not Verdict.UNSURE and best.confidence >= _LEAST:
            start = item.entity.span.start
            span = view.target.at(*best.span)
            where = Span(start, start + len(place.zh))
            seat = Entity("place", where, item.entity.text[: len(place.zh)], place.official, 0.9, "grammar")
            yield Link(
                seat,
                best.verdict,
                _in_order(place.right, best.fits, ()),
                span,
                best.confidence,
                best.cause,
                view.target.quote(span),
            )


def _spoken_for(span: tuple[int, int], view: _View) -> bool:
    """Whether English stands for other terms of the Chinese, each of its places for one mention of a term."""
    for other in view.items:
        if inside(span, other.right):
            mentions = sum(one.term.zh == other.term.zh for one in view.items)
            if len(_separate(other.right, (0, 0))) <= mentions:
                return True
    return False


def _seats(item: _Item, view: _View, base: Termbase) -> tuple[tuple[int, int], ...]:
    """Where the English names the body that a post belongs to: inside the post's Chinese, or right before it."""
    start = item.entity.span.start
    before = (
        other.right for other in view.items if other.entity.kind == "org" and other.entity.span.end == start
    )
    heads = (m.zh for m in base.overlaps(item.term.zh) if m.start == 0 and base.get(m.zh)[0].kind == "org")
    within = (find_right(known(zh, "org", base), view.text) for zh in heads)
    return tuple(span for spans in (*before, *within) for span in spans)


def _bodies(view: _View) -> tuple[tuple[Entity, Known], ...]:
    return tuple((item.entity, item.term) for item in view.items if item.entity.kind == "org")


def _misread(term: Known, view: _View, around: Surroundings) -> Iterator[Guess]:
    """A place whose characters are read otherwise than in its name: Liu'an for 六安, which is Lu'an."""
    names = frozenset(map(_letters, term.right))
    if term.right[0].origin != "termbase" or not names & set(term.pinyin):
        return
    for key in term.pinyin:
        for span in find_joined(view.text, key) if key not in names else ():
            person = read_from(key, around.source)  # 赵阳 of 朝阳
            if around.free(span) and view.target.text[span[0]].isupper() and not person:
                cause = "its characters are read otherwise in this name"
                yield Guess(span, Verdict.NEAR, 0.88, cause, without_generic(term))


def _in_pinyin(item: _Item, view: _View, around: Surroundings) -> Iterator[Guess]:
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


# Places whose characters are read otherwise there; a place in China may be written alike.
_COUNTRIES = {"Japan": ("日",), "Korea": ("韩", "朝鲜"), "South Korea": ("韩",), "Vietnam": ("越",)}


def _alike(term: Known) -> Iterator[float]:
    for rendering in term.right:
        yield from (likeness(_letters(rendering), key) for key in term.pinyin)


def _letters(rendering: Rendering) -> str:
    return "".join(word.key for word in read_english(rendering.text).words)
