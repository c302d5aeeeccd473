"""Paragraphs of an office file or web page to pieces: words with their pages, a marker, a role, how they are set.

One paragraph of the file may hold several lines that its writer broke on purpose, a bullet typed by hand, hidden words
or the mark of a note; a piece is what becomes one block of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vaxtanalys.layout.lines import BULLETS, is_number_marker
from vaxtanalys.raw_structure import RawBlock, RawRun

_SUPERSCRIPTS = re.compile(r"(?<=[^\W\d_]{2})[⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=[.,;:)\"”»%\]])[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NOTE_MARK = re.compile(r"[\d*†,\s]+")
_BARE_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:[.:]\d{1,3})*|[a-zåäö]|[ivxl]{1,5})[.:)]?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;][\"”)]?$")


@dataclass(frozen=True, slots=True)
class SetWord:
    """A word of a piece, how it is set, and its page."""

    text: str
    bold: bool
    italic: bool
    page: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes a block: words, role, level, marker, and where it stands."""

    words: tuple[SetWord, ...]
    role: str
    level: int | None = None
    marker: str | None = None
    size: float = 0.0
    line: int = 1
    signal: str = ""

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether every word is bold; signs alone do not count."""
        return _all(self.words, "bold")

    @property
    def italic(self) -> bool:
        """Whether every word is in italics; signs alone do not count."""
        return _all(self.words, "italic")


def make_pieces(block: RawBlock, *, in_cell: bool = False) -> list[Piece]:
    """The pieces of a paragraph; those of hidden words come last, with the role ``hidden``."""
    shown = [run for run in block.runs if not run.hidden]
    hidden = [run for run in block.runs if run.hidden]
    heading = block.role == "heading"
    pieces: list[Piece] = []
    for index, line in enumerate(_lines(_without_note_marks(shown), joined=heading or block.role == "footnote")):
        first = replace(block, marker=None, level=None, role=_role_of_more(block)) if pieces or index else block
        piece = _piece(first, line)
        if piece is not None:
            pieces.extend(_set_apart(piece) if in_cell and not heading else [piece])
    if any(run.text.strip() for run in hidden):
        words = _words([RawRun(" ".join(run.text for run in hidden), page=hidden[0].page)], block.page)
        pieces.append(Piece(words, "hidden", size=block.size, line=block.line))
    return pieces


def _role_of_more(block: RawBlock) -> str:
    """What the lines after a break are: the file calls the whole paragraph an item, but only its first line is."""
    return "paragraph" if block.role == "item" else block.role


def _without_note_marks(runs: Iterable[RawRun]) -> list[RawRun]:
    """The runs without the raised figures that point to notes: raised, nothing but figures, and behind a word."""
    kept: list[RawRun] = []
    for run in runs:
        behind = any(before.text.strip() for before in kept) and not kept[-1].text.endswith("\n")
        if run.raised and behind and _NOTE_MARK.fullmatch(run.text) and run.text.strip():
            continue
        kept.append(run)
    return kept


def _lines(runs: Sequence[RawRun], *, joined: bool) -> list[list[RawRun]]:
    """The runs parted at line breaks.

    ``break_inside_a_sentence``: a break before a small letter, where no sentence has ended, was made for the looks of
    the line and parts nothing.
    """
    lines: list[list[RawRun]] = [[]]
    for run in runs:
        for index, text in enumerate(run.text.split("\n")):
            if index:
                lines.append([])
            lines[-1].append(replace(run, text=text))
    kept: list[list[RawRun]] = []
    for line in lines:
        text = _text(line)
        if not text:
            continue
        above = _text(kept[-1]) if kept else ""
        inside = text[:1].islower() and not _SENTENCE_END.search(above)
        if kept and (joined or inside):
            kept[-1] = [*kept[-1], RawRun(" "), *line]
        else:
            kept.append(list(line))
    return kept


def _text(runs: Iterable[RawRun]) -> str:
    return "".join(run.text for run in runs).strip()


def _words(runs: Sequence[RawRun], page: int) -> tuple[SetWord, ...]:
    """The words of runs; one whose parts are set otherwise is bold (or in italics) where its letters all are."""
    words: list[SetWord] = []
    glued = False
    for run in runs:
        text = run.text
        for index, part in enumerate(re.split(r"(\s+)", text)):
            if index % 2 or not part:
                glued = glued and not index % 2
                continue
            letters = any(char.isalnum() for char in part)
            if glued and words:
                last = words[-1]
                was = any(char.isalnum() for char in last.text)
                bold = last.bold and run.bold if letters and was else run.bold if letters else last.bold
                italic = last.italic and run.italic if letters and was else run.italic if letters else last.italic
                words[-1] = SetWord(last.text + part, bold, italic, last.page)
            else:
                words.append(SetWord(part, run.bold, run.italic, run.page or page))
            glued = True
    cleaned = (replace(word, text=_SUPERSCRIPTS.sub("", word.text)) for word in words)
    return tuple(word for word in cleaned if word.text)


def _piece(block: RawBlock, runs: Sequence[RawRun]) -> Piece | None:
    words = _words(runs, block.page)
    marker, role, level = block.marker, block.role, block.level
    if marker is not None and not _is_sign(marker):
        # "Åtgärd 1.1" before a paragraph is words that a reader sees, and so is the number of a heading.
        bold = bool(words) and words[0].bold
        more = tuple(SetWord(part, bold, False, block.page) for part in marker.split())
        words, marker = (*more, *words), None
    elif marker is not None and role == "heading":
        words = words if marker in BULLETS else (SetWord(marker, True, False, block.page), *words)
        marker = None
    elif marker is None and role in ("paragraph", "item") and len(words) > 1:
        marker, words = _typed_marker(words)
        role, level = ("item", level or 1) if marker is not None else (role, level)
    if not any(char.isalnum() for word in words for char in word.text):
        return None
    return Piece(words, role, level, marker, block.size, block.line)


def _is_sign(marker: str) -> bool:
    return not any(char.isalnum() for char in marker) or bool(_BARE_NUMBER.fullmatch(marker))


def _typed_marker(words: tuple[SetWord, ...]) -> tuple[str | None, tuple[SetWord, ...]]:
    """A bullet or number that was typed as the first word (or run together with it), and the words without it."""
    first = words[0].text
    if first in BULLETS or is_number_marker(first):
        return first, words[1:]
    if first == "o" and words[1].text[:1].isupper():
        return first, words[1:]
    if len(first) > 1 and first[0] in BULLETS - set("-–—*·→") and first[1].isalnum():
        return first[0], (replace(words[0], text=first[1:]), *words[1:])
    return None, words


def _set_apart(piece: Piece) -> list[Piece]:
    """In a cell an opening part in bold (a run-in title) and a closing part in italics (an example) are pieces too.

    ``sentence_of_its_own``: only where what follows opens with a capital; a word stressed in bold parts nothing.
    """
    words = piece.words
    title, tail = 0, len(words)
    while title < len(words) and words[title].bold:
        title += 1
    while tail > title and words[tail - 1].italic:
        tail -= 1
    cuts = [cut for cut in sorted({title, tail}) if 0 < cut < len(words) and words[cut].text[:1].isupper()]
    if not cuts:
        return [piece]
    parts = [words[a:b] for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]
    more = replace(piece, marker=None, level=None, role=_role_after(piece))
    return [replace(piece if index == 0 else more, words=part) for index, part in enumerate(parts)]


def _role_after(piece: Piece) -> str:
    return "paragraph" if piece.role == "item" else piece.role


def _all(words: Sequence[SetWord], name: str) -> bool:
    letters = [word for word in words if any(char.isalnum() for char in word.text)]
    return bool(letters) and all(getattr(word, name) for word in letters)
