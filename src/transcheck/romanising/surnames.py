"""Chinese surnames and how each is read as a surname."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def surnames() -> dict[str, tuple[str, ...]]:
    """Surname in simplified characters -> its readings as a surname in lower-case pinyin, the usual one first.

    >>> surnames()["单"], surnames()["欧阳"]
    (('shan',), ('ouyang',))
    """
    text = (resources.files("transcheck.lexicons") / "surnames.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        readings = (r.strip().lower().replace("ü", "v").replace(" ", "") for r in row["reading"].split("|"))
        found[row["zh"]] = tuple(dict.fromkeys((*found.get(row["zh"], ()), *readings)))
    return found


def surname_of(name: str) -> str:
    """The surname at the head of a Chinese name, compound before single; empty if there is none.

    >>> surname_of("欧阳德"), surname_of("王欧阳"), surname_of("的士")
    ('欧阳', '王', '')
    """
    table = surnames()
    if len(name) > 2 and name[:2] in table:
        return name[:2]
    return name[:1] if name[:1] in table else ""
