"""Every code of every coded measure: whether the coding has it, whether the run has it, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vaxtanalys.evaluate.gold import Gold, Row
from vaxtanalys.evaluate.match import normal

# Facet of the tags, the coding's field and the field with what only one of two coders has.
CODED = (
    ("prevention_level", "levels", "levels_allowed"),
    ("target_group", "target_groups", "target_groups_allowed"),
    ("action", "actions", "actions_allowed"),
    ("theme", "themes", "themes_allowed"),
)
BODY_ROLES = ("lead", "co")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One code on one measure: ``wanted`` by the coding, ``found`` by the run; ``allowed`` where only one coder has it.

    For bodies the facet is ``body``, the code the role, and ``item`` the body's name. ``measure`` is the coding's id.
    """

    document: str
    measure: str
    text: str
    facet: str
    code: str
    item: str
    wanted: bool
    found: bool
    allowed: bool
    score: float | None = None
    basis: str | None = None
    evidence: str | None = None
    rule: str | None = None

    @property
    def right(self) -> bool:
        """Whether the run does as the coding, or as one of two coders."""
        return self.wanted == self.found or (self.found and self.allowed)


def judge_codes(rows: Mapping[str, Sequence[Row]], gold: Gold, same: Mapping[str, str]) -> list[Judgement]:
    """A judgement for each code that is wanted, allowed or found on a coded measure; a lost measure has none found.

    ``same`` leads from a found measure's id to the coded one's. Facets that the coding does not hold are left out.
    """
    found_as = {coded: found for found, coded in same.items()}
    tags: dict[str, list[Row]] = {}
    for tag in rows["tags"]:
        tags.setdefault(tag["measure_id"], []).append(tag)
    bodies: dict[str, list[Row]] = {}
    for body in rows["bodies"]:
        bodies.setdefault(body["measure_id"], []).append(body)
    judged: list[Judgement] = []
    for measure in gold.measures:
        key = found_as.get(str(measure["id"]), "")
        judged += _bodies(measure, bodies.get(key, []))
        for facet, field, allowed in CODED:
            if field in measure:
                mine = [tag for tag in tags.get(key, []) if tag["facet"] == facet]
                judged += _codes(measure, facet, set(measure[field]), set(measure.get(allowed) or ()), mine)
    return judged


def _codes(measure: Row, facet: str, wanted: set[str], allowed: set[str], tags: Iterable[Row]) -> Iterable[Judgement]:
    found = {tag["code"]: tag for tag in tags}
    for code in sorted(wanted | allowed | set(found)):
        tag = found.get(code)
        about = [(tag or {}).get(name) for name in ("score", "basis", "evidence", "rule")]
        yield Judgement(
            str(measure["doc"]),
            str(measure["id"]),
            str(measure["text"]),
            facet,
            code,
            code,
            code in wanted,
            tag is not None,
            code in allowed,
            *about,
        )


def _bodies(measure: Row, bodies: Iterable[Row]) -> Iterable[Judgement]:
    wanted = {(normal(b["norm"]), b["role"]) for b in measure.get("bodies") or ()}
    allowed = {(normal(b["norm"]), b["role"]) for b in measure.get("bodies_allowed") or ()}
    found = {(normal(b["body"]), b["role"]): b for b in bodies}
    for name, role in sorted(wanted | allowed | set(found)):
        body = found.get((name, role))
        yield Judgement(
            str(measure["doc"]),
            str(measure["id"]),
            str(measure["text"]),
            "body",
            role,
            name,
            (name, role) in wanted,
            body is not None,
            (name, role) in allowed,
            None,
            (body or {}).get("basis"),
            (body or {}).get("raw"),
        )
