"""Tags, markdown and other marks of a transcript's line, read into words with a place and a style."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from simplemma import is_known, lemmatize

_TAG = re.compile(
    r"<(/?)(ul|ol|li|p|i|b|u|em|strong|br|span|div|font|table|thead|tbody|tr|td|th|sup|sub|a|img|hr|center|h[1-6])\b[^<>]*>",
    re.IGNORECASE,
)
_BREAKS = {"p", "li", "br", "ul", "ol", "div", "tr", "td", "th", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_ITALIC = {"i", "em"}
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])", re.DOTALL)
_LINK = re.compile(r"\[([^\]\[]+)\]\((?:https?://|mailto:|www\.|/|#)[^()\s]*\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]+)>")
_NOTE = re.compile(r"(?<=[\w.,;:!?)”\"])[⁰¹²³⁴-⁹]+")
_SUBHEAD = re.compile(r"[A-ZÅÄÖ][a-zåäö]{5,}:")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\ufeff\u2060]")
_WORD = re.compile(r"\S+")
_KEEPS_HYPHEN = frozenset(
    ("och", "eller", "samt", "respektive", "men", "alternativt", "till", "som", "i", "plus", "resp")
)

BULLETS = "•●▪■◦‣∙·○◆➢✓⌘"
"""Signs that open a list item in a transcript."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with the line it stands on and how it is set."""

    text: str
    line: int
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that belong together: a paragraph, or one bulleted line (then ``marker`` is its bullet)."""

    words: tuple[Mark, ...]
    marker: str | None = None

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)

    @property
    def italic(self) -> bool:
        """Whether every word is in italics."""
        return all(word.italic for word in self.words)


def read_marks(raw: str, line: int, *, cell: bool = False) -> list[Piece]:
    """The pieces of ``raw``, whose first line is ``line``. Tags never stay in the text.

    In a cell a bullet sign opens a new piece, and a part set in italics (an example) or an opening part set in bold
    (a run-in title) is a piece of its own, as is a word with a colon inside a bulleted line ("Medansvarig:"); in
    running prose such words are only stressed and stay where they stand.
    """
    text = _LINK.sub(r"\1", _ADDRESS.sub(r"\1", _INVISIBLE.sub("", unicodedata.normalize("NFC", raw))))
    text = _EMPHASIS.sub(r"<i>\1</i>", _STRONG.sub(r"<b>\1</b>", text))
    pieces = _split_at_tags(text, line, cell)
    if cell:
        pieces = [part for piece in pieces for part in _set_apart(piece)]
    return [piece for piece in pieces if piece.words]


def _split_at_tags(text: str, line: int, cell: bool) -> list[Piece]:
    pieces: list[Piece] = []
    words: list[Mark] = []
    bold = italic = raised = 0
    marker: str | None = None

    def flush(then: str | None) -> None:
        nonlocal words, marker
        if words:
            pieces.append(Piece(tuple(words), marker))
        words, marker = [], then

    position = 0
    while position <= len(text):
        tag = _TAG.search(text, position)
        run = text[position : tag.start() if tag else len(text)]
        run = re.sub(r"\*\*", " ", run)
        for word, at in _words(run):
            number = line + text.count("\n", 0, position + at)
            if cell and word[0] in BULLETS:
                flush(word[0])
                word = word[1:]
            if word and not (raised and word.isdigit()):
                _add(words, Mark(word, number, bold > 0, italic > 0), glued=at == 0 and _glued(text, position))
        if tag is None:
            break
        name, step = tag[2].lower(), -1 if tag[1] else 1
        bold += step * (name in _BOLD)
        italic += step * (name in _ITALIC)
        raised += step * (name == "sup")
        if name in _BREAKS:
            flush("•" if name in ("li", "ul", "ol") and step == 1 else None)
        position = tag.end()
    flush(None)
    return pieces


def _words(run: str) -> Iterable[tuple[str, int]]:
    for match in _WORD.finditer(run):
        word = html.unescape(_NOTE.sub("", match[0]))
        if word.strip():
            yield word, match.start()


def _glued(text: str, position: int) -> bool:
    """Whether an inline tag, and no space, stands between the words at ``position`` (as in ``r<sup>1</sup>``)."""
    tag = next((t for t in _TAG.finditer(text) if t.end() == position), None)
    return tag is not None and tag[2].lower() not in _BREAKS and tag.start() > 0 and text[tag.start() - 1].strip() != ""


def _add(words: list[Mark], word: Mark, glued: bool) -> None:
    """A tag inside a word ("<b>Mål</b>:") must not put a space there."""
    if glued and words and not words[-1].text.endswith(">"):
        words[-1] = replace(words[-1], text=words[-1].text + word.text)
    else:
        words.append(word)


def _set_apart(piece: Piece) -> list[Piece]:
    words = piece.words
    title = 0
    while title < len(words) and words[title].bold:
        title += 1
    tail = len(words)
    while tail > 0 and words[tail - 1].italic:
        tail -= 1
    cuts = {title, tail}
    if piece.marker:
        cuts |= {index for index, word in enumerate(words) if _SUBHEAD.fullmatch(word.text)}
    inner = sorted(cut for cut in cuts if 0 < cut < len(words))
    parts = [words[a:b] for a, b in zip([0, *inner], [*inner, len(words)], strict=True)]
    return [Piece(part, piece.marker if index == 0 else None) for index, part in enumerate(parts)]


def join_hyphens(piece: Piece, seen: frozenset[str]) -> Piece:
    """The piece with line-end hyphens mended ("pensio- närer" -> "pensionärer").

    A hyphen stays before och/eller/samt, after a capital or digit, and where both halves are words of their own that
    nobody has seen joined. ``seen`` holds the document's own words in lower case.
    """
    words: list[Mark] = []
    for word in piece.words:
        if words and _belongs_together(words[-1].text, word.text, seen):
            words[-1] = replace(words[-1], text=words[-1].text[:-1] + word.text)
        else:
            words.append(word)
    return Piece(tuple(words), piece.marker)


def _belongs_together(left: str, right: str, seen: frozenset[str]) -> bool:
    if not left.endswith("-") or len(left) < 3 or not left[-2].islower() or not right[:1].islower():
        return False
    if right.strip(".,;:)") in _KEEPS_HYPHEN or any(sign in left for sign in "/.@&"):
        return False
    head, tail = left[:-1].lstrip("(”\"'").lower(), right.rstrip(".,;:)”\"'").lower()
    joined = head + tail
    if joined in seen or is_known(joined, lang="sv"):
        return True
    genitive = head.endswith("s") and _is_word(head[:-1])
    return genitive or not (_is_word(head) and _is_word(tail))


def _is_word(word: str) -> bool:
    """Known as it stands, or a compound whose ending simplemma can peel off."""
    return bool(is_known(word, lang="sv")) or str(lemmatize(word, lang="sv", greedy=True)).lower() != word
