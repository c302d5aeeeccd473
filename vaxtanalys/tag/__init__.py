"""Plan -> tags: responsible bodies, prevention levels, target groups, actions, themes, and each measure's chain."""

from __future__ import annotations

from vaxtanalys.codebook import Codebook
from vaxtanalys.model import Document, Plan, Tag, Tagging
from vaxtanalys.swedish import plug_in
from vaxtanalys.tag.bodies import tag_bodies
from vaxtanalys.tag.chain import tag_chains
from vaxtanalys.tag.evidence import default_evidence, make_tag
from vaxtanalys.tag.facets import FACETS, tag_facet
from vaxtanalys.tag.levels import tag_prevention_levels
from vaxtanalys.tag.settings import TagSettings
from vaxtanalys.tag.shaded_levels import read_legend
from vaxtanalys.tag.signs import parts_of
from vaxtanalys.tag.targets import FACET as GROUPS
from vaxtanalys.tag.targets import find_target_groups
from vaxtanalys.tag.weighed_groups import weigh_groups
from vaxtanalys.tag.weighing import weigh

DEFAULT_GROUP = "public"

__all__ = ["TagSettings", "tag"]


def tag(document: Document, plan: Plan, codebook: Codebook, settings: TagSettings | None = None) -> Tagging:
    """All bodies and tags of a plan's measures, in the order of the measures.

    Every tag carries the words that gave it and the codebook row that fired; what the plan prints is ``stated``, all
    else ``inferred``. A measure whose words speak for no code of a facet has none there.
    """
    settings = settings or TagSettings()
    plug_in(settings.spacy_pipeline)
    areas = {area.focus_area_id: area for area in plan.focus_areas}
    colours = read_legend(document, plan)
    tags: list[Tag] = []
    for measure in plan.measures:
        area = areas.get(measure.focus_area_id or "")
        groups = find_target_groups(measure, area, codebook, settings)
        by_rules = [piece for piece, _ in groups]
        weighed = weigh(parts_of(measure), area, by_rules, codebook)
        for_levels = weighed if settings.weigh_levels else None
        tags += tag_prevention_levels(document, measure, area, by_rules, codebook, settings, for_levels, colours)
        if weighed is not None and settings.weigh_groups:
            groups = weigh_groups(groups, area, weighed, codebook)
        if not groups and settings.default_score:
            groups = [(default_evidence(DEFAULT_GROUP, measure, settings.default_score), "inferred")]
        tags += [make_tag(document, measure, GROUPS, piece, basis) for piece, basis in groups]
        for facet in FACETS:
            tags += tag_facet(document, measure, area, facet, codebook, settings)
    bodies = tag_bodies(document, plan, settings)
    return Tagging(plan.document_id, bodies, tuple(tags), tag_chains(document, plan, bodies))
