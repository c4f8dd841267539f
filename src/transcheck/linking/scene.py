"""One bead at work while its persons are linked: candidates, English, and what has been settled so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transcheck.lexicons import name_elements
from transcheck.linking.spelling import is_chinese
from transcheck.linking.windows import English, Window, read_english
from transcheck.model import Bead, Entity, Link, Span
from transcheck.romanising.traditions import FOREIGN
from transcheck.romanising.transliteration import looks_foreign

# Below this a stretch of Chinese is a name only if the English spells it out.
NAME = 0.5


@dataclass
class Scene:
    """One bead at work: its candidates, its English, and what has been settled so far."""

    bead: Bead
    entities: tuple[Entity, ...]
    english: English
    source: str
    context: str
    links: list[Link]
    taken: list[Window]

    def free(self, entity: Entity) -> bool:
        """Whether no settled name shares a character with a candidate."""
        return not any(link.entity.span.overlaps(entity.span) for link in self.links)

    def open(self, window: Window) -> bool:
        """Whether nothing accounts yet for any word of a window."""
        return not any(window.meets(other) for other in self.taken)


def read_scene(bead: Bead, spans: Sequence[Span], context: str) -> Scene:
    """A bead made ready; `spans` of its English are accounted for already, `context` is the Chinese of the document."""
    entities = tuple(e for e in bead.source.entities if e.kind == "person") if bead.source else ()
    english = read_english(bead.target)
    # Local offsets: a Span for each word would cost more than all the comparing.
    places = [(span.start - bead.target.start, span.end - bead.target.start) for span in spans]
    taken = [
        w
        for w in english.windows
        if places
        and w.first == w.last
        and any(start < w.words[0].end and w.words[0].start < end for start, end in places)
    ]
    return Scene(bead, entities, english, bead.source.text if bead.source else "", context, [], taken)


def remaining(scene: Scene) -> list[Entity]:
    """Names not settled yet, the surest first."""
    return sorted((e for e in scene.entities if e.score >= NAME and scene.free(e)), key=lambda e: -e.score)


def is_foreign(name: str, scene: Scene) -> bool:
    """Whether a name is a transliterated foreign one; short ones only where something else speaks for it."""
    if name in name_elements():
        return True
    return looks_foreign(name) and (not is_chinese(name) or any(word in scene.context for word in FOREIGN))
