"""The records that the stages hand to each other, in the order the stages make them.

Standard library only. All records are frozen: a later stage adds records that point back by id, it never edits an
earlier one. Pages count from 1, boxes are in PDF points with the origin at the top left, offsets count characters of
``Document.text`` (or, where a docstring says so, of a quotation's own text).
"""

from __future__ import annotations

from vaxtanalys.model.comparison import Alignment, CoverageCell, Gap, MeasureGroup, MeasureType, Share
from vaxtanalys.model.document import Block, Cell, Document, Join, Page, Quotation, Shade, Style, Table, Token
from vaxtanalys.model.places import Box, Place, join_places
from vaxtanalys.model.plan import Facts, Field, FocusArea, Goal, Indicator, Measure, Plan
from vaxtanalys.model.raw import Fill, RawCell, RawDocument, RawPage, RawTable, Word
from vaxtanalys.model.tagging import LEVELS, Body, Chain, Reading, Tag, Tagging

__all__ = [
    "LEVELS",
    "Alignment",
    "Block",
    "Body",
    "Box",
    "Cell",
    "Chain",
    "CoverageCell",
    "Document",
    "Facts",
    "Field",
    "Fill",
    "FocusArea",
    "Gap",
    "Goal",
    "Indicator",
    "Join",
    "Measure",
    "MeasureGroup",
    "MeasureType",
    "Page",
    "Place",
    "Plan",
    "Quotation",
    "RawCell",
    "RawDocument",
    "RawPage",
    "RawTable",
    "Reading",
    "Shade",
    "Share",
    "Style",
    "Table",
    "Tag",
    "Tagging",
    "Token",
    "Word",
    "join_places",
]
