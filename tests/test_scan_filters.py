"""Scans in the filters that scanners write: JBIG2, CCITT fax and JPEG 2000. Drawn, read by OCR, and said to be so."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from make_scans import Scanner
from PIL import Image, ImageOps
from test_ocr_need import PROSE, prose_picture, words_of
from test_read_ocr import require_engine

from vaxtanalys.layout.grades import grade_page
from vaxtanalys.read import ReadSettings, read
from vaxtanalys.read.ocr_choice import find_engine
from vaxtanalys.read.pdfium_file import PdfiumFile

RESOLUTION = 200
Made = tuple[bytes, pikepdf.Dictionary]


def grey_page() -> Image.Image:
    """A page of prose as a scanner sees it."""
    return prose_picture(Scanner(dpi=RESOLUTION, degrees=0.3))


def group_four(image: Image.Image) -> bytes:
    """A bilevel picture in CCITT group 4 (ITU-T T.6), without the file around it; black is 1."""
    made = io.BytesIO()
    # The coder takes the ones for black, Pillow has them for white.
    ImageOps.invert(image).save(made, "TIFF", compression="group4", tiffinfo={278: image.height})
    made.seek(0)
    with Image.open(made) as tiff:
        ((start,), (length,)) = (tiff.tag_v2[273], tiff.tag_v2[279])  # type: ignore[attr-defined]
    return made.getvalue()[start : start + length]


def bilevel(grey: Image.Image) -> Image.Image:
    return grey.point(lambda tone: 255 if tone > 150 else 0).convert("1")


def ccitt(grey: Image.Image) -> Made:
    """``CCITTFaxDecode``, group 4, as office copiers write."""
    parameters = pikepdf.Dictionary(K=-1, Columns=grey.width, Rows=grey.height, BlackIs1=False)
    return group_four(bilevel(grey)), pikepdf.Dictionary(
        Filter=pikepdf.Name.CCITTFaxDecode, DecodeParms=parameters, BitsPerComponent=1
    )


def jbig2(grey: Image.Image) -> Made:
    """``JBIG2Decode``: a page, and one generic region in MMR coding, which is group 4 (ITU-T T.88, 6.2.6 and 7.4)."""
    width, height = grey.size
    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + group_four(bilevel(grey))
    data = b"".join(
        struct.pack(">IBBBI", number, kind, 0, 1, len(part)) + part
        for number, (kind, part) in enumerate([(48, page), (38, region)])
    )
    return data, pikepdf.Dictionary(Filter=pikepdf.Name.JBIG2Decode, BitsPerComponent=1)


def jpeg_2000(grey: Image.Image) -> Made:
    """``JPXDecode``, lossy, as scanning services write."""
    made = io.BytesIO()
    grey.save(made, "JPEG2000", quality_mode="dB", quality_layers=[38])
    return made.getvalue(), pikepdf.Dictionary(Filter=pikepdf.Name.JPXDecode, BitsPerComponent=8)


def scanned(path: Path, filtered: Callable[[Image.Image], Made]) -> Path:
    """A page that is one picture, its data as the filter wants them."""
    grey = grey_page()
    data, how = filtered(grey)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        picture = pikepdf.Stream(pdf, data)
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.ColorSpace = grey.width, grey.height, pikepdf.Name.DeviceGray
        for key, value in how.items():
            picture[key] = value
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im1=picture))
        page.Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /Im1 Do Q")
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return path


FILTERS = [ccitt, jbig2, jpeg_2000]


@pytest.mark.parametrize("filtered", FILTERS)
def test_a_scan_in_any_filter_is_read(filtered: Callable[[Image.Image], Made], tmp_path: Path) -> None:
    require_engine(find_engine("auto") or "rapidocr")
    (page,) = read(scanned(tmp_path / "skannad.pdf", filtered)).pages
    assert page.method == "ocr" and page.image_kind == "text" and page.image_share > 0.95
    found, wanted = set(words_of(page)), set(" ".join(PROSE).split())
    assert len(wanted - found) <= 0.03 * len(wanted), wanted - found
    assert any(warning.startswith("texttolkad med") for warning in page.warnings)
    assert grade_page(page).grade in ("good", "fair")


@pytest.mark.parametrize("filtered", FILTERS)
@pytest.mark.parametrize("engine", ["fast", "pdfplumber"])
def test_a_scan_in_any_filter_is_told_without_ocr(
    filtered: Callable[[Image.Image], Made], engine: str, tmp_path: Path
) -> None:
    """Whatever the filter, and the engine: a picture of text, poor, and how to have it read."""
    (page,) = read(scanned(tmp_path / "skannad.pdf", filtered), ReadSettings(ocr="off", engine=engine)).pages
    assert page.image_kind == "text" and page.words == ()
    assert grade_page(page).grade == "poor"
    assert any('sätt ocr = "auto" under [read]' in warning for warning in page.warnings)


@pytest.mark.parametrize(
    "name",
    [
        "pikepdf/jbig2.pdf",
        "pikepdf/jbig2global.pdf",
        "pdfminer.six/pdf-with-jbig2.pdf",
        "pikepdf/ccitt-endofline-true.pdf",
        "pypdf/imagemagick-CCITTFaxDecode.pdf",
        "pikepdf/pike-jp2.pdf",
        "pikepdf/pike-flate-jp2.pdf",
    ],
)
def test_files_of_others_are_drawn(name: str, hostile_dir: Path) -> None:
    """Pictures in these filters from other projects' tests are seen: no page of them is blank or lost."""
    file = PdfiumFile((hostile_dir / name).read_bytes())
    try:
        with file.page(1) as marks:
            assert marks.pictures
            low, high = marks.draw(72).convert("L").getextrema()
            assert low < high
    finally:
        file.close()
    assert not any(page.lost for page in read(hostile_dir / name, ReadSettings(ocr="off")).pages)
