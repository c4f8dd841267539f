"""The core types: frozen values that flow from stage to stage. Only the standard library here.

One coordinate system: every `Span` counts code points of the document as it was read, half-open. For table
rows the "document" is the rows of one `doc_id` and `system`, one after the other; `pipeline` turns spans
into the offsets of a row or bead when it writes records.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Literal

Lang = Literal["zh", "en"]
Kind = Literal["person", "org", "title", "place", "phrase", "number", "date", "other"]
Side = Literal["source", "target", "reference"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of text, in code points; a segment is simply a Span of its document.

    >>> Span(2, 5).overlaps(Span(4, 9)), len(Span(2, 5))
    (True, 3)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end < self.start or self.start < 0:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is something even when it is empty."""
        return True

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same stretch in coordinates that begin `by` characters earlier."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a document that is text and not markup: where it begins in the prose, and its place.

    As long in the prose as in the document, unless the document writes a character with several (`&amp;`): such
    a run has no parts. `before` and `after` count the characters of inline markup that open right before it and
    close right after it.
    """

    at: int
    span: Span
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of a document without its markup; the runs tile it, and lie in the document in the same order."""

    text: str
    runs: tuple[Run, ...]

    def place(self, span: Span, *, marks: bool = False) -> Span:
        """Where a stretch of the prose stands in the document; with `marks` from opening to closing marks.

        An empty stretch lies right behind the character before it.

        >>> prose = Prose("ab", (Run(0, Span(2, 3), 2, 0), Run(1, Span(5, 6), 0, 2)))  # **a[]b**
        >>> prose.place(Span(0, 2)), prose.place(Span(0, 2), marks=True)
        (Span(start=2, end=6), Span(start=0, end=8))
        """
        end = self._end(span.end, marks=marks) if span.end else 0
        return Span(end if span.start == span.end else self._start(span.start, marks=marks), end)

    def within(self, span: Span) -> Span:
        """The stretch of prose whose runs begin within a stretch of the document."""
        first = bisect_left(self.runs, span.start, key=lambda run: run.span.start)
        end = max(first, bisect_left(self.runs, span.end, key=lambda run: run.span.start))
        ats = [self.runs[number].at if number < len(self.runs) else len(self.text) for number in (first, end)]
        return Span(*ats)

    def _start(self, offset: int, *, marks: bool) -> int:
        run, whole = self._run(offset)
        inner = run.span.start if whole else run.span.start + offset - run.at
        return inner - run.before if marks and offset == run.at else inner

    def _end(self, offset: int, *, marks: bool) -> int:
        run, whole = self._run(offset - 1)
        inner = run.span.end if whole else run.span.start + offset - run.at
        return inner + run.after if marks and inner == run.span.end else inner

    def _run(self, offset: int) -> tuple[Run, bool]:
        """The run of a character, and whether it is one that has no parts."""
        number = bisect_right(self.runs, offset, key=lambda run: run.at) - 1
        run = self.runs[number]
        end = self.runs[number + 1].at if number + 1 < len(self.runs) else len(self.text)
        return run, end - run.at != len(run.span)


@dataclass(frozen=True, slots=True)
class Document:
    """One text of one side, untouched; `encoding` is what its bytes were, for the report.

    `prose` is what there is to judge where the text holds markup.
    """

    id: str
    lang: Lang
    text: str
    path: str = ""
    encoding: str = "utf-8"
    prose: Prose | None = None

    @property
    def judged(self) -> str:
        """The text without markup: what is cut into sentences, aligned and checked."""
        return self.text if self.prose is None else self.prose.text


@dataclass(frozen=True, slots=True)
class Bundle:
    """The sides of one document that exist; the target always does."""

    doc_id: str
    target: Document
    source: Document | None = None
    reference: Document | None = None
    system: str = ""
    parallel: bool = False  # line n belongs to line n: no alignment


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: already a bead. Empty text is data; None is a side that the table lacks."""

    doc_id: str
    system: str
    id: str
    target: str | None
    source: str | None = None
    reference: str | None = None
    path: str | None = None  # None: standard input
    line: int | None = None  # physical line where the record begins, 1-based


@dataclass(frozen=True, slots=True)
class Rendering:
    """An English form that may stand for a Chinese entity, and why: origin is memory, termbase or rule."""

    text: str
    origin: str
    where: str = ""  # the table, tradition or document that vouches for it


@dataclass(frozen=True, slots=True)
class Entity:
    """Something in the text that must come out right; `text` quotes the span, `value` compares languages.

    `score` in [0, 1] says how sure the recogniser is that this span is such an entity.
    """

    kind: Kind
    span: Span
    text: str
    value: str = ""
    score: float = 1.0
    cue: str = ""  # what gave it away: "title", "tagger", "termbase", "document"


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a bead: an unbroken slice of its document; may be empty (omission or addition)."""

    lang: Lang
    text: str
    start: int = 0
    entities: tuple[Entity, ...] = ()

    @property
    def span(self) -> Span:
        """Where the passage lies in its document."""
        return Span(self.start, self.start + len(self.text))

    def quote(self, span: Span) -> str:
        """The words of a document span that lies in this passage.

        >>> Passage("en", "He spoke.", start=100).quote(Span(103, 108))
        'spoke'
        """
        return self.text[span.start - self.start : span.end - self.start]

    def at(self, start: int, end: int) -> Span:
        """The document span of local offsets."""
        return Span(self.start + start, self.start + end)


@dataclass(frozen=True, slots=True)
class Bead:
    """Text on up to three sides that says the same; a side that does not exist is None, an empty one is empty.

    `elsewhere` is the id of the bead that says the same in another place, where this one lacks a side.
    """

    id: str
    target: Passage
    source: Passage | None = None
    reference: Passage | None = None
    confidence: float = 1.0
    elsewhere: str = ""


class Verdict(Enum):
    """What became of a Chinese entity in the English."""

    RIGHT = "right"  # an accepted rendering stands there
    SHORT = "short"  # a shorter later mention, a pronoun, a surname alone: fine
    FORMAT = "format"  # the right name, written with wrong spacing, hyphen, order or case
    NEAR = "near miss"  # some syllables or words differ
    HETERONYM = "misread surname"  # a reading of the character, but not its reading as a surname
    OTHER = "other"  # another real person, body or place stands there
    LITERAL = "literal"  # translated piece by piece as words
    PINYIN = "pinyin"  # left in pinyin although it has an English name
    LESSENED = "lessened"  # the right post, without what sets it apart: vice mayor for 常务副市长
    MERGED = "merged"  # fused with a neighbour or cut in the wrong place
    UNATTESTED = "unattested"  # a foreign name in a spelling that nobody is known to use
    MISSING = "missing"  # nothing in the English stands for it
    UNSURE = "unsure"  # cannot be known


@dataclass(frozen=True, slots=True)
class Link:
    """A Chinese entity, its accepted renderings and the English span that stands for it.

    `cause` says in an editor's words how the verdict was reached; `span` is None where nothing stands for
    the entity. `wrong` names the English form found, if it belongs to something else.
    """

    entity: Entity
    verdict: Verdict
    renderings: tuple[Rendering, ...] = ()
    span: Span | None = None
    confidence: float = 1.0
    cause: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Untold:
    """A stretch of the source of which the English has no trace, and `size` Chinese characters it has no room for."""

    span: Span
    size: float


@dataclass(frozen=True, slots=True)
class LinkedBead:
    """What a rule receives: the bead, what its Chinese entities became, and English mentions nothing explains."""

    bead: Bead
    links: tuple[Link, ...] = ()
    unexplained: tuple[Entity, ...] = ()
    untold: Untold | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """All linked beads of one document in one system's translation, in document order.

    `termbases` are the user's own files: their terms win over those that ship with the program.
    """

    doc_id: str
    system: str
    beads: tuple[LinkedBead, ...]
    termbases: tuple[str, ...] = ()


class Severity(IntEnum):
    """MQM severities in order of harm; the penalty points live in `scoring`."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def label(self) -> str:
        """The word used in reports."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a finding believes what it says."""

    origin: str  # rule, termbase, memory, reference, document
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule knows; `pipeline` adds ids, paths and places to make the record of the contract.

    `bead` is the id of the bead; spans are document spans. `cause` groups findings of one root cause: findings
    of a document that share it are one row for the editor. Left empty, rule, entity and wrong form decide.
    """

    rule: str
    severity: Severity
    message: str
    bead: str
    target: Span | None = None
    source: Span | None = None
    entity: str | None = None
    kind: Kind = "other"
    suggestion: str | None = None
    confidence: float = 0.9
    evidence: tuple[Evidence, ...] = ()
    category: str | None = None  # an MQM type other than the rule's own
    cause: str = ""


Needs = frozenset[Side]
Status = Literal["trial", "stable", "retired"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, what it needs, and the pure function that finds.

    `check` receives a whole `Alignment` and yields findings in any order. `needs` are the sides without
    which the rule does not run, besides the target; `unless` are sides whose presence makes it superfluous.
    """

    code: str
    name: str
    category: str  # MQM type, e.g. "Accuracy/Mistranslation"
    severity: Severity
    check: Callable[[Alignment], Iterable[Finding]]
    since: str
    status: Status = "stable"
    needs: Needs = field(default=frozenset())
    unless: Needs = field(default=frozenset())
    embeddings: bool = False  # needs sentence vectors
    package: str = ""  # whose tables it reads; without them it does not run
    helped_by: str = ""  # a package whose tables it also reads; without them it runs, and sees less


@dataclass(frozen=True, slots=True)
class Naming:
    """What a person is called in one place: the small value that is compared over a whole corpus."""

    doc_id: str
    system: str
    bead: str
    zh: str
    english: str
    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """A crash is data: reports must show it."""

    rule: str
    doc_id: str
    system: str
    error: str


def passages(alignment: Alignment, side: Side) -> Iterator[tuple[LinkedBead, Passage]]:
    """The beads that have text on a side, with that passage."""
    for linked in alignment.beads:
        passage: Passage | None = getattr(linked.bead, side)
        if passage is not None and passage.text.strip():
            yield linked, passage
