"""Prevention levels told by colour alone, where the plan explains its colours.

``colour_legend``: the name of a level stands on a coloured surface, or right behind a small one, outside the measures;
at least two levels have each a colour of their own. What is shaded in one of those colours has that level: the
measure's own words, the mark before them, or an empty cell of its row. Without a legend no colour says anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from vaxtanalys.geometry import overlap
from vaxtanalys.model import Box, Document, Measure, Place, Plan, Shade, Table
from vaxtanalys.tag.evidence import Evidence
from vaxtanalys.tag.level_words import level_of

RULE = "colour_legend"
# How far a mark may stand before the words it belongs to, and how wide it may be, in heights of a word.
_GAP, _WIDE = 2.0, 3.5
# A surface under the name of a level in the legend is no larger than this share of the page's width and so many lines.
_LINES = 4.0


@dataclass(frozen=True, slots=True)
class ColourLegend:
    """The level of each colour and where its name stands (start, end), and all shades of the document by page."""

    levels: dict[str, tuple[str, int, int]]
    shades: dict[int, list[Shade]]


def read_legend(document: Document, plan: Plan) -> ColourLegend | None:
    """What the document says that its colours mean; None where it says it of fewer than two levels, or says two things
    of one colour or level."""
    if not document.shades:
        return None
    shades: dict[int, list[Shade]] = defaultdict(list)
    for shade in document.shades:
        shades[shade.place.page].append(shade)
    taken = sorted(span for measure in plan.measures for span in measure.text.spans)
    starts = [start for start, _ in taken]
    found: dict[str, tuple[str, int, int]] = {}
    colours: dict[str, set[str]] = defaultdict(set)
    meanings: dict[str, set[str]] = defaultdict(set)
    for token in document.tokens:
        level = level_of(document.text[token.start : token.end].strip("()[]:;,."))
        before = bisect_right(starts, token.start) - 1
        if level is None or (before >= 0 and token.start < taken[before][1]):
            continue
        named = _of_name(token.place, shades.get(token.place.page, []))
        if named is not None:
            colours[level].add(named.color)
            meanings[named.color].add(level)
            found.setdefault(named.color, (level, token.start, token.end))
    plain = all(len(of) == 1 for of in (*colours.values(), *meanings.values()))
    return ColourLegend(found, dict(shades)) if len(found) > 1 and plain else None


def shaded_levels(document: Document, measure: Measure, legend: ColourLegend) -> list[Evidence]:
    """The levels that a measure's colour says, with the words of the legend as evidence."""
    words = document.tokens[bisect_right(document.tokens, measure.text.spans[0][0], key=lambda token: token.end)].place
    near = [shade for shade in legend.shades.get(words.page, []) if shade.color in legend.levels]
    colours = _under(words, near) or _before(words, near) or _in_row(document, measure, legend)
    found = []
    for colour in colours:
        level, start, end = legend.levels[colour]
        quotation = document.quote((start, end))
        found.append(Evidence(level, RULE, 1.0, "column", quotation, 0, len(quotation.text)))
    return found


def _of_name(place: Place, shades: list[Shade]) -> Shade | None:
    """The small surface that a level's name stands on, or right behind."""
    if place.box is None:
        return None
    height = place.box.height
    low = [shade for shade in shades if shade.place.box and shade.place.box.height <= _LINES * height]
    on = [shade for shade in low if _holds(shade, place.box)]
    return min(on, key=_area) if on else _mark(place.box, low)


def _under(place: Place, shades: list[Shade]) -> list[str]:
    """The colour of the smallest surface that the words stand on."""
    on = [shade for shade in shades if place.box is not None and _holds(shade, place.box)]
    return [min(on, key=_area).color] if on else []


def _before(place: Place, shades: list[Shade]) -> list[str]:
    """The colour of the mark, or of the strip at the side, right before the words."""
    mark = _mark(place.box, shades) if place.box is not None else None
    return [mark.color] if mark is not None else []


def _mark(words: Box, shades: list[Shade]) -> Shade | None:
    middle = (words.top + words.bottom) / 2
    marks = [
        shade
        for shade in shades
        if (box := shade.place.box) is not None
        and box.width <= _WIDE * words.height
        and box.top <= middle <= box.bottom
        and -1.0 <= words.x0 - box.x1 <= _GAP * words.height
    ]
    return max(marks, key=lambda shade: shade.place.box.x1 if shade.place.box else 0.0, default=None)


def _in_row(document: Document, measure: Measure, legend: ColourLegend) -> list[str]:
    """The colours of the empty cells of the measure's row; none where they show all the legend's colours at once."""
    start = measure.text.spans[0][0]
    at = bisect_right(document.blocks, start, key=lambda block: block.start) - 1
    block = document.blocks[at] if at >= 0 else None
    if block is None or block.table is None or block.row is None or block.col is None:
        return []
    found: dict[str, None] = {}
    for place in _empty_beside(document.table(block.table), block.row, block.col):
        for shade in legend.shades.get(place.page, []):
            if (
                shade.color in legend.levels
                and place.box
                and shade.place.box
                and _mostly_in(shade.place.box, place.box)
            ):
                found.setdefault(shade.color)
    return list(found) if len(found) < len(legend.levels) else []


def _empty_beside(table: Table, row: int, col: int) -> list[Place]:
    """The empty cells that stand in the rows of a cell; small surfaces in a row may divide it."""
    own = table.at(row, col)
    last = row + (own.row_span if own is not None else 1)
    return [
        place
        for cell in table.cells
        if cell.row < last and row < cell.row + cell.row_span and cell.start == cell.end
        for place in cell.places
    ]


def _mostly_in(shade: Box, cell: Box) -> bool:
    """Whether a surface fills the height and breadth of a cell, or lies inside it."""
    wide = overlap(shade.x0, shade.x1, cell.x0, cell.x1)
    high = overlap(shade.top, shade.bottom, cell.top, cell.bottom)
    return 2 * wide > min(shade.width, cell.width) and 2 * high > min(shade.height, cell.height)


def _holds(shade: Shade, words: Box) -> bool:
    return shade.place.box is not None and shade.place.box.holds(words, slack=2.0)


def _area(shade: Shade) -> float:
    box = shade.place.box
    return box.width * box.height if box else 0.0
