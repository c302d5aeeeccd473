"""Lines to paragraphs: where a new one begins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from vaxtanalys.geometry import union
from vaxtanalys.hyphens import SOFT_HYPHEN
from vaxtanalys.layout.item_lines import inside_bracket, is_bracket_below, wraps_below_bullets
from vaxtanalys.layout.lines import SENTENCE_END, Line, opens_numbered
from vaxtanalys.model import Box
from vaxtanalys.model.many import maker

# ``slightly_apart``: this much more than the usual distance, before a capital, is white between paragraphs.
_SLIGHTLY_APART = 1.07
# A span of ages or years may be divided by the break: "16-" + "25 år".
_OPEN_SPAN = re.compile(r"\d[–-]$")
_CALLS_FOR_MORE = frozenset(
    ("och", "samt", "eller", "med", "för", "av", "att", "till", "på", "mellan", "från", "hos", "vid")
)
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:[.:]\d{1,2}){0,3}|\d{1,2}[a-z]|[A-H]\.?\d{1,2}(?:\.\d{1,2})?)[.:)]?$")
_ENTRY = re.compile(r"^(\d{1,2}|[a-z])([.)])$")
# A dash that touches its word ("-inspirationsträff") opens a line of a list as a bullet does.
_DASHED = re.compile(r"^[-–•]\w")
# Two lines in a row that open with a label ("Diarienummer: ...") are two entries of a list, not one sentence.
# "Åtgärd 1.2: ..." and "Mål:" alone on its line open something new whatever stands above.
_NUMBERED_WORD = re.compile(r"^[A-ZÅÄÖ][^\W\d_]{1,24} \d{1,2}(?:[.:]\d{1,2})*[a-z]?[.:] +[A-ZÅÄÖ]")
_FEW_WORDS = re.compile(r"^\S+(?: \S+){0,2}:\s")
_LABEL_ALONE = re.compile(r"^[A-ZÅÄÖ][^.:!?]{1,42}:$")
_LABELLED = re.compile(r"^[A-ZÅÄÖ][^.:!?]{2,42}:(?:\s|$)")


@dataclass(frozen=True)
class Paragraph:
    """Lines that are read as one, with how they are set. ``lines`` may stand on two pages."""

    lines: tuple[Line, ...]
    size: float
    bold: bool
    italic: bool
    color: str | None
    indent: float
    marker: str | None = None
    role: str = "paragraph"
    level: int | None = None
    signal: str = ""
    card: bool = False

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page

    @cached_property
    def box(self) -> Box:
        """Its box on the page on which it begins."""
        page = self.page
        return union([line.box for line in self.lines if line.page == page])

    @cached_property
    def text(self) -> str:
        """Its words, lines joined by spaces: for recognising, not for quoting."""
        return " ".join([line.text for line in self.lines])


_paragraph = maker(Paragraph)

Leading = Mapping[tuple[float, str], float]
Apart = Callable[[Line, Line], bool | None]
"""Tells of a line and the one below it whether they stand in different paragraphs; None where it can not tell."""


def measure_leading(groups: Sequence[Sequence[Line]]) -> dict[tuple[float, str], float]:
    """The usual distance between the feet of neighbouring lines, by character size (in half points) and typeface."""
    seen: defaultdict[tuple[float, str], Counter[float]] = defaultdict(Counter)
    for group in groups:
        for above, below in pairwise(group):
            distance = below.box.bottom - above.box.bottom
            if above.page == below.page and abs(above.size - below.size) < 0.3 and 0 < distance < 2.6 * above.size:
                seen[_typeface(below)][round(distance, 1)] += 1
    leading: dict[tuple[float, str], float] = {}
    for face, counts in seen.items():
        # Of distances about as common the least is the one within paragraphs.
        most = max(counts.values())
        leading[face] = min(distance for distance, count in counts.items() if count >= 0.6 * most)
    return leading


def _typeface(line: Line) -> tuple[float, str]:
    return line.size, _family(line.words[0].font if line.words else "")


@lru_cache(maxsize=512)
def _family(font: str) -> str:
    return re.split(r"[-,]", font)[0]


def make_paragraphs(
    lines: Sequence[Line],
    leading: Leading,
    gap: float,
    right: float | None = None,
    in_cell: bool = False,
    apart: Apart | None = None,
) -> list[Paragraph]:
    """Paragraphs of lines that stand in one column (or cell), top to bottom.

    ``right`` is where the column ends; by default the rightmost end of its lines. ``apart`` is what a tag tree says.
    """
    if len(lines) < 2:
        return [make_paragraph(lines)] if lines else []
    edge = max(line.box.x1 for line in lines) if right is None else right
    left = min(line.box.x0 for line in lines)
    runs: list[list[Line]] = [[lines[0]]]
    flush = wraps_below_bullets(lines)
    for line in lines[1:]:
        told = apart(runs[-1][-1], line) if apart is not None else None
        begins = _told(runs[-1][-1], line, (left, edge), told)
        near = 1.3 * leading.get(_typeface(line), 1.3 * line.size)
        if inside_bracket(runs[-1], line, near) or is_bracket_below(runs[-1], line, near, flush):
            begins = False
        if begins is None:
            begins = _begins(runs[-1], line, leading, gap, (left, edge), in_cell, flush)
        if begins:
            runs.append([line])
        else:
            runs[-1].append(line)
    return [make_paragraph(run) for run in runs]


def make_paragraph(lines: Sequence[Line]) -> Paragraph:
    """One paragraph of these lines; its marker is its first line's."""
    first = lines[0]
    alone = len(lines) == 1
    return _paragraph(
        lines=tuple(lines),
        size=first.size if alone else _main_size(lines),
        bold=first.bold if alone else all(line.bold for line in lines),
        italic=first.italic if alone else all(line.italic for line in lines),
        color=first.color,
        indent=round(first.start, 1),
        marker=first.marker,
    )


def _main_size(lines: Sequence[Line]) -> float:
    """The size of most letters; the larger of two as common."""
    if len({line.size for line in lines}) == 1:
        return lines[0].size
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += sum(len(word.text) for word in line.words)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0]


def joins_over_break(before: Paragraph, after: Paragraph) -> bool:
    """``runs_over_break``: whether a paragraph goes on after a column or page break.

    The first part ends without an end mark (or with a hyphen), the second is set alike, has no marker and opens with a
    small letter; or the first ends inside brackets, with a comma or with a word that calls for more ("och", "för").
    """
    if after.marker or before.role != after.role or abs(before.size - after.size) > 0.6 or before.bold != after.bold:
        return False
    if before.italic != after.italic:
        return False
    end, start = before.text.rstrip(), after.text.lstrip()
    if end.endswith(("-", SOFT_HYPHEN)) and start[:1].islower():
        return True
    if _is_open(end) and start[:1].isalnum():
        return True
    if _OPEN_SPAN.search(end) and start[:1].isdigit():
        return True
    return not SENTENCE_END.search(end) and start[:1].islower()


def _is_open(end: str) -> bool:
    """Whether words can not end here: a bracket is open, or a comma or a word such as "och" stands last."""
    last = end.rsplit(" ", 1)[-1].casefold()
    return end.endswith(",") or last in _CALLS_FOR_MORE or end.count("(") > end.count(")")


def _begins(
    run: Sequence[Line],
    line: Line,
    leading: Leading,
    gap: float,
    column: tuple[float, float],
    in_cell: bool,
    flush: bool,
) -> bool:
    above = run[-1]
    ended = bool(SENTENCE_END.search(above.text))
    small = line.text[:1].islower()
    if line.marker is not None or _DASHED.match(line.text) or _counts_on(run, line):
        return True
    if _LABELLED.match(line.text) and (_LABELLED.match(above.text) or (ended and _FEW_WORDS.match(line.text))):
        return True
    if _NUMBERED_WORD.match(line.text) or (ended and _LABEL_ALONE.match(line.text)):
        return True
    if not small and _set_out_left(run, line, column):
        return True
    if abs(line.size - above.size) > 0.7 and not _ends_in_other_type(above, line, column):
        return True
    if line.bold != above.bold and not _bold_runs_on(run, line, column):
        return True
    if line.italic != above.italic and (ended or not small):
        return True
    distance = line.box.bottom - above.box.bottom
    usual = min(leading.get(_typeface(line), 1.3 * line.size), 1.75 * line.size)
    if distance > gap * usual + 0.6 or distance <= 0:
        return not (small and not ended and 0 < distance < 1.6 * usual and _fills(above, column))
    if _opens_numbered(line):
        return True
    if not small and distance > _SLIGHTLY_APART * usual + 0.4:
        return True
    if _starts_numbered(line) and (ended or in_cell or not _fills(above, column)):
        return True
    return not small and (_room_left(above, line, column, in_cell, ended) or _indented(run, line, ended, flush))


def _told(above: Line, line: Line, column: tuple[float, float], apart: bool | None) -> bool | None:
    """What the tags settle about two lines: a new paragraph (True), the same one (False), or nothing (None).

    ``tagged_paragraphs``: different paragraphs begin anew, but where the sentence plainly goes on; in the same one a
    line goes on from a full line without an end mark, however it is set.
    """
    if apart is None:
        return None
    ended = bool(SENTENCE_END.search(above.text))
    if apart:
        return None if line.text[:1].islower() and not ended else True
    alike = abs(line.size - above.size) <= 0.7 and line.marker is None and line.box.bottom > above.box.bottom
    return False if alike and not ended and _fills(above, column) and not _LABELLED.match(line.text) else None


def _counts_on(run: Sequence[Line], line: Line) -> bool:
    """``next_number``: a line opens with the number or letter after the one that opens the paragraph ("3." and "4.",
    "a)" and "b)"), set below it: however full the line above is and however it ends, it is the next entry of the list.
    """
    first, last = (_ENTRY.match(each.words[0].text) if len(each.words) > 1 else None for each in (run[0], line))
    if first is None or last is None or first[2] != last[2] or abs(run[0].start - line.start) > 0.4 * line.size:
        return False
    if first[1].isdigit() and last[1].isdigit():
        return int(last[1]) == int(first[1]) + 1
    return not first[1].isdigit() and not last[1].isdigit() and ord(last[1]) == ord(first[1]) + 1


def _ends_in_other_type(above: Line, line: Line, column: tuple[float, float]) -> bool:
    """``small_words_at_the_end``: a line whose larger part is set otherwise ("... i skolan (nämnden)") goes on with the
    words of the line above, where these fill it, have not ended, and its own first word is set as they are.
    """
    if not (line.words and above.words) or SENTENCE_END.search(above.text) or not _fills(above, column):
        return False
    first, last = line.words[0], above.words[-1]
    return first.font == last.font and abs(first.size - last.size) <= 0.2 and first.bold == last.bold


def _set_out_left(run: Sequence[Line], line: Line, column: tuple[float, float]) -> bool:
    """``right_aligned_before``: the lines above end at the column's right edge and begin well inside it; this one
    begins at its left edge.
    """
    return (
        line.start < column[0] + 2 * line.size
        and all(above.start > line.start + 4 * line.size for above in run)
        and all(above.box.x1 > column[1] - 0.5 * above.size for above in run)
    )


def _bold_runs_on(run: Sequence[Line], line: Line, column: tuple[float, float]) -> bool:
    """``bold_up_to_the_edge``: bold words that open a paragraph may end where the line does.

    The next line goes on in a small letter; or the first is a label or an item's title, and the next word had no room.
    """
    above = run[-1]
    ended = bool(SENTENCE_END.search(above.text))
    if line.text[:1].islower() and not ended and _fills(above, column):
        return True
    label = above.text.endswith(":") or run[0].marker is not None
    needed = above.box.x1 + 0.28 * line.size + (line.words[0].box.width if line.words else 0.0)
    full = needed > column[1] - 0.5 and abs(line.size - above.size) < 0.3
    # ``bold_words_at_the_end``: the bold words that end a paragraph ("... **Ansvarig: nämnden**") may take a new line.
    within = not above.bold and line.bold and bool(above.words) and above.words[-1].bold
    return full and ((above.bold and label) or within or _hangs(run[0], line))


def _hangs(first: Line, line: Line) -> bool:
    """``bold_line_of_an_item``: whether a line begins below the words of an item, behind its bullet or number."""
    numbered = len(first.words) > 1 and _ENTRY.match(first.words[0].text) is not None
    if first.marker is None and not numbered:
        return False
    text = first.words[1].box.x0 if numbered else first.start
    return abs(line.start - text) < 1.5 and line.start > first.box.x0 + 4


def _fills(line: Line, column: tuple[float, float]) -> bool:
    return line.box.x1 > column[1] - 0.22 * (column[1] - column[0])


def _starts_numbered(line: Line) -> bool:
    return len(line.words) > 1 and bool(_NUMBERED.match(line.words[0].text))


def _opens_numbered(line: Line) -> bool:
    """``numbered_line``: "1.2" or "3b" and a capital open a paragraph, however full the line above is."""
    return len(line.words) > 1 and opens_numbered(line.words[0].text, line.words[1].text)


def _room_left(above: Line, line: Line, column: tuple[float, float], in_cell: bool, ended: bool) -> bool:
    """``deliberate_line_break``: the next word would have stood on the line above, so someone broke the line there."""
    width = column[1] - column[0]
    space = 0.28 * line.size
    room = column[1] - (above.box.x1 + space + (line.words[0].box.width if line.words else 0.0))
    if above.text.endswith("-"):
        return False
    if in_cell:
        return room > max(3.0, 0.04 * width)
    return room > (0.08 if ended else 0.15) * width


def _indented(run: Sequence[Line], line: Line, ended: bool, flush: bool) -> bool:
    """``indent``: a first line set in, or a line set out to the left of a list item's text, after a full stop.

    ``flush``: the items of the column go on there.
    """
    if not ended:
        return False
    start = run[0].start
    if run[0].marker is not None:
        return line.box.x0 < start - 4 and not flush
    return line.box.x0 > run[-1].start + 6 and len(run) > 1
