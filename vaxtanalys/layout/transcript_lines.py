"""The lines of a transcript: their pages, and which of them belong to the web site and not to the document."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

_NUMBERED = re.compile(r"^(\d{1,3})(?:\s+|$)(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its number (from 1), page (from 1), words, and whether it is the web site's own."""

    number: int
    page: int
    text: str
    noise: bool = False
    flat: bool = False


def matches(code: str, text: str) -> bool:
    """Whether the whole line ``text`` is of the kind ``code`` (a row of data/transcript.toml)."""
    return _pattern(code).fullmatch(text.strip()) is not None


def read_lines(text: str) -> list[Line]:
    """The lines of a transcript with their pages: form feeds, or running numbers that open and close the lines.

    Lines that a web site put around the document (viewer buttons, teasers for other documents) are marked as noise.
    """
    lines: list[Line] = []
    page = 1
    for number, raw in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        parts = raw.split("\f")
        page += len(parts) - 1
        lines.append(Line(number, page, " ".join(part for part in parts if part.strip()) if len(parts) > 1 else raw))
    if page == 1:
        lines = _number_pages(lines)
    return _mark_site(lines)


def _number_pages(lines: list[Line]) -> list[Line]:
    """Pages of a transcript that has each page on one line, with the page's number first and sometimes last.

    Three consecutive numbers from 1, each on a line of its own kind (a number without a dot, then words), are taken
    as such a run; a numbered list has a dot or a bracket after its number.
    """
    found: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        match = _NUMBERED.match(line.text.strip())
        if match and int(match[1]) == len(found) + 1 and "\t" not in line.text:
            found.append((index, match[2]))
    if len(found) < 3 or max(len(rest) for _, rest in found) < 300:
        return lines
    starts = {index: page for page, (index, _) in enumerate(found, start=1)}
    result: list[Line] = []
    page = 1
    for index, line in enumerate(lines):
        page = starts.get(index, page)
        if index in starts:
            body = found[page - 1][1].strip()
            body = re.sub(rf"(?:^|\s){page}$", "", body)
            result.append(Line(line.number, page, body, flat=True))
        else:
            result.append(replace(line, page=page))
    return result


def _mark_site(lines: list[Line]) -> list[Line]:
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    noise = {index for index in filled if matches("viewer_control", lines[index].text)}
    teasers: list[int] = []
    for a, b, c in zip(filled, filled[1:], filled[2:], strict=False):
        title = lines[a].text.strip()
        if matches("teaser_end", lines[c].text) and lines[b].text.strip().startswith(title):
            teasers.append(a)
    if len(teasers) >= 2:
        noise.update(index for index in filled if index >= teasers[0])
    noise.update(index for index in filled if matches("teaser_end", lines[index].text))
    return [replace(line, noise=index in noise) for index, line in enumerate(lines)]


@cache
def _pattern(code: str) -> re.Pattern[str]:
    for row in transcript_rows():
        if row["code"] == code:
            return re.compile("|".join(f"(?:{form})" for form in row["forms"]), re.IGNORECASE)
    raise KeyError(code)


@cache
def transcript_rows() -> tuple[dict[str, Any], ...]:
    """The rows of data/transcript.toml."""
    source = files("vaxtanalys.data").joinpath("transcript.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(source)["row"])
