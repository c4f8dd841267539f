"""Chinese persons × English names: who is who, and how right each name came out.

First every candidate whose accepted spelling stands in the English is taken as right; that also decides where
the Chinese names begin and end. What remains on both sides is then matched by sound as one assignment, best
pair first. What still remains in Chinese is a shorter mention, missing, or nothing we can know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transcheck.lexicons import name_elements
from transcheck.lexicons.glosses import PACKAGE as GLOSSES
from transcheck.lexicons.packages import is_installed
from transcheck.linking.foreign import foreign_link
from transcheck.linking.lists import listed_between
from transcheck.linking.literal import translated
from transcheck.linking.nearness import NOT_NAMES, Near, best_near
from transcheck.linking.others import other_person
from transcheck.linking.spelling import (
    attested,
    exact_hits,
    expected,
    is_chinese,
    stranger,
    surname_hits,
    transliterated,
)
from transcheck.linking.windows import English, Window, read_english
from transcheck.model import Bead, Entity, Link, Span, Verdict
from transcheck.romanising.mandarin import name_keys, preferred, surname_spellings
from transcheck.romanising.surnames import surname_of
from transcheck.romanising.syllables import is_pinyin
from transcheck.romanising.traditions import FOREIGN, traditions_near
from transcheck.romanising.transliteration import looks_foreign
from transcheck.text import ascii_key

# So much must speak for a name where the English has its characters as words.
_TRANSLATED = 0.3
# Below this a stretch of Chinese is a name only if the English spells it out.
NAME = 0.5


@dataclass
class _Scene:
    """One bead at work: its candidates, its English, and what has been settled so far."""

    bead: Bead
    entities: tuple[Entity, ...]
    english: English
    source: str
    context: str
    links: list[Link]
    taken: list[Window]

    def free(self, entity: Entity) -> bool:
        return not any(link.entity.span.overlaps(entity.span) for link in self.links)

    def open(self, window: Window) -> bool:
        return not any(window.meets(other) for other in self.taken)


def link_persons(beads: Sequence[Bead], explained: Sequence[Sequence[Span]]) -> list[tuple[Link, ...]]:
    """Links of the person candidates of a document, one tuple a bead.

    `explained` are the English spans a bead's other entities (places, bodies) already account for.
    """
    context = "".join(bead.source.text for bead in beads if bead.source)
    scenes = [_scene(bead, spans, context) for bead, spans in zip(beads, explained, strict=True)]
    for scene in scenes:
        _settle_exact(scene)
    whole = {link.entity.value for scene in scenes for link in scene.links if link.verdict is Verdict.RIGHT}
    for i, scene in enumerate(scenes):
        _settle_transliterated(scene)
        _settle_near(scene, 0.85)
        _settle_neighbours(scene, scenes[max(0, i - 1) : i] + scenes[i + 1 : i + 2])
        _settle_translated(scene)
        _settle_near(scene, 0.0)
        _settle_listed(scene)
        _settle_rest(scene, whole)
    for scene in scenes:
        scene.links = [_weigh_format(link, whole) for link in scene.links]
    _mark_drift(scenes)
    return [tuple(sorted(scene.links, key=lambda link: link.entity.span)) for scene in scenes]


def _mark_drift(scenes: Sequence[_Scene]) -> None:
    """One name under two accepted spellings in a document (Lyu, Lu, Lv for 吕): all but the preferred are marked."""
    spelled: defaultdict[str, set[str]] = defaultdict(set)
    for scene in scenes:
        for link in scene.links:
            spelled[link.entity.value] |= set(_letters(link, scene))
    for scene in scenes:
        scene.links = [
            _as_drift(link)
            if len(spelled[link.entity.value]) > 1
            and preferred(link.entity.value).lower().replace(" ", "") not in _letters(link, scene)
            and list(_letters(link, scene))
            else link
            for link in scene.links
        ]


def _letters(link: Link, scene: _Scene) -> tuple[str, ...]:
    """The spelling of a right Mandarin name in Chinese order, as letters; nothing for other links."""
    if link.verdict is not Verdict.RIGHT or link.span is None or not is_chinese(link.entity.value):
        return ()
    key = ascii_key(scene.english.passage.quote(link.span))
    return (key,) if key in name_keys(link.entity.value)[0] else ()


def _as_drift(link: Link) -> Link:
    return replace(
        link, verdict=Verdict.FORMAT, confidence=0.75, cause="the document spells it in several ways"
    )


def _weigh_format(link: Link, well_formed: set[str]) -> Link:
    """A misshapen name counts where the document writes the same name well elsewhere."""
    if link.verdict is Verdict.FORMAT and link.entity.value in well_formed:
        return replace(link, confidence=0.7, cause=link.cause + "; elsewhere the document writes it right")
    return link


def _scene(bead: Bead, spans: Sequence[Span], context: str) -> _Scene:
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
    return _Scene(bead, entities, english, bead.source.text if bead.source else "", context, [], taken)


def _settle_exact(scene: _Scene) -> None:
    """Take every candidate whose accepted spelling stands in the English, the longest spelling first."""
    hits = [
        (entity, hit)
        for entity in scene.entities
        if not _overruled(entity, scene.entities)
        for hit in exact_hits(entity.value, scene.english, scene.context)
        if entity.score >= 0.3 or hit.strong
        if surname_of(entity.value) or not _goes_on_before(hit.window, scene.english)
        if not _clipped(entity, scene.entities, hit.window, scene.english)
    ]
    hits.sort(key=lambda pair: (-len(pair[1].window.key), -len(pair[0].text), -pair[0].score))
    for entity, hit in hits:
        if scene.free(entity):
            scene.links.append(
                Link(
                    entity,
                    hit.verdict,
                    expected(entity.value),
                    hit.window.span(scene.english.passage),
                    hit.confidence,
                    hit.cause,
                )
            )
            scene.taken.append(hit.window)


def _overruled(entity: Entity, entities: Sequence[Entity]) -> bool:
    """Whether a far surer candidate cuts the same stretch otherwise: 谭平 in 谭平坦言 against 谭平坦."""
    return entity.cue == "cut" and any(
        other.score >= entity.score + 0.5
        and other.span.overlaps(entity.span)
        and not other.span.contains(entity.span)
        for other in entities
    )


def _clipped(entity: Entity, entities: Sequence[Entity], window: Window, english: English) -> bool:
    """Whether a hit is only the head of a longer name: 郑柏 of 郑柏村, where the English reads on "Zheng Bai Village"."""
    longer = any(
        o.span.contains(entity.span) and o.score >= entity.score + 0.3 and o != entity for o in entities
    )
    after = window.last + 1 < len(english.words) and english.words[window.last + 1].capital
    return longer and (after or _goes_on_before(window, english))


def _goes_on_before(window: Window, english: English) -> bool:
    """Whether a capitalised word stands directly before, so that the window is only part of a name."""
    if window.first == 0:
        return False
    before = english.words[window.first - 1]
    if before.key in NOT_NAMES:
        return False  # a title, or the first word of the sentence
    return before.capital and english.passage.text[before.end : window.words[0].start] in (" ", "-")


def _settle_transliterated(scene: _Scene) -> None:
    """Foreign names that no table knows stand where something in the English sounds like them."""
    for entity in _remaining(scene):
        if scene.free(entity) and _foreign(entity.value, scene) and not attested(entity.value):
            window = transliterated(entity.value, scene.english, scene.open)
            if window is not None:
                scene.links.append(foreign_link(entity, window, scene.bead))
                scene.taken.append(window)


def _foreign(name: str, scene: _Scene) -> bool:
    """Whether a name is a transliterated foreign one; short ones only where something else speaks for it."""
    if name in name_elements():
        return True
    return looks_foreign(name) and (not is_chinese(name) or any(word in scene.context for word in FOREIGN))


def _settle_neighbours(scene: _Scene, others: Sequence[_Scene]) -> None:
    """A name that the aligned English lacks may stand, spelled right, just before or after it."""
    for entity in _remaining(scene):
        if any(
            hit.strong for other in others for hit in exact_hits(entity.value, other.english, scene.context)
        ):
            scene.links.append(Link(entity, Verdict.SHORT, cause="stands in the next sentence"))


def _remaining(scene: _Scene) -> list[Entity]:
    """Names not settled yet, the surest first."""
    return sorted((e for e in scene.entities if e.score >= NAME and scene.free(e)), key=lambda e: -e.score)


def _pairs(scene: _Scene) -> Iterator[tuple[Entity, Near]]:
    sure = _remaining(scene)
    for entity in scene.entities:
        # A weaker reading of the same stretch competes with the sure one: 陈乾 and 陈乾彬.
        rivals = [e for e in sure if e.span.overlaps(entity.span)]
        if not scene.free(entity) or not rivals or (entity not in rivals and not _rival(entity, rivals)):
            continue
        near = best_near(entity, scene.english, scene.context, scene.open)
        if near is not None:
            yield entity, near


def _rival(entity: Entity, sure: Sequence[Entity]) -> bool:
    return entity.score >= 0.15 and not any(looks_foreign(e.value) or e.score > 0.9 for e in sure)


def _settle_near(scene: _Scene, least: float) -> None:
    """Match the remaining names with the remaining English by sound, the best pair first."""
    while True:
        found = (pair for pair in _pairs(scene) if pair[1].score >= least)
        pairs = sorted(found, key=lambda p: -(p[1].score + 0.15 * p[0].score))
        if not pairs:
            return
        entity, near = pairs[0]
        passage = scene.english.passage
        spelled = near.window.key in name_keys(entity.value)[0]
        scene.links.append(
            Link(
                entity,
                Verdict.RIGHT if spelled else near.verdict,
                expected(entity.value),
                near.window.span(passage),
                round(min(0.98, near.score * (0.55 + 0.45 * entity.score)), 2),
                near.cause,
                near.window.text(passage),
            )
        )
        scene.taken.append(near.window)


def _settle_translated(scene: _Scene) -> None:
    """Names whose characters stand in the English as words, one after the other: Old Wolf for 老狼."""
    if not is_installed(GLOSSES):
        return
    for entity in sorted(scene.entities, key=lambda e: -e.score):
        if (
            not _is_likely(entity)
            or not expected(entity.value)
            or not scene.free(entity)
            or attested(entity.value)
        ):
            continue
        window = translated(entity.value, scene.english, scene.open)
        # Small letters speak for ordinary words: strong rainfall for 强降雨.
        led = entity.cue in ("context", "document")
        if window is not None and (led or all(word.capital for word in window.words)):
            wrong = window.text(scene.english.passage)
            span = window.span(scene.english.passage)
            cause = "its characters were translated as words"
            link = Link(entity, Verdict.LITERAL, expected(entity.value), span, 0.85, cause, wrong)
            scene.links.append(link)
            scene.taken.append(window)


def _is_likely(entity: Entity) -> bool:
    """Whether the Chinese alone speaks for a person: words are translated as words, 文化周 is a week of culture."""
    return entity.score >= 0.7 or (entity.score >= _TRANSLATED and entity.cue in ("context", "document"))


def _settle_listed(scene: _Scene) -> None:
    """An item of a list whose neighbours are settled stands between them in the English too."""
    passage = scene.english.passage
    for entity in sorted(_remaining(scene), key=lambda e: e.span):
        before = [x for x in scene.links if x.span and 0 < entity.span.start - x.entity.span.end <= 1]
        after = [x for x in scene.links if x.span and 0 < x.entity.span.start - entity.span.end <= 1]
        window = listed_between(
            scene.english, before[0].span if before else None, after[0].span if after else None, scene.open
        )
        if not scene.free(entity) or window is None or not expected(entity.value):
            continue
        if len(window.words) > 1 and window.words[-1].key in surname_spellings(surname_of(entity.value)):
            continue  # given name first: Anna Gustafsson Chen
        spelled = all(is_pinyin(word.key) for word in window.words)
        scene.links.append(
            Link(
                entity,
                Verdict.NEAR if spelled else Verdict.LITERAL,
                expected(entity.value),
                window.span(passage),
                0.8,
                "stands at its place in the list",
                window.text(passage),
            )
        )
        scene.taken.append(window)


def _settle_rest(scene: _Scene, whole: set[str]) -> None:
    """Names without any counterpart: a shorter mention, missing, or unknown."""
    named = {link.entity.value for link in scene.links} | whole
    for entity in _remaining(scene):
        if not scene.free(entity):
            continue
        scene.links.append(_rest(entity, scene, named))


def _rest(entity: Entity, scene: _Scene, named: set[str]) -> Link:
    link = Link(entity, Verdict.UNSURE, expected(entity.value), confidence=0.3)
    passage = scene.english.passage
    short = surname_hits(entity.value, scene.english, scene.open)
    if short is not None:
        scene.taken.append(short)
        return replace(link, verdict=Verdict.SHORT, span=short.span(passage), cause="surname alone")
    if entity.value in named:
        return replace(link, verdict=Verdict.SHORT, cause="named in full elsewhere in the document")
    other = other_person(scene.english, scene.source, scene.open) if attested(entity.value) else None
    if other is not None:
        scene.taken.append(other)
        wrong = other.text(passage)
        return replace(link, verdict=Verdict.OTHER, span=other.span(passage), wrong=wrong, confidence=0.85)
    chinese = is_chinese(entity.value) and not _foreign(entity.value, scene)
    if looks_foreign(entity.value) and entity.cue != "context":
        chinese = False  # 马普托 may be a city
    if chinese and not traditions_near(scene.context):
        return replace(link, verdict=Verdict.MISSING, confidence=_missing_confidence(entity, scene))
    return link


def _missing_confidence(entity: Entity, scene: _Scene) -> float:
    """How sure we are that a name without any likeness in English was lost: pronouns make it doubtful."""
    pronoun = any(w.key in {"he", "she", "his", "her", "him", "they"} for w in scene.english.words)
    abroad = any(word in scene.context for word in FOREIGN) or stranger(scene.english, scene.open)
    doubtful = entity.cue != "context" or pronoun or abroad
    return round(entity.score * (0.35 if doubtful else 0.68), 2)
