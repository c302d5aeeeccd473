"""Who adopted a plan, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vaxtanalys.extract.facts_lines import Front, Labelled, Line
from vaxtanalys.extract.facts_words import first_code, matches, speaks

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
    r"(?:nämnd(?:en)?|styrelsen|utskott(?:et)?|fullmäktige|direktionen|ledningsgruppen?|styrgruppen"
    r"|(?:(?<![\wåäö])brottsförebyggande |(?:folkhälso|trygghets|säkerhets|välfärds|hållbarhets))råd(?:et)?)"
    r"(?:\s+för\s+[\wåäö-]+(?:(?:,\s*[\wåäö-]+)*\s+och\s+[\wåäö-]+)?)?"
    r"|(?:kommun|stads|region|förvaltnings|social|utbildnings|skol|omsorgs)(?:direktör(?:en)?|chef(?:en)?))(?![\w-])",
    re.I,
)
OWNER = re.compile(r"(?P<owner>\w+(?:styrelsens|nämndens))\s+(?P<part>\w*utskott(?:et)?)", re.I)
REVISION = re.compile(
    r"\b(?:reviderad|revideras|reviderat|ändrad|uppdaterad|aktualiserad|upprättad|framtagen)\w*", re.I
)


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
        if found.on and found.by:
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
        if own.by and not own.on and not own.placeholder:
            own = _merge(own, _dated_beside(front, label))
        if own.by or own.on or own.placeholder:
            yield own


def _dated_beside(front: Front, label: Labelled) -> Adoption:
    """The date of the very next label where that is plain "Datum": it dates the decision named just before it."""
    beside = front.labels.index(label) + 1
    if beside >= len(front.labels):
        return Adoption()
    following = front.labels[beside]
    name = following.line.text[following.label_start : following.start].strip(" :").casefold()
    if name != "datum" or following.line.start - label.line.end > 40:
        return Adoption()
    dated = _read(following.value, following.line.start + following.start, decided=False)
    return Adoption(on=dated.on, on_span=dated.on_span, placeholder=dated.placeholder)


def _read(text: str, base: int, decided: bool) -> Adoption:
    """Body and date in the words after a verb or label, up to where another document or a revision begins."""
    stop = min(
        [match.start() for _, match in matches("not_own", text)]
        + [match.start() for match in REVISION.finditer(text)]
        + [len(text)]
    )
    text = text[:stop]
    if speaks("undecided", text):
        return Adoption()
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
            before = line.text[: match.start()]
            if speaks("not_own", before) or speaks("undecided", before) or REVISION.search(before):
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
