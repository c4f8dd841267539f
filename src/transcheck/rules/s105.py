"""Rule S105: a frame of Chinese news taken word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.text import fold_chinese


class _Frame(NamedTuple):
    """Chinese words round anything, the English that takes them word for word, and what they say."""

    chinese: re.Pattern[str]
    english: re.Pattern[str]
    says: str
    right: str
    document: re.Pattern[str] | None = None  # what must be in the document, if not in the segment
    unless: re.Pattern[str] | None = None


_FRAMES = (
    _Frame(
        re.compile(
            "广大(?:[\u4e00-\u9fff]{0,4})(?:员|部|工|众|友|民|生|年|游客|消费者|户|者|迷|家长|官兵|教师|企业|同胞|军|代表|朋友|同志)"
        ),
        re.compile(r"\b(?:(?:vast|great|overwhelming|broad) )?majority of\b", re.I),
        "广大 addresses all of them, not most of them",
        "the, or all",
        unless=re.compile("多数|大部分|半|占|%|以上|成"),
    ),
    _Frame(
        re.compile(
            "(?:^|[,，。;；)）日讯电\\s])综合(?!治|国|素|性|施|考|评|整|执|服|能|开|利|保|运|交)[^,，。;；]{1,16}?(?:报道|消息)"
        ),
        re.compile(r"\bcomprehensive(?:ly)?\b", re.I),
        "综合 … 报道 says that several reports were put together",
        "compiled from",
        unless=re.compile("全面|综合.*综合"),
    ),
    _Frame(
        re.compile("[相有]关负责人(?=[^,，。;；]{0,12}(?:说|表示|介绍|称|指出|透露|认为|告诉|强调|现场))"),
        re.compile(
            r"\b(?:relevant|related|concerned) (?:responsible )?(?:persons?|personnel|people)(?: in charge| responsible)\b",
            re.I,
        ),
        "有关 and 相关 do not say relevant to what",
        "an official, or those in charge",
    ),
    _Frame(
        re.compile("该剧|本剧|全剧|剧中|剧组"),
        re.compile(r"\bthe play\b", re.I),
        "the 剧 of this document is a series",
        "the series",
        document=re.compile("电视剧|连续剧|网剧|剧集|谍战剧|古装剧|短剧|卫视|追剧"),
        unless=re.compile(
            "话剧|戏剧|舞台|歌剧|音乐剧|[京越昆豫沪川]剧|黄梅|舞剧|戏曲|剧院|剧场|剧本|儿童剧|人艺|巡演|上演|剧目"
        ),
    ),
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """A turn of Chinese news is translated by what its words mean elsewhere.

    Why:
        "The majority of members" leaves some out, a "comprehensive report" praises what was only put together.

    Flagged:
        ⟦广大党员⟧要带头。 => The ⟦majority of⟧ Party members should take the lead.
        ⟦综合港媒报道⟧，股市大涨。 => ⟦Comprehensive⟧ Hong Kong media reports that stocks soared.
        电视剧《春水谣》开播。 ¶ ⟦该剧⟧有三十集。 => The TV series "Song of Spring" began. ¶ ⟦The play⟧ has 30 episodes.
        县里⟦有关负责人⟧说，路已修好。 => The ⟦relevant person in charge⟧ of the county said the road had been repaired.

    Accepted:
        县里有关负责人说，路已修好。 => A county official said the road had been repaired.
        广大党员要带头。 => Party members should take the lead.
        广大党员中的大多数是青年。 => The majority of Party members are young.
        综合港媒报道，股市大涨。 => Stocks soared, according to Hong Kong media.
        综合治理取得成效。 => Comprehensive treatment paid off.
        话剧《春水谣》上演。 ¶ 该剧长两小时。 => The play "Song of Spring" was staged. ¶ The play is two hours long.

    Limits:
        Only these four; whether 剧 is a series is told by the words of the document.
    """
    whole = "".join(fold_chinese(source.text) for _, source in passages(alignment, "source"))
    frames = [
        frame
        for frame in _FRAMES
        if (frame.document is None or frame.document.search(whole))
        and not (frame.document and frame.unless and frame.unless.search(whole))
    ]
    for linked, target in passages(alignment, "target"):
        source = linked.bead.source
        zh = fold_chinese(source.text) if source else ""
        for frame in frames:
            chinese, english = frame.chinese.search(zh), frame.english.search(target.text)
            if source and chinese and english and not (frame.unless and frame.unless.search(zh)):
                said = english.group()
                yield Finding(
                    RULE.code,
                    RULE.severity,
                    f"“{said}” is word for word: {frame.says}; English has {frame.right}.",
                    linked.bead.id,
                    target=target.at(*english.span()),
                    source=source.at(*chinese.span()),
                    entity=source.text[slice(*chinese.span())],
                    kind="other",
                    confidence=0.8,
                )


RULE = Rule(
    "S105",
    "frame-word-for-word",
    "Accuracy/Mistranslation",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
