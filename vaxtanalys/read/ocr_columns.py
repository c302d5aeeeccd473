"""Lines that an engine read across the rules of a table, cut at the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaxtanalys.read.grid import Edge
from vaxtanalys.read.ocr_engines import OcrLine, OcrWord

# How many letters from the measured one a change from one word to the next is looked for.
_LETTERS_OFF = 2


def cut_at_rules(lines: Sequence[OcrLine], down: Sequence[Edge], scale: float) -> list[OcrLine]:
    """Each line as the parts of it that stand in different columns; ``down`` are upright edges in points."""
    return [part for line in lines for part in _cut(line, down, scale)]


def _cut(line: OcrLine, down: Sequence[Edge], scale: float) -> Iterator[OcrLine]:
    if not line:
        return
    middle = (line[0].box.top + line[0].box.bottom) / 2 / scale
    rules = sorted(x * scale for x, top, bottom in down if top <= middle <= bottom)
    rest = list(line)
    for x in rules:
        left: list[OcrWord] = []
        right: list[OcrWord] = []
        for word in rest:
            halves = _halves(word, x)
            left.extend(halves[0])
            right.extend(halves[1])
        if left and right:
            yield tuple(left)
            rest = right
    yield tuple(rest)


def _halves(word: OcrWord, x: float) -> tuple[list[OcrWord], list[OcrWord]]:
    """A word to the left or right of a rule, or cut in two where it stands well over the rule.

    ``run_together``: the cut is laid where a new word seems to begin (a capital after a small letter or a mark) if that
    is near the rule; letters differ in width, and the places of letters are the engine's guess.
    """
    box, count = word.box, len(word.text)
    slack = 0.6 * box.width / count
    if x <= box.x0 + slack or x >= box.x1 - slack or count < 2:
        middle = (box.x0 + box.x1) / 2
        return ([word], []) if middle < x else ([], [word])
    places = word.places
    measured = min(range(1, count), key=lambda index: abs(places[index] - x))
    near = sorted(range(1, count), key=lambda index: (abs(index - measured), index))
    begun = [index for index in near if abs(index - measured) <= _LETTERS_OFF and _begins(word.text, index)]
    at = begun[0] if begun else measured
    first, second = word.cut(at, min(x, box.x1), max(x, box.x0))
    return [first], [second]


def _begins(text: str, index: int) -> bool:
    return text[index].isupper() and not text[index - 1].isupper()
