"""How far a tag tree's paragraphs, lists and headings can be believed, and what they then say of lines and paragraphs.

A tag tree is a claim. It is held against what any page shows: a line that opens with a small letter goes on from the
line above, a line with a bullet does not, headings are few and short. Where the claims fail that, the geometry alone
tells and the page says why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vaxtanalys.layout.lines import SENTENCE_END, Line
from vaxtanalys.layout.paragraphs import Paragraph
from vaxtanalys.layout.tags import Tags
from vaxtanalys.model import RawPage

_AGREES = 0.9
_FEW = 5
_FEW_LINES = 4
_FEW_WORDS = 20
_SOME_WORDS = 150
_LARGE = 1.3
_MOST_HEADINGS = 0.35
_LONGEST_HEADING = 170
_LONGEST_PLAIN_HEADING = 120
_LABEL = re.compile(r"^[^.:!?]{2,42}:(?:\s|$)")
_BULLET = re.compile(r"^[^\w(]{1,2}$")


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag tree with what of it is believed.

    ``pages`` are the pages whose letters stand in it, ``paragraphs`` and ``headings`` whether it is believed of those;
    ``doubts`` say in Swedish why not. ``size`` is that of most of the document's words.
    """

    tags: Tags
    pages: frozenset[int]
    paragraphs: bool
    headings: bool
    size: float
    doubts: tuple[str, ...] = ()

    def apart(self, above: Line, line: Line) -> bool | None:
        """Whether two lines stand in different paragraphs; None where the tags do not tell.

        ``title_in_pieces``: two headings under each other, or two lines set alike in large type, are left to the type,
        because a title is often several paragraphs.
        """
        if not self.paragraphs or line.page not in self.pages or above.page not in self.pages:
            return None
        first, second = self.tags.line_block(above), self.tags.line_block(line)
        if first is None or second is None:
            return None
        if first != second and self.tags.heading[first] is not None and self.tags.heading[second] is not None:
            return None
        if first != second and min(above.size, line.size) >= _LARGE * self.size:
            return None
        return first != second

    def heading(self, paragraph: Paragraph) -> int | None:
        """The heading element in which the lines of a paragraph stand; None where one of them stands in none."""
        found: int | None = None
        for line in paragraph.lines:
            index = self.tags.line_element(line)
            heading = None if index is None or line.page not in self.pages else self.tags.heading[index]
            if heading is None:
                return None
            found = heading if found is None else found
        return found

    def level(self, paragraph: Paragraph) -> int | None:
        """The level the tags give a heading (0 for a title); None where they are not believed or say nothing."""
        heading = self.heading(paragraph) if self.headings else None
        return None if heading is None else self.tags.level(heading)

    def item(self, paragraph: Paragraph) -> tuple[int, int] | None:
        """The list item whose first block a paragraph stands in, and how deep in lists, from 1; None where in none."""
        line = paragraph.lines[0]
        if not self.paragraphs or line.page not in self.pages:
            return None
        index = self.tags.line_element(line)
        item = None if index is None else self.tags.item[index]
        if index is None or item is None:
            return None
        opening = self.tags.first_block(item)
        if opening != self.tags.block[index]:
            return None
        return item, max(1, self.tags.lists[index])

    def holds(self, pages: Sequence[RawPage]) -> bool:
        """Whether every page with more than a few words is one of the tagged ones."""
        return all(page.number in self.pages or len(page.words) < _FEW_WORDS for page in pages)

    def is_note(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph stands in a note of the tag tree."""
        index = self.tags.line_element(paragraph.lines[0]) if self.paragraphs else None
        return index is not None and self.tags.note[index]

    def is_contents(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is an entry of a tagged table of contents, with its page number."""
        index = self.tags.line_element(paragraph.lines[0]) if self.paragraphs else None
        return index is not None and self.tags.contents[index] and paragraph.text[-1:].isdigit()

    def listed(self, item: int) -> bool:
        """Whether a list item stands in a list, and with others: a lone one may be any paragraph.

        A tree whose headings are not those of the page is another text's, and its lists are too.
        """
        return self.headings and self.tags.listed(item)


def view_tags(
    tags: Tags | None,
    loose: Sequence[Sequence[Line]],
    celled: Sequence[Sequence[Line]],
) -> TagView | None:
    """A document's tags weighed by its lines, column by column: ``loose`` stand outside tables, ``celled`` in cells."""
    if tags is None:
        return None
    tagged = tags.pages
    doubts = []
    paragraphs = _paragraphs_agree(tags, tagged, [*loose, *celled])
    if not paragraphs:
        doubts.append("filens märkning (taggar) av stycken stämmer inte med sidan och används inte")
    headings = _headings_plausible(tags, tagged, loose, celled)
    if not headings:
        doubts.append("filens märkning (taggar) av rubriker stämmer inte med sidan och används inte")
    sizes: Counter[float] = Counter()
    for line in (line for group in (*loose, *celled) for line in group):
        sizes[line.size] += len(line.words)
    return TagView(tags, tagged, paragraphs, headings, _usual(sizes) if sizes else 0.0, tuple(doubts))


def _paragraphs_agree(tags: Tags, pages: frozenset[int], groups: Sequence[Sequence[Line]]) -> bool:
    """``beyond_doubt``: what tags say where the page leaves no doubt.

    A line in the same type that opens with a small letter, close below one without an end mark, is the same paragraph;
    a line with a bullet, in clearly other type or far below is another. ``all_in_one``: no paragraph is most of a text.
    """
    words: Counter[int] = Counter()
    for line in (line for group in groups for line in group if line.page in pages):
        if (block := tags.line_block(line)) is not None:
            words[block] += len(line.words)
    if words and words.total() >= _SOME_WORDS and max(words.values()) > 0.5 * words.total():
        return False
    right = {True: 0, False: 0}
    asked = {True: 0, False: 0}
    for group in groups:
        for above, line in pairwise(group):
            apart = _beyond_doubt(above, line)
            if apart is None or line.page not in pages or above.page not in pages:
                continue
            first, second = tags.line_block(above), tags.line_block(line)
            if first is not None and second is not None:
                asked[apart] += 1
                right[apart] += (first != second) == apart
    return all(asked[kind] < _FEW or right[kind] >= _AGREES * asked[kind] for kind in (True, False))


def _beyond_doubt(above: Line, line: Line) -> bool | None:
    if line.marker is not None or abs(line.size - above.size) > 1.5:
        return True
    if line.box.top <= above.box.top or line.page != above.page:
        return None
    if line.box.top - above.box.bottom > 2.5 * line.size:
        return True
    if not line.words or not above.words or not line.words[0].text[:1].islower():
        return None
    distance = line.box.bottom - above.box.bottom
    open_end = not SENTENCE_END.search(above.words[-1].text) and above.marker is None
    return False if open_end and distance < 1.5 * line.size and line.bold == above.bold else None


def _headings_plausible(
    tags: Tags, pages: frozenset[int], loose: Sequence[Sequence[Line]], celled: Sequence[Sequence[Line]]
) -> bool:
    """``few_short_and_not_smaller``: tagged headings hold a small share of the text, nearly all are short, and as a
    whole they are set in no smaller type than the text outside tables that is tagged as no heading.
    ``prominent_lines``: most lines that stand out (bold, or in larger type) are not left out, four at least, while most
    of the tagged headings do not stand out.
    """
    texts: dict[int, str] = {}
    sizes: dict[bool, Counter[float]] = {True: Counter(), False: Counter()}
    lines: dict[bool, list[Line]] = {True: [], False: []}
    for line in (line for group in loose for line in group if line.page in pages):
        index = tags.line_element(line)
        heading = None if index is None else tags.heading[index]
        sizes[heading is not None][line.size] += len(line.words)
        lines[heading is not None].append(line)
        if heading is not None:
            texts[heading] = f"{texts[heading]} {line.text}" if heading in texts else line.text
    if not texts:
        return True
    total = sum(sum(found.values()) for found in sizes.values())
    total += sum(len(line.words) for group in celled for line in group if line.page in pages)
    if sizes[False] and _usual(sizes[True]) < _usual(sizes[False]):
        return False
    usual = _usual(sizes[True] + sizes[False])
    out = {kind: sum(line.bold or line.size >= 1.15 * usual for line in found) for kind, found in lines.items()}
    if out[False] >= max(_FEW_LINES, out[True] + 1) and 2 * out[True] < len(lines[True]):
        return False
    return sizes[True].total() <= _MOST_HEADINGS * total and sum(map(_short, texts.values())) >= 0.8 * len(texts)


def _usual(sizes: Counter[float]) -> float:
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0]


def could_be_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph is short as a heading is, and does not end or begin in the middle of something."""
    return len(paragraph.lines) <= 5 and _short(paragraph.text)


def _short(text: str) -> bool:
    text = text.strip()
    if len(text) > _LONGEST_HEADING or text.endswith((",", ";")) or text[:1].islower():
        return False
    return sum(map(str.isalpha, text)) >= 2


def plain_heading(paragraph: Paragraph) -> bool:
    """``heading_in_body_type``: whether a paragraph that only its tag calls a heading may be one.

    It is short, ends without an end mark, has no bullet and is no line with a label ("Ansvarig: ...").
    """
    text = paragraph.text.strip()
    if not could_be_heading(paragraph) or len(text) > _LONGEST_PLAIN_HEADING or len(paragraph.lines) > 2:
        return False
    if paragraph.marker is not None and _BULLET.match(paragraph.marker):
        return False
    return not SENTENCE_END.search(text) and not has_label(text)


def has_label(text: str) -> bool:
    """Whether a line opens with a label: "Ansvarig: ..."."""
    return bool(_LABEL.match(text.strip()))
