"""A made-up corpus of six municipalities, built straight from the model's records: what the publish tests publish."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace

from publish_plans import ACTION, LEVEL, MUNICIPALITIES, PEOPLE, PLANS, THEME, M

from vaxtanalys.codebook import Code, Codebook
from vaxtanalys.model import (
    LEVELS,
    Alignment,
    Block,
    Body,
    Box,
    CoverageCell,
    Document,
    Facts,
    Field,
    FocusArea,
    Gap,
    Goal,
    Measure,
    MeasureGroup,
    Page,
    Place,
    Plan,
    Reading,
    Tag,
    Tagging,
    Token,
)
from vaxtanalys.tag.chain import tag_chains

GROUPS_OF_PEOPLE = (
    "children",
    "youth",
    "parents",
    "older_people",
    "victims",
    "perpetrators",
    "honour",
    "staff",
    "public",
)


@dataclass
class Writer:
    """Sets words on pages of A4, one paragraph after the other, and keeps the offsets."""

    text: str = ""
    page: int = 1
    top: float = 70.0
    tokens: list[Token] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def paragraph(self, words: str, role: str = "paragraph") -> tuple[int, int]:
        if self.top > 700:
            self.page, self.top = self.page + 1, 70.0
        start, x = len(self.text), 70.0
        for match in re.finditer(r"\S+", words):
            width = 5.5 * len(match.group())
            if x + width > 525:
                x, self.top = 70.0, self.top + 14
            box = Box(x, self.top, x + width, self.top + 11)
            self.tokens.append(Token(start + match.start(), start + match.end(), Place(self.page, box)))
            x += width + 3
        self.text += words + "\n"
        self.top += 26
        self.blocks.append(Block(len(self.blocks), role, start, start + len(words), self.page, ()))
        return start, start + len(words)


CAUTIONS = {"Granvik": (), "Ljungå": ("Numreringen saknas i planen; ordningen är den tryckta.",), "Ekköping": ()}


def reading_of(code: str, name: str) -> Reading:
    """A plan of the sample as the stages would hand it over."""
    slug = {"Granvik": "granvik", "Ljungå": "ljunga", "Ekköping": "ekkoping"}[name]
    writer, areas, measures = Writer(), [], []
    noted: list[tuple[M, Measure, dict[str, tuple[int, int]]]] = []
    spans: list[tuple[M, str, dict[str, tuple[int, int]]]] = []
    headings: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
    writer.paragraph(f"Handlingsplan mot våld i {name} 2024–2027", "heading")
    for number, (heading, rows) in enumerate(PLANS[name], start=1):
        area_id = f"{slug}-f{number:02d}"
        title = writer.paragraph(heading, "heading")
        headings.append(
            (area_id, title, writer.paragraph(f"Arbetet inom {heading.lower()} är känt i alla förvaltningar."))
        )
        for row in rows:
            parts = {
                "text": row.text,
                "body": row.bodies,
                "heading": row.heading,
                "remark": row.remark,
                "level": row.level,
            }
            spans.append((row, area_id, {key: writer.paragraph(words) for key, words in parts.items() if words}))
    pages = tuple(Page(n, 595.0, 842.0, 0, 900, "layout", "good") for n in range(1, writer.page + 1))
    sha = hashlib.sha256(name.encode()).hexdigest()
    doc = Document(slug, f"{slug}.pdf", sha, writer.text, tuple(writer.tokens), tuple(writer.blocks), (), pages)
    for position, (area_id, title, aim) in enumerate(headings, start=1):
        areas.append(FocusArea(area_id, slug, position, str(position), doc.quote(title), (doc.quote(aim),)))
    for position, (row, area_id, at) in enumerate(spans, start=1):
        fields = [Field("body", "Ansvarig", doc.quote(at["body"]))]
        if "level" in at:
            fields.append(Field("level", "Nivå", doc.quote(at["level"])))
        measure = Measure(
            f"{slug}-m{position:03d}",
            slug,
            area_id,
            position,
            doc.quote(at["text"]),
            row.label,
            doc.quote(at["heading"]) if "heading" in at else None,
            doc.quote(at["remark"]) if "remark" in at else None,
            row.status,
            row.timeline,
            tuple(fields),
            "fair" if name == "Ljungå" else "good",
            "table_row",
        )
        measures.append(measure)
        noted.append((row, measure, at))
    facts = Facts(
        name, code, code[:2], f"Handlingsplan mot våld i {name} 2024–2027", "action_plan", 2024, 2027, "2023-11-20",
        "kommunfullmäktige", f"KS 2023/{code}", "adopted",
    )  # fmt: skip
    grade = "fair" if name == "Ljungå" else "good"
    goals = tuple(
        Goal(
            f"{slug}-g{position:02d}",
            slug,
            position,
            "objective",
            doc.quote(aim),
            focus_area_id=area_id,
            measures=tuple(m.measure_id for m in measures if m.focus_area_id == area_id),
        )
        for position, (area_id, _, aim) in enumerate(headings, start=1)
    )
    plan = Plan(slug, facts, tuple(areas), tuple(measures), "ok", "", grade, CAUTIONS[name], goals)
    bodies = tuple(_bodies(doc, noted))
    tagging = Tagging(slug, bodies, tuple(_tags(doc, noted)), tag_chains(doc, plan, bodies))
    return Reading(slug, f"{slug}.pdf", sha, "ok", "", facts, grade, doc, plan, tagging)


def _bodies(doc: Document, noted: list[tuple[M, Measure, dict[str, tuple[int, int]]]]) -> list[Body]:
    bodies = []
    for row, measure, at in noted:
        for part in re.finditer(r"[^;]+", row.bodies):
            raw = part.group().replace("medansvarig:", "").strip()
            role = "co" if "medansvarig" in part.group() else "lead"
            kind = "external" if raw == "Polisen" else "board" if raw.lower().endswith("nämnden") else "administration"
            start = at["body"][0] + row.bodies.index(raw)
            quote = doc.quote((start, start + len(raw)))
            bodies.append(Body(measure.measure_id, raw, raw.lower(), kind, role, "stated", quote))
    return bodies


def _tags(doc: Document, noted: list[tuple[M, Measure, dict[str, tuple[int, int]]]]) -> list[Tag]:
    tags = []
    for row, measure, at in noted:
        for tag in row.tags:
            start = None if tag.stated else row.text.index(tag.words)
            end = None if start is None else start + len(tag.words)
            quote = doc.quote(at["level"]) if start is None else doc.quote_within(measure.text, start, end or 0)
            basis, source = ("stated", "column") if tag.stated else ("inferred", "text")
            rule = f"{tag.facet}.{tag.code}.1"
            tags.append(
                Tag(
                    measure.measure_id,
                    tag.facet,
                    tag.code,
                    basis,
                    tag.score,
                    tag.words,
                    start,
                    end,
                    source,
                    rule,
                    quote,
                )
            )
    return tags


def readings() -> list[Reading]:
    """Three plans, one answer to a motion without measures, one scan that could not be read, one locked file."""
    read = [reading_of(code, name) for code, name in MUNICIPALITIES[:3]]
    facts = Facts("Storhamra", "1992", "19", "Svar på motion om våldsprevention", "motion_response", status="draft")
    doc = replace(read[0].document, document_id="storhamra", file="storhamra.pdf") if read[0].document else None
    no_measures = "Dokumentet är ett svar på en motion. Ange kommunens plan om det finns en."
    plan = Plan("storhamra", facts, (), (), "no_measures", no_measures)
    empty = Tagging("storhamra", (), ())
    read.append(
        Reading("storhamra", "storhamra.pdf", "5" * 64, "no_measures", no_measures, facts, "good", doc, plan, empty)
    )
    scan = "Sidorna är bilder utan text. Kör teckenigenkänning (OCR) på filen och läs in den igen."
    facts = Facts("Vikboda", "1993", "19")
    read.append(Reading("vikboda", "vikboda.pdf", "6" * 64, "unreadable", scan, facts))
    locked = "Filen kräver lösenord. Spara en kopia utan lösenord och läs in den."
    read.append(Reading("asarum-2", "Åsarum 2.pdf", "7" * 64, "password", locked, Facts("Åsarum", "1994", "19")))
    return read


def alignments() -> list[Alignment]:
    """Pairs of alike, related and undecided measures."""
    return [
        Alignment(
            "granvik-m004", "ljunga-m002", 0.91, "same", ("Båda informerar.", "Båda riktar sig till våldsutövare.")
        ),
        Alignment("granvik-m003", "ljunga-m003", 0.88, "same", ("Båda ordnar skyddat boende.", "Samma målgrupp.")),
        Alignment("ekkoping-m002", "granvik-m001", 0.83, "same", ("Båda undervisar elever om relationer.",)),
        Alignment("ekkoping-m003", "granvik-m001", 0.48, "undecided", ("Samma målgrupp men olika slags åtgärd.",)),
        Alignment("ekkoping-m001", "ljunga-m002", 0.31, "related", ("Båda informerar, men till olika målgrupper.",)),
    ]


def groups() -> list[MeasureGroup]:
    """Three groups of alike measures."""
    rows = (
        ("g001", "Information om stöd till våldsutövare på flera språk", "granvik-m004", "ljunga-m002", 0.91, "0992"),
        ("g002", "Skyddat boende för våldsutsatta", "granvik-m003", "ljunga-m003", 0.88, "0992"),
        ("g003", "Undervisning om relationer och samtycke i skolan", "ekkoping-m002", "granvik-m001", 0.83, "1991"),
    )
    return [
        MeasureGroup(group, label, ((first, score), (second, score)), ("0991", other))
        for group, label, first, second, score, other in rows
    ]


def _covering(read: list[Reading]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    code_of = {r.document_id: r.facts.municipality_code or "" for r in read}
    for reading in read:
        for tag in reading.tagging.tags if reading.tagging else ():
            key = (code_of[reading.document_id], tag.facet, tag.code)
            found[key] = tuple(sorted({*found.get(key, ()), tag.measure_id}))
    for group in groups():
        for measure, _ in group.members:
            key = (code_of[measure.rsplit("-m", 1)[0]], "measure_group", group.group_id)
            found[key] = tuple(sorted({*found.get(key, ()), measure}))
    return found


LABELS = {
    "universal": "Universell", "selective": "Selektiv", "indicated": "Indikerad", "children": "Barn",
    "youth": "Unga", "parents": "Föräldrar", "older_people": "Äldre", "victims": "Våldsutsatta",
    "perpetrators": "Våldsutövare", "honour": "Utsatta för hedersrelaterat våld och förtryck",
    "staff": "Medarbetare", "public": "Allmänheten", "teach": "Undervisa", "offer": "Erbjuda stöd",
    "inform": "Informera", "train": "Utbilda personal", "campaign": "Kampanj", "coordinate": "Samordna",
    "shelter": "Skyddat boende", "relations": "Relationer",
}  # fmt: skip


def codebook() -> Codebook:
    """Labels and definitions for the codes of the sample."""
    facets = [LEVEL] * 3 + [PEOPLE] * 9 + [ACTION] * 7 + [THEME]
    return Codebook(
        tuple(
            Code(facet, code, label, code.replace("_", " "), f"Åtgärder som gäller {label.lower()}.", "Kodboken", ())
            for facet, (code, label) in zip(facets, LABELS.items(), strict=True)
        )
    )


def _judge(reading: Reading, measures: tuple[str, ...], near: str | None) -> tuple[str, str]:
    if measures:
        return "covered", f"åtgärder i planen: {len(measures)}"
    if not reading.assessable or not reading.plan or not reading.plan.measures or not reading.document:
        return "undecided", f"ingen plan med åtgärder har lästs: {reading.document_id}"
    if near:
        return "undecided", "för nära att avgöra: en åtgärd liknar dem som andra har"
    return "gap", f"ingen av de lästa åtgärderna har koden; sökt på {len(reading.document.pages)} sidor"


def comparison() -> tuple[list[CoverageCell], list[Gap]]:
    """Every cell of three facets, and the gaps that matter."""
    read, cells, gaps = readings(), [], []
    covering = _covering(read)
    codes = [(LEVEL, code) for code in LEVELS] + [(PEOPLE, code) for code in GROUPS_OF_PEOPLE]
    codes += [("measure_group", group.group_id) for group in groups()]
    assessable = ("0991", "0992", "1991")
    for reading in read:
        muni = reading.facts.municipality_code or ""
        for facet, code in codes:
            measures = covering.get((muni, facet, code), ())
            near = "ekkoping-m003" if (muni, code) == ("1991", "g001") else None
            state, reason = _judge(reading, measures, near)
            cells.append(CoverageCell(muni, facet, code, state, measures, near, 0.48 if near else None, reason))
            peers = tuple(sorted(m for m, f, c in covering if (f, c) == (facet, code) and m != muni))
            if measures or not peers:
                continue
            looked, text = (f"{reading.file}, sidorna 1–2",), "=SUMMA(insatser) för unga med hedersnormer"
            nearest = (near, text, 1) if near else (None, None, None)
            # Those who cover it have it in a plan about something else.
            alike = () if (muni, code) == ("1991", "children") else peers
            gap = Gap(muni, facet, code, state, peers, assessable, reason, looked, *nearest, peers_same_area=alike)
            gaps.append(gap)
    return cells, gaps
