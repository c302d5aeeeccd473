"""Which measures of different municipalities are alike."""

from vaxtanalys.align.align import align
from vaxtanalys.align.settings import AlignSettings

__all__ = ["AlignSettings", "align"]
