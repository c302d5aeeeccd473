"""What a plan is about: its policy areas, out of its title and of what its measures are about.

A shared module. Plans of different areas can stand in one corpus; that a climate plan has no shelter is no gap that
anyone would count, so that the comparison asks which municipalities have a plan of the same area.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from vaxtanalys.forms import FormIndex, compile_form
from vaxtanalys.model import Reading
from vaxtanalys.swedish import read_words

# From this share of its measures on, the themes of an area make a plan one of that area, whatever its title says. Were
# it lower, the odd measure about housing would make a plan against violence a plan for housing.
LEAST_SHARE = 1 / 3
# One measure's theme is not what a plan is about, however few measures it has.
LEAST_MEASURES = 2


@dataclass(frozen=True, slots=True)
class PolicyArea:
    """A row of ``data/policy_areas.toml``: code, labels, forms of titles, the codebook's themes, and its titles."""

    code: str
    label_sv: str
    label_en: str
    forms: tuple[str, ...]
    themes: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@cache
def all_policy_areas() -> tuple[PolicyArea, ...]:
    """The rows in their order."""
    table = tomllib.loads(resources.files("vaxtanalys.data").joinpath("policy_areas.toml").read_text(encoding="utf-8"))
    return tuple(
        PolicyArea(
            row["code"], row["label_sv"], row["label_en"],
            tuple(row["forms"]), tuple(row["themes"]), tuple(row["yes"]), tuple(row["no"]),
        )
        for row in table["area"]
    )  # fmt: skip


def policy_area_label(code: str, language: str = "sv") -> str:
    """What people see for a code, in Swedish or ("en") English; the code itself where no row has it."""
    row = next((row for row in all_policy_areas() if row.code == code), None)
    if row is None:
        return code
    return row.label_en if language == "en" else row.label_sv


@lru_cache(maxsize=10_000)
def areas_of_title(title: str) -> tuple[str, ...]:
    """The codes of the areas that a title names, in the order of the rows."""
    areas = all_policy_areas()
    # Faulty fonts yield lone halves of surrogate pairs, which no word can hold.
    words = read_words(title.encode("utf-8", "ignore").decode("utf-8"))
    found = {number for _, _, _, number in _title_forms().find(words)}
    return tuple(area.code for number, area in enumerate(areas) if number in found)


def policy_areas(reading: Reading) -> tuple[str, ...]:
    """The codes of the areas of a document, in the order of the rows; empty where nothing tells.

    What was given for it (``Facts.policy_areas``) holds alone. Else those that its title names, and those whose themes
    at least a third of its measures bear.
    """
    if reading.facts.policy_areas:
        given = written_areas(reading.facts.policy_areas)
        return tuple(area.code for area in all_policy_areas() if area.code in given)
    named = areas_of_title(reading.facts.title or "")
    themed = _areas_of_measures(reading)
    return tuple(area.code for area in all_policy_areas() if area.code in named or area.code in themed)


def written_areas(text: str) -> list[str]:
    """The codes that somebody wrote with semicolons between them, known or not, in their order."""
    return [code.strip() for code in text.split(";") if code.strip()]


def united_areas(areas: Iterable[frozenset[str]]) -> frozenset[str]:
    """All areas of several plans; none where one of the plans tells of none, for it may be about anything."""
    listed = list(areas)
    return frozenset().union(*listed) if all(listed) else frozenset()


@cache
def area_of_theme() -> Mapping[str, str]:
    """The code of the area that each theme of the codebook belongs to; themes of no area are left out."""
    return {theme: area.code for area in all_policy_areas() for theme in area.themes}


@cache
def _title_forms() -> FormIndex:
    return FormIndex(
        (compile_form(form), number) for number, area in enumerate(all_policy_areas()) for form in area.forms
    )


def _areas_of_measures(reading: Reading) -> frozenset[str]:
    """The areas whose themes are borne by at least ``LEAST_SHARE`` of the measures."""
    if reading.plan is None or reading.tagging is None or not reading.plan.measures:
        return frozenset()
    themes = area_of_theme()
    borne = {(t.measure_id, themes[t.code]) for t in reading.tagging.tags if t.facet == "theme" and t.code in themes}
    counts = Counter(area for _, area in borne)
    least = max(LEAST_MEASURES, LEAST_SHARE * len(reading.plan.measures))
    return frozenset(area for area, count in counts.items() if count >= least)
