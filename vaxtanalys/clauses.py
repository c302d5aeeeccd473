"""Which words of a measure say what is promised, and which only why, by whom or in explanation."""

from __future__ import annotations

import re

# "Utbilda personalen i syfte att stärka stödet till barn" is training of staff, not support for children: what comes
# after these words is the purpose, not the act, and counts half. "Ansvarar för att" is no purpose but the act itself,
# and after a head that says nothing alone ("insatser för att", "en rutin för att") stands what the measure is.
_EMPTY_HEADS = (
    *("ansvarar", "ansvar", "verka", "verkar", "arbeta", "arbetar", "arbetet", "insats", "insatser", "insatserna"),
    *("åtgärder", "förutsättningar", "förutsättningarna", "metod", "metoder", "metoderna", "rutin", "rutiner"),
    *("rutinen", "rutinerna", "arbetssätt", "verktyg", "modell", "modeller", "former", "formerna", "struktur"),
    *("strukturer", "strategi", "strategier", "resurser", "förmåga", "förmågan", "möjlighet", "möjligheter"),
    *("checklista", "lathund", "vägledning", "frågeunderlag", "arbetsmodell", "handlingsplan", "struktur"),
)
PURPOSE = re.compile(
    r"\b(?:i syfte att|med syfte att|i avsikt att|syftar till att|så att|"
    + "".join(rf"(?<!\b{head} )" for head in _EMPTY_HEADS)
    + r"för att)\b"
)
PURPOSE_SHARE = 0.5
# "Styrgruppen mot våld ansvarar för att ta fram en rutin": what stands before is who does it, not what is done.
DOER = re.compile(r"\b(?:ansvarar för att|ansvar för att|(?:ges|får|har) i uppdrag att|uppdras att|åläggs att)\b")
DOER_SHARE = 0.3
# The first sentence says what is promised; those that follow mostly explain it.
LATER_SHARE = 0.6
SENTENCE_END = re.compile(r"(?<=[a-zåäö0-9)”\"])[.!?]\s+")


def clause_shares(folded: str) -> list[tuple[int, float]]:
    """From which offset on how much a word of the casefolded text counts: ``[(0, 1.0), (40, 0.5), ...]``."""
    shares: list[tuple[int, float]] = []
    starts = [0, *(match.end() for match in SENTENCE_END.finditer(folded))]
    for index, start in enumerate(starts):
        base = 1.0 if index == 0 else LATER_SHARE
        end = starts[index + 1] if index + 1 < len(starts) else len(folded)
        doer = DOER.search(folded, start, end)
        if doer:
            shares.append((start, base * DOER_SHARE))
        act = doer.end() if doer else start
        shares.append((act, base))
        purpose = PURPOSE.search(folded, act, end)
        if purpose and purpose.start() > act:
            shares.append((purpose.start(), base * PURPOSE_SHARE))
    return shares


def share_at(shares: list[tuple[int, float]], offset: int) -> float:
    """The share that holds at ``offset``."""
    value = 1.0
    for start, share in shares:
        if start > offset:
            break
        value = share
    return value
