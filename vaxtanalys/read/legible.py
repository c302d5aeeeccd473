"""Whether what was read holds text at all: scanned pages and fonts without a character map do not."""

from __future__ import annotations

from vaxtanalys.errors import UnreadableError
from vaxtanalys.model import RawDocument

# A scan often carries a stamp or a page number as real text; a page of running text has some two thousand letters.
LETTERS_PER_PAGE = 25
# Share of characters without a letter behind them from which the words can not be trusted at all.
UNMAPPED_SHARE = 0.3


def require_text(raw: RawDocument) -> None:
    """Raise UnreadableError where the file has (almost) no letters, or letters that map to nothing."""
    if raw.text is not None or raw.structure is not None:
        return
    letters = sum(char.isalpha() for page in raw.pages for word in page.words for char in word.text)
    unmapped = sum(page.unmapped for page in raw.pages)
    if unmapped > UNMAPPED_SHARE * (letters + unmapped):
        raise UnreadableError(
            "tecknen i filen saknar koppling till bokstäver; skriv ut planen på nytt som PDF, eller kör "
            "teckenigenkänning, till exempel: ocrmypdf --force-ocr -l swe in.pdf ut.pdf"
        )
    if letters >= LETTERS_PER_PAGE * len(raw.pages):
        return
    pages = f"{len(raw.pages)} sidor" if len(raw.pages) != 1 else "1 sida"
    broken = [page for page in raw.pages if page.lost]
    if broken:
        reason = broken[0].warnings[0] if broken[0].warnings else "sidan gick inte att läsa"
        raise UnreadableError(
            f"sidor som inte gick att läsa: {len(broken)} av {len(raw.pages)}, och resten är tomma; hämta filen på "
            f"nytt (sidan {broken[0].number}: {reason})"
        )
    if any(warning.startswith("texttolkad med") for page in raw.pages for warning in page.warnings):
        raise UnreadableError(
            f"texttolkningen hittade nästan ingen text ({letters} bokstäver på {pages}); kontrollera att det är rätt "
            "fil, och skanna den på nytt i minst 200 punkter per tum om den är suddig"
        )
    if any(page.image_share >= 0.3 for page in raw.pages):
        raise UnreadableError(
            'sidorna är bilder utan textlager (skannade); låt dem texttolkas (pip install "vaxtanalys[ocr]", och '
            'ocr = "auto" under [read]), eller kör teckenigenkänning, till exempel: ocrmypdf -l swe in.pdf ut.pdf, '
            "och lägg in resultatet i stället"
        )
    raise UnreadableError(
        f"filen har nästan ingen text ({letters} bokstäver på {pages}); "
        "kontrollera att det är rätt fil, eller kör teckenigenkänning (OCR) om texten är ritad som bild"
    )
