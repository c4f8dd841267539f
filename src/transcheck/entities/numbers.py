"""Figures and dates of both languages, with values that compare across them.

The grammar of `Entity.value` (kind "number" unless said otherwise):

    3500  7440000000  2.5      a quantity, thousands marks and 万, 亿, million … worked out
    2/3                        a fraction
    3.5%  3.5pp                per cent; percentage points
    CNY 1200000000             an amount of money, ISO code first; DOL is a dollar that does not say whose
    #14                        an ordinal
    x3                         n-fold
    3:1                        a score, a ratio or a clock time: numbers joined by colons
    200 mu                     a quantity in a unit that English often converts
    many 100                   English "hundreds": that many and more
    2016-08-03 --08-03 --08 ---03 2016-08 2016   kind "date": ISO 8601, parts that are not said left out
    1980s                      kind "date": a decade

A leading `~` marks a figure that the text itself calls approximate (余, 多, 约; more than, nearly).
`score` is 1 for figures in digits and lower for words that need not be a figure ("one", "second", "both").
"""

from __future__ import annotations

import re

from transcheck.entities.numerals_en import scan_english
from transcheck.entities.numerals_zh import scan_chinese
from transcheck.model import Entity, Passage

_ENDLESS = re.compile(r"[0-9０-９][0-9０-９,.]{60,}")


def find_numbers(passage: Passage) -> tuple[Entity, ...]:
    """The figures and dates of a passage in order; they never overlap and each quotes its span.

    The kind is "number" or "date"; idioms with numerals (一带一路, 四个意识) and codes (C919) are left out on the
    Chinese side. Chinese numerals below eleven are found only before a measure word, with a lower score.

    >>> [e.value for e in find_numbers(Passage("zh", "去年双边贸易额达74.4亿美元，增长约3%。"))]
    ['USD 7440000000', '~3%']
    >>> [e.value for e in find_numbers(Passage("en", "On July 3, about 7.44 billion U.S. dollars"))]
    ['--07-03', '~USD 7440000000']
    """
    scan = scan_chinese if passage.lang == "zh" else scan_english
    # A key or a dump in hexadecimal is no figure, and Python refuses to read thousands of digits.
    text = _ENDLESS.sub(lambda match: "_" * len(match.group()), passage.text)
    found = sorted(scan(text), key=lambda mention: mention.start)
    return tuple(
        Entity(
            mention.kind,
            passage.at(mention.start, mention.end),
            passage.text[mention.start : mention.end],
            mention.value,
            mention.score,
            cue=mention.cue,
        )
        for mention in found
    )
