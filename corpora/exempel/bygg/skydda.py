"""En plan som bara kan öppnas med lösenord. Krypteringen är slumpad, så filen blir inte densamma vid nästa bygge."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pikepdf
import sats
from innehall import Content

PASSWORD = "alviken-intern"


def build(content: Content, target: Path) -> None:
    if target.exists() and opens(target):
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.pdf"
        sats.build(content, source, contents_table=False)
        with pikepdf.open(source) as pdf:
            pdf.save(target, encryption=pikepdf.Encryption(user=PASSWORD, owner=PASSWORD + "-ägare", R=6))


def opens(target: Path) -> bool:
    """Om filen redan finns och öppnas med lösenordet; då byggs den inte om. Ta bort filen för att bygga den på nytt."""
    try:
        with pikepdf.open(target, password=PASSWORD):
            return True
    except pikepdf.PasswordError:
        return False
