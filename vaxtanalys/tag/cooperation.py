"""Areas about cooperation: what stands under such a heading is mostly with whom something is done."""

from __future__ import annotations

import re

_COOPERATION = re.compile(r"\b(?:sam(?:verkan|arbete|verkar|arbetar))\b", re.IGNORECASE)


def speaks_of_cooperation(heading: str) -> bool:
    """Whether an area's heading is about working together ("Samverkan", "Arbetet sker i samverkan med ...")."""
    return bool(_COOPERATION.search(heading))
