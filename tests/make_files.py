"""Small PDFs and corpora written by the tests themselves, byte by byte, so that each fault is known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

# A plan in the plainest form: a heading, a lead-in, bullets and a line that says who answers for them.
PLAN = (
    "Handlingsplan mot våld i nära relationer 2024–2027",
    "Kristianstads kommun",
    "Kommunen ska arbeta för att alla som bor här ska kunna leva utan våld, och planen gäller för alla nämnder.",
    "Planen gäller för perioden 2024–2027.",
    "Fokusområde 1: Förebyggande arbete",
    "Under perioden ska kommunen:",
    "• Utbilda alla lärare i högstadiet om våld i ungas relationer",
    "Ansvar: Utbildningsnämnden i samverkan med socialnämnden",
    "• Ta fram en webbsida om var den som utövar våld kan få stöd",
    "Ansvar: Socialnämnden",
    "Det är viktigt att arbetet följs upp varje år och att det redovisas till kommunstyrelsen av den som har ansvaret.",
)
ENGLISH = (
    "This is the action plan of the municipality for the years that follow, and it was adopted by the board.",
    "All of the schools in the municipality shall offer support to the pupils that have been exposed to violence.",
    "The plan is to be followed up each year by the committee, which will report to the council on what was done.",
)


def make_pdf(path: Path, pages: Sequence[Sequence[str]], size: int = 11) -> Path:
    """A PDF with lines of Helvetica text (Latin-1 letters and bullets), one list of lines a page."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for index, lines in enumerate(pages):
        body = _text(lines, size)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(data)
    return path


def _text(lines: Sequence[str], size: int) -> bytes:
    shown = [b"BT /F1 %d Tf 60 540 Td 0 -20 TD" % size]
    for line in lines:
        escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        shown.append(b"(%s) Tj T*" % escaped.encode("cp1252"))
    return b"\n".join([*shown, b"ET"])


def make_pipeline(folder: Path, text: str = "", name: str = "prov") -> Path:
    """A pipeline file ``folder/name.toml`` that writes to ``folder/ut``."""
    path = folder / f"{name}.toml"
    path.write_text(f'name = "{name}"\nout = "ut"\n{text}', "utf-8")
    return path


def make_corpus(folder: Path, rows: str = "", toml: str = 'name = "prov"\n') -> Path:
    """A corpus folder with ``corpus.toml``, ``documents.csv`` (where rows are given) and an empty ``documents/``."""
    (folder / "documents").mkdir(parents=True)
    (folder / "corpus.toml").write_text(toml, "utf-8")
    if rows:
        (folder / "documents.csv").write_text(rows, "utf-8")
    return folder
