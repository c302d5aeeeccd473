"""One page's lines and tables in the order in which they are read, what stands together on a card kept together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vaxtanalys.geometry import centre_in, same_row
from vaxtanalys.layout.lines import BULLETS, Line, make_line
from vaxtanalys.layout.order import Beside, reading_order
from vaxtanalys.layout.tables import Part
from vaxtanalys.layout.take_apart import PageParts
from vaxtanalys.model import Box, RawPage

# From how many times the character size a column is wide enough for its words to stand close.
_NARROW = 22.0
_JUSTIFIED = 50.0
_LABEL_WORDS = 3
# A strip within a card is more than this part as wide as the card.
_STRIP = 0.8
# From this share of the page's width a shaded rectangle is no card; a band is at most so many lines high.
_BACKGROUND = 0.8
_BAND = 3.5
# A rectangle as wide as the paper is its background; a box of its own leaves the margins free.
_WHOLE = 0.95
_BOX_LINES = 4
# Tables whose tops differ by no more than this (points) begin level.
_LEVEL = 8.0


@dataclass(frozen=True, slots=True)
class _Card:
    """Lines that stand together on a shaded rectangle: a box beside the text, a slide's card."""

    box: Box
    lines: tuple[Line, ...]


def page_order(kept: Sequence[Line], parts: PageParts, column_gap: float) -> list[list[Line | Part]]:
    """A page's lines and tables in columns and cards, each from the top, in reading order."""
    return rejoined(page_columns(kept, parts), column_gap)


def rejoined(columns: Sequence[Sequence[Line | Part]], column_gap: float) -> list[list[Line | Part]]:
    """The columns with the pieces of each row that no gutter divides put together again."""
    return [group for column in columns if (group := _rejoined(column, column_gap))]


def page_columns(kept: Sequence[Line], parts: PageParts) -> list[list[Line | Part]]:
    """A page's lines, as they were cut, and tables in columns and cards in reading order, as geometry has it."""
    set_apart = [*(line.box for line in parts.contents), *(table.box for table in parts.tables)]
    cards, loose = _cards(kept, parts.page, set_apart)
    items: list[Line | Part | _Card] = [*loose, *cards, *parts.contents, *parts.tables]

    wide = _bands(loose, parts.page)

    def box(item: Line | Part | _Card) -> Box:
        return wide.get(id(item), item.box)

    def across(item: Line | Part | _Card, beside: Line | Part | _Card) -> bool:
        if isinstance(item, Part) and isinstance(beside, Part):
            # ``tables_abreast``: small tables that begin level with each other are read from left to right.
            return abs(item.box.top - beside.box.top) <= _LEVEL
        return isinstance(item, _Card) or (
            isinstance(item, Line) and isinstance(beside, Line) and _label_and_value(item, beside)
        )

    def labels(item: Line | Part | _Card, beside: Line | Part | _Card) -> bool:
        return isinstance(item, Line) and isinstance(beside, Line) and _is_label(item, beside)

    def listed(item: Line | Part | _Card, beside: Line | Part | _Card) -> bool:
        return _bullet(item) and _bullet(beside)

    asks = Beside(across, labels, lambda item: isinstance(item, _Card), listed, _label)
    groups: list[list[Line | Part]] = []
    for group in reading_order(items, box, asks):
        open_group: list[Line | Part] = []
        for item in group:
            if isinstance(item, _Card):
                groups.append(open_group)
                groups.extend(list(inner) for inner in reading_order(item.lines, box, asks))
                open_group = []
            else:
                open_group.append(item)
        groups.append(open_group)
    return [group for group in groups if group]


def _label(item: Line | Part | _Card) -> str:
    """The words before the colon that a line opens with; empty where there are more than three, or none."""
    words = item.text.split()[:_LABEL_WORDS] if isinstance(item, Line) else []
    end = next((at for at, word in enumerate(words, start=1) if word.endswith(":")), 0)
    return " ".join(words[:end])


def _bullet(item: Line | Part | _Card) -> bool:
    return isinstance(item, Line) and item.marker in BULLETS


def _rejoined(group: Sequence[Line | Part], column_gap: float) -> list[Line | Part]:
    """A column's lines, with those pieces of one row put together again that no gutter divides.

    ``label_and_value``: a label with a colon is joined to its value over a gap of any width ("Dnr:   KS 2024/1").
    """
    joined: list[Line | Part] = []
    lines = [item for item in group if isinstance(item, Line)]
    right = max((line.box.x1 for line in lines), default=0.0)
    width = right - min((line.box.x0 for line in lines), default=0.0)
    # ``justified``: where most lines end at one edge, wide gaps are between words of a line.
    justified = len(lines) > 5 and 2 * sum(right - line.box.x1 < 2.0 for line in lines) > len(lines)
    for item in group:
        last = joined[-1] if joined else None
        # In a narrow column justified words stand far apart: there the gap tells nothing.
        narrow = isinstance(item, Line) and width < (_JUSTIFIED if justified else _NARROW) * item.size
        gap = 12.0 if narrow else column_gap
        if isinstance(item, Line) and isinstance(last, Line) and _one_row(last, item, gap):
            line = make_line(item.page, (*last.words, *item.words))
            if line is not None:
                marker = last.marker or line.marker
                joined[-1] = replace(line, marker=marker, box=last.box.union(item.box), notes=last.notes + line.notes)
                continue
        joined.append(item)
    return joined


def _one_row(left: Line, right: Line, column_gap: float) -> bool:
    if right.marker is not None or not same_row(left.box, right.box) or right.box.x0 <= left.box.x1:
        return False
    gap = right.box.x0 - left.box.x1
    return gap <= column_gap * max(left.size, right.size) or _label_and_value(left, right)


def _label_and_value(left: Line, right: Line) -> bool:
    """A label ends with a colon, and its value is set in no smaller type: that is a note in the margin."""
    return left.text.rstrip().endswith(":") and right.size >= 0.9 * left.size


def _is_label(left: Line, right: Line) -> bool:
    """Whether a line is one to three words that are no sentence, bold beside words that are not, or the other way.

    ``value_in_bold``: a label in common type beside a value in bold opens with a capital, as its value may not, and is
    set no larger.
    """
    if len(left.words) > _LABEL_WORDS or left.text.endswith((".", ",")):
        return False
    if left.bold:
        return not right.bold
    return right.bold and left.text[:1].isupper() and left.size <= right.size


def surfaces(page: RawPage) -> list[Box]:
    """The page's shaded rectangles but its background, the smallest first."""
    return sorted(
        (f.box for f in page.fills if f.box.width < _BACKGROUND * page.width and f.box.height < 0.8 * page.height),
        key=lambda b: (b.width * b.height, b),
    )


def _bands(lines: Sequence[Line], page: RawPage) -> dict[int, Box]:
    """The boxes of lines that stand alone on a shaded band over most of the page: as wide as the band.

    ``heading_on_a_band``: its short words keep to one column, but what is painted says that it stands over all.
    """
    found: dict[int, Box] = {}
    for fill in page.fills:
        if fill.box.width < _BACKGROUND * page.width or fill.box.height >= 0.2 * page.height:
            continue
        held = [line for line in lines if fill.box.holds(line.box, slack=1.0)]
        if 1 <= len(held) <= 2 and fill.box.height < _BAND * sum(line.box.height for line in held):
            found |= {id(line): Box(fill.box.x0, line.box.top, fill.box.x1, line.box.bottom) for line in held}
    return found


def stands_on_card(group: Sequence[Line | Part], shades: Sequence[Box]) -> bool:
    """Whether all of a column's lines stand on one of the page's shaded rectangles (``surfaces``)."""
    return any(all(box.holds(item.box, slack=3.0) for item in group) for box in shades)


def _wide_boxes(lines: Sequence[Line], page: RawPage, inner: Sequence[Box], tables: Sequence[Box]) -> list[Box]:
    """Shaded rectangles over most of the page's width that are read each by itself.

    ``box_over_the_page``: what stands on one, be it in columns, is read before what stands on the one below. It holds
    several lines and neither a table nor a card; what is as high as most of the page is its background.
    """
    wide = {
        fill.box
        for fill in page.fills
        if _BACKGROUND * page.width <= fill.box.width < _WHOLE * page.width and fill.box.height < 0.8 * page.height
    }
    if not wide:
        return []
    apart = [box for box in wide if not any(other != box and other.holds(box, 1.0) for other in wide)]
    within = [*(line.box for line in lines if any(box.holds(line.box, slack=3.0) for box in inner))]
    within += tables
    return sorted(
        box
        for box in apart
        if sum(box.holds(line.box, slack=3.0) for line in lines) >= _BOX_LINES
        and not any(centre_in(held, box) for held in within)
    )


def _cards(lines: Sequence[Line], page: RawPage, tables: Sequence[Box]) -> tuple[list[_Card], list[Line]]:
    """Lines gathered by the innermost shaded rectangle they stand on, and the lines that stand on none.

    A rectangle as wide or as high as most of the page is its background, not a card. ``strip_of_a_card``: one that lies
    within a card and is about as wide (a line over "Ansvarig: ...", drawn as a frame) is a part of it.
    """
    fills = surfaces(page)
    fills += _wide_boxes(lines, page, fills, tables)
    held: dict[Box, list[Line]] = {}
    loose: list[Line] = []
    for line in lines:
        owner = next((box for box in fills if box.holds(line.box, slack=3.0)), None)
        if owner is None:
            loose.append(line)
        else:
            held.setdefault(owner, []).append(line)
    for strip in sorted(held, key=lambda b: b.width * b.height):
        card = next((b for b in held if b != strip and _is_strip(strip, b)), None)
        if card is not None:
            held[card] += held.pop(strip)
    return [_Card(box, tuple(held[box])) for box in sorted(held)], loose


def _is_strip(strip: Box, card: Box) -> bool:
    return card.holds(strip, 1.0) and strip.width > _STRIP * card.width and strip.height < 0.5 * card.height
