"""A count as lists show it: 4, 04, d, D, iv, IV."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def count_in(kind: str, count: int) -> str:
    """``count`` in the way that ``kind`` names: decimal, decimalZero, lowerLetter, upperRoman and so on.

    Kinds that are not known are shown as decimal, ``none`` as nothing.
    """
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{count:02d}"
    if count > 0 and kind in ("lowerLetter", "upperLetter"):
        # After z comes aa, then bb: the letter is repeated.
        text = _LETTERS[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return text.upper() if kind == "upperLetter" else text
    if 0 < count < 4000 and kind in ("lowerRoman", "upperRoman"):
        text = ""
        for value, letters in (*_ROMAN, *_ROMAN_SMALL):
            text += letters * (count // value)
            count %= value
        return text.upper() if kind == "upperRoman" else text
    return str(count)
