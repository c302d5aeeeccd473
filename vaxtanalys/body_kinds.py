"""What kind of body a name says: a board, an administration, a company ... The rows of ``data/bodies.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from vaxtanalys.swedish import fold


@cache
def body_knowledge() -> dict[str, Any]:
    """The rows of ``data/bodies.toml``."""
    return tomllib.loads(resources.files("vaxtanalys.data").joinpath("bodies.toml").read_text(encoding="utf-8"))


def body_kind(name: str) -> str:
    """The kind of a body by its name: board, administration, company, association, external, role, all or unknown."""
    folded = fold(name).strip()
    words = folded.split()
    for row in body_knowledge()["kind"]:
        if any(folded == start or folded.startswith(start + " ") for start in row.get("starts", ())):
            return str(row["kind"])
        if any(word.endswith(tuple(row.get("not_ends", ()))) for word in words if row.get("not_ends")):
            continue
        if any(word in row.get("words", ()) or word.rstrip("s") in row.get("words", ()) for word in words):
            return str(row["kind"])
        if row.get("ends") and any(word.endswith(tuple(row["ends"])) for word in words):
            return str(row["kind"])
    return "unknown"
