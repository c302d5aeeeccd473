"""Pages that a converter put on one line each: parted at the headings that the table of contents names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vaxtanalys.layout.transcript_lines import matches
from vaxtanalys.layout.transcript_marks import Mark, Piece
from vaxtanalys.layout.transcript_units import Unit

_LEADER = re.compile(r"\s*(?:\.{3,}|…)\s*\d{1,3}\b\s*")


def part_flat_pages(units: list[Unit]) -> list[Unit]:
    """The units, with flattened pages parted into headings and paragraphs.

    A line that holds a whole page has no line breaks left to tell headings by. But the table of contents names them in
    order; each is looked for, word for word, where a sentence or the page has just ended and a capital follows.
    Entries whose page numbers the converter lost run together: of those the longest beginning that stands as a heading
    is taken first.
    """
    contents = [unit for unit in units if unit.role == "toc" and unit.flat]
    if not contents:
        return units
    words = [
        list(unit.pieces[0].words) if unit.role == "paragraph" and unit.flat and unit.pieces else [] for unit in units
    ]
    cuts: dict[int, list[tuple[int, int]]] = {}
    at = (units.index(contents[-1]) + 1, 0)
    for entry in _entries(contents):
        least = 1
        while len(entry) >= least:
            sizes = range(len(entry), least - 1, -1) if entry[0][:1].isupper() else ()
            found = next((hit for size in sizes if (hit := _find(words, entry[:size], at)) is not None), None)
            if found is None:
                # A heading that the page does not have word for word: go on with the next, a lone word being no proof.
                entry, least = entry[1:], 2
                continue
            index, start, end = found
            cuts.setdefault(index, []).append((start, end))
            at, entry = (index, end), entry[end - start :]
    return [part for index, unit in enumerate(units) for part in _part(unit, words[index], cuts.get(index, []))]


def _entries(contents: Sequence[Unit]) -> list[list[str]]:
    words = " ".join(unit.text for unit in contents).split()
    while words and matches("toc_heading", words[0]):
        words = words[1:]
    return [chunk.split() for chunk in _LEADER.split(" ".join(words)) if chunk.strip()]


def _find(words: list[list[Mark]], entry: list[str], at: tuple[int, int]) -> tuple[int, int, int] | None:
    """Where the entry stands as a heading at or after ``at``: (unit, first word, word after the last)."""
    for index in range(at[0], len(words)):
        run = words[index]
        for start in range(at[1] if index == at[0] else 0, len(run) - len(entry) + 1):
            end = start + len(entry)
            if [word.text for word in run[start:end]] != entry:
                continue
            before = run[start - 1].text if start else "."
            opens = before.endswith((".", "!", "?", ")", ":")) or before.isdigit() or (index, start) == at
            closed = end == len(run) or run[end].text[:1].isupper()
            if opens and closed:
                return index, start, end
    return None


def _part(unit: Unit, words: list[Mark], cuts: list[tuple[int, int]]) -> list[Unit]:
    if not cuts:
        return [unit]
    parts: list[Unit] = []
    position = 0
    for start, end in cuts:
        if start > position:
            parts.append(replace(unit, pieces=(Piece(tuple(words[position:start])),)))
        parts.append(replace(unit, role="heading", level=2, pieces=(Piece(tuple(words[start:end])),)))
        position = end
    if position < len(words):
        parts.append(replace(unit, pieces=(Piece(tuple(words[position:])),)))
    return parts
