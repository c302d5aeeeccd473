"""Lists of labels with their values beside them ("Ansvarig   Parknämnden"), as web pages set them: a small table each.

``labels_in_a_margin``: bold words of one to four words stand alone in front of a gap, with words that are not bold
behind it, line under line at the same two edges. That the labels recur three times or more, always so, tells such a
list from two columns of prose and from a margin of headings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from vaxtanalys.geometry import union
from vaxtanalys.layout.lines import cut_at_gaps, group_rows, join_words
from vaxtanalys.model import Box, RawCell, RawTable, Word

_GAP = 0.8
_LEAST_TIMES = 3
_MOST_WORDS = 4
_EDGE = 2.0
# The next line of a value, or the next label, stands no further below than this many sizes of the type.
_BELOW = 1.3


@dataclass(slots=True)
class _Entry:
    """A label with the lines of its value."""

    label: list[Word]
    value: list[Word]
    lines: list[Sequence[Word]] = field(default_factory=list)


class MarginLabels:
    """Gathers the labels of a document's lists, page by page."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()
        self._other: Counter[str] = Counter()
        self._places: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)

    def add(self, rows: Sequence[Sequence[Word]]) -> None:
        """Take in the rows of a page's upright words."""
        for row in rows:
            if not row[0].bold:
                continue
            entry = _entry(row)
            if entry is None:
                self._other[join_words(row)] += 1
                continue
            text = join_words(entry.label)
            self._times[text] += 1
            self._places[text].add((round(entry.label[0].box.x0 / _EDGE), round(entry.value[0].box.x0 / _EDGE)))

    def labels(self) -> frozenset[str]:
        """The labels that recur, always so; none where there is but one."""
        often = {text for text, count in self._times.items() if count >= _LEAST_TIMES and count > self._other[text]}
        kept = {text for text in often if len(self._places[text]) <= 2}
        return frozenset(kept) if len(kept) >= 2 else frozenset()


def find_label_grids(words: Sequence[Word], labels: Set[str]) -> list[RawTable]:
    """The lists on a page, each a table of two columns; a list ends where its first label comes again."""
    if not labels:
        return []
    runs: list[list[_Entry]] = []
    foot = 0.0
    for row in group_rows(words):
        top, near = min(word.box.top for word in row), foot + _BELOW * row[0].size
        entry = _entry(row)
        last = runs[-1][-1] if runs else None
        if entry is not None and join_words(entry.label) in labels:
            seen = {join_words(each.label) for each in runs[-1]} if runs else set()
            if last is None or top > near or not _same_edges(last, entry) or join_words(entry.label) in seen:
                runs.append([])
            entry.lines.append(row)
            runs[-1].append(entry)
        elif last is not None and top <= near and row[0].box.x0 > last.value[0].box.x0 - _EDGE and not row[0].bold:
            last.lines.append(row)
        else:
            continue
        foot = max(word.box.bottom for word in row)
    return [_grid(run) for run in runs if len(run) > 1]


def _entry(row: Sequence[Word]) -> _Entry | None:
    parts = cut_at_gaps(row, _GAP) if row[0].bold else []
    if len(parts) != 2 or len(parts[0]) > _MOST_WORDS or parts[0][-1].text.endswith(":"):
        return None
    label, value = parts
    if not all(word.bold for word in label) or any(word.bold for word in value):
        return None
    return _Entry(label, value)


def _same_edges(one: _Entry, other: _Entry) -> bool:
    return (
        abs(one.label[0].box.x0 - other.label[0].box.x0) <= _EDGE
        and abs(one.value[0].box.x0 - other.value[0].box.x0) <= _EDGE
    )


def _grid(run: Sequence[_Entry]) -> RawTable:
    whole = union(word.box for entry in run for line in entry.lines for word in line)
    edge = min(entry.value[0].box.x0 for entry in run) - 1
    xs = (whole.x0 - 2, edge, whole.x1 + 2)
    tops = [min(word.box.top for word in entry.lines[0]) - 1 for entry in run]
    ys = [*tops, whole.bottom + 1]
    cells = tuple(
        RawCell(row, col, 1, 1, Box(xs[col], ys[row], xs[col + 1], ys[row + 1]))
        for row in range(len(run))
        for col in (0, 1)
    )
    return RawTable(Box(xs[0], ys[0], xs[2], ys[-1]), "borderless", cells)
