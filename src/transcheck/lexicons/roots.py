"""English words without their endings: what the forms of a verb or noun have in common."""

from __future__ import annotations

from functools import lru_cache

from transcheck.lexicons.forms import stem

# Past tenses and participles that no ending tells.
_IRREGULAR = dict(
    pair.split(":")
    for pair in "went:go gone:go said:say came:come saw:see seen:see took:take taken:take gave:give given:give got:get made:make knew:know "
    "known:know thought:think found:find told:tell felt:feel left:leave kept:keep began:begin begun:begin brought:bring held:hold wrote:write "
    "written:write stood:stand heard:hear met:meet ran:run paid:pay sat:sit spoke:speak spoken:speak lay:lie led:lead grew:grow grown:grow "
    "lost:lose fell:fall fallen:fall sent:send built:build drew:draw drawn:draw broke:break broken:break spent:spend rose:rise risen:rise "
    "drove:drive driven:drive bought:buy wore:wear worn:wear chose:choose chosen:choose ate:eat eaten:eat slept:sleep sold:sell taught:teach "
    "caught:catch fought:fight won:win sang:sing sung:sing swam:swim flew:fly flown:fly forgot:forget forgotten:forget hung:hang shook:shake "
    "shone:shine shot:shoot sank:sink stole:steal stolen:steal struck:strike swore:swear threw:throw thrown:throw woke:wake wept:weep bent:bend "
    "bit:bite bitten:bite blew:blow blown:blow burnt:burn dealt:deal died:die dug:dig drank:drink drunk:drink hid:hide hidden:hide lent:lend "
    "lit:light meant:mean rode:ride ridden:ride rang:ring sought:seek swept:sweep tore:tear torn:tear understood:understand bore:bear "
    "men:man women:woman children:child feet:foot teeth:tooth better:good best:good worse:bad worst:bad".split()
)
_ENDINGS = ("ing", "ed", "ly")
_ROOT = 3  # letters that an ending leaves


@lru_cache(maxsize=65536)
def root(key: str) -> str:
    """A folded English word without its endings: what the forms of a verb or noun have in common, seldom a word itself.

    >>> root("smiled") == root("smiling") == root("smile"), root("stopped"), root("went"), root("thing")
    (True, 'stop', 'go', 'thing')
    """
    word = stem(_IRREGULAR.get(key, key))
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
            word = word.removesuffix(ending)
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            elif word[-1] == "i":
                word = word[:-1] + "y"
            break
    return word.removesuffix("e") if len(word) > _ROOT else word
