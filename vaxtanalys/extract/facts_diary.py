"""A document's own diary number, as printed."""

from __future__ import annotations

import re

from vaxtanalys.extract.facts_decision import read_date
from vaxtanalys.extract.facts_lines import DIARY, Front, Labelled
from vaxtanalys.extract.facts_words import speaks, words_of

# A whole line that is a diary number without a label: letters of a board, a year, a running number.
BARE_DIARY = re.compile(r"^[A-ZÅÄÖ]{2,5}[ /-]?(?:19|20)?\d\d[/:.-]\d{2,6}$")


def find_diary(front: Front) -> tuple[str, tuple[int, int]] | None:
    """The document's own diary number, as printed, with its offsets; never that of the document it replaces."""
    for label in front.labels:
        if label.code == "diary" and not _replaced(label):
            found = _diary(label.value, label.line.start + label.start)
            if found:
                return found
            if not label.value.strip(" :."):
                for line in front.after(label):
                    found = _diary(line.text, line.start) if line.words <= 8 else None
                    if found:
                        return found
    return _inline_diary(front) or _bare_diary(front)


def _replaced(label: Labelled) -> bool:
    """Whether the number belongs to another document named before it on the line, or is the other party's."""
    before = label.line.text[: label.label_start]
    if speaks("not_own", before.rpartition(".")[2]):
        return True
    return bool(re.search(r"\b(?:er|ert)\s*$", before, re.I))


def _diary(value: str, base: int) -> tuple[str, tuple[int, int]] | None:
    for match in DIARY.finditer(value):
        if read_date(match[0]):
            continue
        # Words before the number ("Motion om ...") mean that the label had no value of its own.
        if len(value[: match.start()].split()) > 2:
            return None
        return match[0].strip(), (base + match.start(), base + match.start() + len(match[0].rstrip()))
    return None


def _inline_diary(front: Front) -> tuple[str, tuple[int, int]] | None:
    row = next(row for row in words_of("label") if row.code == "diary")
    for line in front.front:
        for match in row.find(line.text):
            before = line.text[: match.start()]
            if speaks("not_own", before) or line.words > 45:
                continue
            found = _diary(line.text[match.end() :].split(",")[0], line.start + match.end())
            if found:
                return found
    return None


def _bare_diary(front: Front) -> tuple[str, tuple[int, int]] | None:
    lines = [line for line in front.front if line.page == 1 and BARE_DIARY.match(line.text.strip())]
    distinct = {line.text.strip() for line in lines}
    return (lines[0].text.strip(), (lines[0].start, lines[0].end)) if len(distinct) == 1 else None
