"""What the reading of files is given."""

from __future__ import annotations

from dataclasses import dataclass

ENGINES = ("fast", "pdfplumber")
OCR_CHOICES = ("auto", "rapidocr", "tesseract", "off")
CROSS_CHECKS = ("auto", "all", "off")


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Limits and choices for reading.

    timeout_seconds: wall-clock seconds for one document, from its first byte to its last tag.
    page_seconds: processor seconds for reading one page (wall-clock seconds on Windows); a page that takes longer is
        skipped and the rest is read.
    memory_megabytes: memory that one document's process may take.
    max_megabytes: size over which a file is not opened.
    max_unpacked_megabytes: size over which an office file (a zip archive) is not unpacked.
    max_pages: number of pages over which a file is not read.
    x_tolerance: gap, as a share of the character size, from which two characters belong to different words.
    engine: what reads PDF files: "fast" (pdfium, and pdfplumber where that does not do) or "pdfplumber" alone.
    cross_check: which pages both engines read so that their characters can be compared: "auto" (those whose words are
        in doubt), "all" (many times as slow) or "off".
    ocr: how pages that are pictures of text are read: "auto" (Tesseract with Swedish where installed, else RapidOCR),
        "rapidocr", "tesseract" or "off".
    ocr_page_seconds: seconds that each page read by OCR adds to ``timeout_seconds``.
    """

    timeout_seconds: float = 120.0
    page_seconds: float = 20.0
    memory_megabytes: int = 2000
    max_megabytes: float = 100.0
    max_unpacked_megabytes: float = 300.0
    max_pages: int = 1000
    x_tolerance: float = 0.17
    engine: str = "fast"
    cross_check: str = "auto"
    ocr: str = "auto"
    ocr_page_seconds: float = 30.0

    def __post_init__(self) -> None:
        for name in (
            "timeout_seconds",
            "page_seconds",
            "memory_megabytes",
            "max_megabytes",
            "max_unpacked_megabytes",
            "max_pages",
            "x_tolerance",
            "ocr_page_seconds",
        ):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} är {getattr(self, name)} men ska vara större än 0")
        if self.engine not in ENGINES:
            raise ValueError(f'engine är "{self.engine}" men ska vara {" eller ".join(ENGINES)}')
        if self.cross_check not in CROSS_CHECKS:
            raise ValueError(f'cross_check är "{self.cross_check}" men ska vara auto, all eller off')
        if self.ocr not in OCR_CHOICES:
            raise ValueError(f'ocr är "{self.ocr}" men ska vara {", ".join(OCR_CHOICES[:-1])} eller {OCR_CHOICES[-1]}')
