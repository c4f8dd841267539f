"""Mentions in English text: persons by the look of their names, bodies by their head nouns or their pinyin.

Nothing is judged here. A mention says what stands where; `cue` says what gave it away: the shape of a pinyin name
(plain, hyphen, reversed, singles, apart, glued), "foreign" for other persons, "pinyin" for a body left in pinyin
(`value` is then its Chinese name) and "head" for a body known by its head noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from transcheck.lexicons import name_elements, persons
from transcheck.model import Entity, Passage
from transcheck.romanising.lattice import Piece, read_name, read_run
from transcheck.romanising.syllables import is_pinyin
from transcheck.text import ascii_key

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_ARTICLES = (
    "A An The This That These Those It Its He She His Her Hers They Their We Our You Your I My Who Which What"
)
_SMALL = (
    "And But Or Nor So Yet If When While As At By For From In Into Of On Onto Over Per To Up With Without After Before "
    "During Since Until Under Between Among Through Against About Although Though Because However Meanwhile Also Both "
    "Each Every All Some Any No Not There Then Thus Here How Why Where Whether According Addition Once Today Yesterday "
    "Tomorrow Recently Currently Earlier Later Last Next First Second Third Finally Other More Most Many Much Such Only "
    "Is Was Are Were Be Been Has Had Have Do Did Does Will Would Can Could May Might Must Shall Should"
)
_DATES = (
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug "
    "Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)
_PEOPLES = (
    "Chinese American British French German Russian Japanese Korean Indian Italian Spanish Canadian Australian Brazilian "
    "Uruguayan Ukrainian European African Asian Arab Israeli Iranian Turkish Vietnamese Thai Malaysian Indonesian "
    "Filipino Philippine Singaporean Mongolian Pakistani Polish Serbian Hungarian Greek Egyptian Mexican Argentine "
    "Han Hui Uygur Uyghur Tibetan Taiwanese Cantonese Mandarin Western Eastern Northern Southern Central National"
)
TITLES = frozenset(
    "chairman chairwoman chairperson chair president premier minister secretary director governor mayor head chief "
    "captain coach spokesman spokeswoman spokesperson ambassador professor doctor dr mr mrs ms miss sir comrade general "
    "colonel commander commissioner judge justice prosecutor procurator reporter correspondent editor author writer "
    "actor actress singer artist founder ceo manager official deputy vice acting former executive member leader "
    "representative senator congressman king queen prince princess pope academician engineer scientist researcher expert "
    "analyst lawyer attorney counselor counsellor minister-counselor consul inspector officer sergeant dean principal vice-chairman vice-president "
    "vice-minister vice-premier libero player star champion dancer director-general secretary-general photographer".split()
)
_STOP = frozenset(ascii_key(word) for text in (_ARTICLES, _SMALL, _DATES, _PEOPLES) for word in text.split())
# Words that may open a Chinese name although they are on the list above: He Xinyuan, An Lushan, Han Zheng.
_ALSO_SURNAMES = frozenset(("he", "an", "you", "long", "han", "hui", "so", "may", "sun", "do", "in", "mo"))
# What follows a name of a firm, road or river, and makes no person of what stands before.
_THINGS = frozenset(
    "hospital university college school road street avenue district county city province prefecture township village "
    "town river lake mountain mountains airport station bridge port dam dynasty insurance bank group company motor "
    "motors airlines steel industries technology technologies corporation holdings temple palace park square tower "
    "plateau island islands bay sea strait basin peninsula desert expressway highway railway line museum library stadium "
    "theater theatre opera festival cup prize award ltd inc co tea wine style".split()
)
HEADS = frozenset(
    "committee party association league ministry commission bureau department court procuratorate congress conference "
    "council university institute office federation society union bank group corporation company center centre "
    "administration agency academy hospital school foundation organization organisation college authority alliance "
    "kuomintang government parliament senate army navy force police".split()
)
_JOINTS = ({"of"}, {"of", "the"}, {"for"}, {"for", "the"}, {"and"})
# Stop words that names of bodies hold.
_INSIDE = frozenset(
    ("national", "central", "chinese", "american", "european", "african", "asian", "second", "first")
)
_LOWER_JOINTS = frozenset(("of", "the", "for", "and"))


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return ascii_key(self.text)


def find_mentions(passage: Passage) -> tuple[Entity, ...]:
    """The persons and bodies an English passage seems to name, in order of place.

    Words that begin sentences, months, nationalities and titles are not names. A body left in pinyin and the
    person glued to it are two mentions side by side; bodies may hold persons' names but never overlap bodies.

    >>> text = "On May 3, Zhi Gong Dang Ding Anshan met Foreign Minister Anna Smith."
    >>> [(e.kind, e.text) for e in find_mentions(Passage("en", text))]
    [('org', 'Zhi Gong Dang'), ('person', 'Ding Anshan'), ('person', 'Anna Smith')]
    """
    tokens = [_token(match) for match in _TOKEN.finditer(passage.text)]
    found: list[Entity] = []
    for run in _runs(passage.text, tokens):
        found += _in_run(passage, run, tokens)
    taken = [entity.span for entity in found]
    for entity in _bodies(passage, tokens):
        if not any(entity.span.overlaps(span) for span in taken):
            found.append(entity)
    return tuple(sorted(found, key=lambda entity: entity.span))


def _token(match: re.Match[str]) -> _Token:
    text = match.group()
    if len(text) > 2 and text[-2] in "'’ʼ" and text[-1] in "sS":
        text = text[:-2]
    return _Token(text, match.start(), match.start() + len(text))


def _runs(text: str, tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Capitalised words with one space between them; a word that is no part of names ends a run."""
    run: list[_Token] = []
    for i, token in enumerate(tokens):
        if run and text[run[-1].end : token.start] not in (" ", "\u00a0"):
            yield run
            run = []
        if _may_name(token, tokens[i + 1] if i + 1 < len(tokens) else None):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _may_name(token: _Token, following: _Token | None) -> bool:
    if not token.text[:1].isupper() or (token.text.isupper() and len(token.text) > 1):
        return False
    if token.key in _ALSO_SURNAMES:
        return following is not None and following.text[:1].isupper() and _pinyin(following)
    return token.key not in _STOP


def _pinyin(token: _Token) -> bool:
    return all(is_pinyin(ascii_key(part)) for part in token.text.split("-"))


def _in_run(passage: Passage, run: Sequence[_Token], tokens: Sequence[_Token]) -> Iterator[Entity]:
    """The mentions of one run: stretches of pinyin first, the rest may name a foreigner."""
    rest: list[_Token] = []
    for pinyin, group in _grouped(run):
        read = tuple(_read(passage, group, tokens)) if pinyin else ()
        yield from read
        if read:
            yield from _foreign(passage, rest, tokens)
            rest = []
        else:
            rest += group
    yield from _foreign(passage, rest, tokens)


def _grouped(run: Sequence[_Token]) -> Iterator[tuple[bool, list[_Token]]]:
    group: list[_Token] = []
    for token in run:
        if group and _pinyin(group[-1]) != _pinyin(token):
            yield _pinyin(group[-1]), group
            group = []
        group.append(token)
    if group:
        yield _pinyin(group[-1]), group


def _read(passage: Passage, group: Sequence[_Token], tokens: Sequence[_Token]) -> Iterator[Entity]:
    pieces = read_run(tuple(token.text for token in group))
    after = _next(tokens, group[-1])
    for i, piece in enumerate(pieces):
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        start, end = group[piece.first].start, group[piece.last - 1].end
        span, text = passage.at(start, end), passage.text[start:end]
        if piece.kind == "body" and _leaked(piece, following, after):
            yield Entity("org", span, text, piece.zh, cue="pinyin")
        elif piece.name is not None and not (following is None and _is_thing(passage.text, end, after)):
            yield Entity("person", span, text, piece.name.proper, cue=piece.name.shape)


def _leaked(piece: Piece, following: Piece | None, after: _Token | None) -> bool:
    """A body of two syllables needs company: a name or a post behind it, or "Municipal Committee"."""
    if len(piece.zh) > 2:
        return True
    if following is not None:
        return following.kind in ("person", "post")
    return after is not None and after.key in ("municipal", "provincial", "committee", "district", "central")


def _next(tokens: Sequence[_Token], token: _Token) -> _Token | None:
    return next((other for other in tokens if other.start > token.start), None)


def _is_thing(text: str, end: int, after: _Token | None) -> bool:
    """Whether "Ping An" goes on with "Insurance"; a title may follow a person."""
    return (
        after is not None
        and text[end : after.start] == " "
        and after.text[:1].isupper()
        and after.key not in TITLES
    )


def _foreign(passage: Passage, run: Sequence[_Token], tokens: Sequence[_Token]) -> Iterator[Entity]:
    """A person in a run that is no pinyin: the words after the last title, if something speaks for a person."""
    cut = max((i + 1 for i, token in enumerate(run) if token.key in TITLES), default=0)
    named = run[cut:]
    if not 1 <= len(named) <= 4 or named[-1].key in _THINGS | HEADS or any(t.key in HEADS for t in named):
        return
    if len(named) == 1 and not cut and not _known(named):
        return
    if (
        cut
        or _known(named)
        or _hyphened(named)
        or (len(named) > 1 and _apposition(passage.text, named, tokens))
    ):
        start, end = named[0].start, named[-1].end
        text = passage.text[start:end]
        reading = read_name(tuple(token.text for token in named))
        yield Entity(
            "person", passage.at(start, end), text, reading.proper if reading else text, 0.7, "foreign"
        )


def _known(named: Sequence[_Token]) -> bool:
    joined = " ".join(token.key for token in named)
    return joined in _attested() or (len(named) > 1 and named[0].key in _given_names())


def _hyphened(named: Sequence[_Token]) -> bool:
    """Taiwan and Korean names: Chiang Pin-kung, Kim Dae-jung."""
    return len(named) == 2 and bool(re.fullmatch(r"[A-Z][a-z]+-[a-z]+", named[1].text))


def _apposition(text: str, named: Sequence[_Token], tokens: Sequence[_Token]) -> bool:
    """Whether ", chairman of" or "said" follows."""
    after = _next(tokens, named[-1])
    if after is None:
        return False
    gap = text[named[-1].end : after.start]
    if gap == " ":
        return after.key in ("said", "says", "told", "added", "noted", "stressed", "pointed", "reported")
    return gap == ", " and (after.key in TITLES or after.key.removeprefix("vice") in TITLES)


@cache
def _attested() -> frozenset[str]:
    """Full English names of the tables, folded; a surname alone is too often a word."""
    forms = (form for group in persons().values() for row in group for form in (row.en, *row.variants))
    return frozenset(
        " ".join(ascii_key(part) for part in form.replace("-", " ").split()) for form in forms if " " in form
    )


@cache
def _given_names() -> frozenset[str]:
    rows = (row for group in name_elements().values() for row in group if row.kind in ("given", "either"))
    return (
        frozenset(ascii_key(row.en) for row in rows if " " not in row.en and len(row.en) > 2)
        - _STOP
        - _THINGS
    )


def _bodies(passage: Passage, tokens: Sequence[_Token]) -> Iterator[Entity]:
    """Capitalised words around a head noun, with "of", "for", "the" between: China Association for Promoting …"""
    i = 0
    while i < len(tokens):
        size = _body_size(passage.text, tokens, i)
        words = _without_title(tokens[i : i + size])
        if len(words) > 1 and any(token.key in HEADS for token in words if token.text[:1].isupper()):
            span = passage.at(words[0].start, words[-1].end)
            yield Entity("org", span, passage.quote(span), cue="head")
        i += max(size, 1)


def _without_title(words: Sequence[_Token]) -> Sequence[_Token]:
    """The body in "Deputy Chairman of the Municipal Committee"."""
    of = next((i for i, token in enumerate(words) if token.key == "of"), 0)
    if not of or not any(token.key in TITLES for token in words[:of]):
        return words
    return words[of + 1 + (words[of + 1].key == "the") :]


def _body_size(text: str, tokens: Sequence[_Token], first: int) -> int:
    """How many tokens from `first` belong to one capitalised phrase; its joints need a capital behind them."""
    if not _opens(tokens[first]):
        return 0
    size = 1
    while True:
        step = _step(text, tokens, first + size)
        if not step:
            return size
        size += step


def _opens(token: _Token) -> bool:
    return token.text[:1].isupper() and token.key not in _STOP - _INSIDE


def _step(text: str, tokens: Sequence[_Token], at: int) -> int:
    """1 if the token at `at` goes on with the phrase, 2 or 3 if joints and a capital do, else 0."""
    for joints in range(3):
        here = at + joints
        if here >= len(tokens) or not re.fullmatch(
            r"\s|['’]s? ", text[tokens[here - 1].end : tokens[here].start]
        ):
            return 0
        if tokens[here].text[:1].isupper():
            between = {token.key for token in tokens[at:here]}
            fits = not between or between in _JOINTS
            return joints + 1 if fits and tokens[here].key not in TITLES | _STOP - _INSIDE else 0
        if tokens[here].key not in _LOWER_JOINTS:
            return 0
    return 0
