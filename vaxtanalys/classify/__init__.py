"""Which types of measure each measure is."""

from vaxtanalys.classify.classify import classify
from vaxtanalys.classify.settings import ClassifySettings

__all__ = ["ClassifySettings", "classify"]
