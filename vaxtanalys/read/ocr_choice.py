"""Which engine reads pictures of text: what is asked for and what is installed. Nothing heavy is imported here."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from functools import cache
from pathlib import Path

from vaxtanalys.read.settings import ReadSettings

RAPIDOCR, TESSERACT = "rapidocr", "tesseract"
NAMES = {RAPIDOCR: "RapidOCR", TESSERACT: "Tesseract"}
HOW_TO_GET = {
    RAPIDOCR: 'pip install "vaxtanalys[ocr]"',
    TESSERACT: "apt-get install tesseract-ocr tesseract-ocr-swe",
}


def find_engine(choice: str) -> str | None:
    """The name of the engine to use for the setting ``ocr``; None where it is off or not installed."""
    # Tesseract with its Swedish model misreads fewer words of a page, and far fewer with å, ä and ö, the poorer it is.
    wanted = (TESSERACT, RAPIDOCR) if choice == "auto" else (choice,)
    installed = {RAPIDOCR: _has_rapidocr, TESSERACT: _has_tesseract}
    return next((name for name in wanted if name in installed and installed[name]()), None)


def more_seconds(settings: ReadSettings) -> float:
    """The most time that OCR can add to ``timeout_seconds`` for one document; 0 where nothing is read by OCR."""
    return settings.ocr_page_seconds * settings.max_pages if find_engine(settings.ocr) else 0.0


@cache
def _has_rapidocr() -> bool:
    """Whether rapidocr is there with the model for Latin letters in its own package.

    Earlier versions read å as a, or fetch their models from the network when first used.
    """
    try:
        spec = importlib.util.find_spec("rapidocr")
        runtime = importlib.util.find_spec("onnxruntime")
    except (ImportError, ValueError):
        return False
    if spec is None or spec.origin is None or runtime is None:
        return False
    return any((Path(spec.origin).parent / "models").glob("PP-OCRv6_rec_*.onnx"))


@cache
def _has_tesseract() -> bool:
    if shutil.which(TESSERACT) is None:
        return False
    try:
        listed = subprocess.run([TESSERACT, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "swe" in listed.stdout.split()
