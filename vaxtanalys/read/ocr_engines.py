"""The engines that read print in a picture: rapidocr (pip alone) and Tesseract, each giving lines of words with boxes.

Both run in one thread, so that the same picture gives the same words, and neither asks the network for anything.
"""

from __future__ import annotations

import importlib
import io
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np
from PIL import Image

from vaxtanalys.model import Box
from vaxtanalys.read.ocr_choice import RAPIDOCR, TESSERACT
from vaxtanalys.read.ocr_image import RESOLUTION, Grey

# The picture's longest side when lines are looked for, in pixels: more takes twice the time and finds no more.
_DETECTION_SIDE = 1600
_LEAST_SCORE = 0.3


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as an engine read it: its box in pixels and how sure the engine is (0 to 1).

    ``starts`` has where each letter begins, where the engine tells.
    """

    text: str
    box: Box
    confidence: float
    starts: tuple[float, ...] = ()

    @property
    def places(self) -> tuple[float, ...]:
        """Where each letter begins, in pixels; by equal shares of the box where the engine does not tell."""
        count = len(self.text)
        if len(self.starts) == count:
            return self.starts
        return tuple(self.box.x0 + index * self.box.width / count for index in range(count))

    def cut(self, at: int, end: float, start: float) -> tuple[OcrWord, OcrWord]:
        """Two words, the second from letter ``at`` on; one ends at ``end``, the other begins at ``start``."""
        places = self.places
        return (
            OcrWord(self.text[:at], replace(self.box, x1=end), self.confidence, places[:at]),
            OcrWord(self.text[at:], replace(self.box, x0=start), self.confidence, places[at:]),
        )


OcrLine = tuple[OcrWord, ...]
Engine = Callable[[Grey], list[OcrLine]]


def read_lines(name: str, grey: Grey) -> list[OcrLine]:
    """The lines that the engine ``name`` reads in an upright grey picture, in the engine's order."""
    engines: dict[str, Engine] = {RAPIDOCR: _read_with_rapidocr, TESSERACT: _read_with_tesseract}
    return engines[name](grey)


@cache
def _rapidocr() -> Any:
    parameters = {
        "Global.log_level": "critical",
        # Asked whether a line stands on its head, the classifier turns upright lines over.
        "Global.use_cls": False,
        "Global.max_side_len": 6000,
        "Global.return_word_box": True,
        "Det.limit_type": "max",
        "Det.limit_side_len": _DETECTION_SIDE,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return importlib.import_module("rapidocr").RapidOCR(params=parameters)


def _read_with_rapidocr(grey: Grey) -> list[OcrLine]:
    result = _rapidocr()(np.stack([grey] * 3, axis=-1))
    if result is None or not result.txts:
        return []
    pieces_of_lines = result.word_results or [()] * len(result.txts)
    lines = []
    for corners, text, score, pieces in zip(result.boxes, result.txts, result.scores, pieces_of_lines, strict=True):
        if score >= _LEAST_SCORE and text.strip():
            lines.append(tuple(_cut_line(_box(corners), text, float(score), pieces)))
    return lines


def _box(corners: Any) -> Box:
    xs, ys = [float(point[0]) for point in corners], [float(point[1]) for point in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _cut_line(box: Box, text: str, score: float, pieces: Any) -> Iterator[OcrWord]:
    """The words of a line. Where the engine's pieces are the line's letters in order, their places are taken.

    Else each letter is given an equal share of the line. The engine's own pieces are not words: it cuts long ones.
    """
    letters = text.replace(" ", "")
    spans: list[tuple[float, float]] = []
    if "".join(str(piece[0]) for piece in pieces or ()).replace(" ", "") == letters:
        for part, _, corners in pieces:
            spans.extend(_shares(_box(corners), len(str(part).replace(" ", ""))))
    if len(spans) != len(letters):
        shares = list(_shares(box, len(text)))
        spans = [share for share, letter in zip(shares, text, strict=True) if letter != " "]
    position = 0
    for word in text.split():
        letter_spans = spans[position : position + len(word)]
        x0, x1 = letter_spans[0][0], letter_spans[-1][1]
        starts = tuple(start for start, _ in letter_spans)
        yield OcrWord(word, Box(x0, box.top, max(x1, x0 + 1), box.bottom), score, starts)
        position += len(word)


def _shares(box: Box, count: int) -> Iterator[tuple[float, float]]:
    step = box.width / max(1, count)
    return ((box.x0 + i * step, box.x0 + (i + 1) * step) for i in range(count))


def _read_with_tesseract(grey: Grey) -> list[OcrLine]:
    png = io.BytesIO()
    Image.fromarray(grey).save(png, "PNG")
    command = [TESSERACT, "stdin", "stdout", "-l", "swe", "--psm", "3", "--dpi", str(RESOLUTION), "tsv"]
    # The limit is the document's: the child that waits is ended, and this process with it, when its time is out.
    done = subprocess.run(
        command, input=png.getvalue(), capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    rows = [row.split("\t") for row in done.stdout.decode("utf-8", "replace").splitlines()[1:]]
    words = [row for row in rows if len(row) == 12 and row[0] == "5" and row[11].strip()]
    # Columns 2 to 5 number the block, paragraph and line; 7 to 10 are left, top, width and height.
    return [tuple(_tesseract_word(row) for row in line) for _, line in groupby(words, key=lambda row: row[1:5])]


def _tesseract_word(row: list[str]) -> OcrWord:
    left, top, width, height = (float(value) for value in row[6:10])
    return OcrWord(row[11].strip(), Box(left, top, left + width, top + height), max(0.0, float(row[10])) / 100)
