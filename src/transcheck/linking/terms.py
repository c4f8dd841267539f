"""Bodies, posts, places and set phrases × English: does an accepted rendering stand there, and if not, what does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transcheck.lexicons import Termbase
from transcheck.lexicons.variants import is_word_for_word
from transcheck.linking.homes import Homes, at_home, homes
from transcheck.linking.near_places import near_place
from transcheck.linking.near_terms import Guess, Surroundings
from transcheck.linking.term_forms import Known, find_right
from transcheck.linking.term_guesses import flaws, guesses, listed, misread, place_of
from transcheck.linking.term_views import Item, View, places, separate, view_of
from transcheck.model import Bead, Entity, Link, Rendering, Span, Verdict

_LEAST = 0.5  # confidence of a guess worth a word


def link_terms(
    beads: Sequence[Bead], termbase: Termbase, prefer: Sequence[str] = ()
) -> list[tuple[Link, ...]]:
    """For each bead of a document, in order, what became of its Chinese bodies, titles, phrases and places.

    An accepted rendering in the bead itself is `RIGHT`; one in a neighbouring bead, or a mention rendered elsewhere
    in the document, is `SHORT`. Wrong English is reported only with its place; what cannot be known is `UNSURE`.
    Renderings stand in the order in which they are to be suggested: those with words of `prefer` first.
    """
    views = [view_of(bead, termbase) for bead in beads]
    rendered = {item.term.zh for view in views for item in view.items if item.right}
    near = [
        {zh for view in views[max(0, i - 1) : i + 2] for zh in _zh_right(view)} for i in range(len(views))
    ]
    at = [homes(places(view), termbase) for view in views]
    around = homes((zh for view in views for zh in places(view)), termbase)
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


def _placed(link: Link, *known: Homes) -> Link:
    """A link to a local body or its post, with the place that goes without saying in Chinese."""
    if link.verdict in (Verdict.RIGHT, Verdict.SHORT) or not any("[" in r.text for r in link.renderings):
        return link
    return replace(link, renderings=tuple(at_home(rendering, *known) for rendering in link.renderings))


def _zh_right(view: View) -> Iterator[str]:
    return (item.term.zh for item in view.items if item.right)


def _link(
    item: Item, view: View, rendered: set[str], near: set[str], base: Termbase, prefer: Sequence[str]
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


def _of_style(guess: Guess, term: Known, view: View) -> Guess:
    """A guess, below the line of counting where the English only says the same in the dictionary's words."""
    wrong = guess.verdict in (Verdict.NEAR, Verdict.LITERAL) and not term.user and guess.span != (0, 0)
    written = view.target.text[slice(*guess.span)]
    if wrong and is_word_for_word(term.zh, written, [rendering.text for rendering in term.right]):
        return replace(guess, verdict=Verdict.LITERAL, confidence=0.45, cause="not the official wording")
    return guess


def _judge(item: Item, view: View, rendered: set[str], near: set[str], base: Termbase) -> Guess:
    mentions = sum(other.term.zh == item.term.zh for other in view.items)
    for guess in sorted(listed(item, view, base), key=lambda guess: -guess.confidence):
        if len(separate(item.right, guess.span)) < mentions:
            return guess
    if item.right:
        return next(flaws(item, view, base), Guess(item.right[0], Verdict.RIGHT, 1.0, ""))
    if item.term.zh in near:
        return Guess((0, 0), Verdict.SHORT, 0.8, "rendered in a neighbouring sentence")
    best = max(guesses(item, view, base), key=lambda guess: guess.confidence, default=None)
    if best is not None and best.confidence >= (0.75 if item.term.zh in rendered else _LEAST):
        return best
    if item.term.zh in rendered:
        return Guess((0, 0), Verdict.SHORT, 0.7, "rendered elsewhere in the document")
    return _nothing(item)


def _nothing(item: Item) -> Guess:
    """Only the user's own terms must come out as listed; of ours, an unlisted rendering may be right."""
    if item.term.user:
        return Guess((0, 0), Verdict.MISSING, 0.7, "the user's termbase asks for it")
    return Guess((0, 0), Verdict.UNSURE, 0.3, "")


def _wrong_seats(view: View, base: Termbase) -> Iterator[Link]:
    """Places at the head of posts, where the English garbles them: Shangyao for the 上饶 of 上饶市委书记."""
    for item in view.items:
        place = place_of(item.term, base) if item.term.kind == "title" else None
        if place is None or find_right(place, view.text):
            continue
        rest = view.source.replace(place.zh, "\n")
        around = Surroundings(rest, view.explained, view.source, rest)
        guesses = [*misread(place, view, around), *near_place(place, view.text, around, base)]
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
