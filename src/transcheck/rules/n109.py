"""Rule N109: a figure that went up in Chinese goes down in English, or the other way round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from transcheck.model import Alignment, Entity, Finding, LinkedBead, Passage, Rule, Severity, Span, passages

_UP_ZH = re.compile(
    "增长|增加|上升|上涨|提高|提升|攀升|回升|走高|扩大|上浮|上调|涨|升至|升到|增至|增|升(?![级旗学华温])"
)
_DOWN_ZH = re.compile(
    "下降|下滑|下跌|减少|回落|降低|走低|缩小|收窄|下浮|下调|放缓|萎缩|缩减|跌|降至|降到|减至|降(?![临雨水雪生])|减(?![排税负灾贫])"
)
_UP_EN = re.compile(
    r"\b(?:increas|ris(?:e|es|en|ing)\b|rose\b|grow|grew\b|growth|gain|climb|jump|surg|up\b|higher\b|expan|rais|soar|advanc|"
    r"add(?:ed|ing)\b|rebound|upward|boost|improv|pick|accelerat|more\b|hike|widen|edg|strengthen|double|record|top|exceed|above\b)\w*",
    re.IGNORECASE,
)
_DOWN_EN = re.compile(
    r"\b(?:decreas|fall|fell\b|drop|declin|down\b|lower|reduc|slid|slip|shr[aiu]nk|cut\b|cuts\b|cutting\b|los[est]|plung|tumbl|"
    r"contract|narrow|eas(?:e|ed|es|ing)\b|dip|slow|shed\b|weaken|retreat|less\b|fewer\b|below\b|halv|ebb|sank\b|sink)\w*",
    re.IGNORECASE,
)
# Of these nobody says that they rise where they improve.
_SURE_UP = re.compile(
    r"\b(?:increas|ris(?:e|es|en|ing)\b|rose\b|grew\b|gain|climb|jump|surg|soar)\w*", re.IGNORECASE
)
_SURE_DOWN = re.compile(
    r"\b(?:decreas|fall|fell\b|drop|declin|slid|shrank|shrunk|plung|tumbl)\w*", re.IGNORECASE
)
# Less of these is more of something else (use of energy and efficiency), or they are sizes themselves (降幅达15%).
_INVERSE = re.compile("[增降涨跌]幅|能耗|亏|失业|不良|逾期|误差|成本|排放|死亡|费用|负债|杠杆")
_CLAUSE_ZH = re.compile("[,，。;；:：、()（）“”]")
_CLAUSE_EN = re.compile(
    r"[,;:()“”\"]|\.(?=\s|$)|\s(?:and|while|but|after|from|compared|with)\s", re.IGNORECASE
)
_CLAUSE = 200  # characters: longer than any clause
_REACH = 40  # letters before an English figure in which its verb stands, and behind it
_BEHIND = 25


def check(alignment: Alignment) -> Iterator[Finding]:
    """The same figure stands on both sides, and the words beside it say that it rose here and fell there.

    Why:
        Every digit is right, and the market went the other way: no other error in business news costs more.

    Flagged:
        上半年利润同比下降12.5%。 => Profit in the first half ⟦rose 12.5 percent⟧ year on year.
        居民消费价格上涨0.3%。 => Consumer prices ⟦fell 0.3 percent⟧.

    Accepted:
        上半年利润同比下降12.5%。 => Profit in the first half fell 12.5 percent year on year.
        出口增速回落2个百分点。 => Export growth slowed by 2 percentage points.
        亏损减少3.2亿元。 => The company gained 320 million yuan on last year's loss.
        出口增长5.2%，进口下降1.1%。 => Exports rose 5.2 percent while imports fell 1.1 percent.
        单位能耗下降3.5%。 => Energy efficiency rose 3.5 percent.
        合格率提高3.5个百分点。 => Rejects fell by 4 percentage points to 3.5 percent.
        失业率为5.1%，比上月下降0.1个百分点。 => The jobless rate was 5.1 percent, up to standard.

    Limits:
        Only per cents and percentage points that stand once on either side, in clauses that say one direction alone.
    """
    for linked, source in passages(alignment, "source"):
        values = Counter(figure.value for figure in source.entities)
        for figure in source.entities:
            share = figure.kind == "number" and figure.value.endswith(("%", "pp"))
            if share and values[figure.value] == 1:
                yield from _reversed(linked, source, figure)


def _reversed(linked: LinkedBead, source: Passage, figure: Entity) -> Iterator[Finding]:
    target = linked.bead.target
    same = [one for one in target.entities if one.value.lstrip("~") == figure.value.lstrip("~")]
    if len(same) != 1:
        return
    start = figure.span.start - source.start
    before = _CLAUSE_ZH.split(source.text[max(0, start - _CLAUSE) : start])[-1]
    up, down = bool(_UP_ZH.search(before)), bool(_DOWN_ZH.search(before))
    span = _stretch(target, same[0])
    near = target.quote(span)
    rises, falls = bool(_UP_EN.search(near)), bool(_DOWN_EN.search(near))
    sure = bool(_SURE_DOWN.search(near)) if up else bool(_SURE_UP.search(near))
    against = (up and not down and falls and not rises) or (down and not up and rises and not falls)
    if against and sure and not _INVERSE.search(before):
        said, meant = ("fall", "rise") if up else ("rise", "fall")
        yield Finding(
            RULE.code,
            RULE.severity,
            f"{before[-8:].lstrip()}{figure.text} is a {meant}; “{near}” makes it a {said}.",
            linked.bead.id,
            target=span,
            source=figure.span,
            entity=figure.text,
            kind="number",
            confidence=0.8,
        )


def _stretch(target: Passage, figure: Entity) -> Span:
    """From the word of direction nearest to an English figure to the end of it, within its clause."""
    start, end = figure.span.start - target.start, figure.span.end - target.start
    reach = max(0, start - _REACH)
    head = max((m.end() for m in _CLAUSE_EN.finditer(target.text, reach, start)), default=reach)
    tail = _CLAUSE_EN.search(target.text, end)
    last = min(tail.start() if tail else len(target.text), end + _BEHIND)
    first = [m.start() for p in (_UP_EN, _DOWN_EN) for m in p.finditer(target.text, head, start)]
    after = [m.end() for p in (_UP_EN, _DOWN_EN) for m in p.finditer(target.text, end, last)]
    return target.at(min(first, default=start), max(after, default=end))


RULE = Rule(
    "N109",
    "direction-reversed",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
