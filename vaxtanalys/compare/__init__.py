"""What each municipality's plan covers, and what others have that it lacks."""

from vaxtanalys.compare.compare import compare
from vaxtanalys.compare.settings import CompareSettings

__all__ = ["CompareSettings", "compare"]
