"""Scans made of good PDFs at test time: what scanners, copiers and careless hands do to a page, with a fixed seed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Tones = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a page is scanned.

    dpi: dots an inch. degrees: how far the page lies askew. grain: the spread of the noise in grey levels.
    contrast: how much of the tones from black to white is left. blur: radius in pixels. pepper: share of pixels that
    are black or white by chance. shadow: how dark (0 to 1) the left edge is where the book's back lay. bend: how many
    points the lines sag in the middle of the page. border: points of white around the page's picture.
    turn: degrees (0, 90, 180, 270) by which the page lay turned. quality: of the JPEG; 0 for a bilevel CCITT fax image.
    """

    dpi: int = 200
    degrees: float = 0.5
    grain: float = 7.0
    contrast: float = 0.9
    blur: float = 0.0
    pepper: float = 0.0
    shadow: float = 0.0
    bend: float = 0.0
    border: float = 0.0
    turn: int = 0
    quality: int = 80


def picture(page: pypdfium2.PdfPage, scanner: Scanner, seed: int) -> Image.Image:
    """The page as the scanner sees it, in grey."""
    grain = np.random.default_rng(seed)
    grey = page.render(scale=scanner.dpi / 72).to_pil().convert("L")
    if scanner.blur:
        grey = grey.filter(ImageFilter.GaussianBlur(scanner.blur))
    if scanner.bend:
        grey = Image.fromarray(_bent(np.asarray(grey), scanner.bend * scanner.dpi / 72))
    grey = grey.rotate(scanner.degrees, resample=Image.Resampling.BICUBIC, fillcolor=250)
    tones: Tones = np.asarray(grey, dtype=np.float64) * scanner.contrast + 255 * (1 - scanner.contrast) * 0.6
    if scanner.shadow:
        across = np.linspace(0, 1, tones.shape[1])
        tones = tones * (1 - scanner.shadow * np.exp(-across * 14))[np.newaxis, :]
    tones = tones + grain.normal(0, scanner.grain, tones.shape)
    if scanner.pepper:
        chance = grain.random(tones.shape)
        tones = np.where(chance < scanner.pepper / 2, 0, np.where(chance > 1 - scanner.pepper / 2, 255, tones))
    made = Image.fromarray(tones.clip(0, 255).astype(np.uint8))
    return made.rotate(scanner.turn, expand=True) if scanner.turn else made


def _bent(grey: NDArray[np.uint8], depth: float) -> NDArray[np.uint8]:
    """The lines sag by ``depth`` pixels in the middle, as on the page of an open book."""
    height, width = grey.shape
    drop = np.rint(depth * np.sin(np.linspace(0, np.pi, width))).astype(np.int64)
    rows = np.clip(np.arange(height)[:, np.newaxis] - drop[np.newaxis, :], 0, height - 1)
    return grey[rows, np.arange(width)[np.newaxis, :]]


def scan(
    source: Path, target: Path, scanner: Scanner | None = None, pages: Sequence[int] | None = None, seed: int = 7
) -> Path:
    """``source`` (or some of its pages, from 1) as a PDF of pictures without any text."""
    scanner = scanner or Scanner()
    canvas = Canvas(str(target), invariant=True)
    for number, page in enumerate(pypdfium2.PdfDocument(source), start=1):
        if pages is None or number in pages:
            width, height = page.get_size()
            if scanner.turn in (90, 270):
                width, height = height, width
            canvas.setPageSize((width, height))
            put_picture(canvas, picture(page, scanner, seed), (width, height), scanner)
            canvas.showPage()
    canvas.save()
    return target


def put_picture(canvas: Canvas, image: Image.Image, size: tuple[float, float], scanner: Scanner) -> None:
    """Draw a scanned picture on a page of ``size`` points, inside the scanner's border."""
    made = io.BytesIO()
    if scanner.quality:
        image.save(made, "JPEG", quality=scanner.quality)
    else:
        image.point(lambda tone: 255 if tone > 150 else 0).convert("1").save(made, "TIFF", compression="group4")
    made.seek(0)
    edge = scanner.border
    canvas.drawImage(ImageReader(made), edge, edge, size[0] - 2 * edge, size[1] - 2 * edge)
