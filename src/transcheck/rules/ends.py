"""How a text ends, on either side."""

from __future__ import annotations

import re

from transcheck.model import Bead

# What may stand after the mark that closes a sentence.
QUOTES = "\"'”’»」』》)]） \t\n"
_CLOSED = tuple(".!?。！？…")
_LAST_WORD = re.compile(r"(?<![@./:\w])([^\W\d_][\w'’-]*)\s*$")
# No English text ends with one of these words; the rest may end a headline or a fragment, but no sentence that the
# Chinese closes. Words that go with a verb (log in, the light is on) may end one.
_NEVER = frozenset("the an and or nor but because their our my your into although whose than during".split())
_HARDLY = _NEVER | frozenset(
    "between among toward towards upon including via both either its every whom which whether unless".split()
)


def is_closed(text: str) -> bool:
    """Whether a text ends as a sentence does.

    >>> is_closed("他走了。”"), is_closed("He left"), is_closed('"He left."')
    (True, False, True)
    """
    return text.rstrip(QUOTES).endswith(_CLOSED)


def ends_open(bead: Bead) -> re.Match[str] | None:
    """The last word of a translation that has no mark at its end though the source has one (local offsets)."""
    if bead.source is not None and is_closed(bead.source.text):
        return _LAST_WORD.search(bead.target.text)
    return None


def broken_off(bead: Bead, *, is_last: bool) -> re.Match[str] | None:
    """The last word of a translation that cannot end there; without a source only at the end of a document."""
    last = ends_open(bead)
    if last is None and bead.source is None and is_last:
        last = _LAST_WORD.search(bead.target.text)
        return last if last and last.group(1) in _NEVER else None
    return last if last and last.group(1) in _HARDLY else None
