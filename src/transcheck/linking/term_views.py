"""A bead as the terms of its Chinese see it: what each term is, where its accepted English stands, what else is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transcheck.lexicons import Termbase, persons
from transcheck.lexicons.forms import EnglishText, find_form, read_english
from transcheck.linking.near_terms import inside
from transcheck.linking.term_forms import Known, find_right, known
from transcheck.model import Bead, Entity, Passage, Rendering
from transcheck.text import fold_chinese

_SURE_PERSON = 0.5
KINDS = frozenset(("org", "title", "phrase", "place"))


@dataclass(frozen=True, slots=True)
class Item:
    """A Chinese term in its place, and where its accepted renderings stand."""

    entity: Entity
    term: Known
    right: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class View:
    """A bead made ready: Chinese terms, English, and the Chinese no term accounts for."""

    target: Passage
    text: EnglishText
    items: tuple[Item, ...]
    source: str
    explained: tuple[tuple[int, int], ...]
    people: int = 0  # that the Chinese surely names


def view_of(bead: Bead, base: Termbase) -> View:
    """A bead with every term of its Chinese held against its English."""
    text = read_english(bead.target.text)
    if bead.source is None:
        return View(bead.target, text, (), "", ())
    entities = [entity for entity in bead.source.entities if entity.kind in KINDS]
    items = []
    for entity in entities:
        term = known(entity.text, entity.kind, base)
        items.append(Item(entity, term, find_right(term, text)))
    explained = [span for item in items for span in item.right]
    people = [entity.text for entity in bead.source.entities if entity.kind == "person"]
    explained += [span for name in people for span in _person_spans(name, text)]
    sure = {e.span for e in bead.source.entities if e.kind == "person" and e.score >= _SURE_PERSON}
    return View(bead.target, text, tuple(items), fold_chinese(bead.source.text), tuple(explained), len(sure))


def _person_spans(name: str, text: EnglishText) -> Iterator[tuple[int, int]]:
    for row in persons().get(fold_chinese(name), ()):
        for rendering in (row.en, *row.variants):
            yield from find_form(text, rendering)


def places(view: View) -> Iterator[str]:
    """The Chinese names of its places."""
    return (item.term.zh for item in view.items if item.entity.kind == "place")


def bodies(view: View) -> tuple[tuple[Entity, Known], ...]:
    """Its bodies, each with what is known of it."""
    return tuple((item.entity, item.term) for item in view.items if item.entity.kind == "org")


def separate(spans: tuple[tuple[int, int], ...], wrong: tuple[int, int]) -> list[tuple[int, int]]:
    """Spans of which none overlaps an earlier one or is a piece of a wrong form (engineer of general engineer)."""
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not inside(span, (wrong,)) and all(span[1] <= start or end <= span[0] for start, end in kept):
            kept.append(span)
    return kept


def spoken_for(span: tuple[int, int], view: View) -> bool:
    """Whether English stands for other terms of the Chinese, each of its places for one mention of a term."""
    for other in view.items:
        if inside(span, other.right):
            mentions = sum(one.term.zh == other.term.zh for one in view.items)
            if len(separate(other.right, (0, 0))) <= mentions:
                return True
    return False


def places_lost(view: View) -> int:
    """How many places of the Chinese no accepted form in the English stands for."""
    return len({item.term.zh for item in view.items if item.term.kind == "place" and not item.right})


def letters(rendering: Rendering) -> str:
    """The letters of a rendering, words run together."""
    return "".join(word.key for word in read_english(rendering.text).words)
