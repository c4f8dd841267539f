"""Cells that a spreadsheet cannot mistake for formulas, and the way back to the exact text."""

from __future__ import annotations

import re

# What Excel and its kin take for the beginning of a formula; full-width signs too, which some of them fold.
_FORMULA = r"[=+\-@\t\r\n\0＝＋－＠]"
# Text that looks guarded by itself must be guarded too, or the way back would strip its own apostrophe.
_DANGEROUS = re.compile(f"'*{_FORMULA}")
_GUARDED = re.compile(f"'+{_FORMULA}")


def guard(text: str) -> str:
    """The text with an apostrophe before it where it could be read as a formula.

    >>> guard("-中新网"), guard("plain"), guard("'=1")
    ("'-中新网", 'plain', "''=1")
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguard(text: str) -> str:
    """Exactly what `guard` was given.

    >>> unguard("'-中新网"), unguard("'tis"), unguard("''=1")
    ('-中新网', "'tis", "'=1")
    """
    return text[1:] if _GUARDED.match(text) else text
