"""Beads → TMX 1.4, the exchange format of translation memories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from transcheck.reporting.records import Texts
from transcheck.text import writable

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = dict.fromkeys([*(n for n in range(32) if n not in (9, 10, 13)), 0xFFFE, 0xFFFF])


def to_tmx(beads: Iterable[Texts], version: str) -> str:
    """One translation unit a bead that has text on both sides: Chinese and English, or English and its reference.

    The reference is a second English variant. Characters that XML cannot hold are left out.
    """
    header = (
        f'<header creationtool="transcheck" creationtoolversion={quoteattr(version)} segtype="sentence" '
        'o-tmf="transcheck" adminlang="en" srclang="*all*" datatype="plaintext"/>'
    )
    names: set[str] = set()
    units = "".join(_unit(bead, names) for bead in beads)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n{header}\n'
        f"<body>\n{units}</body>\n</tmx>\n"
    )


def _unit(bead: Texts, names: set[str]) -> str:
    variants = list(_variants(bead))
    if len(variants) < 2:
        return ""
    name = _name(bead)
    while name in names:
        name = f"{name}#{len(names)}"
    names.add(name)
    confidence = f'<prop type="x-confidence">{bead.confidence:g}</prop>'
    return f"<tu tuid={quoteattr(name)}>{confidence}{''.join(variants)}</tu>\n"


def _name(bead: Texts) -> str:
    """Document, system and id as a tuid, which holds no white space (TMX 1.4b)."""
    whole = "/".join(part for part in (bead.doc_id, bead.system, bead.id) if part)
    return "_".join(writable(whole).translate(_FORBIDDEN).split())


def _variants(bead: Texts) -> Iterator[str]:
    for lang, side, text in (
        ("zh", "source", bead.source),
        ("en", "target", bead.target),
        ("en", "reference", bead.reference),
    ):
        if text and text.strip():
            clean = escape(writable(text).translate(_FORBIDDEN)).replace("\r", "&#13;")
            yield f'<tuv xml:lang="{lang}"><prop type="x-side">{side}</prop><seg>{clean}</seg></tuv>'
