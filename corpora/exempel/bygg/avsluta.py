"""Det som görs lika för alla PDF:er: konvertering med LibreOffice, fast datum och fast id."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pikepdf
import pypdfium2

DATE = "D:20240101080000Z"
EXPORTS = {
    "docx": 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
    "pptx": "pdf:impress_pdf_Export",
}


def convert(source: Path, target: Path) -> None:
    """Gör en PDF av en docx eller pptx; kräver LibreOffice (soffice) på sökvägen."""
    export = EXPORTS[source.suffix[1:]]
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", export]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=180)
        target.write_bytes((Path(folder) / f"{source.stem}.pdf").read_bytes())


def settle(path: Path, title: str) -> None:
    """Skriver om filen med fasta datum, fast id och packade objekt, så att samma innehåll ger samma byte."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata
        for key in ("/DocChecksum", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        for key in ("/CreationDate", "/ModDate"):
            pdf.docinfo[key] = DATE
        pdf.docinfo["/Title"] = title
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def page_of(path: Path, headings: list[str]) -> dict[str, int]:
    """Sidan där varje rubrik står, räknat från 1: den första sidan med en rad som är rubriken eller dess början."""
    found: dict[str, int] = {}
    pdf = pypdfium2.PdfDocument(path)
    for number, page in enumerate(pdf, 1):
        for line in page.get_textpage().get_text_range().splitlines():
            words = " ".join(line.split())
            for heading in headings:
                if words == heading or (len(words) > 25 and heading.startswith(words)):
                    found.setdefault(heading, number)
    pdf.close()
    return found
