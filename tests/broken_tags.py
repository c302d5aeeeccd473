"""Tagged PDFs with their tag trees spoilt in ways that real producers, and hostile files, spoil them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def spoil(source: Path, target: Path, how: str) -> Path:
    """``source`` with its tag tree spoilt as ``how`` names (a key of ``WAYS``), written to ``target``."""
    with pikepdf.open(source) as pdf:
        WAYS[how](pdf)
        pdf.save(target, deterministic_id=True)
    return target


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The elements of the tree, the root left out, outermost first."""
    stack = list(kids(pdf.Root.StructTreeRoot))
    seen = set()
    while stack:
        item = stack.pop(0)
        if isinstance(item, Dictionary) and item.objgen not in seen and item.get("/S") is not None:
            seen.add(item.objgen)
            yield item
            stack.extend(kids(item))


def kids(item: Any) -> list[Any]:
    found = item.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def renamed(names: dict[str, str]) -> Callable[[pikepdf.Pdf], None]:
    """The types changed, those reached through the role map too."""

    def change(pdf: pikepdf.Pdf) -> None:
        roles = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
        for item in list(elements(pdf)):
            own = str(item.S)
            name = str(roles.get(own, own)).lstrip("/")
            if name in names:
                item.S = Name(f"/{names[name]}")

    return change


def swapped_headings(pdf: pikepdf.Pdf) -> None:
    renamed({"P": "H2", "H1": "P", "H2": "P", "LBody": "H3", "H3": "P", "Title": "P"})(pdf)


def all_paragraphs(pdf: pikepdf.Pdf) -> None:
    names = ("H1", "H2", "H3", "Title", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody")
    renamed(dict.fromkeys(names, "P"))(pdf)


def turned_tables(pdf: pikepdf.Pdf) -> None:
    """Every cell a row of its own, every row a cell."""
    renamed({"TR": "TD", "TD": "TR", "TH": "TR"})(pdf)


def items_of_all(pdf: pikepdf.Pdf) -> None:
    renamed({"P": "LI", "TD": "LI", "H2": "LI"})(pdf)


def one_paragraph(pdf: pikepdf.Pdf) -> None:
    """All marks of the document in one P."""
    root = pdf.Root.StructTreeRoot
    marks = Array()
    for page, number in sorted(marks_of(pdf)):
        marks.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=number))
    root.K = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root, K=marks))


def row_for_each_mark(pdf: pikepdf.Pdf) -> None:
    """One table for the document: each mark (a line, in some producers) a row with one cell."""
    root = pdf.Root.StructTreeRoot
    rows = Array()
    for page, number in sorted(marks_of(pdf)):
        mark = Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=number)
        rows.append(Dictionary(S=Name.TR, K=Array([Dictionary(S=Name.TD, K=mark)])))
    root.K = Dictionary(S=Name.Table, K=rows)


def marks_of(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = set()
    stack = [(pdf.Root.StructTreeRoot, None)]
    while stack:
        item, page = stack.pop()
        own = item.get("/Pg")
        page = pages[own.objgen] if own is not None else page
        if item.get("/MCID") is not None:
            found.add((page, int(item.MCID)))
        for kid in kids(item):
            if isinstance(kid, int):
                found.add((page, int(kid)))
            elif isinstance(kid, Dictionary):
                stack.append((kid, page))
    return found


def reversed_order(pdf: pikepdf.Pdf) -> None:
    for item in [pdf.Root.StructTreeRoot, *elements(pdf)]:
        if isinstance(item.get("/K"), Array):
            item.K = Array(list(reversed(list(item.K))))


def missing_marks(pdf: pikepdf.Pdf) -> None:
    """Every third leaf loses its marks."""
    leaves = [
        item for item in elements(pdf) if not any(isinstance(kid, Dictionary) and "/S" in kid for kid in kids(item))
    ]
    for item in leaves[::3]:
        if "/K" in item:
            del item.K


def shifted_marks(pdf: pikepdf.Pdf) -> None:
    """Every mark points to the next one: the tree belongs to another version of the pages."""
    for item in elements(pdf):
        if isinstance(item.get("/K"), int):
            item.K = int(item.K) + 1
        elif isinstance(item.get("/K"), Array):
            item.K = Array([int(kid) + 1 if isinstance(kid, int) else kid for kid in item.K])


def circles(pdf: pikepdf.Pdf) -> None:
    """Elements that hold their own ancestors, a role map that leads in circles."""
    root = pdf.Root.StructTreeRoot
    found = list(elements(pdf))
    for item in found[::5]:
        item.K = Array([*kids(item), found[0], item])
    root.RoleMap = Dictionary({"/Stycke": Name("/Text"), "/Text": Name("/Stycke")})
    found[-1].S = Name("/Stycke")


def wild_spans(pdf: pikepdf.Pdf) -> None:
    for number, item in enumerate(elements(pdf)):
        if str(item.S) in ("/TD", "/TH"):
            spans = (99999, -3, 0, 7)[number % 4]
            item.A = Dictionary(O=Name.Table, RowSpan=spans, ColSpan=spans)


def layout_table(pdf: pikepdf.Pdf) -> None:
    """The whole document in a table of two cells."""
    root = pdf.Root.StructTreeRoot
    top = kids(root)
    inner = kids(top[0]) if len(top) == 1 else top
    half = len(inner) // 2
    cells = [Dictionary(S=Name.TD, K=Array(part)) for part in (inner[:half], inner[half:])]
    root.K = Dictionary(S=Name.Table, K=Array([Dictionary(S=Name.TR, K=Array(cells))]))


WAYS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    way.__name__: way
    for way in (
        swapped_headings,
        all_paragraphs,
        turned_tables,
        items_of_all,
        one_paragraph,
        row_for_each_mark,
        reversed_order,
        missing_marks,
        shifted_marks,
        circles,
        wild_spans,
        layout_table,
    )
}
