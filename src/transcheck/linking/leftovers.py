"""Names without any counterpart that sounds like them: a shorter mention, somebody else, missing, or unknown."""

from __future__ import annotations

import re
from dataclasses import replace

from transcheck.lexicons.glosses import PACKAGE, is_word
from transcheck.lexicons.packages import is_installed
from transcheck.linking.others import lone_stranger, other_person
from transcheck.linking.scene import Scene, is_abroad, is_foreign, remaining
from transcheck.linking.spelling import (
    attested,
    dialect_name,
    expected,
    is_chinese,
    stranger,
    supported,
    surname_hits,
)
from transcheck.model import Entity, Link, Verdict
from transcheck.romanising.traditions import FOREIGN, traditions_near
from transcheck.romanising.transliteration import looks_foreign
from transcheck.text import fold_chinese

_THING = re.compile(
    "学院|大学|中心|机场|奖|基金|公司|集团|号|级|案|法案|主义|体育馆|图书馆|纪念|国际|广场|大道|航母|政府|团队|阵营"
)
_POSTS = frozenset(
    "premier president leader minister chief secretary chairman mayor governor king queen pope".split()
)
# So much must speak for a name before a stranger is taken for it.
_SURE = 0.85
# A name that is less surely lost is unsure: an editor who is told of 花美男 as a person reads no further.
_REPORTED = 0.5


def settle_rest(scene: Scene, whole: set[str]) -> None:
    """Names without any counterpart: a shorter mention, missing, or unknown."""
    named = {link.entity.value for link in scene.links} | whole
    for entity in remaining(scene):
        if not scene.free(entity):
            continue
        scene.links.append(_rest(entity, scene, named))


def _rest(entity: Entity, scene: Scene, named: set[str]) -> Link:
    link = Link(entity, Verdict.UNSURE, expected(entity.value), confidence=0.3)
    passage = scene.english.passage
    short = surname_hits(entity.value, scene.english, scene.open)
    if short is not None:
        scene.taken.append(short)
        return replace(link, verdict=Verdict.SHORT, span=short.span(passage), cause="surname alone")
    if entity.value in named:
        return replace(link, verdict=Verdict.SHORT, cause="named in full elsewhere in the document")
    if _in_byline(entity, scene):
        return replace(link, cause="who wrote it need not be said")
    dialect = dialect_name(entity.value, scene.english, scene.open)
    if dialect is not None:
        scene.taken.append(dialect)
        cause = "its surname as spelt outside the mainland"
        return replace(link, verdict=Verdict.SHORT, span=dialect.span(passage), confidence=0.5, cause=cause)
    at_home = attested(entity.value) and supported(entity.value, scene.context)
    other = (
        other_person(scene.english, scene.source, scene.open)
        if at_home and not _in_name(entity, scene)
        else None
    )
    if other is None and entity.score >= _SURE and is_chinese(entity.value) and remaining(scene) == [entity]:
        other = lone_stranger(scene.english, scene.source, scene.open)
    if other is not None:
        scene.taken.append(other)
        wrong = other.text(passage)
        return replace(link, verdict=Verdict.OTHER, span=other.span(passage), wrong=wrong, confidence=0.85)
    chinese = (
        is_chinese(entity.value) and not is_foreign(entity.value, scene) and not is_abroad(entity, scene)
    )
    if looks_foreign(entity.value) and entity.cue != "context":
        chinese = False  # 马普托 may be a city
    if chinese and not traditions_near(scene.context):
        confidence = _missing_confidence(entity, scene)
        if confidence >= _REPORTED:
            return replace(link, verdict=Verdict.MISSING, confidence=confidence)
    return link


# Who wrote or took it, in brackets before or behind a report: （记者王敏）; right behind a dateline: 电(杨启红). In lines
# of nothing but credits (作者：王敏) it is what the line says.
_BYLINE = re.compile(
    r"(?:[(【][^()【】]{0,30}(?:记者|通讯员|编辑|作者|摄影|特派员|文|图)[^()【】]{0,30}|[电讯]\s*[(][^()]{0,12})$"
)


_WRITERS = frozenset(
    "reporter reporters journalist journalists correspondent correspondents editor photo by".split()
)


def _in_byline(entity: Entity, scene: Scene) -> bool:
    """Whether a name is in a byline that the English leaves out altogether, as much of English does."""
    if any(word.key in _WRITERS for word in scene.english.words):
        return False
    start = entity.span.start - (scene.bead.source.start if scene.bead.source else 0)
    return _BYLINE.search(fold_chinese(scene.source)[max(0, start - 70) : start]) is not None


def _in_name(entity: Entity, scene: Scene) -> bool:
    """Whether a person's name is part of the name of something else: 肯尼迪学院."""
    start = entity.span.end - (scene.bead.source.start if scene.bead.source else 0)
    return _THING.match(scene.source, start) is not None


def _missing_confidence(entity: Entity, scene: Scene) -> float:
    """How sure we are that a name without any likeness in English was lost: pronouns make it doubtful."""
    pronoun = any(w.key in {"he", "she", "his", "her", "him", "they"} for w in scene.english.words)
    abroad = any(word in scene.context for word in FOREIGN) or stranger(scene.english, scene.open)
    # 对党忠诚 is loyalty to the Party, not Dang Zhongcheng.
    word = is_installed(PACKAGE) and len(entity.value) > 2 and is_word(entity.value[1:])
    # English has a post that the Chinese leaves out: Chinese premier chairs meeting.
    source = scene.bead.source
    titled = source is not None and any(other.kind == "title" for other in source.entities)
    post = not titled and any(w.key in _POSTS for w in scene.english.words)
    doubtful = entity.cue != "context" or pronoun or abroad or word or post
    return round(entity.score * (0.35 if doubtful else 0.68), 2)
