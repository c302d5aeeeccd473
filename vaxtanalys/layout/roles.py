"""What each paragraph is: heading (with its level), list item, footnote or running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace

from vaxtanalys.emblems import is_emblem
from vaxtanalys.layout.bookmarks import Bookmarks
from vaxtanalys.layout.levels import Said, with_levels
from vaxtanalys.layout.lines import is_number_marker, opens_numbered
from vaxtanalys.layout.paragraphs import Paragraph
from vaxtanalys.layout.settings import LayoutSettings
from vaxtanalys.layout.weigh_tags import TagView, has_label, plain_heading

_LETTERS = re.compile(r"[^\W\d_]")
_OPEN_END = re.compile(r"[,;–-]$")
_NOTE_MARKS = tuple("*†‡§")
_FOOTNOTE_START = re.compile(r"^(?:\d{1,3}\b|[⁰¹²³⁴-⁹*†])")
_LONGEST_HEADING = 170


def body_style(paragraphs: Sequence[Paragraph]) -> tuple[float, str | None]:
    """The size and colour in which most of the running text is set."""
    sizes: Counter[float] = Counter()
    colours: Counter[str | None] = Counter()
    for paragraph in paragraphs:
        length = len(paragraph.text)
        sizes[paragraph.size] += length
        colours[paragraph.color] += length
    if not sizes:
        return 11.0, None
    size = max(sizes.items(), key=lambda item: (item[1], -item[0]))[0]
    return size, max(colours.items(), key=lambda item: (item[1], str(item[0])))[0]


def assign_roles(
    paragraphs: Sequence[Paragraph],
    body: tuple[float, str | None],
    settings: LayoutSettings,
    view: TagView | None = None,
    bookmarks: Bookmarks | None = None,
    over_tables: Set[int] = frozenset(),
) -> list[Paragraph]:
    """The paragraphs with their roles; headings get levels by tags, bookmarks, numbers or type (see ``with_levels``).

    What the type does not show as a heading may be one by its tag or its bookmark, what has no bullet an item by its
    tag. ``bold_line_over_a_table``: of the paragraphs numbered in ``over_tables``, which stand right over a table, a
    bold one is its heading though its type be smaller than the text's.
    """
    sources: dict[str, Said] = {}
    if view is not None and view.headings:
        sources["tag"] = view.level
    if bookmarks is not None:
        sources["bookmark"] = bookmarks.level
    found: list[Paragraph] = []
    items = OpenItems(view)
    for number, paragraph in enumerate(paragraphs):
        if view is not None and paragraph.role == "paragraph" and view.is_contents(paragraph):
            found.append(replace(paragraph, role="toc", signal="tag"))
            continue
        size = min(body[0], paragraph.size) if number in over_tables and paragraph.size > 0.75 * body[0] else body[0]
        signal = heading_signal(paragraph, (size, body[1]), settings) if paragraph.role == "paragraph" else ""
        if not signal and paragraph.role == "paragraph" and plain_heading(paragraph):
            signal = next((name for name, said in sources.items() if said(paragraph) is not None), "")
        if signal:
            found.append(replace(paragraph, role="heading", signal=signal))
        elif paragraph.role == "paragraph":
            found.append(items.item_or_text(paragraph))
        else:
            found.append(paragraph)
    return with_levels(found, sources)


def heading_signal(paragraph: Paragraph, body: tuple[float, str | None], settings: LayoutSettings) -> str:
    """The sign that a paragraph is a heading: size, bold, capitals or colour; empty where it is none.

    A heading is short and does not end as a sentence does; larger type may (titles do). ``question_as_heading``: a
    lone question in larger type is one ("Hur får barn mer att säga till om?").
    """
    text = paragraph.text.strip()
    if len(text) > _LONGEST_HEADING or len(paragraph.lines) > 5 or len(_LETTERS.findall(text)) < 2:
        return ""
    size, colour = body
    larger = paragraph.size >= settings.heading_size * size
    # An emblem before large type adorns a heading; before type as large as the text it stands for a word ("who").
    adorned = larger and paragraph.marker is not None and is_emblem(paragraph.marker)
    if paragraph.marker is not None and not is_number_marker(paragraph.marker) and not adorned:
        return ""
    if larger and paragraph.size >= 1.4 * size and not text.endswith((",", ";")):
        return "size"
    question = larger and text.endswith("?") and not re.search(r"[.!?]\s", text)
    if _OPEN_END.search(text) or (text.endswith((".", "!", "?")) and not question) or text[:1].islower():
        return ""
    if larger:
        return "size"
    if paragraph.bold and paragraph.size >= 0.95 * size:
        return "bold"
    letters = [char for char in text if char.isalpha()]
    if len(letters) >= 6 and all(char.isupper() for char in letters) and len(text) <= 80:
        return "capitals"
    if _stands_out(paragraph, colour) and paragraph.size >= 0.95 * size and len(paragraph.lines) <= 2:
        return "" if text.endswith(":") else "colour"
    return ""


def find_footnotes(paragraphs: Sequence[Paragraph], body_size: float, settings: LayoutSettings) -> list[Paragraph]:
    """The paragraphs of one page with its footnotes marked.

    ``numbered_small_print_at_foot``: small paragraphs below the last line of running text, of which the first opens
    with a figure or a mark.
    """
    order = sorted(range(len(paragraphs)), key=lambda i: (paragraphs[i].box.top, i))
    tail: list[int] = []
    for index in reversed(order):
        paragraph = paragraphs[index]
        if paragraph.role != "paragraph" or paragraph.size >= settings.footnote_size * body_size:
            break
        tail.insert(0, index)
    while tail and not _opens_note(paragraphs[tail[0]]):
        tail.pop(0)
    return [
        replace(paragraph, role="footnote") if index in tail else paragraph
        for index, paragraph in enumerate(paragraphs)
    ]


def _opens_note(paragraph: Paragraph) -> bool:
    """Whether a paragraph opens with a note's figure or mark; an arrow or a bullet is none."""
    marker = paragraph.marker
    if marker is None:
        return _FOOTNOTE_START.match(paragraph.text) is not None
    return marker.strip("([")[:1] in _NOTE_MARKS or marker.strip("([")[:1].isalnum()


def _stands_out(paragraph: Paragraph, colour: str | None) -> bool:
    return paragraph.color is not None and colour is not None and paragraph.color != colour and colour == "#000000"


class OpenItems:
    """Tells list items from text, paragraph after paragraph, and remembers which tagged items have begun."""

    def __init__(self, view: TagView | None) -> None:
        self._view = view
        self._begun: set[int] = set()

    def item_or_text(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph as a list item where a bullet or number hangs in front of it or its tag says so; else as it is.

        ``tagged_item``: the first paragraph of a tagged item is one, however it is set; those after it ("Ansvarig: ..."
        on a line of its own) are text. The tag also tells how deep in lists the item stands.
        """
        told = self._view.item(paragraph) if self._view is not None else None
        opens = told is not None and told[0] not in self._begun
        if told is not None:
            self._begun.add(told[0])
        found = _marked_item(paragraph, told[1] if told is not None else None)
        if found.role == "paragraph" and self._view is not None and told is not None and opens:
            # A browser parts an item that a column divides in two, and the second may open with "Ansvarig: ...".
            if not self._view.listed(told[0]) or has_label(found.text):
                return found
            return replace(found, role="item", level=told[1], signal="tag")
        return found


def _marked_item(paragraph: Paragraph, depth: int | None) -> Paragraph:
    first = paragraph.lines[0]
    if paragraph.marker is not None:
        return replace(paragraph, role="item", level=depth or 1)
    # "v. 48" is a week: what a figure follows is no letter of a list.
    lettered = first.words[0].text[:1].isalpha() and len(first.words) > 1 and first.words[1].text[:1].isdigit()
    if len(first.words) > 1 and is_number_marker(first.words[0].text) and not lettered:
        shorter = replace(first, words=first.words[1:], marker=first.words[0].text)
        return replace(
            paragraph, lines=(shorter, *paragraph.lines[1:]), marker=first.words[0].text, role="item", level=depth or 1
        )
    if len(first.words) > 1 and opens_numbered(first.words[0].text, first.words[1].text):
        return replace(paragraph, role="item", level=1)
    return paragraph
