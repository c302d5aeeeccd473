"""Document -> plan: the rules in their order, then areas, ids, grades and what a reader should know."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from vaxtanalys.extract.aims import find_aims
from vaxtanalys.extract.areas import Outline, area_names, make_areas
from vaxtanalys.extract.facts import read_facts
from vaxtanalys.extract.field_grids import field_grids, with_grids
from vaxtanalys.extract.flattened import find_in_flattened_tables
from vaxtanalys.extract.found import Found, label_lines_as_text
from vaxtanalys.extract.labelled import find_labelled
from vaxtanalys.extract.link_aims import link_aims
from vaxtanalys.extract.listed import find_lists
from vaxtanalys.extract.printed_aims import aims_of_tables, lift_area_indicators, printed_aims
from vaxtanalys.extract.responsible import find_with_responsible_line
from vaxtanalys.extract.rules import Search, find_in_tables
from vaxtanalys.extract.run_in import part_run_ins
from vaxtanalys.extract.sentences import find_in_prose, find_titled
from vaxtanalys.extract.settings import ExtractSettings
from vaxtanalys.extract.titled_paragraphs import find_titled_paragraphs
from vaxtanalys.extract.told_alike import find_told_alike
from vaxtanalys.extract.told_twice import without_told_twice
from vaxtanalys.extract.vocabulary import is_a, names_time
from vaxtanalys.lexicon import makes_sense
from vaxtanalys.model import Document, Facts, FocusArea, Measure, Plan, Quotation
from vaxtanalys.page_numbers import page_list

Rule = Callable[[Search], list[Found]]

RULES: tuple[Rule, ...] = (
    find_in_tables,
    find_in_flattened_tables,
    find_labelled,
    find_with_responsible_line,
    find_titled,
    find_lists,
    find_titled_paragraphs,
    find_in_prose,
    find_told_alike,
)
"""The rules in the order they look, the surest first; each sees what the ones before it used up."""

# From this share of doubtful words on a measure's text is not to be built on.
_POOR_WORDS = 0.25
_GRADES = ("good", "fair", "poor")


def extract(document: Document, settings: ExtractSettings | None = None) -> Plan:
    """The plan of ``document``: its facts, focus areas and measures in document order.

    Ids are ``<document_id>-m001`` and ``<document_id>-f01`` by position. ``outcome`` is ``no_measures`` with a Swedish
    message where the document holds none.
    """
    settings = settings or ExtractSettings()
    document = label_lines_as_text(document)
    facts = read_facts(document)
    outline = Outline(document)
    search = Search(document, outline, facts, settings, aims=find_aims(document, outline))
    search.grids = field_grids(document)
    for rule in () if _is_routine(facts) else RULES:
        search.found.extend(rule(search))
    found = part_run_ins(document, [entry for entry in search.found if entry.text])
    found, twice = without_told_twice(document, found)
    found = sorted(with_grids(document, found, search.grids), key=lambda entry: (entry.anchor, entry.text[0]))
    areas, owners = make_areas(document, found, area_names(document, search.outline, found))
    found, lifted = lift_area_indicators(found, owners)
    used = frozenset[int]().union(*(entry.blocks for entry in found))
    printed = [*lifted, *printed_aims(document, found), *aims_of_tables(document, used)]
    goals, indicators = link_aims(document, outline, search.aims, printed, found, owners)
    measures = tuple(
        _measure(document, entry, owner, position)
        for position, (entry, owner) in enumerate(zip(found, owners, strict=True), start=1)
    )
    notes = (*search.notes, *twice, *_numbering_notes(areas, measures), *_reading_notes(document))
    return Plan(
        document_id=document.document_id,
        facts=facts,
        focus_areas=areas,
        measures=measures,
        outcome="ok" if measures else "no_measures",
        message=" ".join(
            part for part in ("" if measures else _why_none(facts, len(goals)), _lost_pages(document)) if part
        ),
        grade=_document_grade(document),
        notes=notes,
        goals=goals,
        indicators=indicators,
    )


def _measure(document: Document, entry: Found, owner: str | None, position: int) -> Measure:
    text = document.quote(*entry.text)
    pages = {place.page for place in text.places}
    # The full stop that ends the line ("Klart: 2025.") is not part of the time.
    times = [
        each.quote.text.removesuffix(".")
        for each in entry.fields
        if each.role == "timeline" and names_time(each.quote.text)
    ]
    return Measure(
        measure_id=f"{document.document_id}-m{position:03d}",
        document_id=document.document_id,
        focus_area_id=owner,
        position=position,
        text=text,
        label=entry.label,
        heading=document.quote(*entry.heading) if entry.heading else None,
        remark=document.quote(*entry.remark) if entry.remark else _note(entry),
        status=entry.status,
        timeline="; ".join(times) or None,
        fields=entry.fields,
        grade=_worst([*(document.page(page).grade for page in pages), _words_grade(document, text)]),
        method=entry.method,
    )


def _note(entry: Found) -> Quotation | None:
    """``note_beside``: what a column or label for comments or for a description of the measure says is printed with it.

    Why it is done, and what it goes back to, is no note on it.
    """
    notes = (field for field in entry.fields if field.role == "comment" and is_a("note_heading", field.header or ""))
    return next((field.quote for field in notes), None)


def _worst(grades: Sequence[str]) -> str:
    return max(grades, key=_GRADES.index, default="good")


def _words_grade(document: Document, text: Quotation) -> str:
    """How far the words of a measure that was read by OCR can be trusted; good where the file has them as text.

    ``doubtful_words``: those that OCR doubted, and those that are neither in the dictionary nor made of two words that
    are. Text that people typed has one such word in two hundred.
    """
    if all(document.page(place.page).method != "ocr" for place in text.places):
        return "good"
    words = text.text.split()
    inside = [token for token in document.tokens if any(a <= token.start < b for a, b in text.spans)]
    doubted = sum(token.unsure for token in inside) + sum(not makes_sense(word) for word in words)
    if doubted > _POOR_WORDS * len(words):
        return "poor"
    return "fair" if doubted else "good"


def _document_grade(document: Document) -> str:
    """The grade of most of the text: poor where a third of the pages with text are, else fair where any page is not
    good. Pages without text (a cover picture) do not count. A file whose end is missing is poor whatever its pages
    are: no one can tell what stood there; a mended one is fair at best.
    """
    if document.damage == "cut":
        return "poor"
    grades = [page.grade for page in document.pages if page.chars or page.grade == "poor"]
    if not grades or grades.count("poor") * 3 >= len(grades):
        return "poor"
    return "good" if all(grade == "good" for grade in grades) and not document.damage else "fair"


def _why_none(facts: Facts, goals: int) -> str:
    if facts.document_type == "motion_response":
        return "Inga åtgärder hittades: dokumentet är ett svar på en motion och innehåller ingen plan."
    if facts.document_type == "cover_letter_with_strategy":
        return "Inga åtgärder hittades, varken i skrivelsen eller i den bifogade strategin."
    if _is_routine(facts):
        return f"Inga åtgärder togs med: dokumentet är en rutin (”{facts.title}”); stegen i den är inga åtaganden."
    if goals:
        return f"Inga åtgärder hittades, men {goals} mål (tabellen goals); vaxtanalys audit jämför planer med mål."
    return "Inga åtgärder hittades: varken tabeller, rader med ansvariga eller listor av åtaganden gick att känna igen."


def _is_routine(facts: Facts) -> bool:
    """Whether the document says how a case is handled: its steps and who takes them are no commitments."""
    return facts.document_type == "other" and facts.title is not None and is_a("routine", facts.title)


def _numbering_notes(areas: tuple[FocusArea, ...], measures: tuple[Measure, ...]) -> tuple[str, ...]:
    """Gaps and repetitions in the printed numbers, told and not mended."""
    notes: list[str] = []
    seen: dict[str, int] = {}
    previous: tuple[list[int], str] | None = None
    for measure in measures:
        if not measure.label or not (figures := [int(part) for part in re.findall(r"\d+", measure.label)]):
            continue
        if len(figures) > 1 and measure.label in seen:
            notes.append(
                f"Numret {measure.label} står vid två åtgärder, på sidan {seen[measure.label]} och sidan "
                f"{measure.text.page}."
            )
        seen.setdefault(measure.label, measure.text.page)
        if previous and len(figures) > 1 and figures[:-1] == previous[0][:-1] and figures[-1] > previous[0][-1] + 1:
            notes.append(
                f"Numreringen hoppar från {previous[1]} till {measure.label} (sidan {measure.text.page}): "
                "det som skulle stå däremellan finns inte i dokumentet."
            )
        previous = (figures, measure.label)
    return tuple(notes)


def _reading_notes(document: Document) -> tuple[str, ...]:
    poor = [str(page.number) for page in document.pages if page.grade == "poor"]
    unsure = (f"Sidor som inte gick att läsa säkert: {', '.join(poor)}.",) if poor else ()
    lost = _lost_pages(document)
    return (*document.notes, *((lost,) if lost else ()), *unsure)


def _lost_pages(document: Document) -> str:
    """Which pages are not read, or not wholly, and why the first of them is not; empty where all are."""
    lost = [page for page in document.pages if page.lost]
    if not lost:
        return ""
    pages = page_list([page.number for page in lost])
    why = next((warning for warning in lost[0].warnings if "gick inte att läsa" in warning), "skadad")
    return (
        f"{pages[0].upper()}{pages[1:]} av {len(document.pages)} gick inte att läsa (helt), och det som står där "
        f"saknas; hämta filen på nytt. Sidan {lost[0].number}: {why}."
    )
