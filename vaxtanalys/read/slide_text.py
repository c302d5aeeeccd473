"""The paragraphs of a shape on a slide: bullets, type and level, looked up through layout and master."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vaxtanalys.raw_structure import RawBlock, RawRun
from vaxtanalys.read.characters import clean_characters
from vaxtanalys.read.list_numbers import count_in

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_NUMBERS = (
    ("arabic", "decimal"),
    ("alphaLc", "lowerLetter"),
    ("alphaUc", "upperLetter"),
    ("romanLc", "lowerRoman"),
    ("romanUc", "upperRoman"),
)
_BULLETS = ("buNone", "buChar", "buAutoNum", "buBlip")


def read_paragraphs(body: Any, inherited: Sequence[Any], role: str, page: int, line: int) -> Iterator[RawBlock]:
    """The paragraphs of a ``txBody`` (or a cell's); ``inherited`` are the list styles under its own, the nearest first.

    A role other than ``paragraph`` is kept for all of them; else those with a bullet or number are items.
    """
    own = body.find(f"{A}lstStyle")
    styles = [style for style in (own, *inherited) if style is not None]
    counts: dict[int, int] = {}
    for paragraph in body.findall(f"{A}p"):
        properties = paragraph.find(f"{A}pPr")
        level = int(properties.get("lvl", 0)) if properties is not None else 0
        chain = [properties] if properties is not None else []
        chain += [found for style in styles if (found := style.find(f"{A}lvl{level + 1}pPr")) is not None]
        runs = tuple(_runs(paragraph, chain))
        if not any(run.text.strip() for run in runs):
            continue
        marker = _marker(chain, counts, level)
        item = marker is not None and role == "paragraph"
        yield RawBlock(
            role="item" if item else role,
            runs=runs,
            page=page,
            line=line,
            level=level + 1 if item else None,
            marker=marker if item else None,
            size=_size(paragraph, chain),
        )


def _runs(paragraph: Any, chain: Sequence[Any]) -> Iterator[RawRun]:
    for child in paragraph:
        properties = child.find(f"{A}rPr")
        if child.tag == f"{A}br":
            yield RawRun("\n")
        elif child.tag == f"{A}r" or (child.tag == f"{A}fld" and not _counts(child)):
            text = "".join(part.text or "" for part in child.findall(f"{A}t"))
            raised = properties is not None and int(properties.get("baseline", "0").rstrip("%") or 0) > 0
            bold, italic = (_setting(properties, chain, name) in ("1", "true") for name in ("b", "i"))
            # A vertical tab is how a line break is pasted into a title.
            yield RawRun(clean_characters(text).replace("\u00ad", "").replace("\v", "\n"), bold, italic, raised)


def _counts(field: Any) -> bool:
    """Whether a field shows the slide's number or today's date."""
    return str(field.get("type", "")).startswith(("slidenum", "datetime"))


def _setting(properties: Any | None, chain: Sequence[Any], name: str) -> str | None:
    if properties is not None and (own := properties.get(name)) is not None:
        return str(own)
    for style in chain:
        default = style.find(f"{A}defRPr")
        if default is not None and (found := default.get(name)) is not None:
            return str(found)
    return None


def _size(paragraph: Any, chain: Sequence[Any]) -> float:
    first = paragraph.find(f"{A}r")
    size = _setting(first.find(f"{A}rPr") if first is not None else None, chain, "sz")
    return int(size) / 100 if size else 0.0


def _marker(chain: Sequence[Any], counts: dict[int, int], level: int) -> str | None:
    """The bullet or number of a paragraph; numbers count on while paragraphs of the level follow each other."""
    bullet = next((found for style in chain for name in _BULLETS if (found := style.find(A + name)) is not None), None)
    for deeper in [key for key in counts if key > level]:
        del counts[deeper]
    name = bullet.tag.removeprefix(A) if bullet is not None else "buNone"
    if name != "buAutoNum" or bullet is None:
        counts.pop(level, None)
        if name == "buNone" or bullet is None:
            return None
        return clean_characters(bullet.get("char", "•")).strip() or "•" if name == "buChar" else "•"
    start = int(bullet.get("startAt", 1))
    counts[level] = counts[level] + 1 if level in counts else start
    kind = bullet.get("type", "arabicPeriod")
    number = count_in(next((ours for theirs, ours in _NUMBERS if kind.startswith(theirs)), "decimal"), counts[level])
    if kind.endswith("ParenBoth"):
        return f"({number})"
    return number + (")" if kind.endswith("ParenR") else "." if kind.endswith("Period") else "")
