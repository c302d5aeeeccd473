"""Running headers and footers, page numbers and watermarks: found over the whole document and kept apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from vaxtanalys.layout.lines import Line
from vaxtanalys.model import RawPage

# From this many times the size of the text a line is a title; a running head repeats at least so many characters.
_TITLE_SIZE = 1.25
# From this many times the size of a line on, what stands above it is its title.
_TITLE_OVER = 1.12
_LEAST_HEAD = 8
_HOLES = 0.02
# A number of a page, the words before it, and the count of all pages behind it.
_N = r"\d{1,4}"
_PAGE, _OF = r"(?:sida|sid\.?|s\.)", rf"(?:\s*(?:av|/|\()\s*{_N}\)?)?"
_PAGE_NUMBER = re.compile(
    rf"^{_PAGE}?\s*\(?{_N}\)?(?:\s*(?:\(\s*{_N}\s*\)|av\s+{_N}|/\s*{_N}|\|\s*{_N}))?$|^[–-]\s*{_N}\s*[–-]$", re.I
)
_PAGE_AT_END = re.compile(rf"\b{_PAGE}\s*({_N}){_OF}$", re.I)
# What may follow a chapter's name in a running head: signs and the page's number, no words of a sentence.
_HEAD_TAIL = re.compile(rf"[\s|/·•–—-]*(?:{_PAGE}\s*)?(?:{_N}{_OF})?")


def find_furniture(
    lines: Mapping[int, Sequence[Line]],
    pages: Sequence[RawPage],
    margin_share: float,
    artifact: Callable[[Line], bool] | None = None,
) -> dict[int, dict[int, str]]:
    """For each page, the indexes of its lines that are furniture, with their role (header or footer).

    ``repeated_line``: a line near the top or foot whose words stand at the same height on at least three pages, or on
    both of two. ``title_of_slides``: in type larger than the text it stands on half of the pages at least; else it is
    the heading of slides that go on. ``running_chapter_name``: a line in smaller type that says what a heading on its
    page or a page before says. ``figures_in_step``: one figure may differ where it goes in step with the pages
    ("sida 3"); years that differ are matter ("Tidplan: 2031", "Tidplan: 2032"). ``page_number``: a line near
    the top or foot that is nothing but a page number. ``artifact``: a line near the top or foot, in no
    larger type than the text, that a tag tree which holds the rest of the page leaves out (what ``artifact`` tells): so
    are the headers of a single page known. ``foot_in_parts``: what stands level with a page's number at the foot.
    """
    where: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    body = _body_size(lines)
    spots: dict[tuple[int, int], tuple[list[str], int, str]] = {}
    for page in pages:
        for index, line in enumerate(lines[page.number]):
            role = _margin(line, page, margin_share)
            if role is None:
                continue
            # In large type figures number headings, but for a page's own number at the foot.
            numbered = line.size <= body or (role == "footer" and _tells_page(line.text.strip(), page.number))
            keys = _keys(line.text.casefold(), page.number if numbered else None)
            height = round(line.box.top if role == "header" else page.height - line.box.bottom)
            spots[page.number, index] = (keys, height, role)
            for key in keys:
                where[key, height // 4].add(page.number)
    found: dict[int, dict[int, str]] = {page.number: {} for page in pages}
    needed = least_repeats(len(pages))
    heads = _chapter_heads(lines, pages, body)
    if artifact is not None and not _is_whole(lines, pages, margin_share, artifact):
        artifact = None
    times = {
        spot: max(len({page for at in _near(height) for page in where[key, at]}) for key in keys)
        for spot, (keys, height, _) in spots.items()
    }
    for (number, index), (_, _, role) in spots.items():
        seen = times[number, index]
        line = lines[number][index]
        large = line.size >= _TITLE_SIZE * body
        if large and 2 * seen < len(pages):
            continue
        untagged = artifact is not None and line.size <= body and artifact(line)
        if not _PAGE_NUMBER.match(line.text.strip()):
            known = seen >= needed or untagged or (not large and _repeats_a_head(line, number, heads))
            if not known or not _apart(line, lines[number], role):
                continue
            own = [other for at, other in enumerate(lines[number]) if times.get((number, at), 0) < needed]
            if not untagged and role == "header" and _stands_under(line, own):
                continue
        found[number][index] = role
    for number, index in spots:
        if index not in found[number] and _is_part_of_foot(lines[number], index, found[number]):
            found[number][index] = "footer"
    return found


def _is_part_of_foot(lines: Sequence[Line], index: int, found: Mapping[int, str]) -> bool:
    """``foot_in_parts``: whether a line stands level with a page's number at the foot, in type no larger.

    What stands there may differ from page to page: the name of the sheet or of the chapter.
    """
    own = lines[index]
    feet = [lines[at] for at, role in found.items() if role == "footer" and _PAGE_AT_END.search(lines[at].text)]
    return any(
        own.size <= foot.size + 0.1 and own.box.top < foot.box.bottom and foot.box.top < own.box.bottom for foot in feet
    )


def least_repeats(pages: int) -> int:
    """On how many of so many pages that which runs through a document stands at least."""
    return 3 if pages > 3 else 2


def _tells_page(text: str, page: int) -> bool:
    """``page_told_at_the_end``: whether a line is a page's number, or ends with it in words ("... sida 2 av 3").

    A sheet shrunk to fit its paper has text in smaller type than its foot.
    """
    end = _PAGE_AT_END.search(text)
    return bool(_PAGE_NUMBER.match(text)) or (end is not None and int(end[1]) == page)


def _is_whole(
    lines: Mapping[int, Sequence[Line]], pages: Sequence[RawPage], share: float, artifact: Callable[[Line], bool]
) -> bool:
    """``whole_tree``: whether a tag tree leaves out hardly a word of what stands between the margins.

    A tree with holes may have one near the page's edge too: what it leaves out there may be matter.
    """
    middle = [line for page in pages for line in lines[page.number] if _margin(line, page, share) is None]
    missing = sum(len(line.words) for line in middle if artifact(line))
    return missing <= _HOLES * sum(len(line.words) for line in middle)


def _chapter_heads(
    lines: Mapping[int, Sequence[Line]], pages: Sequence[RawPage], body: float
) -> list[tuple[int, str, float]]:
    """The lines in larger type, or bold, by page: what a running head may repeat."""
    heads: list[tuple[int, str, float]] = []
    for page in pages:
        heads.extend(
            (page.number, line.text.casefold(), line.size)
            for line in lines[page.number]
            if (line.size >= _TITLE_SIZE * body or line.bold) and len(line.text) >= _LEAST_HEAD
        )
    return heads


def _repeats_a_head(line: Line, page: int, heads: Sequence[tuple[int, str, float]]) -> bool:
    text = line.text.casefold()
    return (
        not line.bold
        and not line.text[:1].islower()
        and any(
            number <= page and line.size < size and text.startswith(head) and _HEAD_TAIL.fullmatch(text[len(head) :])
            for number, head, size in heads
        )
    )


def _keys(text: str, page: int | None) -> list[str]:
    """The line as it is, and with each of its figures in turn told from the page's number."""
    keys = [text]
    if page is not None:
        keys += [
            f"{text[: figure.start()]}#{int(figure[0]) - page}#{text[figure.end() :]}"
            for figure in re.finditer(_N, text)
        ]
    return keys


def _body_size(lines: Mapping[int, Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in lines.values():
        for line in page:
            sizes[line.size] += len(line.text)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 0.0


def _margin(line: Line, page: RawPage, share: float) -> str | None:
    if line.box.bottom <= page.height * share:
        return "header"
    if line.box.top >= page.height * (1 - share):
        return "footer"
    return None


def _near(height: int) -> tuple[int, int, int]:
    """The strips of a page's margin in which a line at that height may stand on another page."""
    return height // 4 - 1, height // 4, height // 4 + 1


def _stands_under(line: Line, own: Sequence[Line]) -> bool:
    """``label_under_a_title``: whether a line in larger type that only this page has stands above the line.

    Cards at the top of several pages begin with a title of their own and the same label below it.
    """
    return any(other.box.bottom <= line.box.top and other.size >= _TITLE_OVER * line.size for other in own)


def _apart(line: Line, others: Sequence[Line], role: str) -> bool:
    """Whether no running text stands between the line and the page's edge.

    A table's repeated heading near the top is below the header; what is printed above or below all else is furniture.
    """
    if role == "header":
        above = [other for other in others if other.box.bottom < line.box.top]
        return len(above) <= 3
    below = [other for other in others if other.box.top > line.box.bottom]
    return len(below) <= 3


def watermark_text(words: Sequence[str]) -> str:
    """The text of slanted words; single letters (each turned on its own) are joined to one word."""
    if words and sum(len(word) for word in words) <= 1.5 * len(words):
        return "".join(words)
    return " ".join(words)
