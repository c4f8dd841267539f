"""What reading gives: documents, rows, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transcheck.errors import InputError
from transcheck.model import Bundle, Row, Side
from transcheck.text import HAN_RUN

NO_CHINESE = "holds no Chinese; have source and target changed places?"
_ENOUGH = 40  # letters, without a Chinese character among them
SIDES: tuple[Side, ...] = ("target", "source", "reference")


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything read from the inputs of one command, in the order of the inputs.

    `problems` name what could not be read and is in neither `bundles` nor `rows`; `skipped` counts rows whose
    source and target are both empty; `encodings` says of every text file what its bytes were.
    """

    bundles: tuple[Bundle, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[InputError, ...] = ()
    skipped: int = 0
    encodings: tuple[tuple[str, str], ...] = ()


def merge(parts: Iterable[Intake]) -> Intake:
    """All parts as one, in their order.

    >>> merge([Intake(skipped=1), Intake(skipped=2)]).skipped
    3
    """
    parts = list(parts)
    return Intake(
        bundles=tuple(bundle for part in parts for bundle in part.bundles),
        rows=tuple(row for part in parts for row in part.rows),
        problems=tuple(problem for part in parts for problem in part.problems),
        skipped=sum(part.skipped for part in parts),
        encodings=tuple(pair for part in parts for pair in part.encodings),
    )


def lost(problem: InputError) -> Intake:
    """An input of which nothing could be used."""
    return Intake(problems=(whole(problem),))


def whole(problem: InputError) -> InputError:
    """The same problem, as one that costs the whole input."""
    return InputError(problem.path, problem.message, place=problem.place, whole=True)


def empty_side(items: Sequence[Bundle] | Sequence[Row]) -> Side | None:
    """The first side that all of these have and that is blank in every one; None without items."""
    for side in SIDES:
        texts = [_text(item, side) for item in items]
        if texts and all(text is not None and not text.strip() for text in texts):
            return side
    return None


def lacks_chinese(texts: Iterable[str]) -> bool:
    """Whether texts that should be Chinese are enough to tell that they are not.

    >>> lacks_chinese(["The meeting was held in the provincial capital on Monday morning."]), lacks_chinese(["Xinhua"])
    (True, False)
    """
    letters = 0
    for text in texts:
        if HAN_RUN.search(text):
            return False
        letters += sum(map(str.isalpha, text))
    return letters >= _ENOUGH


def _text(item: Bundle | Row, side: Side) -> str | None:
    value = {"target": item.target, "source": item.source, "reference": item.reference}[side]
    return value if value is None or isinstance(value, str) else value.judged
