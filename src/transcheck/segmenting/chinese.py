"""Chinese text → sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Span
from transcheck.segmenting.tiling import tile
from transcheck.text import HAN

# A Latin full stop ends a sentence only between a character and white space: 约翰.史密斯 is a name.
_STOP = re.compile(rf"(?:[。｡！？!?…]|\.{{3,}}|(?<=[{HAN}])[.．](?=\s|[”\"]|$))(?:[ \u3000]?[。｡！？!?…])*")
_PAUSE = re.compile(r"[.…\s]+")
_CLOSE = re.compile(r"(?:[ \u3000]?[”’」』）》】〉〕)\]])*")
_CLOSE_STRAIGHT = re.compile(r"(?:[ \u3000]?[”’」』）》】〉〕)\]\"])*")
_QUOTES = frozenset('”’」』"')
# 《你好！再见》 is one title: a mark before its closing bracket ends nothing.
_IN_TITLE = re.compile(r"[^《》\n]{0,40}》")
# What cannot begin a sentence: the clause goes on after the quotation.
_GOES_ON = re.compile(r"\s*[，、；：,;:]")
_ATTRIBUTE = re.compile(r"\s*(?:的|等(?![到待])|之(?=[一类声])|一[词语句]|[和与及或](?=[“「『\"]))")
# “……。”王国军说。 is one sentence; “……。”他说：“…… begins a new one with the speaker, “……。”他不答。 one without.
_VERB = "说|說|表示|指出|介绍|介紹|强调|強調|道|称|稱|问|問|答|补充|補充|解释|解釋|坦言"
_SHOUT = "喊|嚷|吼|叫|喊起来|叫起来|叫起來"
_SAID = re.compile(
    rf"\s*(?![^，。！？；]{{0,12}}[不没沒未][有再]?[回]?[答说說問问道])"
    rf"(?:[^，。！？；：“”、\s]{{0,12}}(?:{_VERB})(?=[，。！？；]|\s*$)|[^，。！？；：“”、\s是]{{1,8}}(?:{_SHOUT})(?=[，。！？；]|\s*$)"
    r"|[^，。！？；：“”、\s]{1,8}，[^，。！？；：“”、\s]{0,2}[笑哭叹歎喊问問答怒喝][着著]?道(?=。))"
)
# 他喊了一声“停！”便跑了。: the quotation is a word of the sentence.
_CARRIES_ON = re.compile(r"\s*(?:便|就|却|卻|才|又)")
_WORD_BEFORE = re.compile(r"[^，。！？；：:、\s“”「」『』][“「『][^“”「」『』]{0,40}$")
_OPENS = re.compile(r"\s*[“「『]")
_NUMERAL = re.compile(r"\s*[一二三四五六七八九十]{1,3}")
_LONGEST_TITLE = 80
_SHORT_BEGINNING = 8  # 这……这是什么？ stammers; a list of that length ends with its ……


def split_chinese(text: str) -> tuple[Span, ...]:
    """Cut Chinese text into sentences; every character lands in exactly one of them.

    A sentence keeps its closing mark and any quote or bracket that closes right after it; white space belongs
    to the sentence before. A line break always ends a sentence, a semicolon never does. A quotation followed
    by 、，： or by the words of its speaker goes on. Empty text has no sentences.

    >>> [(s.start, s.end) for s in split_chinese("他说：“走。”我们走了！")]
    [(0, 7), (7, 12)]
    """
    return tile(text, _ends)


def _ends(line: str) -> Iterator[int]:
    start = counted = quotes = 0
    for stop in _STOP.finditer(line):
        quotes += line.count('"', counted, stop.end())
        counted = stop.end()
        # A straight quote closes if one stands open.
        closing = (_CLOSE_STRAIGHT if quotes % 2 else _CLOSE).match(line, stop.end())
        end = closing.end() if closing else stop.end()
        if _is_end(line, start, stop, end):
            yield end
            start = end


def _is_end(line: str, start: int, stop: re.Match[str], end: int) -> bool:
    if _GOES_ON.match(line, end) or _in_title(line, start, stop.end()):
        return False
    quoted = not _QUOTES.isdisjoint(line[stop.end() : end])
    answered = quoted and _OPENS.match(line, end)
    if _PAUSE.fullmatch(stop.group()) and not answered and not _may_pause(line, start, stop):
        return False
    if stop.group().isascii() and line[end : end + 1].isascii() and line[end : end + 1].isalnum():
        return False  # an address: …/list?page=2
    if not quoted:
        return True
    if _ATTRIBUTE.match(line, end) or _SAID.match(line, end):
        return False
    inside = _WORD_BEFORE.search(line, max(start, stop.start() - _LONGEST_TITLE), stop.start())
    return not (inside and _CARRIES_ON.match(line, end))


def _in_title(line: str, start: int, place: int) -> bool:
    opened = line.rfind("《", max(start, place - _LONGEST_TITLE), place)
    return opened >= 0 and "》" not in line[opened:place] and bool(_IN_TITLE.match(line, place))


def _may_pause(line: str, start: int, stop: re.Match[str]) -> bool:
    """Whether dots end the sentence: an ellipsis after a stammer does not, nor a full stop after 一."""
    if stop.group().strip() in {".", "．"}:
        return not _NUMERAL.fullmatch(line, start, stop.start())
    return stop.start() - start >= _SHORT_BEGINNING
