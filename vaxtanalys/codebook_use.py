"""Which rows of the codebook do any work: what changes over a corpus when one of them is taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vaxtanalys.codebook import Codebook
from vaxtanalys.config import Pipeline
from vaxtanalys.model import Measure, Plan, Reading, Tag
from vaxtanalys.tag import TagSettings, tag

Codes = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RowUse:
    """A row, the measures that change without it (id and words), how many its words are found in, its defence."""

    facet: str
    row: str
    changes: tuple[tuple[str, str], ...]
    found_in: int
    why: str = ""


def rows_in_use(readings: Sequence[Reading], codebook: Codebook, settings: TagSettings) -> list[RowUse]:
    """Every row of the codebook with the measures that are coded otherwise when it is taken away.

    A row that changes only one measure is there for one sentence's sake: it should be defended or go.
    """
    uses: list[RowUse] = []
    for code in codebook.codes:
        for row in code.rows:
            smaller = codebook.without(row.id)
            changes: list[tuple[str, str]] = []
            found_in = 0
            for reading in readings:
                if reading.document is None or reading.plan is None:
                    continue
                hit = [m for m in reading.plan.measures if _finds(codebook, row.id, code.facet, m, reading.plan)]
                found_in += len(hit)
                if hit:
                    part = replace(reading.plan, measures=tuple(hit))
                    before = tag(reading.document, part, codebook, settings).tags
                    after = tag(reading.document, part, smaller, settings).tags
                    changes += [
                        (measure.measure_id, measure.text.text)
                        for measure in hit
                        if _codes(before, measure) != _codes(after, measure)
                    ]
            uses.append(RowUse(code.facet, row.id, tuple(changes), found_in, row.why))
    return uses


def _finds(codebook: Codebook, row: str, facet: str, measure: Measure, plan: Plan) -> bool:
    """Whether the row finds something in the measure's words, its heading, its fields or its area's heading."""
    area = next((a for a in plan.focus_areas if a.focus_area_id == measure.focus_area_id), None)
    texts = [measure.text.text, *(field.quote.text for field in measure.fields)]
    texts += [quotation.text for quotation in (measure.heading, area.heading if area else None) if quotation]
    return any(hit.row.id == row for text in texts for hit in codebook.find(facet, text))


def _codes(tags: Iterable[Tag], measure: Measure) -> Codes:
    return frozenset((t.facet, t.code) for t in tags if t.measure_id == measure.measure_id)


def read_for_use(pipelines: Iterable[tuple[Pipeline, Path | None]], workers: int) -> list[Reading]:
    """The readings of several pipelines' corpora (or of a folder in place of one), up to the measures."""
    from vaxtanalys.corpus import collect_documents, load_corpus
    from vaxtanalys.errors import UsageError
    from vaxtanalys.pipeline import read_documents

    readings: list[Reading] = []
    for pipeline, documents in pipelines:
        if documents is None and pipeline.corpus is None:
            raise UsageError(f"{pipeline.path} nämner ingen corpus; ge en mapp med planer med --documents.")
        corpus = collect_documents(documents) if documents else load_corpus(pipeline.corpus or Path())
        readings += read_documents(
            corpus.documents, pipeline.settings, pipeline.uses, pipeline.codebook, workers, last="extract"
        )
    return readings
