"""A document's focus areas and measures, in the plan's own words."""

from __future__ import annotations

from vaxtanalys.extract.make_plan import RULES, extract
from vaxtanalys.extract.settings import ExtractSettings

__all__ = ["RULES", "ExtractSettings", "extract"]
