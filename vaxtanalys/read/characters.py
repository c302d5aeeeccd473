"""Characters of a PDF page to words: composed letters, no soft hyphens, plain bullets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Bullets of the symbol fonts come as private-use characters (Symbol and Wingdings, mapped by Word to U+F0xx).
_PRIVATE_USE_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf02d\uf0e0\uf071\uf06c\uf06e\uf09f", "•")
# The standard Latin encoding (WinAnsi) shows a bullet for every code it does not use; pdfminer knows none for this.
_BULLET_CODE = "(cid:127)"
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff]")
# Beyond the Latin letters and common punctuation, a character may be one that is put otherwise.
_DOUBTFUL = re.compile(r"[^\x00-\u017f\u2012-\u2027\u2030-\u205e]")
_BOLD = re.compile(r"bold|black|heavy|semi-?bold|demi|fet(?:t|\b)", re.I)
_ITALIC = re.compile(r"ital|obli|kursiv", re.I)
SOFT_HYPHEN = "\u00ad"


@lru_cache(maxsize=4096)
def clean_characters(text: str) -> str:
    """``text`` with composed letters (NFC), one kind of space and hyphen, symbol bullets as ``•``."""
    text = text.replace(_BULLET_CODE, "•")
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    text = _NOTHING.sub("", _SPACES.sub(" ", text)).replace("\u2010", "-").replace("\u2011", "-")
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return "".join(_PRIVATE_USE_BULLETS.get(char, char) for char in text)


def is_clean(text: str) -> bool:
    """Whether ``clean_characters`` changes nothing but no-break spaces in a text. It may say no where that is so."""
    return not _DOUBTFUL.search(text) and _BULLET_CODE not in text


def colour(value: object) -> str | None:
    """A pdfplumber colour (grey, RGB or CMYK, 0 to 1) as ``#rrggbb``; None where it is a pattern or unknown."""
    if isinstance(value, int | float):
        value = (value,)
    if not isinstance(value, Sequence) or not all(isinstance(part, int | float) for part in value):
        return None
    parts = [min(1.0, max(0.0, float(part))) for part in value]
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        cyan, magenta, yellow, key = parts
        parts = [(1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key)]
    if len(parts) != 3:
        return None
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


@lru_cache(maxsize=512)
def is_bold(font: str) -> bool:
    """Whether a font's name says that it is bold."""
    return bool(_BOLD.search(font))


@lru_cache(maxsize=512)
def is_italic(font: str) -> bool:
    """Whether a font's name says that it is italic."""
    return bool(_ITALIC.search(font))
