"""What the layout stage is given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LayoutSettings:
    """Thresholds of the layout stage; sizes are shares of the size of the running text unless said otherwise.

    heading_size: from how many times the size of the running text a short line is a heading.
    footnote_size: under how many times the size of the running text a numbered line at the foot is a footnote.
    paragraph_gap: from how many times the usual distance between lines a new paragraph begins.
    column_gap: from how many times the character size a gap within a line divides it where no column does.
    narrow_gap: from how many times the character size a gap may belong to a gutter between columns.
    margin_share: share of the page's height, at top and at bottom, where running headers and footers are looked for.
    tags: whether the tag tree of a tagged PDF is used, where it agrees with the page.
    bookmarks: whether a PDF's bookmarks help to find headings and their levels.
    """

    heading_size: float = 1.12
    footnote_size: float = 0.9
    paragraph_gap: float = 1.14
    column_gap: float = 1.9
    narrow_gap: float = 0.75
    margin_share: float = 0.12
    tags: bool = True
    bookmarks: bool = True

    def __post_init__(self) -> None:
        if not 1.0 <= self.heading_size <= 3.0:
            raise ValueError(f"heading_size är {self.heading_size} men ska ligga mellan 1.0 och 3.0")
        if not 0.3 <= self.footnote_size <= 1.0:
            raise ValueError(f"footnote_size är {self.footnote_size} men ska ligga mellan 0.3 och 1.0")
        if not 1.0 <= self.paragraph_gap <= 3.0:
            raise ValueError(f"paragraph_gap är {self.paragraph_gap} men ska ligga mellan 1.0 och 3.0")
        if not 0.5 <= self.column_gap <= 10.0:
            raise ValueError(f"column_gap är {self.column_gap} men ska ligga mellan 0.5 och 10.0")
        if not 0.3 <= self.narrow_gap <= self.column_gap:
            raise ValueError(
                f"narrow_gap är {self.narrow_gap} men ska ligga mellan 0.3 och column_gap ({self.column_gap})"
            )
        if not 0.0 <= self.margin_share <= 0.3:
            raise ValueError(f"margin_share är {self.margin_share} men ska ligga mellan 0.0 och 0.3")
