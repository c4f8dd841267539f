"""Chinese persons × English names: who is who, and how right each name came out.

First every candidate whose accepted spelling stands in the English is taken as right; that also decides where
the Chinese names begin and end. What remains on both sides is then matched by sound as one assignment, best
pair first. What still remains in Chinese is a shorter mention, missing, or nothing we can know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from transcheck.lexicons.glosses import PACKAGE as GLOSSES
from transcheck.lexicons.packages import is_installed
from transcheck.linking.exact import settle_exact
from transcheck.linking.foreign import foreign_link, left_in_pinyin, mandarin_link
from transcheck.linking.leftovers import settle_rest
from transcheck.linking.lists import listed_between
from transcheck.linking.literal import translated
from transcheck.linking.nearness import Near, best_near
from transcheck.linking.scene import Scene, is_abroad, is_foreign, may_be_foreign, read_scene, remaining
from transcheck.linking.spelling import (
    attested,
    exact_hits,
    expected,
    given_names,
    is_chinese,
    transliterated,
)
from transcheck.model import Bead, Entity, Link, Span, Verdict
from transcheck.romanising.mandarin import name_keys, preferred, readings, spell, surname_spellings
from transcheck.romanising.surnames import surname_of
from transcheck.romanising.syllables import is_pinyin
from transcheck.romanising.traditions import traditions_near
from transcheck.romanising.transliteration import looks_foreign
from transcheck.text import ascii_key

# So much must speak for a name where the English has its characters as words.
_TRANSLATED = 0.3
_LONGEST_NAME = 5  # characters


def link_persons(beads: Sequence[Bead], explained: Sequence[Sequence[Span]]) -> list[tuple[Link, ...]]:
    """Links of the person candidates of a document, one tuple a bead.

    `explained` are the English spans a bead's other entities (places, bodies) already account for.
    """
    context = "".join(bead.source.text for bead in beads if bead.source)
    scenes = [read_scene(bead, spans, context) for bead, spans in zip(beads, explained, strict=True)]
    for scene in scenes:
        settle_exact(scene)
    whole = {link.entity.value for scene in scenes for link in scene.links if link.verdict is Verdict.RIGHT}
    for i, scene in enumerate(scenes):
        _settle_transliterated(scene)
        _settle_near(scene, 0.85, whole)
        _settle_neighbours(scene, scenes[max(0, i - 1) : i] + scenes[i + 1 : i + 2])
        _settle_translated(scene)
        _settle_near(scene, 0.0, whole)
        _settle_listed(scene)
        settle_rest(scene, whole)
    for scene in scenes:
        scene.links = [_weigh_format(link, whole) for link in scene.links]
    _mark_drift(scenes)
    return [tuple(sorted(scene.links, key=lambda link: link.entity.span)) for scene in scenes]


def _mark_drift(scenes: Sequence[Scene]) -> None:
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


def _letters(link: Link, scene: Scene) -> tuple[str, ...]:
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


def _settle_transliterated(scene: Scene) -> None:
    """Foreign names that no table knows stand where something in the English sounds like them."""
    for entity in remaining(scene):
        if not scene.free(entity) or not may_be_foreign(entity.value):
            continue
        mandarin = left_in_pinyin(entity, scene.english, scene.open)
        if mandarin is not None:
            scene.links.append(mandarin_link(entity, mandarin, scene.english.passage))
            scene.taken.append(mandarin)
    for entity in remaining(scene):
        if not scene.free(entity) or not is_foreign(entity.value, scene):
            continue
        window = transliterated(entity.value, scene.english, scene.open)
        link = foreign_link(entity, window, scene.bead) if window is not None else None
        # What the tables know is left to comparing letters unless nobody writes it so.
        if window is not None and link is not None and (link.wrong or not attested(entity.value)):
            scene.links.append(link)
            scene.taken.append(window)


def _settle_neighbours(scene: Scene, others: Sequence[Scene]) -> None:
    """A name that the aligned English lacks may stand, spelled right, just before or after it."""
    for entity in remaining(scene):
        if any(
            hit.strong for other in others for hit in exact_hits(entity.value, other.english, scene.context)
        ):
            scene.links.append(Link(entity, Verdict.SHORT, cause="stands in the next sentence"))


def _pairs(scene: Scene, known: dict[Entity, Near | None]) -> Iterator[tuple[Entity, Near]]:
    """The names that compete with what each is nearest to; what is `known` holds until its window is taken."""
    sure = remaining(scene)
    for entity in scene.entities:
        # A weaker reading of the same stretch competes with the sure one: 陈乾 and 陈乾彬.
        rivals = [e for e in sure if e.span.overlaps(entity.span)]
        if not scene.free(entity) or not rivals or (entity not in rivals and not _rival(entity, rivals)):
            continue
        near = known.get(entity)
        if entity not in known or (near is not None and not scene.open(near.window)):
            abroad = is_abroad(entity, scene)
            near = known[entity] = best_near(entity, scene.english, scene.context, scene.open, foreign=abroad)
        if near is not None and not _begins_before(entity, near.window.key, scene):
            yield entity, near


def _begins_before(entity: Entity, letters: str, scene: Scene) -> bool:
    """Whether the English spells characters before the name as well: 片江学巳 is Pianjiang Xuesi, and no 江学巳.

    Only where Japanese are near: their surnames are not in our tables of Chinese ones.
    """
    if "japanese" not in traditions_near(scene.context):
        return False
    start = entity.span.start - (scene.bead.source.start if scene.bead.source else 0)
    before = scene.source[max(0, start - 2) : start]
    return any(
        letters in spell(readings(char) for char in before[cut:] + entity.value)
        for cut in range(len(before))
        if len(before[cut:] + entity.value) <= _LONGEST_NAME
    )


def _rival(entity: Entity, sure: Sequence[Entity]) -> bool:
    return entity.score >= 0.15 and not any(looks_foreign(e.value) or e.score > 0.9 for e in sure)


def _settle_near(scene: Scene, least: float, whole: Collection[str]) -> None:
    """Match the remaining names with the remaining English by sound, the best pair first.

    The given name alone is a shorter mention of somebody in `whole`, whom the document names in full.
    """
    known: dict[Entity, Near | None] = {}
    while True:
        found = (pair for pair in _pairs(scene, known) if pair[1].score >= least)
        pairs = sorted(found, key=lambda p: -(p[1].score + 0.15 * p[0].score))
        if not pairs:
            return
        entity, near = pairs[0]
        passage = scene.english.passage
        spelled = near.window.key in name_keys(entity.value)[0]
        given = entity.value in whole and near.window.key in _given_spellings(entity.value)
        scene.links.append(
            Link(
                entity,
                Verdict.RIGHT if spelled else Verdict.SHORT if given else near.verdict,
                expected(entity.value),
                near.window.span(passage),
                round(min(0.98, near.score * (0.55 + 0.45 * entity.score)), 2),
                near.cause,
                near.window.text(passage),
            )
        )
        scene.taken.append(near.window)


def _given_spellings(name: str) -> Collection[str]:
    """The letters of a Chinese name without its surname."""
    return spell(readings(char) for char in name[len(surname_of(name)) :])


def _settle_translated(scene: Scene) -> None:
    """Names whose characters stand in the English as words, one after the other: Little River for 小河."""
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


def _settle_listed(scene: Scene) -> None:
    """An item of a list whose neighbours are settled stands between them in the English too."""
    passage = scene.english.passage
    for entity in sorted(remaining(scene), key=lambda e: e.span):
        before = [x for x in scene.links if x.span and 0 < entity.span.start - x.entity.span.end <= 1]
        after = [x for x in scene.links if x.span and 0 < x.entity.span.start - entity.span.end <= 1]
        window = listed_between(
            scene.english, before[0].span if before else None, after[0].span if after else None, scene.open
        )
        if not scene.free(entity) or window is None or not expected(entity.value):
            continue
        surname = surname_spellings(surname_of(entity.value))
        if len(window.words) > 1 and window.words[-1].key in surname:
            continue  # given name first: Anna Gustafsson Chen
        first = any(ascii_key(right.text).startswith(window.key) for right in expected(entity.value))
        if first and len(window.words) == 1 and window.key not in surname:
            continue  # more than the surname: Siqin for Siqin Gaowa
        spelled = all(is_pinyin(word.key) for word in window.words)
        if not spelled and len(window.words) > 1 and window.words[0].key in given_names():
            continue  # a name somebody goes by: Jackson Yee
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
