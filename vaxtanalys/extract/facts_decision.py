"""Who adopted a plan and when, its diary number, and whether it is adopted or a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from vaxtanalys.extract.facts_lines import DIARY, Front, Labelled, Line
from vaxtanalys.extract.facts_title import Title
from vaxtanalys.extract.facts_words import first_code, is_only, matches, speaks, words_of

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
ISO = re.compile(r"(?<![\d/])(?P<y>(?:19|20)\d\d)\s?[-–.]\s?(?P<m>\d\d)\s?[-–.]\s?(?P<d>\d\d)(?!\d)")
COMPACT = re.compile(r"(?<![\d/:.-])(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![\d/:.-])")
WORDED = re.compile(
    r"(?<!\d)(?P<d>[0-3]?\d)(?::?e)?\s+(?P<month>jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]*\.?,?\s+(?P<y>(?:19|20)\d\d)",
    re.I,
)
SLASHED = re.compile(r"(?<![\d/])(?P<d>[0-3]?\d)/(?P<m>[01]?\d)[\s,/-]+(?P<y>(?:19|20)\d\d)(?!\d)")
PLACEHOLDER = re.compile(
    r"(?<![\w])(?:(?:(?:19|20)?[\dXx]{2}|XXXX|xxxx|20XX|ÅÅÅÅ|åååå)[-.](?:XX|xx|MM|mm|[XxÅM]\d|\d[Xx])[-.](?:XX|xx|DD|dd|\d\d|\d[Xx])"
    r"|(?:19|20)\d\d[-.]\d\d[-.](?:XX|xx)|20XX|ÅÅÅÅ-MM-DD|§\s*[Xx]{2,}|20\d\d-00-00|XX\s+\w+\s+20\d\d)"
)
BODY = re.compile(
    r"(?<![\w-])(?:(?:[\wåäöÅÄÖ]+-(?:,\s*|\s+(?:och|samt|&)\s+))*[\wåäöÅÄÖ-]*?"
    r"(?:nämnd(?:en)?|styrelsen|utskott(?:et)?|fullmäktige|direktionen|ledningsgruppen?|styrgruppen)"
    r"(?:\s+för\s+[\wåäö-]+(?:(?:,\s*[\wåäö-]+)*\s+och\s+[\wåäö-]+)?)?"
    r"|(?:kommun|stads|region|förvaltnings|social|utbildnings|skol|omsorgs)(?:direktör(?:en)?|chef(?:en)?))(?![\w-])",
    re.I,
)
OWNER = re.compile(r"(?P<owner>\w+(?:styrelsens|nämndens))\s+(?P<part>\w*utskott(?:et)?)", re.I)
REVISION = re.compile(
    r"\b(?:reviderad|revideras|reviderat|ändrad|uppdaterad|aktualiserad|upprättad|framtagen)\w*", re.I
)
# A whole line that is a diary number without a label: letters of a board, a year, a running number.
BARE_DIARY = re.compile(r"^[A-ZÅÄÖ]{2,5}[ /-]?(?:19|20)?\d\d[/:.-]\d{2,6}$")


@dataclass(frozen=True, slots=True)
class Adoption:
    """Who adopted and when (ISO date); ``spans`` are offsets in the document. ``placeholder``: a date left unfilled."""

    by: str | None = None
    on: str | None = None
    by_span: tuple[int, int] | None = None
    on_span: tuple[int, int] | None = None
    placeholder: tuple[int, int] | None = None
    decided: bool = False


# ------------------------------------------------------------------------------------------------------ dates, bodies


def read_date(text: str) -> tuple[str, int, int] | None:
    """The first whole date in ``text`` as (ISO date, start, end); a date left unfilled or impossible is none."""
    found: list[tuple[int, int, str]] = []
    for pattern in (ISO, COMPACT, WORDED, SLASHED):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = MONTHS.index(groups["month"].lower()) + 1 if groups.get("month") else int(groups["m"])
            try:
                day = date(int(groups["y"]), month, int(groups["d"]))
            except ValueError:
                continue
            found.append((match.start(), match.end(), day.isoformat()))
    if not found:
        return None
    start, end, iso = min(found)
    return iso, start, end


def read_body(text: str) -> tuple[str, int, int] | None:
    """The first body that can adopt a plan, as (its name in lower case, definite form, start, end); never a person."""
    owned = OWNER.search(text)
    found = [(owned.start(), owned.end(), definite(owned[0]))] if owned else []
    found += [(match.start(), match.end(), row.code) for row, match in matches("body", text)]
    found += [(match.start(), match.end(), definite(match[0])) for match in BODY.finditer(text)]
    if not found:
        return None
    start, end, name = min(found, key=lambda item: (item[0], -item[1]))
    return first_code("body", name) or name, start, end


def definite(name: str) -> str:
    """A body's name in lower case and definite form ("Socialnämnd" gives "socialnämnden")."""
    plain = " ".join(name.split()).casefold()
    plain = re.sub(r"nämnd(?=$|\s)", "nämnden", plain)
    plain = re.sub(r"(?:direktör|chef)$", lambda match: f"{match[0]}en", plain)
    # After a genitive Swedish takes the indefinite form: "kommunstyrelsens arbetsutskott".
    return re.sub(r"utskottet$", "utskott", plain) if "s " in plain else re.sub(r"utskott$", "utskottet", plain)


# --------------------------------------------------------------------------------------------------------- adoption


def find_adoption(front: Front, since: int = 0) -> Adoption:
    """The adoption the document states of itself; lines before offset ``since`` (a letter's) are left out.

    Read in this order: a label or verb with a body or a date on the first or last page, a line that is a body and a
    date, a sentence about the document itself.
    """
    lines = [line for line in (*front.front, *front.back) if line.start >= since]
    found = Adoption()
    for reading in (_from_labels(front, lines), _from_verbs(lines), _from_bare_lines(lines)):
        for adoption in reading:
            found = _merge(found, adoption)
        if found.on:
            break
    if not found.on and not found.placeholder:
        for adoption in _from_speech(front, since):
            found = _merge(found, adoption)
    return found


def _merge(one: Adoption, two: Adoption) -> Adoption:
    return Adoption(
        one.by or two.by,
        one.on or two.on,
        one.by_span if one.by else two.by_span,
        one.on_span if one.on else two.on_span,
        one.placeholder or two.placeholder,
        one.decided or two.decided,
    )


def _from_labels(front: Front, lines: list[Line]) -> Iterator[Adoption]:
    for label in front.labels:
        if label.line not in lines or label.code not in ("adopted_by", "adopted_date"):
            continue
        name = label.line.text[label.label_start : label.start].strip(" :")
        value, base = label.value, label.line.start + label.start
        own = _read(value, base, speaks("adopted", name))
        if not own.by and not own.on and not own.placeholder and not value.strip(" :"):
            for line in front.after(label):
                below = _read(line.text, line.start, speaks("adopted", name)) if line.words <= 14 else Adoption()
                wanted = below.by if label.code == "adopted_by" else below.on or below.placeholder
                if wanted:
                    own = below
                    break
        if own.by or own.on or own.placeholder:
            yield own


def _read(text: str, base: int, decided: bool) -> Adoption:
    """Body and date in the words after a verb or label, up to where another document or a revision begins."""
    stop = min(
        [match.start() for _, match in matches("not_own", text)]
        + [match.start() for match in REVISION.finditer(text)]
        + [len(text)]
    )
    text = text[:stop]
    body, day, gap = read_body(text), read_date(text), PLACEHOLDER.search(text)
    if speaks("not_own", text[: body[1] if body else 0]):
        return Adoption()
    return Adoption(
        body[0] if body else None,
        day[0] if day else None,
        (base + body[1], base + body[2]) if body else None,
        (base + day[1], base + day[2]) if day else None,
        (base + gap.start(), base + gap.end()) if gap and not day else None,
        decided and (body is not None or day is not None),
    )


def _from_verbs(lines: Iterable[Line]) -> Iterator[Adoption]:
    """ "Antagen av kommunfullmäktige den 12 december 2022, § 45" within a line of the first pages."""
    for line in lines:
        for _, match in matches("adopted", line.text):
            if speaks("not_own", line.text[: match.start()]) or REVISION.search(line.text[: match.start()]):
                continue
            if line.words > 30 or len(line.text[: match.start()].split()) > 8:
                continue
            found = _read(line.text[match.end() :], line.start + match.end(), decided=True)
            if found.by or found.on or found.placeholder:
                yield found


def _from_bare_lines(lines: Iterable[Line]) -> Iterator[Adoption]:
    """A line of the first pages that is a body and a date and nothing more ("KF 2023-06-19 § 112")."""
    for line in lines:
        if line.words > 9 or line.block.role in ("header", "footer", "item"):
            continue
        found = _read(line.text, line.start, decided=True)
        if not (found.by and found.on and found.by_span and found.on_span):
            continue
        rest = line.text
        for start, end in sorted((found.by_span, found.on_span), reverse=True):
            rest = rest[: start - line.start] + rest[end - line.start :]
        if not re.search(
            r"[^\W\d_]", re.sub(r"§|\bden\b|\bi\b|\bdnr\b|\bkf\b|\bks\b|\bbeslut\b", "", rest, flags=re.I)
        ):
            yield found


def _from_speech(front: Front, since: int) -> Iterator[Adoption]:
    """ "Handlingsplanen antogs av kommunfullmäktige den 14 juni 2021": a sentence about the document itself."""
    for line in front.running:
        if line.start < since:
            continue
        for sentence in re.finditer(r"[^!?]+?(?:[.!?](?=\s+[A-ZÅÄÖ])|$)", line.text):
            text = sentence[0]
            if speaks("not_own", text) or REVISION.search(text):
                continue
            for _, verb in matches("adopted", text):
                subject = [m for _, m in matches("self", text[: verb.start()])]
                if subject and verb.start() - max(m.end() for m in subject) <= 25 and subject[0].start() <= 30:
                    found = _read(text[verb.end() :], line.start + sentence.start() + verb.end(), decided=True)
                    if found.by and found.on:
                        yield found


# ------------------------------------------------------------------------------------------------------ diary number


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


# ------------------------------------------------------------------------------------------------------------- status


@dataclass(frozen=True, slots=True)
class Status:
    """adopted, draft or unknown, and the words that say so (offsets in the document)."""

    code: str
    span: tuple[int, int] | None = None


def read_status(front: Front, kind: str, title: Title | None, adoption: Adoption) -> Status:
    """Whether the document is adopted. Marks both ways, or none, give unknown.

    A letter or an answer is a draft while it proposes a decision; minutes of the decision make it adopted.
    """
    if kind in ("motion_response", "cover_letter_with_strategy") or (kind == "other" and adoption == Adoption()):
        letter = _letter_status(front)
        if letter and not adoption.decided:
            return letter
    mark = _draft_mark(front, title) or adoption.placeholder or _placeholder(front)
    decided = adoption.decided and (adoption.on is not None or adoption.by is not None)
    if mark and adoption.on:
        return Status("unknown")
    if mark:
        return Status("draft", mark)
    if decided or (adoption.by and adoption.on):
        return Status("adopted", adoption.on_span or adoption.by_span)
    return Status("unknown")


def _letter_status(front: Front) -> Status | None:
    for line in front.front:
        if line.words <= 6 and speaks("protocol", line.text):
            return Status("adopted", (line.start, line.end))
    for line in front.running:
        for _, match in matches("proposal", line.text):
            return Status("draft", (line.start + match.start(), line.start + match.end()))
    return None


def _draft_mark(front: Front, title: Title | None) -> tuple[int, int] | None:
    for line in (*front.furniture, *front.front, *front.back):
        text = line.text.strip(" *.")
        if line.words <= 5 and (is_only("draft_mark", text) or _begins_as_draft(text)):
            return line.start, line.end
    for line in title.lines if title else ():
        for _, match in matches("draft_title", line.text):
            return line.start + match.start(), line.start + match.end()
    return None


def _begins_as_draft(text: str) -> bool:
    """ "Utkast 2024-02-01", "Remissversion 2": the mark, then numbers; not a heading that begins with the word."""
    words = re.sub(r"\b(?:version|nr|den|till)\b|[\d\W_]+", " ", text, flags=re.I).strip()
    return bool(words) and is_only("draft_mark", words)


def _placeholder(front: Front) -> tuple[int, int] | None:
    """A date left unfilled on the first pages: the document was printed before it was decided."""
    for line in front.front:
        match = PLACEHOLDER.search(line.text)
        if match:
            return line.start + match.start(), line.start + match.end()
    return None


def without_placeholder(adoption: Adoption) -> Adoption:
    """The adoption as far as it is filled in."""
    return replace(adoption, placeholder=None)
