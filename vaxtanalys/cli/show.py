"""Results set for a terminal, and as JSON lines for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from vaxtanalys.codebook import Codebook, load_codebook
from vaxtanalys.model import Tag
from vaxtanalys.run import ReadPlans

if TYPE_CHECKING:
    from vaxtanalys.audit import Audit, Generations
    from vaxtanalys.evaluate.scores import Evaluation

# Without a terminal (a pipe, a file) rich would set everything to 80 columns.
PLAIN_WIDTH = 160


def _console() -> Console:
    return Console() if sys.stdout.isatty() else Console(width=PLAIN_WIDTH)


def measures_as_lines(plans: ReadPlans) -> Iterator[str]:
    """One JSON object a measure: its row, with file, focus area, bodies and tags put in."""
    from vaxtanalys.publish.table_files import table_rows

    files = dict(zip(plans.documents["document_id"], plans.documents["file"], strict=True))
    headings = dict(zip(plans.focus_areas["focus_area_id"], plans.focus_areas["heading"], strict=True))
    bodies = _by_measure(table_rows(plans.bodies))
    tags = _by_measure(table_rows(plans.tags))
    for row in table_rows(plans.measures):
        key = row["measure_id"]
        line = {
            "file": files[row["document_id"]],
            **row,
            "focus_area": headings.get(row["focus_area_id"]),
            "bodies": bodies.get(key, []),
            "tags": tags.get(key, []),
        }
        yield json.dumps(line, ensure_ascii=False)


def _by_measure(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.pop("measure_id"), []).append(row)
    return found


def show_measures(plans: ReadPlans) -> None:
    """Print a table of the measures of each document."""
    console = _console()
    codebook = load_codebook()
    for reading in plans.readings:
        plan = reading.plan
        if plan is None or not plan.measures:
            if reading.outcome == "no_measures":
                console.print(f"{reading.file}: inga åtgärder. {reading.message}", markup=False, highlight=False)
            continue
        facts = reading.facts
        period = f" {facts.period_start or ''}–{facts.period_end or ''}" if facts.period_start else ""
        name = " – ".join(part for part in (facts.municipality, facts.title) if part)
        table = Table(title=f"{reading.file}: {name}{period}", title_justify="left", show_lines=True)
        for heading in ("Nr", "Sida", "Fokusområde", "Åtgärd", "Ansvariga", "Märkning"):
            table.add_column(heading, overflow="fold")
        areas = {area.focus_area_id: area.heading.text for area in plan.focus_areas}
        bodies, tags = (reading.tagging.bodies, reading.tagging.tags) if reading.tagging else ((), ())
        for measure in plan.measures:
            key = measure.measure_id
            table.add_row(
                _plain(measure.label or str(measure.position)),
                str(measure.text.page),
                _plain(areas.get(measure.focus_area_id or "", "")),
                _plain(measure.text.text),
                _plain(
                    "\n".join(f"{b.body}{' (med)' if b.role == 'co' else ''}" for b in bodies if b.measure_id == key)
                ),
                _plain("\n".join(_shown(t, codebook) for t in tags if t.measure_id == key)),
            )
        console.print(table)
    if any(reading.tagging and reading.tagging.tags for reading in plans.readings):
        console.print("* härlett av verktyget, inte utskrivet i planen", markup=False)


def _shown(tag: Tag, codebook: Codebook) -> str:
    """A code's Swedish label, with a star where it is inferred."""
    return codebook.label(tag.facet, tag.code, "sv") + ("" if tag.basis == "stated" else "*")


def _plain(text: str) -> str:
    """Text whose brackets rich must not take for markup."""
    return text.replace("[", "\\[")


def show_layout(described: dict[str, Any]) -> None:
    """Print each page's blocks in reading order, and its tables."""
    console = _console()
    for page in described["pages"]:
        warnings = f" – {'; '.join(page['warnings'])}" if page["warnings"] else ""
        order = ", läsordning ur märkningen" if page["order"] == "tags" else ""
        size = f"{page['width']:g}×{page['height']:g}"
        table = Table(
            title=_plain(
                f"{described['file']} sidan {page['page']} ({size}, {page['method']}{order}, {page['grade']}){warnings}"
            ),
            title_justify="left",
        )
        for heading in ("Nr", "Roll", "Ruta", "Text"):
            table.add_column(heading, overflow="fold")
        for block in page["blocks"]:
            role = f"{block['role']} {block['level']}" if block["level"] else block["role"]
            role += f" ({block['signal']})" if "signal" in block else ""
            table.add_row(str(block["reading_order"]), role, _bbox(block["bbox"]), _plain(block["text"]))
        console.print(table)
        for grid in page["tables"]:
            _show_grid(console, grid)


def _show_grid(console: Console, grid: dict[str, Any]) -> None:
    continues = f", fortsätter {grid['continues']}" if grid["continues"] else ""
    console.print(f"Tabell {grid['table_id']} ({grid['kind']}{continues}), ruta {_bbox(grid['bbox'])}", markup=False)
    table = Table(show_lines=True)
    columns = max((cell["col"] + cell["col_span"] for cell in grid["cells"]), default=0)
    rows = max((cell["row"] + cell["row_span"] for cell in grid["cells"]), default=0)
    for column in range(columns):
        table.add_column(str(column), overflow="fold")
    texts = {(cell["row"], cell["col"]): cell["text"] for cell in grid["cells"]}
    for row in range(rows):
        table.add_row(*(_plain(texts.get((row, column), "")) for column in range(columns)))
    console.print(table)


def _bbox(bbox: list[float] | None) -> str:
    return " ".join(f"{edge:.0f}" for edge in bbox) if bbox else "–"


def show_evaluation(evaluation: Evaluation) -> None:
    """Print the scores of each document and in all, then what was missed."""
    console = _console()
    table = Table(title="Mot den mänskliga kodningen", title_justify="left")
    table.add_column("Mått")
    columns = [*evaluation.documents, evaluation.total]
    for column in columns:
        table.add_column(column.name, justify="right")
    for metric in evaluation.metrics:
        table.add_row(metric.label, *(metric.show(column.scores.get(metric.name)) for column in columns))
    console.print(table)
    if evaluation.average_precision is not None:
        console.print(f"Lika åtgärder, genomsnittlig precision: {evaluation.average_precision:.2f}.")
    for facet, counts in evaluation.cells.items():
        console.print(
            f"Rutor, {facet}: falska luckor {counts.false_gaps:.1%}, missade luckor {counts.missed_gaps:.1%}, "
            f"oavgjorda {counts.undecided_share:.1%} av {counts.cells}."
        )
    console.print("Träffsäkerhet/täckning/F1, eller andelen rätt; (rätta av funna mot kodade).", markup=False)
    for miss in evaluation.misses:
        console.print(f"{miss.document}  {miss.what}: {miss.words}", markup=False, highlight=False, soft_wrap=True)


def show_audit(audit: Audit) -> None:
    """Print a row for each goal: who answers it, who does not, who can not be judged."""
    from vaxtanalys.audit.write import STATE_WORDS, concerned

    console = _console()
    table = Table(title=f"Svar på {audit.strategy.title}", title_justify="left")
    for name in ("Nr", "Mål", *(word.capitalize() for word in STATE_WORDS.values())):
        table.add_column(name, overflow="fold")
    for number, goal in enumerate(audit.strategy.goals, start=1):
        table.add_row(str(number), goal.text, *(", ".join(names) for names in audit.listed(goal).values()))
    console.print(table, markup=False)
    if audit.unanswered:
        console.print("Ingen svarar säkert mot:")
    for number, goal in enumerate(audit.strategy.goals, start=1):
        if goal in audit.unanswered:
            unsure = ", ".join(audit.towns(goal, "undecided"))
            more = f" (kan inte avgöras: {unsure})" if unsure else ""
            more = f" ({none})" if (none := concerned(audit, goal)) else more
            console.print(f"  {number}. {goal.text}{more}", markup=False, highlight=False, soft_wrap=True)
    for note in audit.notes:
        console.print(f"Anmärkning: {note}", markup=False)


def show_generations(generations: Generations) -> None:
    """Print a row for each measure of the newer plan and each that is gone, then the counts."""
    from vaxtanalys.audit.write import KIND_WORDS, KINDS_COUNTED

    console = _console()
    table = Table(title=f"{generations.old_file} → {generations.new_file}", title_justify="left")
    for name in ("", "Förut", "Nu", "Ändrat"):
        table.add_column(name, overflow="fold")
    for change in generations.changes:
        before = f"{change.old_text} (s. {change.old_page})" if change.old_text else ""
        after = f"{change.new_text} (s. {change.new_page})" if change.new_text else ""
        table.add_row(KIND_WORDS[change.kind], before, after, "; ".join(change.changes))
    console.print(table, markup=False)
    numbers = {kind: generations.count(kind) for kind in KIND_WORDS}
    counts = ", ".join(f"{n} {(KIND_WORDS if n == 1 else KINDS_COUNTED)[kind]}" for kind, n in numbers.items())
    console.print(f"{counts}.", markup=False)
    for note in generations.notes:
        console.print(f"Anmärkning: {note}", markup=False)
