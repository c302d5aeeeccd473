"""The workbook for people who work in a spreadsheet: every table with Swedish headings, and the coverage matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from xlsxwriter.exceptions import FileCreateError

from vaxtanalys.codebook import Codebook
from vaxtanalys.measure_types import load_types
from vaxtanalys.publish import sheet_columns, sheet_rows
from vaxtanalys.publish.chain_rows import chain_counts, chain_rows
from vaxtanalys.publish.columns import TABLES
from vaxtanalys.publish.findings import Findings, alphabet_key, document_municipality, gather, summarize
from vaxtanalys.publish.goal_rows import goal_sheet
from vaxtanalys.publish.sheet_writer import Book, Column, Sheet, open_book
from vaxtanalys.publish.texts import load_texts

# So many pairs a person may look through, and a spreadsheet may open in a moment; the rest stay in the tables.
MOST_PAIRS = 20_000

SYMBOLS = {"gap": "–", "outside": "·", "undecided": "?"}


def write_workbook(
    tables: Mapping[str, pd.DataFrame],
    codebook: Codebook,
    path: Path,
    language: str = "sv",
    strategy: Sequence[Sequence[object]] | None = None,
) -> None:
    """Write the workbook to ``path`` (.xlsx) in ``language`` ("sv" or "en").

    ``strategy`` are the rows of the sheet on a strategy's goals (columns ``sheet_columns.STRATEGY``, the state as
    ``STATES`` of the audit names it); there is no such sheet where it is None.

    Text is written as text: what looks like a formula, a number or a link stays the plan's words. Raises UsageError
    for a language there are no texts for, OSError where the file can not be written.
    """
    texts = load_texts(language)
    found = gather(tables, codebook, texts)
    book = open_book(path, texts)
    _write_overview(book, found, strategy is not None)
    columns, rows = sheet_columns, sheet_rows
    book.sheet("documents").table(columns.DOCUMENTS, rows.document_rows(found), "documents")
    book.sheet("measures").table(columns.MEASURES, rows.measure_rows(found), "measures")
    book.sheet("bodies").table(columns.BODIES, rows.body_rows(found), "bodies")
    book.sheet("tags").table(columns.TAGS, rows.tag_rows(found), "tags")
    book.sheet("goals").table(columns.GOALS, goal_sheet(found), "goals")
    book.sheet("chain").table(columns.CHAIN, chain_rows(found), "chain")
    _write_coverage(book, found)
    book.sheet("gaps").table(columns.GAPS, rows.gap_rows(found), "gaps")
    if strategy is not None:
        _write_strategy(book, strategy)
    book.sheet("alike").table(columns.GROUPS, rows.group_rows(found), "measures")
    _write_pairs(book, found)
    _write_definitions(book, found, codebook)
    try:
        book.file.close()
    except FileCreateError as error:
        raise OSError(error.args[0].errno, error.args[0].strerror, str(path)) from error


def _write_overview(book: Book, found: Findings, strategy: bool) -> None:
    sheet, texts = book.sheet("overview"), book.texts
    sheet.widths([*(column.width for column in sheet_columns.OUTCOMES), 14])
    sheet.line(texts.say("workbook.title"), "title")
    for sentence in summarize(found):
        sheet.passage(sentence, columns=7, characters=165)
    _part(sheet, "per_document")
    sheet.table(sheet_columns.OUTCOMES, sheet_rows.outcome_rows(found), "documents")
    _part(sheet, "per_municipality")
    columns = [Column(key, 0, "number") for key in ("documents", "measures", "gaps", "outside", "undecided")]
    heads = [Column("municipality", 0), Column("municipality_code", 0), *columns]
    sheet.table(heads, _municipality_rows(found))
    _part(sheet, "chain")
    sheet.table(sheet_columns.CHAIN_COUNTS, chain_counts(found))
    _part(sheet, "sheets")
    names = (
        "documents",
        "measures",
        "bodies",
        "tags",
        "goals",
        "chain",
        "coverage",
        "gaps",
        *(["strategy"] if strategy else []),
        "alike",
        "pairs",
        "definitions",
    )
    for name in names:
        title = texts.say(f"workbook.sheet_{name}")
        sheet.page.write_url(sheet.row, 0, f"internal:'{title}'!A1", book.formats["link"], title)
        sheet.put(sheet.row, 1, texts.say(f"sheet_about.{name}"), "line")
        sheet.row += 1


def _part(sheet: Sheet, name: str) -> None:
    sheet.row += 1
    sheet.line(sheet.book.texts.say(f"workbook.{name}"), "part")


def _municipality_rows(found: Findings) -> list[list[object]]:
    named = {key: document_municipality(document, found.texts) for key, document in found.documents.items()}
    town = {key: (document["municipality_code"], named[key]) for key, document in found.documents.items()}
    documents = Counter(town.values())
    measures = Counter(town[measure["document_id"]] for measure in found.measures.values())
    states = Counter((cell["municipality_code"], found.state(cell)) for cell in found.tables["coverage"])
    return [
        [name, code, documents[code, name], measures[code, name], *(states[code, state] for state in SYMBOLS)]
        for code, name in sorted(documents, key=lambda pair: (pair[0] is None, alphabet_key(pair[1])))
    ]


def _write_coverage(book: Book, found: Findings) -> None:
    """One row per municipality, one column per code; the facets side by side."""
    sheet, texts = book.sheet("coverage"), book.texts
    legend = [f"{sign} = {texts.say(f'state.{state}').lower()}" for state, sign in SYMBOLS.items()]
    sheet.line("     ".join([f"1, 2, … = {texts.say('state.covered').lower()}", *legend]))
    cells = {(c["municipality_code"], c["facet"], c["code"]): c for c in found.tables["coverage"]}
    codes = [(facet, code) for facet in found.facets() for code in found.codes(facet)]
    widths = [20, 13] + [6] * len(codes)
    sheet.widths(widths)
    sheet.pages_across(sum(widths))
    for column, head in enumerate(("municipality", "municipality_code")):
        sheet.put(2, column, texts.say(f"head.{head}"), "head")
    for column, (facet, code) in enumerate(codes, start=2):
        if column == 2 or codes[column - 3][0] != facet:
            sheet.put(1, column, found.facet_label(facet), "part")
        sheet.put(2, column, found.code_label(facet, code), "turned")
    sheet.page.set_row(1, 20)
    sheet.page.set_row(2, 190)
    compared = found.compared()
    for row, municipality in enumerate(compared, start=3):
        sheet.put(row, 0, found.municipality(municipality))
        sheet.put(row, 1, municipality)
        for column, (facet, code) in enumerate(codes, start=2):
            cell = cells.get((municipality, facet, code))
            value = cell and (SYMBOLS.get(found.state(cell)) or len(cell["measures"]))
            sheet.put(row, column, value, "state")
    sheet.row = 3 + len(compared)
    _colour(sheet, len(compared), len(codes))
    _write_legend(sheet)


def _colour(sheet: Sheet, rows: int, columns: int) -> None:
    sheet.page.freeze_panes(3, 2)
    sheet.page.repeat_rows(1, 2)
    sheet.page.repeat_columns(0, 1)
    if not rows or not columns:
        sheet.line(sheet.book.texts.say("workbook.empty"))
        return
    sheet.page.autofilter(2, 0, 2 + rows, 1 + columns)
    rules = {"covered": "=ISNUMBER(C4)", **{state: f'=C4="{sign}"' for state, sign in SYMBOLS.items()}}
    for state, rule in rules.items():
        look = {"type": "formula", "criteria": rule, "format": sheet.book.formats[state]}
        sheet.page.conditional_format(3, 2, 2 + rows, 1 + columns, look)


def _write_legend(sheet: Sheet) -> None:
    texts = sheet.book.texts
    _part(sheet, "legend")
    for state in ("covered", *SYMBOLS):
        sheet.put(sheet.row, 0, texts.say(f"state.{state}"), state)
        sheet.put(sheet.row, 1, SYMBOLS.get(state, "1, 2 …"), state)
        sheet.put(sheet.row, 2, texts.say(f"state_meaning.{state}"), "line")
        sheet.row += 1


def _write_strategy(book: Book, rows: Sequence[Sequence[object]]) -> None:
    """One row per goal, municipality and measure that answers; the state coloured as in the coverage."""
    sheet, columns = book.sheet("strategy"), sheet_columns.STRATEGY
    at = next(index for index, column in enumerate(columns) if column.head == "state")
    shown = [[*row[:at], book.texts.say(f"answer_state.{row[at]}"), *row[at + 1 :]] for row in rows]
    sheet.table(columns, shown, "measures")
    for state, look in (("answered", "covered"), ("gap", "gap"), ("outside", "outside"), ("undecided", "undecided")):
        words = book.texts.say(f"answer_state.{state}")
        rule = {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": book.formats[look]}
        sheet.page.conditional_format(1, at, max(len(rows), 1), at, rule)


def _write_pairs(book: Book, found: Findings) -> None:
    sheet, total = book.sheet("pairs"), len(found.tables["alignments"])
    sheet.table(sheet_columns.PAIRS, sheet_rows.pair_rows(found, MOST_PAIRS), "alignments")
    if total > MOST_PAIRS:
        sheet.line(book.texts.say("workbook.pairs_left_off", n=MOST_PAIRS, all=total))


def _write_definitions(book: Book, found: Findings, codebook: Codebook) -> None:
    sheet, texts = book.sheet("definitions"), book.texts
    heads = [
        Column("facet", 22),
        Column("code", 24),
        Column("label", 34),
        Column("definition", 80),
        Column("definition_source", 50),
    ]
    rows = [
        [found.facet_label(c.facet), c.code, found.code_label(c.facet, c.code), c.definition, c.source]
        for c in codebook.codes
    ]
    language = texts.language
    rows += [
        [
            found.facet_label("measure_group"),
            kind.code,
            kind.label_en if language == "en" else kind.label_sv,
            kind.definition,
            kind.source,
        ]
        for kind in load_types().kinds
    ]
    sheet.table(heads, rows)
    _part(sheet, "columns")
    columns = [Column(key, 0) for key in ("table", "column", "type", "meaning")]
    rows = [
        [table, name, texts.label("type", kind), texts.column(table, name)]
        for table, kinds in TABLES.items()
        for name, kind in kinds.items()
    ]
    sheet.table(columns, rows)
