"""The levels of headings: what tags or bookmarks say, else how the headings are numbered and set.

Each heading keeps the signal that gave it its level: ``tag``, ``bookmark``, ``numbering``, or how it is set (``size``,
``bold``, ``capitals``, ``colour``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from vaxtanalys.layout.paragraphs import Paragraph

Said = Callable[[Paragraph], int | None]
"""The level that tags or bookmarks give a heading; None where they give none."""

_DEEPEST = 6
_MOST = 0.5
_NUMBERED = 0.8
_OTHER_SIZE = 1.15
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?$")
_WEIGHT = {"size": 0, "bold": 0, "capitals": 0, "colour": 1}

Rank = tuple[float, float]


def with_levels(paragraphs: Sequence[Paragraph], sources: Mapping[str, Said]) -> list[Paragraph]:
    """The paragraphs, headings with their levels from 1.

    ``sources`` are asked in their order, by name: the first that gives most headings a level, and whose levels do not
    go against the type (a lower level in clearly larger type), orders them. A heading it says nothing of stands where
    those that are set like it stand, or between those that are set larger and smaller.
    """
    headings = [paragraph for paragraph in paragraphs if paragraph.role == "heading"]
    for name, said in sources.items():
        told = {id(heading): level for heading in headings if (level := said(heading)) is not None}
        if told and len(told) >= _MOST * len(headings) and _agree_with_type(headings, told):
            keys = _told_keys(headings, told)
            return _numbered_off(paragraphs, keys, dict.fromkeys(told, name))
    depths = _number_depths(headings)
    keys = {id(h): (*_rank(h), depths.get(id(h), 0)) for h in headings}
    return _numbered_off(paragraphs, keys, dict.fromkeys(depths, "numbering"))


def _numbered_off(
    paragraphs: Sequence[Paragraph], keys: Mapping[int, tuple[float, ...]], signals: Mapping[int, str]
) -> list[Paragraph]:
    levels = {key: min(number, _DEEPEST) for number, key in enumerate(sorted(set(keys.values())), start=1)}
    return [
        replace(p, level=levels[keys[id(p)]], signal=signals.get(id(p), p.signal)) if p.role == "heading" else p
        for p in paragraphs
    ]


def _rank(paragraph: Paragraph) -> Rank:
    """How prominent a heading is set: the larger and bolder, the lower."""
    weight = _WEIGHT.get(paragraph.signal, 1)
    return (-round(paragraph.size), weight if paragraph.bold else weight + 1)


def _sizes(headings: Sequence[Paragraph], told: Mapping[int, int]) -> dict[int, float]:
    """The usual size of the headings of each told level."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for heading in headings:
        if id(heading) in told:
            found[told[id(heading)]].append(heading.size)
    return {level: sorted(sizes)[len(sizes) // 2] for level, sizes in found.items()}


def _agree_with_type(headings: Sequence[Paragraph], told: Mapping[int, int]) -> bool:
    """``deeper_is_not_larger``: no level is usually set clearly larger than the one above it."""
    sizes = _sizes(headings, told)
    return all(sizes[lower] < _OTHER_SIZE * sizes[upper] for upper, lower in pairwise(sorted(sizes)))


def _told_keys(headings: Sequence[Paragraph], told: Mapping[int, int]) -> dict[int, tuple[float, ...]]:
    """For each heading what orders it: its told level, and within one level type that is clearly larger or smaller."""
    alike: defaultdict[Rank, Counter[int]] = defaultdict(Counter)
    for heading in headings:
        if id(heading) in told:
            alike[_rank(heading)][told[id(heading)]] += 1
    sizes = _sizes(headings, told)
    steps = _steps(headings, told)
    keys: dict[int, tuple[float, ...]] = {}
    for heading in headings:
        rank = _rank(heading)
        if id(heading) in told:
            level: float = told[id(heading)]
            keys[id(heading)] = (level, float(steps[id(heading)]))
        elif rank in alike:
            keys[id(heading)] = (max(alike[rank].items(), key=lambda item: (item[1], -item[0]))[0], 0.0)
        else:
            above = [level for level, size in sizes.items() if size >= heading.size]
            keys[id(heading)] = ((max(above) if above else min(sizes) - 1) + 0.5, *rank)
    return keys


def _steps(headings: Sequence[Paragraph], told: Mapping[int, int]) -> dict[int, int]:
    """``sizes_in_one_level``: for each told heading which of its level's sizes it is set in, 0 for the largest.

    Authors (and browsers) give chapters and their parts the same level and tell them apart by type. Sizes a seventh
    apart are two where each comes at least twice; one that stands alone is counted with its neighbour, but for the
    largest of the outermost level: that is the title.
    """
    found: dict[int, int] = {}
    for level in set(told.values()):
        own = sorted((h for h in headings if told.get(id(h)) == level), key=lambda h: -h.size)
        groups: list[list[Paragraph]] = [[own[0]]]
        for above, heading in pairwise(own):
            title = level == min(told.values()) and len(groups) == 1
            if above.size >= _OTHER_SIZE * heading.size and (len(groups[-1]) > 1 or title):
                groups.append([heading])
            else:
                groups[-1].append(heading)
        if len(groups) > 1 and len(groups[-1]) < 2:
            groups[-2].extend(groups.pop())
        found |= {id(heading): number for number, group in enumerate(groups) for heading in group}
    return found


def _number_depths(headings: Sequence[Paragraph]) -> dict[int, int]:
    """``numbered_alike``: how deep the numbers of headings go ("2" is 1, "2.1" is 2), where those set alike differ.

    Only where nearly all headings that are set alike are numbered, and to different depths: then the type does not
    tell their levels, and the numbers do.
    """
    groups: defaultdict[Rank, list[Paragraph]] = defaultdict(list)
    for heading in headings:
        groups[_rank(heading)].append(heading)
    found: dict[int, int] = {}
    for group in groups.values():
        depths = {id(h): match[1].count(".") + 1 for h in group if (match := _NUMBER.match(h.text.split(" ", 1)[0]))}
        if len(depths) >= _NUMBERED * len(group) and len(set(depths.values())) > 1:
            found |= depths
    return found
