"""En plan som bilder: sidorna görs till grå, något sneda och kornade bilder utan textlager."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path

import pypdfium2
import sats
from avsluta import settle
from innehall import Content
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 110


def scanned(page: Image.Image, number: int) -> Image.Image:
    """Sidan som den kommer ur en skanner: grå, lite sned, med korn."""
    dice = random.Random(number)
    grey = page.convert("L").rotate(dice.uniform(-0.6, 0.6), fillcolor=250, resample=Image.Resampling.BICUBIC)
    noise = Image.frombytes("L", (64, 64), bytes(dice.randrange(256) for _ in range(64 * 64)))
    grain = noise.resize(grey.size, Image.Resampling.BICUBIC)
    return Image.blend(grey, grain, 0.05).filter(ImageFilter.GaussianBlur(0.4))


def build(content: Content, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.pdf"
        sats.build(content, source, contents_table=False)
        pdf = pypdfium2.PdfDocument(source)
        canvas = Canvas(str(target), pagesize=A4, invariant=1, initialFontName="Serif")
        for number, page in enumerate(pdf, 1):
            jpeg = io.BytesIO()
            scanned(page.render(scale=DPI / 72).to_pil(), number).save(jpeg, "JPEG", quality=38)
            canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
            canvas.showPage()
        pdf.close()
        canvas.save()
    settle(target, "")
