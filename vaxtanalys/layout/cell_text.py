"""What stands in a cell: its paragraphs, and where a word may have been broken for want of room."""

from __future__ import annotations

from dataclasses import replace

from vaxtanalys.layout.paragraphs import Apart, Leading, Paragraph, make_paragraph, make_paragraphs
from vaxtanalys.layout.tables import LogicalCell


def cell_paragraphs(cell: LogicalCell, leading: Leading, gap: float, apart: Apart | None = None) -> list[Paragraph]:
    """The paragraphs of a cell, those of its later pages joined on where a sentence runs over.

    ``apart`` is what a tag tree says of lines (see ``make_paragraphs``).
    """
    lines = cell.lines
    if len(lines) < 2:
        return [make_paragraph(lines)] if lines else []
    found: list[Paragraph] = []
    for shown in cell.parts:
        if not shown.lines:
            continue
        left = min([line.box.x0 for line in shown.lines])
        padding = min(max(left - shown.box.x0, 1.0), 12.0)
        if not any(word.upright for line in shown.lines for word in line.words):
            # Lines of turned words stand beside each other, not below: the cell is one paragraph.
            found.append(make_paragraph(shown.lines))
            continue
        part = make_paragraphs(shown.lines, leading, gap, right=shown.box.x1 - padding, in_cell=True, apart=apart)
        if found and part and _same_sentence(found[-1], part[0]):
            first = found.pop()
            part[0] = replace(first, lines=(*first.lines, *part[0].lines))
        found.extend(part)
    return found


def _same_sentence(before: Paragraph, after: Paragraph) -> bool:
    end = before.text.rstrip()
    return after.marker is None and after.text[:1].islower() and not end.endswith((".", "!", "?", ":"))


def full_line_ends(cell: LogicalCell) -> frozenset[int]:
    """The identities of the last words of those lines of a cell on which not one letter more had room.

    The padding of a cell is the least white beside its lines, the same on both sides.
    """
    found: set[int] = set()
    if sum([len(shown.lines) for shown in cell.parts]) < 2:
        return frozenset()  # a line that none follows: no one asks
    for shown in cell.parts:
        lines = [line for line in shown.lines if line.words]
        x0, x1 = shown.box.x0, shown.box.x1
        padding = min([min(line.box.x0 - x0, x1 - line.box.x1) for line in lines], default=0.0)
        width = x1 - x0 - 2 * max(0.0, padding)
        for line in lines:
            last, box = line.words[-1], line.box
            if width - (box.x1 - box.x0) < 1.2 * (last.box.width / (len(last.text) or 1)):
                found.add(id(last))
    return frozenset(found)
