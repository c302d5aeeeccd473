"""Documents made by hand for tests: headings, paragraphs, items and tables in a few words; and what a plan says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vaxtanalys.model import Block, Box, Cell, Document, Measure, Page, Place, Plan, Style, Table, Token


@dataclass(frozen=True)
class H:
    """A heading."""

    text: str
    level: int = 2
    page: int = 1


@dataclass(frozen=True)
class P:
    """A paragraph, of the running text or of a cell."""

    text: str
    page: int = 1
    bold: bool = False
    italic: bool = False
    role: str = "paragraph"
    bold_until: int = 0
    italic_until: int = 0
    size: float = 0.0


@dataclass(frozen=True)
class I:  # noqa: E742
    """A list item."""

    text: str
    marker: str = "•"
    page: int = 1
    level: int = 1
    closing_from: int = 0


Content = str | P | I | list["P | I"]


@dataclass(frozen=True)
class C:
    """A cell that spans rows or columns."""

    content: Content
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True)
class T:
    """A table: rows of cells; a merged cell is written once, at its upper left corner, None where it goes on."""

    rows: list[list[Content | C | None]]
    header_rows: tuple[int, ...] = (0,)
    page: int = 1
    pages: tuple[int, ...] = ()


class _Maker:
    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.tokens: list[Token] = []
        self.tables: list[Table] = []

    def block(self, part: H | P | I, where: tuple[str, int, int] | None = None) -> int:
        if self.text:
            self.text += "\n"
        start = len(self.text)
        for index, word in enumerate(part.text.split()):
            self.text += " " * (index > 0)
            place = Place(
                part.page, Box(50 + index * 20, len(self.blocks) * 10.0, 68 + index * 20, 9 + len(self.blocks) * 10.0)
            )
            self.tokens.append(Token(len(self.text), len(self.text) + len(word), place))
            self.text += word
        table, row, col = where or (None, None, None)
        role = {"H": "heading", "I": "item"}.get(type(part).__name__, getattr(part, "role", "paragraph"))
        if where and role == "paragraph":
            role = "cell"
        self.blocks.append(
            Block(
                index=len(self.blocks),
                role=role,
                start=start,
                end=len(self.text),
                page=part.page,
                places=(Place(part.page),),
                level=None if isinstance(part, P) else part.level,
                marker=part.marker if isinstance(part, I) else None,
                style=Style(
                    size=getattr(part, "size", 0.0),
                    bold=getattr(part, "bold", False),
                    italic=getattr(part, "italic", False),
                    bold_until=getattr(part, "bold_until", 0),
                    closing_from=getattr(part, "closing_from", 0),
                    italic_until=getattr(part, "italic_until", 0),
                ),
                table=table,
                row=row,
                col=col,
            )
        )
        return len(self.blocks) - 1

    def table(self, part: T) -> None:
        name = f"t{len(self.tables) + 1:02d}"
        pages = part.pages or (part.page,) * len(part.rows)
        cells: list[Cell] = []
        for row, entries in enumerate(part.rows):
            for col, entry in enumerate(entries):
                if entry is None:
                    continue
                cell = entry if isinstance(entry, C) else C(entry)
                content = cell.content if isinstance(cell.content, list) else [cell.content]
                words = [P(one) if isinstance(one, str) else one for one in content]
                blocks = tuple(self.block(replace(one, page=pages[row]), (name, row, col)) for one in words if one.text)
                start = self.blocks[blocks[0]].start if blocks else len(self.text)
                end = self.blocks[blocks[-1]].end if blocks else start
                cells.append(
                    Cell(
                        row,
                        col,
                        cell.row_span,
                        cell.col_span,
                        blocks,
                        start,
                        end,
                        (Place(pages[row]),),
                        row in part.header_rows,
                    )
                )
        self.tables.append(
            Table(
                name,
                "ruled",
                len(part.rows),
                max(map(len, part.rows)),
                tuple(cells),
                part.header_rows,
                pages,
                (Place(pages[0]),),
            )
        )


def make(*parts: H | P | I | T, grades: dict[int, str] | None = None) -> Document:
    """A document of ``parts`` in reading order; ``grades`` gives pages another grade than good."""
    maker = _Maker()
    for part in parts:
        if isinstance(part, T):
            maker.table(part)
        else:
            maker.block(part)
    last = max((token.place.page for token in maker.tokens), default=1)
    pages = tuple(
        Page(number, 595.0, 842.0, 0, 500, "layout", (grades or {}).get(number, "good"))
        for number in range(1, last + 1)
    )
    return Document(
        "prov",
        "prov.pdf",
        "0" * 64,
        maker.text,
        tuple(maker.tokens),
        tuple(maker.blocks),
        tuple(maker.tables),
        pages,
        running_end=len(maker.text),
    )


def texts(plan: Plan) -> list[str]:
    """The words of a plan's measures."""
    return [measure.text.text for measure in plan.measures]


def areas(plan: Plan) -> list[str]:
    """The headings of a plan's areas."""
    return [area.heading.text for area in plan.focus_areas]


def fields(measure: Measure) -> list[tuple[str, str]]:
    """The roles and words of a measure's fields."""
    return [(field.role, field.quote.text) for field in measure.fields]


def roles(measure: Measure) -> list[tuple[str, str | None, str]]:
    """The roles, headings and words of a measure's fields."""
    return [(field.role, field.header, field.quote.text) for field in measure.fields]
