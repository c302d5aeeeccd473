"""In which order the shapes of a slide are read, and which of them stand in columns under heads of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vaxtanalys.geometry import overlap, shared_area, union
from vaxtanalys.model import Box
from vaxtanalys.raw_structure import RawBlock, RawGrid, RawGridCell, RawPart

_LONGEST_HEAD = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with words (or a table) and where it stands on its slide, in points.

    ``group`` numbers the group of shapes that its writer made it part of (from 1); 0 for none.
    """

    box: Box
    parts: tuple[RawPart, ...]
    role: str = "body"
    group: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """Shapes under each other: the head at the top, and what stands under it."""

    head: RawBlock
    parts: tuple[RawPart, ...]


def keep_groups(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes of a slide with those of a group as one, so that they are read together.

    ``groups_side_by_side``: a card of two boxes is a group, and there are several of them, none over another. One group
    of all that stands on the slide says nothing of what belongs together.
    """
    groups: dict[int, list[Shape]] = {}
    for shape in shapes:
        if shape.group and shape.role == "body":
            groups.setdefault(shape.group, []).append(shape)
    whole = {key: union(shape.box for shape in held) for key, held in groups.items() if len(held) > 1}
    boxes = list(whole.values())
    if len(boxes) < 2 or any(_cover(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :]):
        return list(shapes)
    made: list[Shape] = []
    for shape in shapes:
        if shape.group not in whole or shape.role != "body":
            made.append(shape)
        elif shape is groups[shape.group][0]:
            parts = tuple(part for inner in reading_order(groups[shape.group]) for part in inner.parts)
            made.append(Shape(whole[shape.group], parts))
    return made


def _cover(a: Box, b: Box) -> bool:
    return shared_area(a, b) > 0.1 * min(a.width * a.height, b.width * b.height)


def find_columns(shapes: Sequence[Shape], height: float) -> list[Column] | None:
    """The columns that the shapes of a slide make: two or more side by side, each with a short head at one height.

    None where they do not. A head may be a shape of its own or the first paragraph of a longer one.
    """
    if len(shapes) < 2 or any(isinstance(part, RawGrid) for shape in shapes for part in shape.parts):
        return None
    stacks: list[list[Shape]] = []
    for shape in sorted(shapes, key=lambda shape: (shape.box.x0, shape.box.top)):
        home = next((stack for stack in stacks if all(_under(shape.box, other.box) for other in stack)), None)
        if home is None:
            stacks.append([shape])
        else:
            home.append(shape)
    columns: list[Column] = []
    tops: list[float] = []
    for stack in stacks:
        ordered = sorted(stack, key=lambda shape: (shape.box.top, -shape.box.height))
        parts = [part for shape in ordered for part in shape.parts]
        head = parts[0]
        if not isinstance(head, RawBlock) or not _is_head(head):
            return None
        columns.append(Column(head, tuple(parts[1:])))
        tops.append(ordered[0].box.top)
    if len(columns) < 2 or max(tops) - min(tops) > 0.06 * height or not any(column.parts for column in columns):
        return None
    return columns


def heads(columns: Sequence[Column]) -> tuple[str, ...]:
    """What the heads of columns say, for comparing slides."""
    return tuple(" ".join(column.head.text.casefold().split()) for column in columns)


def heads_over_text(columns: Sequence[Column]) -> bool:
    """Whether something else than more heads stands in the columns; rows of cards with a name each are no columns."""
    parts = [part for column in columns for part in column.parts]
    return any(not isinstance(part, RawBlock) or not _is_head(part) for part in parts)


def make_columns_grid(columns: Sequence[Column], page: int) -> RawGrid:
    """The columns as a table: the heads are its first row, what stands under them its second."""
    cells: list[RawGridCell] = []
    for row in (0, 1):
        for col, column in enumerate(columns):
            plain = replace(column.head, role="paragraph", level=None, marker=None)
            parts: tuple[RawPart, ...] = (plain,) if row == 0 else column.parts
            cells.append(RawGridCell(row, col, parts, page=page, line=column.head.line, header=row == 0))
    return RawGrid(tuple(cells), (0,))


def reading_order(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes from top to bottom; where some stand side by side, a column at a time.

    ``free_strip``: shapes are parted where a level line touches none of them; within such a band where an upright line
    touches none, and so on.
    """
    if len(shapes) < 2:
        return list(shapes)
    for axis in ("top", "x0"):
        bands = _bands(shapes, axis)
        if len(bands) > 1:
            return [shape for band in bands for shape in reading_order(band)]
    return sorted(shapes, key=lambda shape: (shape.box.top, shape.box.x0))


def _bands(shapes: Sequence[Shape], axis: str) -> list[list[Shape]]:
    end = "bottom" if axis == "top" else "x1"
    bands: list[list[Shape]] = []
    reach = float("-inf")
    for shape in sorted(shapes, key=lambda shape: (getattr(shape.box, axis), shape.box.top, shape.box.x0)):
        # Frames are drawn larger than their words: a little overlap parts them all the same.
        slack = 0.15 * (getattr(shape.box, end) - getattr(shape.box, axis))
        if not bands or getattr(shape.box, axis) + slack >= reach:
            bands.append([shape])
        else:
            bands[-1].append(shape)
        reach = max(reach, getattr(shape.box, end))
    return bands


def _under(box: Box, other: Box) -> bool:
    return overlap(box.x0, box.x1, other.x0, other.x1) > 0.6 * max(box.width, other.width, 1.0)


def _is_head(block: RawBlock) -> bool:
    text = block.text.strip()
    return (
        block.role != "item"
        and text[:1].isalnum()
        and len(text) <= _LONGEST_HEAD
        and not text.endswith((".", ",", ";", "!"))
    )
