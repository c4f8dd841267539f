"""What can go wrong, as a tree.

TranscheckError
├── InputError        a file, a table or a row cannot be read: names the file and the place
├── UsageError        options that contradict each other, an unknown rule or metric
└── MissingModelError a model or a package that a metric needs is not there
"""

from __future__ import annotations


class TranscheckError(Exception):
    """Anything transcheck itself reports in one line, without a traceback."""


class InputError(TranscheckError):
    """Input that cannot be judged; the message names the file, the place and what was expected.

    `whole` says that nothing of the input can be used (a missing column, a duplicate key); otherwise
    only the named document or row is lost and the rest goes on.
    """

    def __init__(self, path: str, message: str, *, place: str = "", whole: bool = False) -> None:
        self.path = path
        self.place = place
        self.message = message
        self.whole = whole
        super().__init__(f"{path}{':' + place if place else ''}: {message}")


class UsageError(TranscheckError):
    """A command line or a configuration that cannot be carried out."""


class MissingModelError(TranscheckError):
    """A metric was asked for whose package or weights are not installed."""
