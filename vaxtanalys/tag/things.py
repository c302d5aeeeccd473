"""Measures about nature or technology alone, and whom they do not reach though words for people stand there."""

from __future__ import annotations

from vaxtanalys.codebook import Codebook
from vaxtanalys.model import FocusArea
from vaxtanalys.tag.evidence import Evidence
from vaxtanalys.tag.signs import Parts

# Themes in which words for trouble, protection and treatment are mostly not about people.
_THINGS = frozenset({"climate_energy", "climate_adaptation", "nature_environment", "waste_circular"})
# Themes that a building gives: solar cells on a school are about energy alone.
_PLACES = frozenset({"school_education"})
_TROUBLED = frozenset({"victims", "perpetrators", "substance_use", "child_witnesses"})
# Those who are in schools and homes for older people; rows that name a place only weigh less than these.
_IN_BUILDINGS = frozenset({"children", "youth", "older_people", "disability"})
_NAMED_WEIGHT = 0.75


def about_things(parts: Parts, area: FocusArea | None, codebook: Codebook) -> bool:
    """Whether a measure is about nature or technology alone: there "utsatta" are shores and "behandling" is of water.

    Its own words decide; where they name no theme, the focus area's heading.
    """
    texts = [quotation.text for quotation, _ in parts]
    themes = {hit.code for text in texts for hit in codebook.find("theme", text)} - _PLACES
    if not themes and area is not None:
        themes = {hit.code for hit in codebook.find("theme", area.heading.text)}
    return bool(themes) and themes <= _THINGS


def of_people(found: list[Evidence], parts: Parts, things: bool, codebook: Codebook) -> list[Evidence]:
    """``found`` without those whom a trouble has reached, where the measure is about ``things``.

    Nor does what is done to a building reach those who happen to be there: solar cells on a school are for no pupil,
    unless the measure teaches or informs.
    """
    if not things:
        return found
    buildings = not _teaches(parts, codebook)
    return [
        piece
        for piece in found
        if piece.code not in _TROUBLED
        and not (buildings and piece.code in _IN_BUILDINGS and piece.weight < _NAMED_WEIGHT)
    ]


def _teaches(parts: Parts, codebook: Codebook) -> bool:
    hits = (hit for quotation, _ in parts for hit in codebook.find("action", quotation.text))
    return any(hit.code in ("inform", "train", "programme") for hit in hits)
