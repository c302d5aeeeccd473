"""No word is lost: the words of each page of a document are those that pdfium reads there, one for one.

The words of the running text, of headers, footers and notes, and the markers before items count alike. What differs
has a cause, and each is looked for: words joined over a line end, and marks that point to notes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from vaxtanalys.layout import lay_out
from vaxtanalys.model import Document, RawDocument
from vaxtanalys.read import ReadSettings, read

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests" / "layouts" / "pdf").glob("*.pdf"))
FILES += sorted((ROOT / "corpora").glob("*/documents/*.pdf"))
REAL = ("alingsas", "kalmar", "malmo", "sodertalje", "umea")
# A scan holds no words, and a locked file is not opened.
WITHOUT_WORDS = {"alviken-handlingsplan-2021-2024", "alviken-handlingsplan-2025-2028"}
FILES = [path for path in FILES if path.stem not in WITHOUT_WORDS]
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text.replace("\xad", ""))))


def printed(path: Path) -> dict[int, list[str]]:
    """The words of each page as pdfium reads them; a hyphen that it takes for one at a line end parts them."""
    pdf = pypdfium2.PdfDocument(path)
    texts = {n: page.get_textpage().get_text_range() for n, page in enumerate(pdf, start=1)}
    pdf.close()
    return {
        n: words(text.replace("\xad\r\n", " ").replace("\x02", " ").replace("\ufffe", " ")) for n, text in texts.items()
    }


def kept(document: Document) -> dict[int, list[str]]:
    """The words of each page of the document: its text where words touch, and its markers."""
    pieces: dict[int, list[str]] = {}
    end = -1
    for token in document.tokens:
        text = document.text[token.start : token.end]
        own = pieces.setdefault(token.place.page, [])
        if token.start == end and own:
            own[-1] += text
        else:
            own.append(text)
        end = token.end
    for block in document.blocks:
        if block.marker:
            pieces.setdefault(block.page, []).append(block.marker)
    return {page: [word for piece in own for word in words(piece)] for page, own in pieces.items()}


def join(parts: Sequence[str], mine: Sequence[str]) -> Counter[str]:
    """The words of ``parts`` with those put together that ``mine`` has whole and that stand there piece by piece.

    A long word in a narrow column may be in three or four pieces.
    """
    joined, wanted = Counter(parts), Counter(mine)
    windows = [parts[i : i + length] for length in (2, 3, 4) for i in range(len(parts) - length + 1)]
    changed = True
    while changed:
        changed = False
        for pieces in windows:
            whole = "".join(pieces)
            # Pieces that are whole words elsewhere on the page are missed only once they are used here.
            if wanted[whole] > joined[whole] and any(joined[piece] > wanted[piece] for piece in pieces):
                if Counter(pieces) - joined:
                    continue
                joined.subtract(Counter(pieces))
                joined[whole] += 1
                changed = True
    return +joined


def note_marks(raw: RawDocument, page: int, lost: Counter[str], extra: Counter[str]) -> None:
    """Take out marks that point to notes: raised figures, alone or at the end of a word."""
    body = sorted(word.size for word in raw.pages[page - 1].words)
    middle = body[len(body) // 2] if body else 0.0
    # A raised figure is set small, or is a superscript character of its own.
    marks = Counter(
        figure
        for word in raw.pages[page - 1].words
        for figure in re.findall(r"\d+" if word.size <= 0.88 * middle else r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", word.text)
    )
    marks = Counter({unicodedata.normalize("NFKC", figure): count for figure, count in marks.items()})
    for word in list(+lost):
        bare = word.rstrip("0123456789")
        mark = word[len(bare) :]
        while lost[word] and marks[mark] and (not bare or extra[bare]):
            lost[word] -= 1
            marks[mark] -= 1
            if bare:
                extra[bare] -= 1


def check(path: Path) -> None:
    raw = read(path, ReadSettings(ocr="off"))
    document = lay_out(raw, path.stem)
    ours = kept(document)
    total = 0
    for page, theirs in printed(path).items():
        mine = ours.get(page, [])
        joined = join(theirs, mine)
        lost, extra = joined - Counter(mine), Counter(mine) - joined
        note_marks(raw, page, lost, extra)
        assert (+lost, +extra) == (Counter(), Counter()), page
        total += len(theirs)
    assert total > 50


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_is_lost(path: Path) -> None:
    check(path)


@pytest.mark.parametrize("name", REAL)
def test_no_word_of_the_real_plans_is_lost(plans_dir: Path, name: str) -> None:
    check(plans_dir / "pdf" / f"{name}.pdf")


def test_what_is_lost_is_seen() -> None:
    """The test of the test: a word gone, one made up, and a pair that was not printed side by side."""
    theirs, mine = ["före", "byggande", "arbete", "mot"], ["förebyggande", "arbete", "för"]
    joined = join(theirs, mine)
    assert (joined - Counter(mine), Counter(mine) - joined) == (Counter(["mot"]), Counter(["för"]))
    assert join(["före", "mot", "byggande"], ["förebyggande"]) == Counter(["före", "mot", "byggande"])
