"""Rule T102: a rank dropped or added."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is {right}; the translation has “{wrong}”: {cause}."


def check(alignment: Alignment) -> Iterator[Finding]:
    """副, 代, 原 or 名誉 before a post is lost in English, or the English adds a rank.

    Why:
        A deputy becomes the chief, somebody who has left is still in office. Such errors are corrected in public.

    Flagged:
        省人大常委会副主任张建国出席。 => Zhang Jianguo, ⟦director of the Standing Committee of the Provincial People's Congress⟧, attended.
        国防部副部长讲话。 => The ⟦minister⟧ of defense spoke.
        市长讲话。 => The ⟦deputy mayor⟧ spoke.
        副秘书长李明出席。 => ⟦Secretary-General⟧ Li Ming attended.
        名誉会长李明出席。 => ⟦President⟧ Li Ming attended.
        历任副所长、所长，江苏省科学技术协会副主席。 => He served as deputy director and director, then as ⟦chairman⟧ of the provincial association.
        副书记、县长李建明讲话。 => Li Jianming, secretary and ⟦deputy county head⟧, spoke.

    Accepted:
        高等法院暂委法官判处被告入狱五年。 => A High Court deputy judge jailed the defendant for five years.
        国防部副部长讲话。 => The vice minister of defense spoke.
        常务副市长讲话。 => The executive vice mayor spoke.
        联合国副秘书长讲话。 => The UN under-secretary-general spoke.
        原副院长受审。 => The former vice president stood trial.
        副主任、副书记李明出席。 => Li Ming, deputy director and secretary, attended.
        人大代表、政协委员旁听庭审。 => People's congress deputies, political advisers and others attended the trial.
        人大代表、州长罗萍讲话。 => Luo Ping, a deputy and governor of the prefecture, spoke.

    Limits:
        Where the English has a deputy somewhere in the sentence, to whom the word belongs is not judged.
    """
    yield from term_findings(RULE, alignment, "title", (Verdict.NEAR,), _SAYS)


RULE = Rule(
    "T102",
    "rank-changed",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
