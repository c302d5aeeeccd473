"""What kinds of measure there are in a policy area, and which of them a measure's words say.

A shared module like ``codebook``: it knows texts and codes only. A kind of measure ("grundutbildning för medarbetare")
is a row of ``data/measure_types/*.toml``; a file holds one policy area, ``concepts.toml`` the words all areas share.
"""

from vaxtanalys.measure_types.assign import assign, find_areas
from vaxtanalys.measure_types.check import check_types
from vaxtanalys.measure_types.rows import MeasureKind, TypeBook, TypeHit, load_types

__all__ = ["MeasureKind", "TypeBook", "TypeHit", "assign", "check_types", "find_areas", "load_types"]
