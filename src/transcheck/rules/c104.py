"""Rule C104: one work or quoted term, several renderings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transcheck.lexicons.forms import form
from transcheck.model import Alignment, Evidence, Finding, LinkedBead, Passage, Rule, Severity, Span, passages
from transcheck.text import fold_chinese, is_han, words

# What stands between marks on either side, the marks included; English has italics too where the text is Markdown.
_CHINESE = re.compile(r"《[^《》\n]{2,40}》|“[^“”\n]+”|\"[^\"\n]+\"|「[^「」\n]+」")
_ENGLISH = re.compile(
    r"“[^“”\n]+”|\"[^\"\n]+\"|‘[^‘’\n]+’(?!\w)|《[^《》\n]+》|(?<![*\w])\*[^*\n]+\*|(?<!\w)_[^_\n]+_(?!\w)"
)
_LONGEST_TERM = 8  # characters; what is longer is what somebody said
_SPEAKS = tuple("说道喊问答叫称声呼:：,，")  # before what somebody said
_AKA = re.compile("又名|又称|亦称|原名|也叫|英文名|译作|译为")  # a segment that tells of two names
_ROOT = 4  # letters that words with different endings begin with
_USUAL_WORDS, _WORDS_PER_CHARACTER = 2, 1.5  # what a rendering has at most


class _Use(NamedTuple):
    linked: LinkedBead
    source: Span
    target: Span
    stems: tuple[str, ...]
    segment: tuple[tuple[str, ...], ...]  # the stems of everything between marks there


def check(alignment: Alignment) -> Iterator[Finding]:
    """A work or a term in quotation marks is called by different names in one document.

    Why:
        The reader takes "Song of Spring" and "Ballad of a Spring River" for two series, and finds neither of them.

    Flagged:
        电视剧《春水谣》开播。 ¶ 《春水谣》很受欢迎。 => "Song of Spring Water" began. ¶ "⟦Ballad of a Spring River⟧" is popular.
        “云菜场”开张了。 ¶ 他爱逛“云菜场”。 => The "online market" opened. ¶ He likes the "⟦cloud vegetable field⟧".

    Accepted:
        《春水谣》开播。 ¶ 《春水谣》很受欢迎。 => "The Song of Spring" began. ¶ "Song of Spring" is popular.
        《春水谣》第二季开播。 ¶ 《春水谣》很受欢迎。 => "Song of Spring: Part Two" began. ¶ "Song of Spring" is popular.
        他唱了《春水谣》和《秋风曲》。 ¶ 《春水谣》很受欢迎。 => He sang "Autumn Wind" and "Song of Spring". ¶ "Song of Spring" is popular.
        “铁人”来了。 ¶ 他是“铁人”。 => "Iron Man" came. ¶ He is the "Ironman".
        他说:“加油。” ¶ 她也说:“加油。” => He said, "Come on." ¶ She said, "Keep going."
        《春水谣》作者说“很好”。 ¶ 《春水谣》好看。 => The author said it was "very good". ¶ "Song of Spring" is good.

    Limits:
        Only where a segment has as many pieces between marks in English as in Chinese; which of two renderings is
        right is not known here, the one that most segments have is kept.
    """
    uses: defaultdict[str, list[_Use]] = defaultdict(list)
    for linked, target in passages(alignment, "target"):
        if linked.bead.source is not None:
            for zh, use in _uses(linked, linked.bead.source, target):
                uses[zh].append(use)
    for zh, found in uses.items():
        yield from _strays(zh, found)


def _uses(linked: LinkedBead, source: Passage, target: Passage) -> Iterator[tuple[str, _Use]]:
    """What stands between marks, as it is written in Chinese with its marks, beside what stands there in English."""
    chinese, english = list(_CHINESE.finditer(source.text)), list(_ENGLISH.finditer(target.text))
    if len(chinese) != len(english):
        return
    segment = tuple(form(there.group()).stems for there in english)
    for here, there, stems in zip(chinese, english, segment, strict=True):
        zh = fold_chinese(here.group()[1:-1])
        if (
            stems
            and len(stems) <= _USUAL_WORDS + _WORDS_PER_CHARACTER * len(zh)
            and _is_named(source.text, here)
        ):
            said = words(there.group())
            span = target.at(there.start() + said[0].start, there.start() + said[-1].end)
            yield zh, _Use(linked, source.at(here.start() + 1, here.end() - 1), span, stems, segment)


def _is_named(text: str, quoted: re.Match[str]) -> bool:
    """Whether marks hold a title or a term, rather than what somebody said."""
    if quoted.group().startswith("《"):
        return True
    term = quoted.group()[1:-1]
    return (
        2 <= len(term) <= _LONGEST_TERM
        and all(is_han(char) or char.isdigit() for char in term)
        and not text[: quoted.start()].rstrip().endswith(_SPEAKS)
    )


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two renderings are one: shorter, joined (Iron Man, Ironman), or with other endings (culture, cultural)."""
    if set(one) <= set(other) or set(other) <= set(one) or "".join(one) == "".join(other):
        return True
    return len(one) == len(other) and all(a[:_ROOT] == b[:_ROOT] for a, b in zip(one, other, strict=True))


def _strays(zh: str, uses: list[_Use]) -> Iterator[Finding]:
    """The uses that differ from the usual one; English may order the titles of a segment otherwise."""
    counts = Counter(use.stems for use in [use for use in uses if len(use.segment) == 1] or uses)
    kept, often = counts.most_common(1)[0]
    shown = next(use for use in uses if use.stems == kept)
    usual = shown.linked.bead.target.quote(shown.target)
    for use in uses:
        alike = any(_alike(one, other) for one in use.segment for other in shown.segment)
        if not alike and not _AKA.search(use.linked.bead.source.text if use.linked.bead.source else ""):
            written = use.linked.bead.target.quote(use.target)
            yield Finding(
                RULE.code,
                RULE.severity,
                f"{zh} is “{written}” here and “{usual}” elsewhere in this document.",
                use.linked.bead.id,
                target=use.target,
                source=use.source,
                entity=zh,
                kind="other",
                suggestion=usual if often > counts[use.stems] else None,
                confidence=0.75,
                evidence=(Evidence("document", usual),),
            )


RULE = Rule(
    "C104",
    "titles-vary",
    "Terminology/Inconsistent use of terminology",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
