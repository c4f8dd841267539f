"""One bead at work while its persons are linked: candidates, English, and what has been settled so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from transcheck.lexicons import name_elements, transliteration
from transcheck.linking.spelling import attested, is_chinese
from transcheck.linking.windows import English, Window, read_english
from transcheck.model import Bead, Entity, Link, Span
from transcheck.romanising.minorities import minority_parts
from transcheck.romanising.traditions import FOREIGN
from transcheck.romanising.transliteration import looks_foreign
from transcheck.text import fold_chinese, places_of

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
    _words: set[int] = field(default_factory=set)  # the words of the first `_counted` windows that are taken
    _counted: int = 0

    def free(self, entity: Entity) -> bool:
        """Whether no settled name shares a character with a candidate."""
        return not any(link.entity.span.overlaps(entity.span) for link in self.links)

    def open(self, window: Window) -> bool:
        """Whether nothing accounts yet for any word of a window."""
        for other in self.taken[self._counted :]:
            self._words.update(range(other.first, other.last + 1))
        self._counted = len(self.taken)
        return self._words.isdisjoint(range(window.first, window.last + 1))


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


# A country, and a name soon behind it: a person from there, unless posted or gone there, or of Chinese descent.
_FROM = re.compile(f"(?<![驻访对赴在旅])(?:{'|'.join(FOREIGN)})(?:(?![华中侨驻])[^，。、；,;！？]){{0,10}}$")
_FARTHEST = 18  # characters of the longest country and of what may follow


def is_abroad(entity: Entity, scene: Scene) -> bool:
    """Whether a candidate that could be read as Chinese is a foreign name or part of one."""
    start = entity.span.start - (scene.bead.source.start if scene.bead.source else 0)
    return from_abroad(entity.value, scene.context) or continues(entity, fold_chinese(scene.source), start)


def continues(entity: Entity, source: str, start: int) -> bool:
    """Whether characters written by sound go on before or behind a candidate: 艾特 of 艾特肯, 尔马 of 尼尔马尔."""
    before = source[max(0, start - 1) : start]
    after = source[start + len(entity.text) : start + len(entity.text) + 1]
    tail = entity.value[-1:]
    return (bool(after) and looks_foreign("某" + tail + after)) or (
        bool(before) and looks_foreign("某" + before + entity.value[:1])
    )


@lru_cache(maxsize=256)
def from_abroad(name: str, context: str) -> bool:
    """Whether a name written in characters of transliteration stands right behind a foreign country: 泰国总理蒙空."""
    written = transliteration().keys() >= set(name[1:])
    return written and any(
        _FROM.search(context, max(0, at - _FARTHEST), at) for at in places_of(name, context)
    )


def may_be_foreign(name: str) -> bool:
    """Whether a name can hardly be read as Chinese: dotted, known from abroad, of a minority, or written by sound."""
    if is_chinese(name):
        return False
    return "·" in name or bool(attested(name)) or bool(minority_parts(name)) or looks_foreign(name)


def is_foreign(name: str, scene: Scene) -> bool:
    """Whether a name is a transliterated foreign one; short ones only where something else speaks for it."""
    if name in name_elements():
        return True
    return looks_foreign(name) and (not is_chinese(name) or any(word in scene.context for word in FOREIGN))
