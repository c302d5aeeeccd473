"""What kind of document it is: a plan, a strategy, slides, an answer, or a letter with a plan behind it."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from vaxtanalys.extract.facts_lines import Front, Line, is_sentence
from vaxtanalys.extract.facts_title import TITLE_SCALE, Title, is_title_text, with_subtitle
from vaxtanalys.extract.facts_words import first_code, is_only, matches, speaks

# How much of an enclosed plan's title a letter's own title must repeat (token set ratio) for one to be the other's.
SAME_TITLE = 75


def is_letter(front: Front, title: Title | None) -> bool:
    """Whether the first page is an official letter: it says so, or answers a consultation and proposes a decision."""
    first = [line for line in front.front if line.page == 1]
    if title and speaks("letter", title.text):
        return True
    if any(is_only("letter", line.text) or _begins_as_letter(line) for line in first):
        return True
    asks = any(label.code == "person" for label in front.labels)
    return asks and any(line.block.role == "heading" and is_only("proposal", line.text) for line in first)


def _begins_as_letter(line: Line) -> bool:
    return line.words <= 8 and any(match.start() == 0 for _, match in matches("letter", line.text))


def find_enclosed(front: Front, letter: Title | None) -> Title | None:
    """The title of a plan that stands behind a letter; None where the letter comes alone.

    A plan's title names its kind in its first words, and either begins a page, follows "Bilaga", or repeats what the
    letter is about.
    """
    lines = [line for line in front.running if not front.sized or line.page > 1]
    for number, line in enumerate(lines):
        if (letter and letter.holds(line)) or not _names_a_plan(line):
            continue
        before = lines[max(0, number - 3) : number]
        enclosed = any(speaks("enclosure", item.text) for item in before)
        alike = letter is not None and _alike(letter.text, line.text)
        opens_page = front.sized and number > 0 and lines[number - 1].page != line.page
        if front.sized:
            fits = (enclosed or alike or opens_page) and line.size >= front.body_size * TITLE_SCALE
        else:
            fits = enclosed or alike
        if fits and (line.block.role == "heading" or alike or not is_sentence(line)):
            return with_subtitle(front, line)
    return None


def _names_a_plan(line: Line) -> bool:
    """Whether a line begins as a plan's title does: "Strategi för ...", "Kommunövergripande handlingsplan mot ..."."""
    if line.block.role == "item" or not is_title_text(line) or line.words < 3:
        return False
    head = re.split(r"\s(?:för|mot|om|kring|gällande)\s", f"{line.text} ", maxsplit=1)[0]
    return len(head.split()) <= 6 and first_code("document_type", head) in ("action_plan", "strategy")


def _alike(letter: str, title: str) -> bool:
    """Whether a letter's title repeats a plan's, whole: a sentence about the plan is longer than its title."""
    alike = fuzz.token_set_ratio(letter.casefold(), title.casefold()) >= SAME_TITLE
    return alike and len(title.split()) <= len(letter.split()) + 8


def read_type(front: Front, title: Title | None, enclosed: Title | None) -> str:
    """The code of the document's kind: from its title, the form of its pages, a label, or how it speaks of itself."""
    if title and first_code("document_type", title.text) == "motion_response":
        return "motion_response"
    if _is_protocol(front):
        return "other"
    if is_letter(front, title):
        return "cover_letter_with_strategy" if enclosed else "other"
    if front.slides:
        return "presentation"
    named = first_code("document_type", title.text) if title else None
    return named or _labelled_type(front) or _spoken_type(front) or "other"


def _is_protocol(front: Front) -> bool:
    """Whether the first page is headed as minutes: the plan they speak of is another document."""
    first = [line for line in front.front if line.page == 1] if front.sized else front.front[:6]
    return any(line.words <= 12 and speaks("protocol", line.text) for line in first)


def _labelled_type(front: Front) -> str | None:
    for label in front.labels:
        if label.code == "document_type":
            for text in (label.value, *(line.text for line in front.after(label))):
                code = first_code("document_type", text)
                if code:
                    return code
                if text.strip():
                    break
    return None


def _spoken_type(front: Front) -> str | None:
    """The kind by which the running text calls itself at least three times, and more often than any other."""
    counts: dict[str, int] = {}
    for line in front.running:
        for row, _ in matches("self", line.text):
            if row.code != "any":
                counts[row.code] = counts.get(row.code, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]
