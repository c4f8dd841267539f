"""Names whose accepted spelling stands in the English; they also decide where the Chinese names begin and end."""

from __future__ import annotations

from collections.abc import Sequence

from transcheck.linking.nearness import NOT_NAMES
from transcheck.linking.others import bearers_of
from transcheck.linking.scene import Scene
from transcheck.linking.spelling import Hit, attested, exact_hits, expected, given_names, supported
from transcheck.linking.windows import English, Window
from transcheck.model import Entity, Link, Verdict
from transcheck.romanising.surnames import surname_of
from transcheck.text import words

# Words of one character that follow names, and which a machine draws into them.
_BEHIND = frozenset("家等们说和在与等对将向从于为是曾称也都还就已即则表强指介主率赴到去来")
_PERSON = 0.8  # a likelier name is a person's: how it is written is worth a word
_FAR_SURER = 0.75  # by so much a longer name must be likelier to rule out a shorter one
_SURER = 0.3  # by so much the shorter name must be likelier


def settle_exact(scene: Scene) -> None:
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
    hits = [(entity, hit) for entity, hit in hits if not contradicted(entity.value, hit.window, scene)]
    hits.sort(key=lambda pair: (-len(pair[1].window.key), -len(pair[0].text), -pair[0].score))
    for entity, hit in hits:
        if scene.free(entity):
            scene.links.append(_drawn_in(entity, hit, scene) or _link(entity, hit, scene))
            scene.taken.append(hit.window)


def _link(entity: Entity, hit: Hit, scene: Scene) -> Link:
    span = hit.window.span(scene.english.passage)
    right = attested(entity.value) if hit.verdict is Verdict.PINYIN else expected(entity.value)
    if hit.verdict is Verdict.FORMAT and _may_be_place(entity, hit.window):
        return Link(entity, Verdict.RIGHT, right, span, hit.confidence)
    return Link(entity, hit.verdict, right, span, hit.confidence, hit.cause)


def _may_be_place(entity: Entity, window: Window) -> bool:
    """Whether a name in one word may be no person's: Guilin is written so."""
    plain = len(window.words) == 1 and len(entity.value) == 2 and entity.cue != "context"
    return entity.score < _PERSON or plain


def _drawn_in(entity: Entity, hit: Hit, scene: Scene) -> Link | None:
    """A name that only fits with the word behind it: Guo Minshuo for 郭敏 | 说; None where it may be right."""
    if entity.text[-1] not in _BEHIND or hit.verdict is not Verdict.RIGHT:
        return None
    shorter = next(
        (e for e in scene.entities if e.span.start == entity.span.start and e.text == entity.text[:-1]), None
    )
    if shorter is None or shorter.score < max(0.5, entity.score + _SURER):
        return None
    span, wrong = hit.window.span(scene.english.passage), hit.window.text(scene.english.passage)
    cause = f"{entity.text[-1]} is the next word"
    return Link(shorter, Verdict.MERGED, expected(shorter.value), span, 0.85, cause, wrong)


def contradicted(name: str, window: Window, scene: Scene) -> bool:
    """Whether the words around a known person's surname make it somebody else's: Kevin Starmer, Lee Myung-bak.

    Only where the text speaks of the known person's home: a surname has many bearers.
    """
    if len(window.words) > 1 or not attested(name) or not supported(name, scene.context):
        return False
    english, forms = scene.english, {word.key for form in attested(name) for word in words(form.text)}
    before = english.words[window.first - 1] if window.first else None
    stranger = (
        before is not None and before.capital and before.key in given_names() and before.key not in forms
    )
    longer = [w for w in english.windows if w.first == window.first and w.last > window.last]
    return stranger or any(bearers_of(w.key) and name not in bearers_of(w.key) for w in longer)


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
    around = [o for o in entities if o.span.contains(entity.span) and o != entity]
    surer = (o for o in around if o.score >= entity.score + _FAR_SURER and o.span.start == entity.span.start)
    if any(o.text[len(entity.text)] not in _BEHIND for o in surer):
        return True  # 谢国辉 is no Xie Guo; 何健家 may be the home of He Jian
    longer = any(o.score >= entity.score + 0.3 for o in around)
    after = window.last + 1 < len(english.words) and english.words[window.last + 1].capital
    return longer and (after or _goes_on_before(window, english))


def _goes_on_before(window: Window, english: English) -> bool:
    """Whether a capitalised word stands directly before, so that the window is only part of a name."""
    before = english.before(window, " ", "-")
    # Not a title, nor the first word of the sentence.
    return before is not None and before.capital and before.key not in NOT_NAMES
