"""Rule F105: a verb in a form that does not go with what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from transcheck.lexicons.name_words import PACKAGE, rarity
from transcheck.lexicons.packages import is_installed
from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.rules.anatomy import in_prose

# The head of a sentence, perhaps behind an opening quotation mark or a word or two such as "At present, ".
_OPENS = r"(?:^|(?<=[.!?] )|(?<=[.!?][\"”’'] ))[\"“‘']?(?:[A-Z][a-z]+(?: [a-z]+){0,3}, )?"
_MANY = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "says": "say",
    "believes": "believe",
    "thinks": "think",
    "hopes": "hope",
    "wants": "want",
}
_ONE = {"are": "is", "were": "was", "have": "has", "do": "does", "don't": "doesn't", "don’t": "doesn’t"}
_THEY = re.compile(r"\b(?:[Tt]hey|[Ww]e)\s+(?P<verb>is|was|has|does)\b(?!['’-])")
_HE = re.compile(rf"{_OPENS}(?:[Hh]e|[Ss]he|[Ii]t)\s+(?P<verb>have|are|do|don['’]t)\b(?!['’-])")
_DETERMINED = "The These Those Many Some Several All Most Both Our Their His Her My Its Other Few Local Foreign Chinese".split()
_PLURAL = re.compile(
    rf"{_OPENS}(?:(?P<one>{'|'.join((*_DETERMINED, *map(str.lower, _DETERMINED)))})\s+)?"
    rf"(?:(?P<before>[a-z]+(?:['’]s)?)\s+)?(?P<noun>[A-Za-z][a-z]+s)\s+(?P<verb>{'|'.join(_MANY)})\b(?!['’-])"
)
_SINGLE = re.compile(
    rf"{_OPENS}(?:[Tt]he|[Tt]his|[Tt]hat|[Oo]ur|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er)\s+(?:(?P<before>[a-z]+)\s+)?"
    r"(?P<noun>[a-z]+(?:tion|sion|ness|ism))\s+(?P<verb>are|were|have)\b(?!['’-])"
)


def _not_behind(said: str) -> str:
    """A condition that none of some words stands right before."""
    return "".join(f"(?<!\\b{word} )" for word in said.split())


_PASSIVE = re.compile(
    rf"{_not_behind('do does did now heard')}\b(?:be|been|being|is|are|was|were)\s+(?:[a-z]+ly\s+)?"
    r"(?P<verb>[a-z]{2,}(?:ate|ize|ise|ify|nounce)|punish|strengthen|prevent)(?=\s+(?:and|or|by|in|on|for)\b|[,.;])"
)
# A will is also a thing one has, and "who could" may end its clause.
_NO_MODAL = _not_behind(
    "the his her their a its my and who that which those political national popular strong last free good trash"
)
_MODAL = re.compile(
    rf"(?<![A-Za-z'’-]){_NO_MODAL}(?:will|would|can|could|should|must|shall)\s+(?:not\s+)?(?P<verb>[a-z]{{2,}}ed)\b(?!-)"
)
_MODAL_S = re.compile(
    rf"(?<![A-Za-z'’-]){_NO_MODAL}(?:will|would|could|should|must|shall)\s+(?:not\s+)?"
    r"(?P<verb>has|is|was|does|goes|[a-z]{3,}(?<![sui])s)\b(?!['’-])"
)
# The infinitive comes later where verb and subject change places: should questions be asked.
_TURNED = re.compile(r"[^.,;?!]*\b(?:be|have|do|either)\b")
# An before what begins with the sound of y or w.
_AN = re.compile(
    r"\b(?P<verb>[Aa]n)\s+(?:uni(?!n|m|d)[a-z]+|one-|once-|Europe|euro\b|useful|user|usual|U\.?[SK]\b|UN\b)"
)
_DID_NOT = re.compile(
    r"(?<!who )(?<!that )(?<!which )\b(?:did|does|do)(?:\s+not|n['’]t)\s+(?P<verb>went|came|took|gave|made|saw|has|had|[a-z]{3,}ed)\b(?!-)"
)
# Plurals by their look that take "is", or are no nouns.
_NO_PLURAL = frozenset(
    "news means series species headquarters works barracks crossroads odds savings data premises customs goods sports "
    "years months weeks days hours minutes seconds dollars yuan miles kilometers kilometres meters metres degrees euros "
    "pounds tons tonnes times always perhaps besides sometimes afterwards towards others yours ours theirs hers alias "
    "canvas atlas christmas pancreas headlines corps cosmos summons innings chassis rendezvous".split()
)
# Who say and believe without an article; Summers and Rogers are surnames.
_AGENTS = frozenset(
    "analysts experts officials observers researchers scientists economists residents reporters critics investors workers farmers "
    "doctors lawyers students teachers villagers scholars historians engineers traders prosecutors investigators witnesses".split()
)
# What stands before a noun that is not the subject, or is no part of its phrase.
_NO_MODIFIER = frozenset(
    "of for with in on at to by from and or but as than that which who whom whose where when while if because into over under "
    "between among about against through during without within whether what how why not no nor so yet is are was were be been "
    "being has have had do does did says said except like per via upon beyond near".split()
)
_GROUPS = frozenset(
    "administration delegation association federation population generation corporation organization organisation coalition "
    "opposition nation congregation faction fraction section portion".split()
)
# They end like verbs and are adjectives or nouns.
_NO_VERB = frozenset(
    "separate moderate appropriate elaborate duplicate alternate deliberate animate articulate precise concise wise "
    "legitimate delegate associate graduate exercise surprise compromise advocate estate debate coordinate aggregate "
    "degenerate corporate intimate approximate subordinate surrogate consummate incarnate affiliate rebate certificate "
    "mandate climate private chocolate inmate candidate state rate plate template date isolate promise rise premise franchise "
    "prize size merchandise enterprise paradise praise slate laminate otherwise likewise disguise demise desolate immaculate "
    "delicate adequate accurate ultimate considerate passionate desperate fortunate unfortunate late irate ornate innate "
    "sedate".split()
)
_OWN_ED = frozenset(  # they end in -ed as they are
    "shred sled fled bled "
    "need feed speed seed weed bleed breed exceed proceed succeed embed shed wed heed greed indeed instead hundred naked red sacred "
    "wicked rugged ragged wretched crooked beloved".split()
)
# They end in -s and are no verbs.
_NO_THIRD = frozenset(
    "always perhaps sometimes besides afterwards towards upwards downwards forwards backwards nowadays whereas overseas others times "
    "needs thanks lots hours days years".split()
)
_BASES = {
    "is": "be",
    "was": "be",
    "does": "do",
    "goes": "go",
    "went": "go",
    "came": "come",
    "took": "take",
    "gave": "give",
    "made": "make",
    "saw": "see",
    "has": "have",
    "had": "have",
}
_KNOWN = 5.7  # as rare as one word in half a million
_COMMON = 6.0
_SLACK = 0.9  # a singular may be so much rarer than its plural, as logarithms


class _Slip(NamedTuple):
    match: re.Match[str]
    why: str
    cure: str | None


def check(alignment: Alignment) -> Iterator[Finding]:
    """A verb does not agree with its subject, or has not the form that the verb before it asks for.

    Why:
        A machine or a hasty edit changed one half of a phrase. Readers take such a sentence for carelessness.

    Flagged:
        => Analysts ⟦believes⟧ that prices will fall.
        => “My teacher's words ⟦is⟧ like a lamp,” she said.
        => At present, the disaster situation ⟦are⟧ being verified.
        => They ⟦was⟧ happy with the result.
        => Offenders will be strictly ⟦investigate⟧ and punished.
        => The road will ⟦completed⟧ in May.
        => The company did not ⟦received⟧ an answer.
        => The trend will ⟦continues⟧ next year.
        => It is ⟦an⟧ unified market with ⟦an⟧ one-off gain.

    Accepted:
        => The news is good, and the United States has agreed.
        => The number of analysts is growing, and one of the workers has left.
        => The police are investigating; the opposition were divided.
        => Five years is a long time. The Philippines has signed.
        => What they do is right. If it were so, they would be.
        => Rules must be separate and precise, and his will stated so.
        => They would always say so, and must perhaps go overseas. An unidentified man, an uninvited guest.
        => They will need to feed and exceed others.
        => The speed and precision are remarkable.
        => He insisted that the company be punished. The corps was founded in 1954.
        => Summers believes rates will rise. What they should do is communicate and cooperate.
        => Those who did not faced fines. The national will expressed in elections counts.

    Limits:
        Only subjects at the head of a sentence with at most one word before the noun, and verbs by their endings; what
        is amiss elsewhere is not seen. Plurals need the word lists of wordfreq.
    """
    for linked, passage in passages(alignment, "target"):
        for slip in _slips(passage.text):
            start, end = slip.match.span("verb")
            if in_prose(passage.text, start, end):
                yield Finding(
                    RULE.code,
                    RULE.severity,
                    f"“{slip.match['verb']}” in “{slip.match.group().strip()}”: {slip.why}.",
                    linked.bead.id,
                    target=passage.at(start, end),
                    suggestion=slip.cure,
                    confidence=0.85,
                )


def _slips(text: str) -> Iterator[_Slip]:
    yield from _disagreeing(text)
    for match in _PASSIVE.finditer(text):
        participle = _participle(match["verb"])
        if match["verb"] not in _NO_VERB and _is_word(participle):
            yield _Slip(match, "the passive needs the participle", participle)
    for match in _MODAL.finditer(text):
        if _is_past(match["verb"]):
            yield _Slip(match, "will, can, must and the like need the infinitive", None)
    for match in _MODAL_S.finditer(text):
        turned = _TURNED.match(text, match.end())
        if not turned and (match["verb"] in _BASES or _is_third(match["verb"])):
            yield _Slip(
                match,
                "will, must and the like need the infinitive",
                _BASES.get(match["verb"]) or _third(match["verb"]),
            )
    for match in _AN.finditer(text):
        yield _Slip(
            match, "the next word begins with the sound of y or w", "a" if match["verb"] == "an" else "A"
        )
    for match in _DID_NOT.finditer(text):
        verb = match["verb"]
        if not verb.endswith("ed") or _is_past(verb):
            yield _Slip(match, "“not” is followed by the infinitive here", _BASES.get(verb))


def _disagreeing(text: str) -> Iterator[_Slip]:
    for match in _THEY.finditer(text):
        yield _Slip(match, "the subject is plural", _MANY[match["verb"]])
    for match in _HE.finditer(text):
        yield _Slip(match, "the subject is singular", _ONE[match["verb"]])
    for match in _PLURAL.finditer(text):
        if _is_subject(match) and _is_plural(match["noun"].lower()):
            yield _Slip(match, "the subject is plural", _MANY[match["verb"]])
    for match in _SINGLE.finditer(text):
        if match["before"] not in _NO_MODIFIER and match["noun"] not in _GROUPS:
            yield _Slip(match, "the subject is singular", _ONE[match["verb"]])


def _is_subject(match: re.Match[str]) -> bool:
    """Whether a plural opens its sentence as a subject: with an article or the like, or as those who say and believe."""
    noun, before = match["noun"], match["before"] or ""
    if before in _NO_MODIFIER or before.endswith("ly"):
        return False
    if match["one"]:
        return noun[0].islower()
    return not before and noun[0].isupper() and noun.lower() in _AGENTS and match["verb"] not in ("is", "was")


@lru_cache(maxsize=4096)
def _is_plural(noun: str) -> bool:
    if noun in _NO_PLURAL or len(noun) < 5 or noun.endswith(("ss", "us", "is", "ics", "ous")):
        return False
    single = noun[:-1]
    if noun.endswith("ies"):
        single = noun[:-3] + "y"
    elif noun.endswith(("ches", "shes", "xes", "sses", "zes")):
        single = noun[:-2]
    return _rarity(noun) <= _COMMON and _rarity(single) <= min(_COMMON, _rarity(noun) + _SLACK)


def _participle(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb.endswith("y") else verb + "ed"


@lru_cache(maxsize=4096)
def _is_past(word: str) -> bool:
    """Whether a word in -ed is the past of a common verb: of plan, not of hundred."""
    bases = (word[:-2], word[:-1], word[:-3] + "y", word[:-3])
    return word not in _OWN_ED and any(len(base) > 2 and _rarity(base) <= _KNOWN for base in bases)


def _third(word: str) -> str:
    """The infinitive of a third person: continues, passes, carries."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zzes")) else word[:-1]


def _is_third(word: str) -> bool:
    base = _third(word)
    return word not in _NO_THIRD and len(base) > 2 and _rarity(base) <= _KNOWN


def _is_word(word: str) -> bool:
    return _rarity(word) <= _COMMON + 0.5


def _rarity(word: str) -> float:
    """How rare a word is; without the word lists, so rare that nothing is concluded."""
    return rarity(word) if is_installed(PACKAGE) else float("inf")


RULE = Rule(
    "F105",
    "verb-form",
    "Linguistic conventions/Grammar",
    Severity.MINOR,
    since="0.2",
    check=check,
    helped_by="wordfreq",
)
