"""The years a plan holds for: from its title, a label, a line of its own, or what it says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vaxtanalys.extract.facts_lines import Front, Labelled
from vaxtanalys.extract.facts_title import YEARS_ALONE, Title, names_a_place
from vaxtanalys.extract.facts_words import matches, speaks

YEAR = r"(?:19|20)\d\d"
DASH = r"\s*(?:[-–—/]|till\s+och\s+med|till|t\.?\s?o\.?\s?m\.?|och)\s*"
RANGE = re.compile(rf"(?<![\d/:.])(?P<start>{YEAR}){DASH}(?P<end>{YEAR}|\d\d(?![\d-]))(?![\d/:])")
# A day before or after the year: "2024-01-01 till och med 2027-12-31", "1 januari 2024 till 31 december 2027".
DAY_RANGE = re.compile(
    rf"(?P<start>{YEAR})(?:-\d\d-\d\d)?(?:{DASH})(?:och\s+med\s+)?(?:den\s+)?(?:\d{{1,2}}\s+\w+\s+)?(?P<end>{YEAR})(?:-\d\d-\d\d)?"
)
ONE_YEAR = re.compile(rf"(?<![\d/:.-])(?P<year>{YEAR})(?![\d/:]|-\d)")
# Years that name something else: Agenda 2030, Vision 2030, a law's number.
OTHER_YEAR = re.compile(r"(?:agenda|vision|mål|målbild|sfs|prop\.?|skr\.?|lag|lagen|sol|iso)\s*\(?$", re.I)
UNTIL = re.compile(r"(?:till\s+och\s+med|till|t\.?\s?o\.?\s?m\.?|längst|fram\s+till|[-–])\s*$", re.I)
SINCE = re.compile(r"(?:från\s+och\s+med|från|fr\.?\s?o\.?\s?m\.?)\s*(?:den\s+)?(?:\d{1,2}\s+\w+\s+)?$", re.I)
# How long a plan may reasonably hold; a longer range is a law's or a table's.
LONGEST = 20
HOLDS = re.compile(
    r"\b(?:gäller|sträcker sig|löper|omfattar|avser|är giltig|giltighetstid|planperiod|tidsperiod|gälla)\b", re.I
)


REGION = re.compile(r"(?:region|landstinget|länsstyrelsen)(?: (?:i )?[\w-]+){1,3}$", re.I)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last year, either may be None; ``span`` is where they stand, as offsets in the document.

    ``end_span`` is where the last year stands, when that is another line than the first year's.
    """

    start: int | None
    end: int | None
    span: tuple[int, int]
    end_span: tuple[int, int] | None = None


def read_years(text: str, base: int = 0) -> Period | None:
    """The range of years in ``text`` ("2024–2027", "2024-01-01 till 2027-12-31", "2024–27"); None without one."""
    for pattern in (RANGE, DAY_RANGE):
        for match in pattern.finditer(text):
            first, last = int(match["start"]), int(match["end"])
            last = last if last > 99 else first - first % 100 + last
            if first < last <= first + LONGEST and not OTHER_YEAR.search(text[: match.start()]):
                return Period(first, last, (base + match.start(), base + match.end()))
    return None


def find_period(front: Front, title: Title | None, only_title: bool = False) -> Period | None:
    """The years the document holds for. ``only_title`` for an answer or a letter, whose text speaks of other plans."""
    titled = _from_title(title)
    if titled and titled.start != titled.end:
        return titled
    if only_title:
        return titled
    return (
        _from_labels(front)
        or _from_own_line(front)
        or _from_speech(front)
        or _from_title_page(front)
        or _from_furniture(front)
        or titled
    )


def _from_title(title: Title | None) -> Period | None:
    if not title:
        return None
    for line in title.lines:
        found = read_years(line.text, line.start)
        if found:
            return found
    for line in title.lines:
        for match in ONE_YEAR.finditer(line.text):
            if not OTHER_YEAR.search(line.text[: match.start()]):
                year, span = int(match["year"]), (line.start + match.start(), line.start + match.end())
                until = UNTIL.search(line.text[: match.start()])
                since = SINCE.search(line.text[: match.start()])
                return Period(None if until else year, None if since else year, span)
    return None


def _from_labels(front: Front) -> Period | None:
    parts: list[Period] = []
    for label in front.labels:
        if label.code not in ("period", "valid_until"):
            continue
        found = _labelled_years(label, label.value, label.line.start + label.start)
        if not found and not label.value.strip():
            for line in front.after(label):
                found = _labelled_years(label, line.text, line.start)
                if found:
                    break
        if found and found.start and found.end:
            return found
        if found:
            parts.append(found)
    if not parts:
        return None
    first = next((part for part in parts if part.start), None)
    last = next((part for part in parts if part.end), None)
    if first and last and first is not last and first.start and last.end and first.start > last.end:
        return first
    return Period(
        first.start if first else None,
        last.end if last else None,
        (first or parts[0]).span,
        last.span if last else None,
    )


def _labelled_years(label: Labelled, text: str, base: int) -> Period | None:
    if len(text.split()) > 14:
        return None
    found = read_years(text, base)
    if found:
        return found
    match = re.search(rf"(?<!\d)(?P<year>{YEAR})(?P<day>-\d\d-\d\d)?(?!\d)", text)
    if not match or OTHER_YEAR.search(text[: match.start()]):
        return None
    year, span = int(match["year"]), (base + match.start(), base + match.end())
    words = label.line.text[label.label_start : label.start] + text[: match.start()]
    if (
        label.code == "valid_until"
        or UNTIL.search(words.rstrip(": ") + " ")
        or re.search(UNTIL.pattern, text[: match.start()])
    ):
        return Period(None, year, span)
    if re.search(r"från|fr\.?\s?o\.?\s?m", words, re.I):
        return Period(year, None, span)
    # A validity that is one day ends on it; a validity that is one year is that year.
    return Period(None if match["day"] else year, year, span)


def _from_own_line(front: Front) -> Period | None:
    """Years alone on a line of the first pages."""
    for line in front.front:
        if line.block.role not in ("header", "footer", "cell") and YEARS_ALONE.match(line.text):
            found = read_years(line.text, line.start)
            if found:
                return found
    return None


def _from_title_page(front: Front) -> Period | None:
    """``years_below_the_title``: a line of the first page before its running text, with a range of years behind a comma
    or a place's name, and no other document's name ("Ekeby kommun 2031–2034", "Ekeby och polisen, 2031–2034").
    """
    for line in front.front:
        if line.page > 1 or line.start >= front.head_end or line.words > LONGEST:
            continue
        if line.block.role not in ("heading", "paragraph") or speaks("not_own", line.text):
            continue
        found = read_years(line.text, line.start)
        before = line.text[: found.span[0] - line.start].rstrip() if found else ""
        if found and (before.endswith((",", "–", "—", "-")) or names_a_place(before) or REGION.match(before)):
            return found
    return None


def _from_speech(front: Front) -> Period | None:
    """ "Handlingsplanen gäller 2024–2027": a sentence whose subject is the document itself."""
    for line in front.running:
        for sentence in re.finditer(r"[^.!?]+(?:[.!?](?=\S)[^.!?]*)*", line.text):
            text = sentence[0]
            holds = HOLDS.search(text)
            if not holds or speaks("not_own", text[: holds.end()]):
                continue
            subject = [match for _, match in matches("self", text[: holds.start()])]
            if not subject or holds.start() - max(match.end() for match in subject) > 30:
                continue
            found = read_years(text[holds.end() :], line.start + sentence.start() + holds.end())
            if found and found.span[0] - (line.start + sentence.start() + holds.end()) <= 40:
                return found
    return None


def _from_furniture(front: Front) -> Period | None:
    for line in front.furniture:
        if speaks("document_type", line.text):
            found = read_years(line.text, line.start)
            if found:
                return found
    return None
