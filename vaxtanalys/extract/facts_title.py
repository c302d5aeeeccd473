"""A document's title, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vaxtanalys.extract.facts_lines import DIARY, TITLE_WORDS, Front, Line, is_paragraph, is_sentence, read_labels
from vaxtanalys.extract.facts_words import first_code, is_only, matches, speaks
from vaxtanalys.municipalities import find_municipality, surroundings

# A title is set clearly larger than the running text; 1.15 parts a 14-point heading from 12-point text.
TITLE_SCALE = 1.15
# Word's cover templates set the title in a table; a cell that is a title is set this much larger than a heading.
CELL_SCALE = 1.4
# A page with no more words than this is a title page: the lines under the title belong to it.
TITLE_PAGE_WORDS = 130
SUBTITLE_LINES = 4

YEARS_ALONE = re.compile(
    r"^\W*(?:för\s+)?(?:åren\s+|perioden\s+)?(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)\d\d|\d\d))?\W*$", re.I
)
OFFICE = re.compile(
    r"^(?:[\wåäöø-]+,?\s+(?:och\s+)?){0,5}"
    r"(?:[\wåäöø-]*(?:nämnd|nämnden|styrelsen?|förvaltning|förvaltningen|kontor|kontoret|avdelningen?|enheten|utskottet?"
    r"|fullmäktige|kansliet|staben|[^m]rådet)|enhet|rådet|stab)"
    r"(?:\s+(?:för|i)\s+[\wåäö ,-]{1,50})?$",
    re.I,
)
NAME = re.compile(r"^[A-ZÅÄÖ][a-zåäöé]+(?:[ -][A-ZÅÄÖ][a-zåäöé]+){1,3}(?:,.*)?$")
CONTACT = re.compile(r"@|www\.|https?:|\.se\b|\b0\d{1,3}[- –/]\s?\d[\d ]{4,}|\b\d{3}\s?\d{2}\s+[A-ZÅÄÖ]")
MONTH_YEAR = re.compile(
    r"^\W*(?:\d{1,2}\s+)?(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s+(?:19|20)\d\d\W*$",
    re.I,
)
PLACE = re.compile(r"^(?P<first>[A-ZÅÄÖ][\wåäöÅÄÖ]*)(?:[ -][A-ZÅÄÖ][\wåäöÅÄÖ]*)?\s+(?i:kommun|stad)$")
PAGE_COUNT = re.compile(r"^\W*(?:sida?n?\s*)?\d+\s*(?:\(\d+\)|av\s+\d+)?\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Title:
    """The lines that make a title, its words joined, and the lines' offsets in the document."""

    text: str
    lines: tuple[Line, ...]

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Offsets in the document of each line."""
        return tuple((line.start, line.end) for line in self.lines)

    def holds(self, line: Line) -> bool:
        """Whether ``line`` is one of the title's lines, or one that was cut where a decision begins."""
        return any(line.start == part.start for part in self.lines)


def is_title_text(line: Line) -> bool:
    """Whether a line can be (part of) a title: no label, office, address, person, date, template word or sentence."""
    text = line.text.strip(" .:–-*")
    if line.block.role in ("cell", "footnote", "caption", "toc") or (line.block.role == "item" and not line.dashed):
        return False
    if not re.search(r"[^\W\d_]{3}", text):
        return False
    if line.words > TITLE_WORDS or is_only("furniture", text):
        return False
    if PAGE_COUNT.match(text) or MONTH_YEAR.match(text) or CONTACT.search(text) or names_a_place(text):
        return False
    if line.words <= 6 and speaks("office_holder", text) and not speaks("document_type", text):
        return False
    if is_only("draft_mark", text) or is_only("letter", text) or DIARY.fullmatch(text):
        return False
    if any(match.start() == 0 for kind in ("adopted", "enclosure", "replacing") for _, match in matches(kind, text)):
        return False
    if OFFICE.match(text) and not speaks("document_type", text):
        return False
    if _opens_with_label(line):
        return False
    return not (NAME.match(text) and not speaks("document_type", text) and line.block.role != "heading")


def _opens_with_label(line: Line) -> bool:
    """Whether a label and its value begin here; a heading such as "Uppföljning av handlingsplan" is none."""
    labels = read_labels(line)
    if not labels or re.search(r"[^\W\d_]", line.text[: labels[0].label_start]):
        return False
    plain = labels[0].code == "person" and line.text[labels[0].start - 1] != ":"
    return not (plain and line.block.role == "heading" and first_code("document_type", line.text))


def _is_title_cell(line: Line) -> bool:
    block = line.block
    return block.role == "cell" and is_title_text(replace(line, block=replace(block, role="paragraph")))


def names_a_place(text: str) -> bool:
    """Whether a line is a municipality's or county's name and no more words, in SCB's list or not."""
    rest = text
    for mention in reversed(find_municipality(text)):
        rest = rest[: mention.start] + rest[mention.end :]
    if rest != text and not re.search(r"[^\W\d_]", rest):
        return True
    place = PLACE.match(text)
    return place is not None and place["first"].casefold() not in surroundings("not_named")


# --------------------------------------------------------------------------------------------------- finding a title


def find_title(front: Front) -> Title | None:
    """The title on the first pages, with its subtitle; None where no line can be one."""
    found = _by_size(front) if front.sized else _by_order(front)
    return found or _by_label(front) or _by_furniture(front)


def _by_size(front: Front) -> Title | None:
    """The largest line of each of the first pages; the first page wins, unless only a later one names its kind."""
    floor = front.body_size * TITLE_SCALE
    found: list[Title] = []
    for page in range(1, 5):
        lines = [line for line in front.front if line.page == page and line.block.role not in ("header", "footer")]
        able = [line for line in lines if line.block.role not in ("watermark", "item") and is_title_text(line)]
        able += [line for line in lines if line.size >= floor * CELL_SCALE and _is_title_cell(line)]
        able = [line for line in able if line.size >= floor and not (page > 1 and is_sentence(line))]
        if able:
            largest = max(line.size for line in able)
            main = next(line for line in able if line.size >= largest - 0.3)
            found.append(with_subtitle(front, main))
    # Slides have titles of their own, as large as the first one's: "Varför en plan?" is what that slide is about.
    return found[0] if found and front.slides else _named(found, first_only_words=3)


def _by_order(front: Front) -> Title | None:
    """The first line that can be a title and names a kind of document, else the first that can be one at all."""
    found: list[Title] = []
    skip = False
    for line in front.front:
        if line.block.role in ("header", "footer", "watermark"):
            continue
        labels = read_labels(line)
        if skip and not labels and line.words <= 4:
            skip = bool(re.fullmatch(r"[^\d]+", line.text)) and skip
            skip = False
            continue
        skip = bool(labels) and not labels[-1].value.strip()
        if line.block.role != "item" and is_title_text(line) and not is_sentence(line):
            found.append(with_subtitle(front, line))
        if is_paragraph(line):
            break
    return _named(found, first_only_words=2)


def _named(found: Sequence[Title], first_only_words: int) -> Title | None:
    for title in found:
        named = speaks("document_type", title.text) or speaks("letter", title.text)
        if named and (title is found[0] or len(title.text.split()) >= first_only_words):
            return title
    return found[0] if found else None


def with_subtitle(front: Front, main: Line) -> Title:
    """The title's lines: a kicker that names its kind, the main line, and what follows it as part of it."""
    page = [line for line in front.running if line.page == main.page] if front.sized else list(front.running)
    here = page.index(main)
    title_page = not front.sized or sum(line.words for line in page) <= TITLE_PAGE_WORDS
    lines = [_before_decision(main)]
    for number, line in enumerate(page[here + 1 : here + 1 + SUBTITLE_LINES], here + 1):
        following = page[number + 1] if number + 1 < len(page) else None
        part = _before_decision(line)
        if not _continues(front, lines, part, following, title_page):
            break
        lines.append(part)
    kicker = page[here - 1] if here else None
    if (
        kicker
        and title_page
        and is_title_text(kicker)
        and kicker.words <= 4
        and speaks("document_type", kicker.text)
        and not speaks("document_type", " ".join(line.text for line in lines))
    ):
        lines.insert(0, kicker)
    return Title(join_title([line.printed for line in lines]), tuple(lines))


def _before_decision(line: Line) -> Line:
    """The line up to where a decision or a label begins ("Plan mot våld Fastställd av ..."), as web titles have it."""
    cuts = [match.start() for _, match in matches("adopted", line.text)]
    cuts += [
        label.label_start
        for label in read_labels(line)
        if label.code == "diary" or label.line.text[label.start - 1] == ":"
    ]
    cut = min((at for at in cuts if len(re.findall(r"[^\W\d_]+", line.text[:at])) >= 2), default=None)
    if cut is None:
        return line
    text = line.text[:cut].rstrip(" ,;(")
    return Line(text, line.start, line.start + len(text), line.block)


def _continues(front: Front, lines: list[Line], line: Line, following: Line | None, title_page: bool) -> bool:
    """Whether ``line`` belongs to the title begun with ``lines``."""
    if YEARS_ALONE.match(line.text):
        return True
    if not is_title_text(line) or is_sentence(line) or _repeats(lines, line) or NAME.match(line.text):
        return False
    if line.size and line.size < front.body_size * 0.9 and not title_page:
        return False
    joins = re.match(r"\s*[–—-]\s*\w|\s*\(|[a-zåäö]", line.printed) or lines[-1].text.rstrip().endswith(
        (":", "–", "-", ",")
    )
    if joins:
        return True
    if speaks("letter", lines[0].text) or speaks("proposal", line.text):
        return False
    if not title_page and not (line.size and abs(line.size - lines[-1].size) < 0.3):
        return False
    # A heading with running text under it opens a section; it is no part of the title.
    opens = following is not None and is_paragraph(following)
    return not opens or line.block.role != "heading"


def _repeats(lines: list[Line], line: Line) -> bool:
    own = line.text.casefold().strip(" .")
    return any(own.startswith(done.text.casefold().strip(" .")) for done in lines)


def join_title(parts: Sequence[str]) -> str:
    """A title's lines as one: a dash before a subtitle unless it brings its own, the last full stop dropped."""
    joined = ""
    for words in parts:
        part = re.sub(r"^[–—-]\s*", "– ", " ".join(words.split()))
        if not joined:
            joined = part
        elif YEARS_ALONE.match(part) or re.match(r"[a-zåäö(–—-]", part) or joined.endswith((":", ",", "–", "—", "-")):
            joined = f"{joined} {part}"
        else:
            joined = f"{joined.rstrip('.')} – {part}"
    return joined.strip(" *").rstrip(".").strip()


def _by_label(front: Front) -> Title | None:
    for label in front.labels:
        if label.code == "title" and label.value.strip():
            start = label.line.start + label.start + len(label.value) - len(label.value.lstrip())
            end = label.line.start + label.start + len(label.value.rstrip(" ,;"))
            line = Line(front.document.text[start:end], start, end, label.line.block)
            return Title(join_title([line.text]), (line,))
    return None


def _by_furniture(front: Front) -> Title | None:
    """A running header that names the kind of document, where no page prints a title."""
    for line in front.furniture:
        if is_title_text(line) and speaks("document_type", line.text):
            return Title(join_title([line.text]), (line,))
    return None
