"""Small documents with one measure each, made for the tests of the tagging stage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vaxtanalys.codebook import load_codebook
from vaxtanalys.model import Document, Facts, Field, FocusArea, Measure, Place, Plan, Tagging, Token
from vaxtanalys.tag import TagSettings, tag


class MadeDocument:
    """Gathers paragraphs and makes a document of them."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, paragraph: str) -> tuple[int, int]:
        """The offsets of the new paragraph."""
        start = len(self.text)
        self.text += paragraph + "\n"
        return start, start + len(paragraph)

    def document(self) -> Document:
        """A document of one page without boxes."""
        tokens = tuple(Token(m.start(), m.end(), Place(1)) for m in re.finditer(r"\S+", self.text))
        return Document("made", "made.txt", "", self.text, tokens, (), (), ())


Printed = tuple[str, str | Sequence[str]]


def tag_measures(
    texts: Sequence[str],
    fields: Sequence[Sequence[Printed]] = (),
    area: str | None = None,
    heading: str | None = None,
    settings: TagSettings | None = None,
    also: str = "",
) -> tuple[Document, Plan, Tagging]:
    """Tags measures with these words; ``fields`` has the printed fields of each (role and items)."""
    made = MadeDocument()
    spans = [made.add(text) for text in texts]
    area_span = made.add(area) if area else None
    heading_span = made.add(heading) if heading else None
    field_spans = [
        [(role, [made.add(item) for item in ([items] if isinstance(items, str) else items)]) for role, items in printed]
        for printed in fields
    ]
    if also:
        made.add(also)
    document = made.document()
    areas = (FocusArea("made-f01", "made", 1, None, document.quote(area_span)),) if area_span else ()
    measures = tuple(
        Measure(
            f"made-m{number:03d}",
            "made",
            "made-f01" if area_span else None,
            number,
            document.quote(span),
            heading=document.quote(heading_span) if heading_span else None,
            fields=tuple(
                Field(role, None, document.quote(*items))
                for role, items in (field_spans[number - 1] if number <= len(field_spans) else [])
            ),
        )
        for number, span in enumerate(spans, start=1)
    )
    plan = Plan("made", Facts(), areas, measures, "ok")
    return document, plan, tag(document, plan, load_codebook(), settings or TagSettings())


def codes(tagging: Tagging, facet: str) -> set[str]:
    """The codes of a facet on all measures."""
    return {found.code for found in tagging.tags if found.facet == facet}
