"""Page pictures with what was seen drawn on them: blocks in reading order, tables and cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vaxtanalys.errors import DocumentError, UsageError
from vaxtanalys.read.child import Limits, run_in_children
from vaxtanalys.read.settings import ReadSettings
from vaxtanalys.read.sniff import OFFICE_ENDINGS, TEXT_ENDINGS

# Pixels per point: 144 dots an inch shows small print and keeps an A4 page under two megapixels.
SCALE = 2.0
# A page of a poster's size would take gigabytes; its picture is made smaller instead.
MOST_PIXELS = 4000

COLOURS: Mapping[str, str] = {
    "heading": "#c2185b",
    "paragraph": "#1565c0",
    "item": "#2e7d32",
    "cell": "#5d4037",
    "footnote": "#6a1b9a",
    "header": "#757575",
    "footer": "#757575",
    "caption": "#00838f",
    "watermark": "#bdbdbd",
    "hidden": "#ff6f00",
    "toc": "#9e9d24",
}
TABLE_COLOUR = "#e65100"


@dataclass(frozen=True, slots=True)
class _Drawing:
    file: Path
    page: dict[str, Any]
    picture: Path


def draw_pages(file: Path, described: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write one PNG for each described page to ``folder``; returns the files in page order.

    Raises UsageError for a text file (it has no pages to draw) or an unwritable folder, DocumentError where a page can
    not be drawn.
    """
    if file.suffix.lower() in TEXT_ENDINGS + OFFICE_ENDINGS:
        raise UsageError(
            f"{file.name} är en textfil, en kontorsfil eller en webbsida och har inga sidor att rita; "
            "ge en PDF eller använd --json."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"Det går inte att skriva till {folder} ({error.strerror}); ge en annan mapp.") from error
    drawings = [
        _Drawing(file, page, folder / f"{described['document_id']}-{page['page']:03d}.png")
        for page in described["pages"]
    ]
    settings = ReadSettings()
    limits = Limits(settings.timeout_seconds, settings.memory_megabytes)
    for index, result in run_in_children(draw_page, drawings, limits, ("vaxtanalys.draw", "pypdfium2")):
        if isinstance(result, DocumentError):
            raise DocumentError(f"{file.name} sidan {drawings[index].page['page']} gick inte att rita: {result}")
    return [drawing.picture for drawing in drawings]


def draw_page(drawing: _Drawing) -> None:
    """Draw one page and write its picture. Runs in a child: pdfium may abort the process."""
    import pypdfium2
    from PIL import ImageDraw

    pdf = pypdfium2.PdfDocument(drawing.file)
    page = pdf[drawing.page["page"] - 1]
    width, height = page.get_size()
    scale = min(SCALE, MOST_PIXELS / max(width, height, 1.0))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    canvas = ImageDraw.Draw(picture)
    for table in drawing.page["tables"]:
        for cell in table["cells"]:
            _box(canvas, cell["bbox"], scale, TABLE_COLOUR, 1)
        _box(canvas, table["bbox"], scale, TABLE_COLOUR, 4)
    for block in drawing.page["blocks"]:
        colour = COLOURS.get(block["role"], "#000000")
        _box(canvas, block["bbox"], scale, colour, 2)
        if block["bbox"]:
            level = f" {block['level']}" if block["role"] == "heading" and block["level"] else ""
            label = f"{block['reading_order']} {block['role']}{level}"
            x, y = block["bbox"][0] * scale, max(0.0, block["bbox"][1] * scale - 11)
            canvas.rectangle(canvas.textbbox((x, y), label), fill="white")
            canvas.text((x, y), label, fill=colour)
    picture.save(drawing.picture, format="PNG")


def _box(canvas: Any, bbox: list[float] | None, scale: float, colour: str, width: int) -> None:
    if bbox is None:
        return
    x0, top, x1, bottom = (edge * scale for edge in bbox)
    canvas.rectangle((min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)), outline=colour, width=width)
